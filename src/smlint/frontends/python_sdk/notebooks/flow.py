"""What the cells of a notebook do with files: they write some, run others, and change directory."""

from __future__ import annotations

import ast
import posixpath
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from smlint.core.source import Source
from smlint.core.workspace import seen_from
from smlint.frontends.python_sdk.notebooks import magics

Parsed = tuple[ast.Module, Source]

WRITES = frozenset({"%writefile", "%file"})


PART_LIMIT = 5_000
"""Cells of one notebook with those that it runs: running another one twice doubles them."""


@dataclass
class Flow:
    """The parts of a notebook or script in the order in which they run.

    `parts` are its own with those that `%run` brings in between; `written` the files that
    `%%writefile` writes, by path: each at its place in the cell, or as a file of its own where
    several cells add to it. `ran` are the paths of what was run.
    """

    parts: list[Parsed] = field(default_factory=list)
    written: dict[str, Source] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)


def followed(path: str, parts: Sequence[Parsed], load: Callable[[str], Sequence[Parsed]]) -> Flow:
    """The parts of the file at `path`; `load` gives those of another one, none if it is missing."""
    flow = Flow()
    directory: str | None = posixpath.dirname(path)
    for module, source in parts:
        rest: list[ast.stmt] = []
        for statement in module.body:
            name, words, text = _magic(statement)
            if name in ("cd", "%cd") and words:
                directory = _changed(directory, words)
            elif name in WRITES and words and directory is not None:
                _write(flow, seen_from(directory, words[-1]), text, source, words[:-1])
            brought = _run(flow, directory, words, load) if name == "run" else ()
            if not brought or len(flow.parts) + len(brought) > PART_LIMIT:
                rest.append(statement)
                continue
            flow.parts.append((_module(rest), source))
            flow.parts.extend(brought)
            rest = []
        flow.parts.append((_module(rest), source))
    return flow


def _module(body: list[ast.stmt]) -> ast.Module:
    return ast.Module(body, [])


def _magic(statement: ast.stmt) -> tuple[str, list[str], ast.Constant | None]:
    """The magic that `statement` runs, the words of its line, and its text."""
    found = magics.magic(statement.value) if isinstance(statement, ast.Expr) else None
    if found is None:
        return "", [], None
    name, text, line = found
    line = line if name.startswith("%") or text is None else str(text.value)
    try:
        return name, shlex.split(line, comments=True), text
    except ValueError:
        return name, line.split(), text


def _changed(directory: str | None, words: Sequence[str]) -> str | None:
    """The directory after `%cd`; None where nothing says which it is."""
    target = words[-1]
    if directory is None or target.startswith(("-", "~", "/", "$", "{")):
        return None
    return seen_from(directory, target)


def _write(
    flow: Flow, path: str, text: ast.Constant | None, source: Source, options: Sequence[str]
) -> None:
    if text is None or not isinstance(text.value, str):
        return
    before = flow.written.get(path)
    if before is not None and ("-a" in options or "--append" in options):
        flow.written[path] = Source(path, before.text.lstrip("\n") + text.value)
    else:
        flow.written[path] = Source(source.path, "\n" * (text.lineno - 1) + text.value, source.cell)


def _run(
    flow: Flow,
    directory: str | None,
    words: Sequence[str],
    load: Callable[[str], Sequence[Parsed]],
) -> Sequence[Parsed]:
    """The parts of the file that `%run` names; none where it is not in the tree."""
    for path in _candidates(directory, words):
        written = flow.written.get(path)
        if written is not None:
            return [(magics.read(written), written)]
        found = load(path)
        if found:
            flow.ran.append(path)
            return found
    return ()


def _candidates(directory: str | None, words: Sequence[str]) -> Iterator[str]:
    """Where the file may be that `%run` names: Databricks leaves out the suffix."""
    named = next((word for word in words if not word.startswith("-")), None)
    if named is None or directory is None or "$" in named or "{" in named:
        return
    path = seen_from(directory, named)
    if path.endswith((".py", ".ipynb", ".ipy")):
        yield path
    else:
        yield f"{path}.py"
        yield f"{path}.ipynb"
