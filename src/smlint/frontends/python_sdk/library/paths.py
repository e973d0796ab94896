"""`pathlib` and `os.path`: paths as text, which may begin at a place of the scanned tree."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TypeAlias

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import files
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values import paths
from smlint.frontends.python_sdk.values.identity import HOP_LIMIT
from smlint.frontends.python_sdk.values.objects import Arguments, Method, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

PARENT_LIMIT = 12

Operation: TypeAlias = Callable[[Request, Tree, Sequence[Value]], "Value | None"]
"""What is done with a path, and with the further arguments."""


def attribute(machine: Machine, value: Value, name: str, span: Span) -> Value | None:
    """An attribute of a path; None where `value` is none, or has no such attribute."""
    tail = paths.tail(tree_of(value)) if paths.may_be_path(value) else None
    if tail is None:
        return None
    tree = tree_of(value)
    if name == "parent":
        return paths.with_tail(tree, paths.parent(tail), span)
    if name == "parents":
        return machine.box("list", span, _parents(tree, tail, span))
    if name in paths.NAMES:
        return Known(paths.NAMES[name](tail), span, tree.via)
    return Method(value, name, span) if name in METHODS else None


def _parents(tree: Tree, tail: str, span: Span) -> list[Value]:
    found: list[Value] = []
    while len(found) < PARENT_LIMIT and paths.parent(tail) != tail:
        tail = paths.parent(tail)
        found.append(paths.with_tail(tree, tail, span))
    return found


def method(machine: Machine, method: Method, arguments: Arguments, span: Span) -> Value | None:
    """What a method gives that only paths have; None where `method` is another."""
    operation = METHODS.get(method.name)
    if operation is None or not paths.may_be_path(method.receiver):
        return None
    callee = Opaque(f"pathlib.Path().{method.name}", "", span, Reference(str(span), method.name))
    request = Request(machine, callee, arguments, span)
    return operation(request, tree_of(method.receiver), arguments.positional)


def _function(operation: Operation) -> Answer:
    """`operation` as a function of the path that is its first argument."""

    def answer(request: Request) -> Value | None:
        positional = request.arguments.positional
        if not positional:
            return None
        return operation(request, tree_of(positional[0]), positional[1:])

    return answer


def _join(request: Request, path: Tree, rest: Sequence[Value]) -> Known[str] | Unknown:
    joined = _text(path, request.span)
    for step in rest:
        joined = paths.join(joined, tree_of(step), request.span)
    return joined


def _text(path: Tree, span: Span) -> Known[str] | Unknown:
    return paths.join(Known("", span), path, span)


def _path(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    return _with_change(_join(request, path, rest), paths.clean, request.span)


def _with_change(path: Tree, change: Callable[[str], str], span: Span) -> Known[str] | Unknown:
    """`path` with `change` made to what is known of it."""
    tail = paths.tail(path)
    return _text(path, span) if tail is None else paths.with_tail(path, change(tail), span)


def _changed(change: Callable[[str], str]) -> Operation:
    """`change` as an operation."""

    def operation(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
        del rest
        return _with_change(path, change, request.span)

    return operation


def _absolute(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    del rest
    tail = paths.tail(path)
    if isinstance(path, Known) and tail is not None and not posixpath.isabs(tail):
        path = paths.join(paths.working_directory(request.span), path, request.span)
    return _with_change(path, posixpath.normpath, request.span)


def _last(part: Callable[[str], str]) -> Operation:
    """What `part` makes of what is known of a path, where that is enough to tell."""

    def operation(request: Request, path: Tree, rest: Sequence[Value]) -> Value | None:
        del rest
        tail = paths.tail(path)
        return None if tail is None else Known(part(tail), request.span, path.via)

    return operation


def _with(change: Callable[[PurePosixPath, str], PurePosixPath]) -> Operation:
    """`with_suffix` and its like."""

    def operation(request: Request, path: Tree, rest: Sequence[Value]) -> Value | None:
        text = known_text(rest[0]) if rest else None
        tail = paths.tail(path)
        if text is None or tail is None:
            return None
        try:
            changed = str(change(PurePosixPath(tail), text))
        except ValueError:
            return None
        made = paths.with_tail(path, changed, request.span)
        return replace(made, via=(*made.via, *tree_of(rest[0]).via)[:HOP_LIMIT])

    return operation


def _split(divide: Callable[[str], tuple[str, str]]) -> Operation:
    """`os.path.split` and `os.path.splitext`."""

    def operation(request: Request, path: Tree, rest: Sequence[Value]) -> Value | None:
        del rest
        tail = paths.tail(path)
        if tail is None:
            return None
        before, after = divide(tail)
        first = paths.with_tail(path, before or ".", request.span)
        if isinstance(path, Known):
            first = Known(before, request.span, path.via)
        second = Known(after, request.span, path.via)
        return request.machine.box("list", request.span, [first, second])

    return operation


def _directory(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    del rest
    change = posixpath.dirname if isinstance(path, Known) else paths.parent
    return _with_change(path, change, request.span)


def _exists(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    del rest
    found = files.located(request.machine, path)
    if isinstance(found, str):
        return Known(True, request.span, path.via)
    return request.machine.unknown(found.reason, request.span)


def _read_text(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    del rest
    return files.text_at(request.machine, path, request.span)


def _open(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    del rest
    return files.opened(request, path)


def _write(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    del rest
    files.note_written(request.machine, path)
    return request.machine.unknown("it is a number of characters", request.span)


def _nothing(request: Request, path: Tree, rest: Sequence[Value]) -> Value:
    del path, rest
    return Absent(request.span)


def _glob(request: Request, path: Tree, rest: Sequence[Value]) -> Value | None:
    """The files of a directory whose names match; in an order that the file system decides."""
    pattern = known_text(rest[0]) if rest else "*"
    directory = files.located(request.machine, path, directory=True)
    if pattern is None or "/" in pattern or "**" in pattern or isinstance(directory, Unknown):
        return None
    names = [n for n in request.machine.workspace.names(directory) if fnmatchcase(n, pattern)]
    found = [paths.join(path, Known(name, request.span), request.span) for name in names]
    # as of a set: which one is the first, is not known
    return request.machine.box("list", request.span, found, "set" if len(found) > 1 else "list")


def _glob_text(request: Request, path: Tree, rest: Sequence[Value]) -> Value | None:
    """`glob.glob("configs/*.yaml")`."""
    del rest
    tail = paths.tail(path)
    if tail is None:
        return None
    directory, pattern = posixpath.split(tail)
    top = paths.with_tail(path, directory or ("" if isinstance(path, Known) else "."), path.span)
    return _glob(request, top, (Known(pattern, path.span),))


def _working_directory(request: Request) -> Value:
    return paths.working_directory(request.span)


_AS_IS = _changed(str)

METHODS: Mapping[str, Operation] = {
    "joinpath": _join,
    "resolve": _absolute,
    "absolute": _absolute,
    "as_posix": _AS_IS,
    "with_suffix": _with(PurePosixPath.with_suffix),
    "with_name": _with(PurePosixPath.with_name),
    "with_stem": _with(PurePosixPath.with_stem),
    "exists": _exists,
    "is_file": _exists,
    "read_text": _read_text,
    "read_bytes": _read_text,
    "open": _open,
    "write_text": _write,
    "write_bytes": _write,
    "mkdir": _nothing,
    "touch": _nothing,
    "glob": _glob,
}

FUNCTIONS: Mapping[str, Answer] = {
    **{
        f"pathlib.{name}": _function(_path)
        for name in ("Path", "PurePath", "PosixPath", "PurePosixPath")
    },
    "pathlib.Path.cwd": _working_directory,
    "os.getcwd": _working_directory,
    "os.fspath": _function(_AS_IS),
    "os.makedirs": _function(_nothing),
    "os.mkdir": _function(_nothing),
    "glob.glob": _function(_glob_text),
    **{
        f"os.path.{name}": _function(operation)
        for name, operation in {
            "join": _join,
            "abspath": _absolute,
            "realpath": _absolute,
            "normpath": _changed(posixpath.normpath),
            "dirname": _directory,
            "basename": _last(posixpath.basename),
            "exists": _exists,
            "isfile": _exists,
            "split": _split(posixpath.split),
            "splitext": _split(posixpath.splitext),
        }.items()
    },
    "builtins.open": files.open_,
    "io.open": files.open_,
    "codecs.open": files.open_,
}
