"""Large JSON documents of which little is wanted: the rest is passed over, and never kept.

The standard library finds where a value ends, in C; only what somebody asks for is read with the
place of every piece of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecoder
from typing import cast

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.formats.json import read_json, read_value, skip_space
from smlint.formats.nodes import FormatError, Node

_VALUES = JSONDecoder()


@dataclass(frozen=True, slots=True)
class Piece:
    """A value of a document, not read yet: it stands from offset `start` to `end`."""

    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of the value."""
        return self.source.span(self.start, self.end)

    def node(self) -> Node:
        """The value, with the place of every piece of it. Raises `FormatError`."""
        return read_value(self.source, self.start)

    def plain(self) -> object:
        """The value, as plain Python data."""
        return _VALUES.raw_decode(self.source.text, self.start)[0]

    def members(self) -> Iterator[tuple[str, Piece]]:
        """The members of an object, in order; none where the value is no object."""
        text, at = self.source.text, skip_space(self.source.text, self.start + 1)
        while text[self.start] == "{" and text[at] != "}":
            at = skip_space(text, at + 1) if text[at] == "," else at
            name, at = cast("tuple[str, int]", _VALUES.raw_decode(text, at))
            value = self._at(skip_space(text, skip_space(text, at) + 1))
            yield name, value
            at = skip_space(text, value.end)

    def items(self) -> Iterator[Piece]:
        """The elements of an array, in order; none where the value is no array."""
        text, at = self.source.text, skip_space(self.source.text, self.start + 1)
        while text[self.start] == "[" and text[at] != "]":
            value = self._at(skip_space(text, at + 1) if text[at] == "," else at)
            yield value
            at = skip_space(text, value.end)

    def _at(self, start: int) -> Piece:
        return Piece(self.source, start, _VALUES.raw_decode(self.source.text, start)[1])


def document(source: Source) -> Piece:
    """The document of `source`. Raises `FormatError` for what `read_json` raises it for."""
    text = source.text
    start = skip_space(text, 0)
    try:
        end = _VALUES.raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        end = -1
    if end == -1 or skip_space(text, end) < len(text):
        read_json(source)  # says what is wrong, and where
        raise FormatError(Span(source.path), "it holds a number or a nesting beyond all measure")
    return Piece(source, start, end)
