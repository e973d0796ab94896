"""Scripts run for real and read by smlint: what both make of the script's global names."""

from __future__ import annotations

import math
import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from unittest import mock

from smlint.core.tree import plain
from smlint.core.values import Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk.files import Files as Scripts
from smlint.frontends.python_sdk.files import parsed_script
from smlint.frontends.python_sdk.interpreter import Interpreter
from smlint.frontends.python_sdk.values.trees import tree_of

Files = Mapping[str, str]
SCRIPT = "deploy.py"


DATA = Path(__file__).parent / "data"
RECORDED = ("commands", "documents", "settings")
"""Cases that need libraries which the development environment lacks."""


@dataclass(frozen=True)
class Case:
    """A script, the files beside it, and the global names that smlint must know."""

    name: str
    names: frozenset[str]
    script: str
    files: Files

    def __str__(self) -> str:
        return self.name


def cases(name: str) -> list[Case]:
    """The cases of the file `name` of the data, divided by `=== name | known names` lines.

    Within a case, `--- path` begins a file that lies beside the script.
    """
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    return [_case(block) for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]]


def _case(block: str) -> Case:
    title, _, body = block.partition("\n")
    name, _, names = title.partition("|")
    script, *rest = re.split(r"^--- (.+)\n", body, flags=re.MULTILINE)
    files = dict(zip(rest[::2], rest[1::2], strict=True))
    return Case(name.strip(), frozenset(names.split()), script, files)


def machine(script: str, files: Files | None = None, path: str = SCRIPT) -> Interpreter:
    """smlint's run of `script`, which lies at `path` among `files`."""
    workspace = MemoryWorkspace({**(files or {}), path: script})
    parsed = parsed_script(workspace.read(path))
    run = Interpreter(parsed, Scripts(workspace))
    run.run(parsed.parts)
    return run


def read(script: str, files: Files | None = None, path: str = SCRIPT) -> dict[str, Tree]:
    """What smlint makes of the global names of `script`."""
    names = machine(script, files, path).globals.names
    return {str(name): tree_of(value) for name, value in names.items()}


def executed(script: str, files: Files, directory: Path, path: str = SCRIPT) -> dict[str, object]:
    """The plain values of the global names of `script` after it ran in `directory`, for real."""
    for name, text in {**files, path: script}.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    with _alone(directory), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # scripts forget to close files
        found: dict[str, object] = {"__name__": "__main__", "__file__": path}
        with suppress(SystemExit):  # command lines end so
            exec(compile((directory / path).read_text("utf-8"), path, "exec"), found)
    return {name: shown for name, value in found.items() if (shown := _plain(value)) is not ...}


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """As a script that is run in `directory` without arguments, and with an empty environment."""
    outer = Path.cwd()
    os.chdir(directory)
    try:
        with mock.patch.dict(os.environ, clear=True), mock.patch.object(sys, "argv", [SCRIPT]):
            yield
    finally:
        os.chdir(outer)


def _plain(value: object) -> object:
    """`value` as data; an ellipsis where it is something else."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, (list, tuple)):
        items = [_plain(item) for item in value]
        return ... if ... in items else items
    if isinstance(value, dict):
        members = {str(key): _plain(item) for key, item in value.items()}
        return ... if ... in members.values() else members
    return ...


def disagreements(real: Mapping[str, object], seen: Mapping[str, Tree]) -> dict[str, object]:
    """The names of which smlint says something else than what is so, with what it says."""
    return {
        name: plain(seen[name])
        for name, value in real.items()
        if name in seen and _is_known(seen[name]) and not _equal(plain(seen[name]), value)
    }


def _is_known(tree: Tree) -> bool:
    """Whether nothing of `tree` is unknown."""
    if not isinstance(tree, Known):
        return not isinstance(tree, Unknown)
    value = tree.value
    if isinstance(value, Mapping):
        return all(map(_is_known, value.values()))
    return not isinstance(value, tuple) or all(map(_is_known, value))


def known(seen: Mapping[str, Tree]) -> set[str]:
    """The names whose values smlint knows through and through."""
    return {name for name, tree in seen.items() if _is_known(tree)}


def _equal(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other
