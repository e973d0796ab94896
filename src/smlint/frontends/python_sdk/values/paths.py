"""Paths of files as scripts put them together: text that may begin at a place of the scanned tree.

Where a script lies and where it is run is known only when it runs, but what lies beside it is in
the scanned tree. So `__file__` is an unknown text of two parts: `TREE`, and the script's path as
the workspace has it. The working directory is `WORKING`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from smlint.core.spans import Span
from smlint.core.values import Known, Reference, Tree, Unknown, joined, parts_of

TREE = Reference("the scanned tree")
WORKING = Reference("the working directory")
PLACES = (TREE, WORKING)

HERE = "where the script lies is known only when it runs"
RUN_FROM = "it depends on the directory in which the script is run"


def file_at(path: str, span: Span) -> Unknown:
    """The file or directory at `path` of the workspace."""
    return Unknown(HERE, span, (), (TREE, path or "."))


def working_directory(span: Span) -> Unknown:
    """The directory in which the script is run."""
    return Unknown(RUN_FROM, span, (), (WORKING, "."))


def is_place(tree: Tree) -> bool:
    """Whether `tree` is a path of the scanned tree or beneath the working directory."""
    return isinstance(tree, Unknown) and bool(tree.parts) and tree.parts[0] in PLACES


def may_be_path(value: object) -> bool:
    """Whether `value` is a text, or a place of the scanned tree."""
    if isinstance(value, Known):
        return isinstance(value.value, str)
    return isinstance(value, Unknown) and is_place(value)


def tail(tree: Tree) -> str | None:
    """What is known of a path: all of it, or what follows the place where it begins."""
    parts = parts_of(tree)
    rest = parts[1:] if is_place(tree) else parts
    if not rest and is_place(tree):
        return "."
    return rest[0] if len(rest) == 1 and isinstance(rest[0], str) else None


def with_tail(tree: Tree, text: str, span: Span) -> Known[str] | Unknown:
    """`tree` with `text` for what is known of it."""
    if isinstance(tree, Unknown):
        return Unknown(tree.reason, span, tree.via, (tree.parts[0], text))
    return Known(text, span, tree.via)


def join(left: Tree, right: Tree, span: Span) -> Known[str] | Unknown:
    """The path `right` as seen from the directory `left`."""
    begins = parts_of(right)[:1]
    if is_place(right) or (begins and isinstance(begins[0], str) and begins[0].startswith("/")):
        return joined((right,), span)
    if isinstance(left, Known) and left.value == "":
        return joined((right,), span)
    ends = parts_of(left)[-1:]
    slash = "" if ends and isinstance(ends[0], str) and ends[0].endswith("/") else "/"
    return joined((left, Known(slash, span), right), span)


def parent(path: str) -> str:
    """The directory of `path`; that of a relative path's beginning is `..`."""
    if path in ("", ".") or posixpath.basename(path) == "..":
        return posixpath.normpath(posixpath.join(path, ".."))
    return posixpath.dirname(path) or "."


def clean(path: str) -> str:
    """`path` as `pathlib` writes it: without doubled slashes and single dots."""
    return str(PurePosixPath(path))


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix


NAMES: Mapping[str, Callable[[str], str]] = {
    "name": posixpath.basename,
    "stem": lambda path: PurePosixPath(path).stem,
    "suffix": _suffix,
}
"""Attributes of a path that tell of its last step only."""
