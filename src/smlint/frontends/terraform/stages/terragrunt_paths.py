"""Terragrunt's functions, most of which name paths.

A path is absolute there, so as a text it is not known: it begins with the place of the checkout.
What lies beneath is known, and is what finding files needs: such a path is an `Unknown` that is
made of a reference to that place and of the path as spans write it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from smlint.core.spans import Span
from smlint.core.values import Known, Reference, Tree, Unknown
from smlint.core.workspace import is_file, seen_from
from smlint.frontends.terraform.functions import FUNCTIONS
from smlint.frontends.terraform.functions.call import Call, Function
from smlint.frontends.terraform.structure.module import Library
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import STRING

CHECKOUT = Reference("the checkout")
REASON = "it is a path of the machine that terragrunt runs on"
UPWARD_LIMIT = 30
"""Directories above one another, which is more than there are."""
UNIT = "terragrunt.hcl"
"""The name of a file that deploys a module, and of what is looked for in directories above."""


class Reader(Protocol):
    """The file of Terragrunt whose expressions are evaluated."""

    library: Library
    directory: str

    def including(self, name: str) -> str | None:
        """The directory of the file that the `include` block `name` means; `""` for the first."""

    def other(self, path: str, span: Span) -> Tree:
        """What another file at `path` says, as an object."""


def located(tree: Tree, directory: str) -> str | None:
    """The path, as spans write it, that a text in a file in `directory` means; None if unknown."""
    if isinstance(tree, Known) and isinstance(tree.value, str):
        return seen_from(directory, tree.value)
    if isinstance(tree, Unknown) and tree.parts[:1] == (CHECKOUT,):
        rest = tree.parts[1:]
        if all(isinstance(part, str) for part in rest):
            return seen_from("", "".join(map(str, rest)))
    return None


def repository(directory: str, library: Library) -> str | None:
    """The top of the repository that `directory` is in, as far as it can be seen."""
    for above in _upward(directory):
        git = posixpath.join(above, ".git")
        if library.workspace.names(git) or ".git" in library.workspace.names(above):
            return above
    return None


def functions(reader: Reader) -> Mapping[str, Function]:
    """The functions for expressions in the file of `reader`: Terraform's, and its own."""
    own: dict[str, Function] = {
        "get_terragrunt_dir": lambda call: _absolute(reader.directory, call.span),
        "get_original_terragrunt_dir": lambda call: _absolute(reader.directory, call.span),
        "get_parent_terragrunt_dir": lambda call: _if_known(_including(call, reader), call.span),
        "get_repo_root": lambda call: _if_known(_top(reader), call.span),
        "get_path_to_repo_root": lambda call: _relative(_top(reader), reader.directory, call),
        "get_path_from_repo_root": lambda call: _relative(reader.directory, _top(reader), call),
        "path_relative_to_include": lambda call: _relative(
            reader.directory, _including(call, reader), call
        ),
        "path_relative_from_include": lambda call: _relative(
            _including(call, reader), reader.directory, call
        ),
        "find_in_parent_folders": lambda call: _above(call, reader),
        "read_terragrunt_config": lambda call: _config(call, reader),
        "dirname": lambda call: _directory_name(call, reader),
        "basename": lambda call: _base_name(call, reader),
    }
    for name in ("file", "filebase64", "fileexists"):
        own[name] = _of_located(FUNCTIONS[name], reader)
    return {**FUNCTIONS, **own}


def _absolute(path: str, span: Span) -> Tree:
    text = path if path.startswith("/") else f"./{path}"
    return Unknown(REASON, span, (), (CHECKOUT, text))


def _if_known(path: str | None, span: Span) -> Tree:
    return Unknown(REASON, span) if path is None else _absolute(path, span)


def _relative(path: str | None, start: str | None, call: Call) -> Tree:
    if path is None or start is None:
        return Unknown(REASON, call.span)
    return Known(posixpath.relpath(path or ".", start or "."), call.span)


def _top(reader: Reader) -> str | None:
    return repository(reader.directory, reader.library)


def _text(call: Call, position: int) -> str | None:
    """An argument as text; empty where it is not given, None where it is unknown."""
    if len(call.arguments) <= position:
        return ""
    text = convert(call.arguments[position], STRING)
    return str(text.value) if isinstance(text, Known) else None


def _including(call: Call, reader: Reader) -> str | None:
    name = _text(call, 0)
    return None if name is None else reader.including(name)


def _above(call: Call, reader: Reader) -> Tree:
    """The nearest file of a name in the directories above."""
    name = _text(call, 0)
    if name is None:
        return Unknown(REASON, call.span)
    for directory in list(_upward(reader.directory))[1:]:
        path = posixpath.join(directory, name or UNIT)
        if is_file(reader.library.workspace, path):
            return _absolute(path, call.span)
    if len(call.arguments) > 1:
        return replace(call.arguments[1], span=call.span)
    raise RefusalError(f"there is no {name or UNIT} in the directories above")


def _config(call: Call, reader: Reader) -> Tree:
    path = located(call.expect(1, 2)[0], reader.directory)
    if path is None:
        return Unknown("it is not known which file is read", call.span)
    if is_file(reader.library.workspace, path):
        return reader.other(path, call.span)
    if len(call.arguments) > 1:
        return replace(call.arguments[1], span=call.span)
    raise RefusalError(f"there is no file {path}")


def _directory_name(call: Call, reader: Reader) -> Tree:
    (path,) = call.expect(1)
    if isinstance(path, Unknown) and (place := located(path, reader.directory)) is not None:
        return _absolute(posixpath.dirname(place), call.span)
    return FUNCTIONS["dirname"](call)


def _base_name(call: Call, reader: Reader) -> Tree:
    (path,) = call.expect(1)
    if isinstance(path, Unknown) and (place := located(path, reader.directory)) is not None:
        name = posixpath.basename(place)
        known = name not in ("", "..")
        return Known(name, call.span, path.via) if known else Unknown(REASON, call.span)
    return FUNCTIONS["basename"](call)


def _of_located(function: Function, reader: Reader) -> Function:
    """`function` of a file, which may be given as an absolute path."""

    def run(call: Call) -> Tree:
        path, *others = call.expect(1, len(call.arguments) or 1)
        place = located(path, reader.directory) if isinstance(path, Unknown) else None
        if place is not None:
            start = reader.directory or "."
            path = Known(posixpath.relpath(place or ".", start), path.span, path.via)
        return function(replace(call, arguments=(path, *others)))

    return run


def _upward(directory: str) -> Iterator[str]:
    """`directory` and those above it, as spans write them."""
    for _ in range(UPWARD_LIMIT):
        yield directory
        above = seen_from(directory, "..")
        if above == directory:
            return
        directory = above
