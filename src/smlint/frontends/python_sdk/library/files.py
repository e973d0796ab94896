"""Files of the scanned tree: which one a path means, what it holds, and files that are opened.

Nothing outside of the workspace is read. A path that depends on the directory in which the script
is run means the one file that it can mean: beneath the script's directory or one of those above.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Tree, Unknown
from smlint.core.workspace import Listing, Workspace, is_file, seen_from
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library.answers import Request, Thing
from smlint.frontends.python_sdk.values import paths
from smlint.frontends.python_sdk.values.objects import Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

SIZE_LIMIT = 1_000_000
"""Characters. A larger file holds data, not settings."""


def located(machine: Machine, place: Tree, *, directory: bool = False) -> str | Unknown:
    """The path in the workspace of the file at `place`, or why it is not known.

    Of the directory there, where that is asked for.
    """
    exists = is_directory if directory else is_file
    what = "directory" if directory else "file"
    tail = paths.tail(place)
    if tail is None:
        reason = place.reason if isinstance(place, Unknown) else "which file this is, is not known"
        return Unknown(reason, place.span, place.via)
    if isinstance(place, Unknown) and place.parts[0] == paths.TREE:
        found = seen_from("", tail)
        if exists(machine.workspace, found):
            return found
        return Unknown(f"there is no {what} {found} in the scanned tree", place.span)
    if posixpath.isabs(tail) or tail.startswith("~"):
        return Unknown(f"the {what} {tail} is outside of the scanned tree", place.span)
    return _beneath(machine, tail, exists, place.span)


def is_directory(workspace: Workspace, path: str) -> bool:
    """Whether there is a directory at `path` that holds anything."""
    try:
        return workspace.listing(path) != Listing()
    except SourceError:
        return False


def _beneath(
    machine: Machine, tail: str, exists: Callable[[Workspace, str], bool], span: Span
) -> str | Unknown:
    """The one file that the relative path `tail` means, wherever in the tree the script is run."""
    if machine.path.endswith(".ipynb"):
        beside = seen_from(posixpath.dirname(machine.path), tail)
        if exists(machine.workspace, beside):
            return beside
    candidates = dict.fromkeys(seen_from(top, tail) for top in _directories(machine.path))
    found = [path for path in candidates if exists(machine.workspace, path)]
    if len(found) == 1:
        return found[0]
    if found:
        these = " and ".join(found[:2])
        return Unknown(f"whether {these} is read depends on where the script is run", span)
    return Unknown(f"there is no {posixpath.normpath(tail)} in the scanned tree", span)


def _directories(path: str) -> Iterator[str]:
    """The directory of `path` and those above it, up to the top of the workspace."""
    directory = posixpath.dirname(path)
    while directory not in ("", "/"):
        yield directory
        directory = posixpath.dirname(directory)
    yield ""


def source_at(machine: Machine, place: Tree) -> Source | Unknown:
    """The file at `place`, or why it is not known what it holds."""
    path = located(machine, place)
    if isinstance(path, Unknown):
        return path
    if path in machine.written:
        return Unknown(f"the script itself writes {path}", place.span)
    source = machine.sources.get(path)
    if source is not None:
        return source
    try:
        source = machine.workspace.read(path)
    except SourceError as error:
        return Unknown(f"{path} cannot be read: {error.reason}", place.span)
    if len(source.text) > SIZE_LIMIT:
        return Unknown(f"{path} is too large to be read for settings", place.span)
    machine.sources[path] = source
    return source


def text_at(machine: Machine, place: Tree, span: Span) -> Known[str] | Unknown:
    """The text of the file at `place`, read at `span`."""
    source = source_at(machine, place)
    if isinstance(source, Unknown):
        return Unknown(source.reason, span, source.via, machine.unknown("", span).parts)
    hop = Hop(f"text of {source.path}", source.span(0, 0))
    return Known(source.text, span, (hop, *place.via))


def note_written(machine: Machine, place: Tree) -> None:
    """Note that the script writes the file at `place`: what the tree holds is not what it reads."""
    path = located(machine, place)
    if isinstance(path, str):
        machine.written.add(path)


@dataclass(eq=False)
class Opened(Thing):
    """An open file."""

    place: Tree

    def call(self, request: Request) -> Value | None:
        """What a method of the file gives."""
        match request.name:
            case "read":
                return text_at(request.machine, self.place, request.span)
            case "readlines":
                text = text_at(request.machine, self.place, request.span)
                if not isinstance(text, Known):
                    return None
                lines = text.value.splitlines(keepends=True)[:LINE_LIMIT]
                items = [Known(line, request.span, text.via) for line in lines]
                return request.machine.box("list", request.span, items)
            case "__enter__":
                return request.callee.receiver
            case "write" | "close" | "flush":
                return Absent(request.span)
        return None


LINE_LIMIT = 2_000


def opened(request: Request, place: Tree) -> Value:
    """What opening the file at `place` gives."""
    position = 1 if request.callee.path == "builtins.open" else 0
    mode = request.arguments.get("mode", position)
    if mode is not None and set(known_text(mode) or "w") & set("wax+"):
        note_written(request.machine, place)
    return request.result(Opened(place))


def open_(request: Request) -> Value | None:
    """`open(path)`."""
    place = request.arguments.get("file", 0)
    return None if place is None else opened(request, tree_of(place))
