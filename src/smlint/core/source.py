"""One file as read: its text, where its lines begin, and its notebook cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from smlint.core.spans import Span

BOM = "\N{BYTE ORDER MARK}"


class SourceError(Exception):
    """A file that could not be read: `path`, and in `reason` why (no full stop)."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class MissingError(SourceError):
    """There is no file at `path`: nothing, or a directory."""


class Comment(NamedTuple):
    """A comment of a scanned file: `text` without its marker (`#`, `//`), stripped.

    `own_line` is true when nothing but the comment stands on its line. `block` is what a comment
    speaks of that is a member of it, as in JSON; None where it speaks of its line.
    """

    span: Span
    text: str
    own_line: bool
    block: Span | None = None


@dataclass(frozen=True)
class Source:
    """The text of one file or of one notebook cell, as frontends and reporters see it.

    `text` has line feeds only and no byte order mark. Offsets count characters of `text`.
    """

    path: str
    text: str
    cell: int | None = None
    cells: tuple[Source, ...] = field(default=(), repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins; the first is 0."""
        starts = [0]
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from offset `start` up to, not including, `end`."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(self.path, line, column, end_line, end_column, self.cell)

    @property
    def whole(self) -> Span:
        """The span of the whole text."""
        return self.span(0, len(self.text))

    def line(self, number: int, cell: int | None = None) -> str:
        """The text of 1-based line `number` (of `cell`, where given), without its line end.

        Empty where there is no such line or cell, so that an excerpt never fails.
        """
        if cell != self.cell:
            owner = next((part for part in self.cells if part.cell == cell), None)
            return "" if owner is None else owner.line(number, cell)
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end == -1 else self.text[start:end]


def decode(path: str, data: bytes) -> Source:
    """The source held by the bytes of a file.

    UTF-8 with or without a byte order mark, UTF-16 with one. Raises `SourceError` for binary
    content (a NUL byte), and for bytes that are not UTF-8, naming the line.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in data:
        raise SourceError(path, "this is a binary file (it holds a NUL byte), not text")
    else:
        encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            path,
            f"line {line} is not valid {encoding.upper()} text (byte {data[error.start]:#04x})",
        ) from None
    text = text.removeprefix(BOM)
    return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
