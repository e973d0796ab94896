"""Lines of source code with what is meant in them underlined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from smlint.core.source import Source
from smlint.core.spans import Span

Piece = tuple[str, str]
"""A style (a key of `paint.STYLES`, or empty) and a text."""

TAB = "    "
MARGIN = 2
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str) -> str:
    """`text` on one line, without characters that would steer a terminal."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """`text` with a sign for each character that steers a terminal or is none."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def excerpt(
    span: Span, sources: Mapping[str, Source], gutter: int, width: int, mark: Piece
) -> Iterator[Piece]:
    """The first line of `span` with `mark` beneath it; nothing where a whole file is meant.

    `gutter` is the number of columns for line numbers. A line that is too long for `width` is cut
    to the part around the span.
    """
    source = None if span.whole_file else sources.get(span.path)
    line = "" if source is None else source.line(span.line, span.cell)
    if not line.strip():
        return
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    end = max(start, min(end, len(line)))
    line, start, end = _window(line, start, end, width - gutter - len(" | ") - MARGIN)
    before, marked = _drawn(line[:start]), _drawn(line[start:end])
    style, sign = mark
    yield "gutter", f"{span.line:>{gutter}} |"
    yield "", f" {before}{marked}{_drawn(line[end:])}\n"
    yield "gutter", f"{'':>{gutter}} |"
    yield "", f" {' ' * _cells(before)}"
    yield style, f"{sign * max(1, _cells(marked))}\n"


def _window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of `line` around `start` to `end` that has room, and where they are in it."""
    line = line.rstrip()
    if len(line) <= room:
        return line, start, end
    room = max(room - 2, 20)
    first = max(0, min(start - room // 3, len(line) - room))
    last = min(len(line), first + room)
    left = "…" if first else ""
    right = "…" if last < len(line) else ""
    shift = len(left) - first
    return f"{left}{line[first:last]}{right}", start + shift, min(end, last) + shift


def _drawn(text: str) -> str:
    return visible(text.replace("\t", TAB))


def _cells(text: str) -> int:
    """The columns that `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
