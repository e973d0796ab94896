"""`.env` files of the scanned tree, as `python-dotenv` reads them.

Such a file stands for the environment of whoever has it, and their real environment goes before
it: its values are defaults. What is called as a secret is not read, and no text of it is shown.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator, Mapping

from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, HopKind, Known, Unknown
from smlint.core.workspace import is_file, seen_from
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import files
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values import paths
from smlint.frontends.python_sdk.values.objects import Value
from smlint.frontends.python_sdk.values.trees import tree_of

_LINE = re.compile(
    r"^[^\S\n]*(?:export\s+)?(?P<name>[A-Za-z_][\w.]*)[^\S\n]*=[^\S\n]*(?:"
    r"'(?P<single>(?:\\'|[^'])*)'|\"(?P<double>(?:\\\"|[^\"])*)\"|(?P<plain>[^\n]*))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"\s#.*")
_ESCAPE = re.compile(r"\\[\\'\"abfnrtv]")
_SECRET = re.compile(
    r"((API|ACCESS|PRIVATE|SECRET)_?KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL)", re.IGNORECASE
)


def variables(
    machine: Machine, path: str, span: Span, kind: HopKind = "default"
) -> dict[str, Value]:
    """The variables of the file at `path` of the workspace; none where it cannot be read."""
    try:
        source = machine.workspace.read(path)
    except SourceError:
        return {}
    if len(source.text) > files.SIZE_LIMIT:
        return {}
    return dict(_variables(source, span, kind))


def _variables(source: Source, span: Span, kind: HopKind) -> Iterator[tuple[str, Value]]:
    for found in _LINE.finditer(source.text):
        name, text = found["name"], _text(found)
        hop = Hop(f"{name} in {source.path}", source.span(*found.span("name")), kind)
        if _SECRET.search(name):
            reason = f"{name} in {source.path} may be a secret, which smlint does not read"
            yield name, Unknown(reason, span, (hop,))
        elif text is None:
            yield name, Unknown(f"{name} in {source.path} refers to others", span, (hop,))
        else:
            yield name, Known(text, span, (hop,))


def _text(found: re.Match[str]) -> str | None:
    """The value of a line; None where it refers to other variables."""
    if found["single"] is not None:
        return found["single"].replace("\\'", "'").replace("\\\\", "\\")
    text = found["double"]
    if text is None:
        text = _COMMENT.sub("", f" {found['plain']}").strip()
    else:
        text = _ESCAPE.sub(lambda sign: str(codecs.decode(sign[0], "unicode-escape")), text)
    return None if "${" in text else text


def nearest(machine: Machine) -> str | None:
    """The `.env` beside the script, or in the next directory above that has one."""
    directory = posixpath.dirname(machine.source.path)
    while True:
        path = seen_from(directory, ".env")
        if is_file(machine.workspace, path):
            return path
        if directory in ("", "/", ".."):
            return None
        directory = posixpath.dirname(directory)


def _path(request: Request) -> str | None:
    given = request.arguments.get("dotenv_path", 0)
    if given is None or isinstance(given, Absent):
        return nearest(request.machine)
    found = files.located(request.machine, tree_of(given))
    return found if isinstance(found, str) else None


def _load(request: Request) -> Value:
    """`load_dotenv()`: what the environment does not have yet."""
    machine, path = request.machine, _path(request)
    override = request.is_set("override")
    found = {} if path is None else variables(
        machine, path, request.span, "reference" if override else "default"
    )  # fmt: skip
    for name, value in found.items():
        if override or name not in machine.environment:
            machine.write(machine.environment, name, value)
    return machine.unknown("it depends on the files that are there", request.span)


def _values(request: Request) -> Value:
    """`dotenv_values()`."""
    path = _path(request)
    found = {} if path is None else variables(request.machine, path, request.span, "reference")
    box = request.machine.box("mapping", request.span, found)
    if path is None:
        box.rest.append(Unknown("there is no such .env file in the scanned tree", request.span))
    return box


def _find(request: Request) -> Value | None:
    path = nearest(request.machine)
    return None if path is None else paths.file_at(path, request.span)


LOADERS: Mapping[str, Answer] = {
    "dotenv.load_dotenv": _load,
    "dotenv.main.load_dotenv": _load,
    "dotenv.dotenv_values": _values,
    "dotenv.find_dotenv": _find,
    "environs.Env().read_env": _load,
}
