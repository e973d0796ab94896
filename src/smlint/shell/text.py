"""Text made of fragments, some of which are not known.

Commands, documents and whole scripts are such text. Whoever reads one reads `masked`, where each
unknown fragment is a single character of private use, and asks for the settings of its parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Unknown, joined

LENGTH_LIMIT = 1_000_000
"""Characters of a text that is put together; a longer one is not followed."""
FRAGMENT_LIMIT = 400
"""Fragments of a text that is put together; a script that appends in thousands of lines is long."""
HOP_LIMIT = 12
"""Longer ways are cut at the far end: a reader follows the first few."""
FIRST_MASK = 0xE000
MASK = re.compile("[\ue000-\uf8ff]")


class Fragment(NamedTuple):
    """A part of a text. Where it stands as written, it does so in `source` from `start` on."""

    setting: Known[str] | Unknown
    source: Source | None = None
    start: int = 0

    @property
    def length(self) -> int:
        """Characters of the masked text."""
        return len(self.setting.value) if isinstance(self.setting, Known) else 1

    def cut(self, start: int, end: int) -> Fragment:
        """The characters from `start` up to, not including, `end`."""
        if not isinstance(self.setting, Known) or (start == 0 and end == self.length):
            return self
        text = self.setting.value[start:end]
        if self.source is None:
            return Fragment(Known(text, self.setting.span, self.setting.via))
        begin = self.start + start
        span = self.source.span(begin, begin + len(text))
        return Fragment(Known(text, span, self.setting.via), self.source, begin)

    def seen(self, span: Span, hop: Hop) -> Fragment:
        """The fragment as it is seen at `span`, through `hop`."""
        setting = self.setting
        via = (hop, *setting.via)[:HOP_LIMIT]
        if isinstance(setting, Known):
            return self._replace(setting=Known(setting.value, span, via))
        return Fragment(Unknown(setting.reason, span, via, setting.parts))


@dataclass(frozen=True)
class Text:
    """Fragments one after another. Offsets count characters of `masked`."""

    fragments: tuple[Fragment, ...]

    @cached_property
    def masked(self) -> str:
        """The text with a character of private use for each fragment that is not known."""
        pieces: list[str] = []
        masks = 0
        for fragment in self.fragments:
            if isinstance(fragment.setting, Known):
                value = fragment.setting.value
                plain = value.isascii() or not MASK.search(value)
                pieces.append(value if plain else MASK.sub("\N{REPLACEMENT CHARACTER}", value))
            else:
                pieces.append(chr(FIRST_MASK + masks))
                masks += 1
        return "".join(pieces)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each fragment begins."""
        found: list[int] = []
        at = 0
        for fragment in self.fragments:
            found.append(at)
            at += fragment.length
        return tuple(found)

    @cached_property
    def unknowns(self) -> tuple[Fragment, ...]:
        """The fragments that are not known, in the order of their masks."""
        return tuple(part for part in self.fragments if isinstance(part.setting, Unknown))

    @property
    def known(self) -> str | None:
        """The whole text, where all of it is known."""
        return None if self.unknowns else self.masked

    def cut(self, start: int, end: int) -> Text:
        """The characters from `start` up to, not including, `end`."""
        if len(self.fragments) == 1:
            low, high = max(start, 0), min(end, self.fragments[0].length)
            return Text((self.fragments[0].cut(low, high),) if low < high else ())
        return Text(tuple(self._between(start, end)))

    def _between(self, start: int, end: int) -> Iterator[Fragment]:
        number = max(bisect_right(self.starts, start) - 1, 0)
        while number < len(self.fragments) and self.starts[number] < end:
            fragment, begin = self.fragments[number], self.starts[number]
            low, high = max(start - begin, 0), min(end - begin, fragment.length)
            if low < high:
                yield fragment.cut(low, high)
            number += 1

    def unmasked(self, masked: str, like: Text) -> Text:
        """`masked`, in which masks of this text occur, with what else it holds as in `like`."""
        via = tuple(dict.fromkeys(hop for part in like.fragments for hop in part.setting.via))
        span = like.span
        found: list[Fragment] = []
        at = 0
        for mask in MASK.finditer(masked):
            if mask.start() > at:
                found.append(Fragment(Known(masked[at : mask.start()], span, via)))
            number = ord(mask[0]) - FIRST_MASK
            if number < len(self.unknowns):
                found.append(self.unknowns[number])
            at = mask.end()
        if at < len(masked):
            found.append(Fragment(Known(masked[at:], span, via)))
        return Text(tuple(found))

    def place(self, start: int, end: int) -> Span:
        """The place of the characters from `start` up to `end`, as near as it is known."""
        only = self.fragments[0] if len(self.fragments) == 1 else None
        if only is not None and only.source is not None and end - start < only.length:
            return only.source.span(only.start + start, only.start + end)
        part = self.cut(start, max(end, start + 1))
        if part.fragments:
            return part.span
        last = self.span
        return Span(
            last.path, last.end_line, last.end_column, last.end_line, last.end_column, last.cell
        )

    @cached_property
    def span(self) -> Span:
        """The place of the text: from its first fragment to its last, where one file holds both."""
        if not self.fragments:
            return Span("")
        first, last = self.fragments[0].setting.span, self.fragments[-1].setting.span
        return first.to(last) if _follows(first, last) else first

    def setting(self, span: Span | None = None) -> Known[str] | Unknown:
        """The text as one setting, at `span` where given."""
        at = self.span if span is None else span
        if len(self.fragments) == 1:
            only = self.fragments[0].setting
            if isinstance(only, Known):
                return Known(only.value, at, only.via)
            return Unknown(only.reason, at, only.via, only.parts)
        return joined(tuple(fragment.setting for fragment in self.fragments), at)

    def seen(self, span: Span, hop: Hop) -> Text:
        """The text as it is seen at `span`, through `hop`."""
        return Text(tuple(fragment.seen(span, hop) for fragment in self.fragments))


def _follows(first: Span, last: Span) -> bool:
    same_file = (first.path, first.cell) == (last.path, last.cell)
    return same_file and (first.line, first.column) <= (last.end_line, last.end_column)


def written(source: Source, start: int = 0, end: int | None = None) -> Text:
    """The text of `source` from `start` up to `end`, as it is written."""
    stop = len(source.text) if end is None else end
    value = source.text[start:stop]
    return Text((Fragment(Known(value, source.span(start, stop)), source, start),))


def known(value: str, span: Span, via: tuple[Hop, ...] = ()) -> Text:
    """A known text at `span`."""
    return Text((Fragment(Known(value, span, via)),))


def unknown(setting: Unknown) -> Text:
    """A text of which nothing is known."""
    return Text((Fragment(setting),))


def concatenated(texts: Iterable[Text], span: Span) -> Text:
    """`texts` one after another; unknown at `span` where that is too long to be followed."""
    fragments = tuple(fragment for text in texts for fragment in text.fragments)
    many = len(fragments) > FRAGMENT_LIMIT
    if many or sum(fragment.length for fragment in fragments) > LENGTH_LIMIT:
        return unknown(Unknown("it is too long to be followed", span))
    return Text(fragments)


class Word(NamedTuple):
    """A word of a command. `bare`: it stands without quotes, and may become several or none."""

    text: Text
    span: Span
    bare: bool = False

    @property
    def known(self) -> str | None:
        """Its text, where all of it is known."""
        return self.text.known
