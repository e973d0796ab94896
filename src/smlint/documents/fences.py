"""The fenced code blocks of a Markdown document, where CommonMark sees them.

https://spec.commonmark.org/0.31.2/: the blocks of a document are found line by line, each line
within the quotes and list items that are open. All that matters here is which lines are code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

QUOTE = re.compile(r">[ \t]?")
FENCE = re.compile(r"(?P<sign>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
HEADING = re.compile(r"#{1,6}([ \t]|$)")
UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
RULE = re.compile(r"([*_-])[ \t]*(?:\1[ \t]*){2,}$")
ITEM = re.compile(r"(?:[-+*]|(?P<number>\d{1,9})[.)])(?=[ \t]|$)")
ELEMENTS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details"
    " dialog dir div dl dt fieldset figcaption figure footer form frame frameset h[1-6] head header"
    " hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param"
    " search section summary table tbody td tfoot th thead title tr track ul"
)
TAG = r"""(?:<[a-z][\w-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*/?>
    |</[a-z][\w-]*\s*>)"""
HTML = tuple(
    (re.compile(opening, re.IGNORECASE | re.VERBOSE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (
        (r"<(?:script|pre|style|textarea)(?:\s|>|$)", r"</(?:script|pre|style|textarea)>"),
        (r"<!--", r"-->"),
        (r"<\?", r"\?>"),
        (r"<![a-z]", r">"),
        (r"<!\[CDATA\[", r"\]\]>"),
        (rf"</?(?:{'|'.join(ELEMENTS.split())})(?:\s|/?>|$)", r"^\s*$"),
        (rf"{TAG}\s*$", r"^\s*$"),
    )
)
"""How the seven kinds of HTML begin and end; the last may not interrupt a paragraph."""


DEPTH_LIMIT = 100
"""Quotes and list items one in another; what is deeper is text."""


class Row(NamedTuple):
    """A line of code: how many characters stand before it on its line, and its text."""

    before: int
    text: str


@dataclass(slots=True)
class Block:
    """A fenced block: what its fence says of it, the number of its first line, and its lines."""

    info: str
    line: int
    rows: list[Row] = field(default_factory=list)


class _Open(NamedTuple):
    """A fence that waits for its end."""

    sign: str
    indent: int
    block: Block


class _Cursor:
    """A place in a line; columns go by tab stops of four."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.column = 0
        self.last = len(text.rstrip(" \t"))

    @property
    def rest(self) -> str:
        """The text from here, without the blanks before it."""
        return self.text[self.offset :].lstrip(" \t")

    @property
    def blank(self) -> bool:
        """Whether nothing but blanks follows."""
        return self.offset >= self.last

    def indent(self, limit: int = 5) -> int:
        """The columns of blanks from here, counted as far as `limit`."""
        column = self.column
        for sign in self.text[self.offset : self.offset + limit]:
            if sign not in " \t":
                break
            column += 1 if sign == " " else 4 - column % 4
        return column - self.column

    def skip(self, columns: int) -> None:
        """Go over at most so many columns of blanks."""
        end = self.column + columns
        while self.column < end and self.text[self.offset : self.offset + 1] in (" ", "\t"):
            self.column += 1 if self.text[self.offset] == " " else 4 - self.column % 4
            self.offset += 1

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What `pattern` matches after the blanks from here, gone over."""
        start = len(self.text) - len(self.rest)
        match = pattern.match(self.text, start)
        if match is not None:
            self.skip(start - self.offset + 3)
            self.column += match.end() - start
            self.offset = match.end()
        return match


@dataclass(slots=True)
class _Reader:
    """What is open at a line: the widths of list items, 0 for a quote, and the innermost leaf."""

    markup: bool
    containers: list[int] = field(default_factory=list)
    empty: int = -1
    leaf: _Open | re.Pattern[str] | str = ""
    blocks: list[Block] = field(default_factory=list)

    def line(self, number: int, text: str) -> None:
        """Read the next line."""
        cursor = _Cursor(text)
        matched = self._matched(cursor)
        whole = matched == len(self.containers)
        if whole and isinstance(self.leaf, _Open):
            self._code(self.leaf, cursor)
            return
        if whole and isinstance(self.leaf, re.Pattern):
            self.leaf = "" if self.leaf.search(cursor.rest) else self.leaf
            return
        if not whole and self.leaf != "paragraph":
            self._close(matched)
            whole = True
        self._begin(number, cursor, matched, lazy=not whole)

    def _matched(self, cursor: _Cursor) -> int:
        """How many of the open containers go on in the line; the cursor goes over their marks."""
        for count, width in enumerate(self.containers):
            if width == 0:
                if cursor.indent() > 3 or cursor.take(QUOTE) is None:
                    return count
            elif cursor.blank:
                if self.empty == count:  # an item that begins with a blank line has but one
                    return count
                cursor.skip(width)
            elif cursor.indent(width) >= width:
                cursor.skip(width)
            else:
                return count
        return len(self.containers)

    def _code(self, fence: _Open, cursor: _Cursor) -> None:
        closing = cursor.indent() <= 3 and cursor.rest.rstrip(" \t")
        if closing and len(closing) >= len(fence.sign) and not closing.strip(fence.sign[0]):
            self.leaf = ""
            return
        cursor.skip(min(fence.indent, cursor.indent()))
        fence.block.rows.append(Row(cursor.offset, cursor.text[cursor.offset :]))

    def _close(self, matched: int) -> None:
        """End all containers but the first so many, and what is open in them."""
        if matched < len(self.containers):
            del self.containers[matched:]
            self.leaf = ""

    def _begin(self, number: int, cursor: _Cursor, matched: int, *, lazy: bool) -> None:
        """Find what the rest of the line begins or goes on with."""
        while True:
            paragraph = self.leaf == "paragraph"
            if cursor.blank:
                self._blank(matched)
                return
            if cursor.indent() > 3 and self.markup:
                self.leaf = self.leaf if paragraph else ""
                return
            start = cursor.rest
            deep = len(self.containers) >= DEPTH_LIMIT
            if not deep and cursor.take(QUOTE):
                self._close(matched)
                self._enter(0)
            elif match := FENCE.match(start):
                self._close(matched)
                indent = cursor.indent()
                block = Block(match["info"].strip(), number + 1)
                self.blocks.append(block)
                self.leaf = _Open(match["sign"], indent, block)
                return
            elif self._ends_paragraph(start, interrupted=paragraph and not lazy):
                self._close(matched)
                self.leaf = ""
                return
            elif closing := self._html(start, paragraph=paragraph):
                self._close(matched)
                self.leaf = "" if closing.search(start) else closing
                return
            elif deep or not self._item(cursor, matched, interrupted=paragraph and not lazy):
                if not (lazy and paragraph):
                    self._close(matched)
                self.leaf = "paragraph"
                return
            matched, lazy = len(self.containers), False

    def _enter(self, width: int) -> None:
        self.containers.append(width)
        self.leaf = ""

    def _blank(self, matched: int) -> None:
        self._close(matched)
        self.leaf = ""

    @staticmethod
    def _ends_paragraph(text: str, *, interrupted: bool) -> bool:
        """Whether a heading or a rule stands here, alone on its line."""
        underline = interrupted and UNDERLINE.match(text)
        return bool(HEADING.match(text) or underline or RULE.match(text))

    def _html(self, text: str, *, paragraph: bool) -> re.Pattern[str] | None:
        """What ends the HTML that begins here."""
        kinds = HTML[:-1] if paragraph else HTML
        found = (closing for opening, closing in kinds if opening.match(text))
        return next(found, None) if self.markup else None

    def _item(self, cursor: _Cursor, matched: int, *, interrupted: bool) -> bool:
        """Enter the list item that begins here, if one does."""
        match = ITEM.match(cursor.rest)
        if match is None:
            return False
        content = cursor.rest[match.end() :].strip(" \t")
        if interrupted and (not content or match["number"] not in (None, "1")):
            return False
        indent = cursor.indent()
        cursor.take(ITEM)
        blanks = cursor.indent()
        if not content or blanks > 4:
            blanks = 1
        cursor.skip(blanks)
        self._close(matched)
        self.empty = -1 if content else len(self.containers)
        self._enter(indent + match.end() + blanks)
        return True


def fenced_blocks(text: str, *, markup: bool = True) -> Iterator[Block]:
    """The fenced blocks of a Markdown document, in order; an unclosed one ends with its container.

    Without `markup`, as in MDX, there is neither HTML nor code by indentation.
    """
    reader = _Reader(markup)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.line(number, line)
    yield from reader.blocks
