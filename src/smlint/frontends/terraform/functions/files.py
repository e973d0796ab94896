"""Functions of files and paths. Files are read through the workspace, and never outside of it."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Mapping
from typing import Self

from smlint.core.source import Source
from smlint.core.values import Hop, Known, Tree, Unknown
from smlint.frontends.terraform.constraints import STRING, convert
from smlint.frontends.terraform.data import RefusalError, derived, hidden
from smlint.frontends.terraform.functions.call import Call, Function, pure


class FileText(str):
    """The text of a file, which knows the file."""

    __slots__ = ("source",)
    source: Source

    def __new__(cls, source: Source) -> Self:
        """The text of `source`."""
        text = super().__new__(cls, source.text)
        text.source = source
        return text


def _read(call: Call) -> Source | Unknown:
    path = convert(call.expect(1)[0], STRING)
    unknown = hidden(path)
    if unknown is not None:
        return derived(unknown, call.span)
    if not isinstance(path, Known):
        raise RefusalError("the path is null")
    return call.world.read(str(path.value), call.span)


def _file(call: Call) -> Tree:
    source = _read(call)
    if isinstance(source, Unknown):
        return source
    via = (*call.arguments[0].via, Hop(f"file {source.path}", source.whole.start))
    return Known(FileText(source), call.span, via)


def _base64_file(call: Call) -> Tree:
    text = _file(call)
    if not isinstance(text, Known):
        return text
    encoded = base64.b64encode(str(text.value).encode()).decode()
    return Known(encoded, call.span, text.via)


def _exists(call: Call) -> Tree:
    try:
        source = _read(call)
    except RefusalError:
        return Known(False, call.span, call.arguments[0].via)
    return source if isinstance(source, Unknown) else Known(True, call.span, call.arguments[0].via)


def _base_name(path: str) -> str:
    return posixpath.basename(path.rstrip("/")) or ("/" if path else ".")


FILES: Mapping[str, Function] = {
    "basename": pure("s", _base_name),
    "dirname": pure("s", lambda path: posixpath.normpath(posixpath.dirname(path) or ".")),
    "file": _file,
    "filebase64": _base64_file,
    "fileexists": _exists,
}
