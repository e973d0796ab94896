"""Imports as the text of a script or notebook shows them, without a parser.

A repository has many more files than deploy anything; what an import means is decided again, and
exactly, where a script is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_IMPORT = re.compile(rb"import(?:[ \t]+(\([^)]*\)|[^\n#;\\\"]*)|_module\(\s*\\?[\"']([\w.]+))")
_FROM = re.compile(rb"\bfrom[ \t]+(\.*)([\w.]*)[ \t]+$")

SELF = "."
"""The package itself, of which a relative import takes a name."""


class Import(NamedTuple):
    """An import as it is written: `name` with dots, `level` packages up; `names` taken from it."""

    level: int
    name: str
    names: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """What the files may be called that it means, without suffix and directory."""
        own = (SELF,) if self.level and not self.name else self.name.split(".")
        return frozenset((*own, *self.names))


def imports_in(data: bytes) -> Iterator[Import]:
    """The imports that the text `data` of a script or notebook seems to hold."""
    for match in _IMPORT.finditer(data):
        if match[2] is not None:
            yield Import(0, match[2].decode(), ())
            continue
        start = match.start()
        line = data[max(data.rfind(b"\n", 0, start), start - 300) + 1 : start]
        names = tuple(_names(match[1]))
        origin = _FROM.search(line)
        if origin is not None:
            yield Import(len(origin[1]), origin[2].decode(), names)
        elif not line.strip(b" \t\"'>;"):
            yield from (Import(0, name, ()) for name in names)


def _names(written: bytes) -> Iterator[str]:
    for part in written.replace(b"\\n", b"").strip(b"() \t\r\n").split(b","):
        word = part.split()[:1]
        if word and word[0].isascii():
            yield word[0].decode().strip("\"'")
