"""Functions of files and paths. Files are read through the workspace, and never outside of it."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple, Self

from smlint.core.source import MissingError, Source, SourceError, decode
from smlint.core.values import Hop, Known, Tree, Unknown
from smlint.core.workspace import Listing
from smlint.frontends.terraform.functions.call import Call, Function, pure
from smlint.frontends.terraform.functions.globs import found_files
from smlint.frontends.terraform.functions.hashing import HASHES
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import derived, hops, tree_of
from smlint.frontends.terraform.values.errors import RefusalError, UnclearError
from smlint.frontends.terraform.values.kinds import STRING
from smlint.frontends.terraform.values.text import composed


class FileText(str):
    """The text of a file, which knows the file."""

    __slots__ = ("source",)
    source: Source

    def __new__(cls, text: str, source: Source) -> Self:
        """`text`, which `source` holds."""
        made = super().__new__(cls, text)
        made.source = source
        return made


class Content(NamedTuple):
    """What the file at `path` of the workspace holds."""

    path: str
    data: bytes


def read_content(path: str, call: Call) -> Content | Unknown:
    """The file at `path`, which is relative to the root module.

    Unknown where it is outside of the workspace; raises `RefusalError` where it is not there, and
    `UnclearError` where smlint cannot read it.
    """
    inside = call.world.inside(path, call.span)
    if isinstance(inside, Unknown):
        return inside
    try:
        return Content(inside, call.world.workspace.read_bytes(inside))
    except MissingError as error:
        raise RefusalError(f"{path}: {error.reason}") from None
    except SourceError as error:
        raise UnclearError(f"{path} is not read: {error.reason}") from None


def read_text(content: Content, call: Call) -> FileText:
    """The text of a file; raises `RefusalError` where it is not UTF-8."""
    try:
        text = content.data.decode()
    except UnicodeDecodeError:
        raise RefusalError(f"{content.path} is not UTF-8 text") from None
    try:
        source = decode(*content)
    except SourceError:
        source = Source(content.path, text)
    return FileText(composed(text), call.world.register(source))


def _of_content(function: Callable[[Content, Call], str]) -> Function:
    """A function of what a file holds."""

    def run(path: str, call: Call) -> Tree:
        content = read_content(path, call)
        if isinstance(content, Unknown):
            return content
        result = function(content, call)
        hop = Hop(f"file {content.path}", Source(content.path, "").whole)
        return Known(result, call.span, (hop,))

    return _of_texts(1, run)


def _hashed(name: str) -> Function:
    return _of_content(lambda content, _: HASHES[name](content.data))


def _exists(path: str, call: Call) -> Tree:
    inside = call.world.inside(path, call.span)
    if isinstance(inside, Unknown):
        return inside
    here, name = _listing(posixpath.dirname(inside), call), posixpath.basename(inside)
    if name in here.outside:
        raise UnclearError(f"{path} leads out of the files that smlint reads")
    above = posixpath.dirname(inside)
    if (
        not any(here)
        and posixpath.basename(above) in _listing(posixpath.dirname(above), call).files
    ):
        raise RefusalError(f"{above} is a file, not a directory")
    if not name or name in here.directories:
        raise RefusalError(f"{path} is a directory, not a file")
    return Known(name in here.files, call.span)


def _listing(directory: str, call: Call) -> Listing:
    call.world.spend(1)
    try:
        return call.world.workspace.listing(directory)
    except SourceError as error:
        raise UnclearError(f"{directory} is not read: {error.reason}") from None


def _file_set(path: str, pattern: str, call: Call) -> Tree:
    whole = posixpath.normpath(f"{path or '.'}/{pattern}")
    steps, above = whole.split("/"), 0
    while steps[above : above + 1] == [".."]:
        above += 1
    top = call.world.inside("/".join(steps[:above]) or ".", call.span)
    base = call.world.inside(path or ".", call.span)
    if isinstance(top, Unknown):
        return top
    if isinstance(base, Unknown):
        return base
    found = found_files(
        f"{top}/" if top else "", steps[above:] or ["."], lambda one: _listing(one, call)
    )
    return tree_of({posixpath.relpath(name, base or ".") for name in found}, call.span)


def _of_texts(count: int, function: Callable[..., Tree]) -> Function:
    """A function of `count` texts and of the call."""

    def run(call: Call) -> Tree:
        texts: list[str] = []
        for argument in call.expect(count):
            text = convert(argument, STRING)
            if isinstance(text, Unknown):
                return derived(text, call.span, *call.arguments)
            if not isinstance(text, Known):
                raise RefusalError("an argument is null")
            texts.append(str(text.value))
        result = function(*texts, call)
        return replace(result, via=hops(*call.arguments, result))

    return run


def _base_name(path: str) -> str:
    return posixpath.basename(path.rstrip("/")) or ("/" if path else ".")


def _directory_name(path: str) -> str:
    return _cleaned(posixpath.dirname(path) or ".")


def _cleaned(path: str) -> str:
    cleaned = posixpath.normpath(path)
    return cleaned[1:] if cleaned.startswith("//") else cleaned


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        raise UnclearError("an absolute path depends on the machine that terraform runs on")
    return _cleaned(path)


def _expanded(path: str) -> str:
    if not path.startswith("~"):
        return path
    if path[1:2] not in ("", "/"):
        raise RefusalError("the home directory of another user cannot be told")
    raise UnclearError("a home directory depends on the machine that terraform runs on")


FILES: Mapping[str, Function] = {
    "abspath": pure("s", _absolute),
    "basename": pure("s", _base_name),
    "dirname": pure("s", _directory_name),
    "file": _of_content(read_text),
    "filebase64": _of_content(lambda content, _: base64.b64encode(content.data).decode()),
    "filebase64sha256": _hashed("base64sha256"),
    "filebase64sha512": _hashed("base64sha512"),
    "fileexists": _of_texts(1, _exists),
    "filemd5": _hashed("md5"),
    "fileset": _of_texts(2, _file_set),
    "filesha1": _hashed("sha1"),
    "filesha256": _hashed("sha256"),
    "filesha512": _hashed("sha512"),
    "pathexpand": pure("s", _expanded),
}
