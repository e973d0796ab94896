"""What a pattern is made of."""

from __future__ import annotations

import unicodedata
from typing import Literal, TypeAlias

from smlint.core.frozen import dataclass

EdgeKind = Literal["start", "end", "line start", "line end", "word", "within"]
OTHER_CASE = {"k": "\u212a", "s": "\u017f", "\u00e5": "\u212b"}
"""Letters with a third form, which the case mappings do not lead to."""


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of ranges, categories and other sets; or, `negated`, any but these.

    A range is written as its first and its last character.
    """

    ranges: tuple[str, ...] = ()
    others: tuple[Chars, ...] = ()
    category: str = ""
    negated: bool = False
    folded: bool = False

    def matches(self, character: str) -> bool:
        """Whether `character` is one of them."""
        forms = _forms(character) if self.folded else (character,)
        return any(self._holds(form) for form in forms) != self.negated

    def _holds(self, character: str) -> bool:
        if any(pair[0] <= character <= pair[1] for pair in self.ranges):
            return True
        if self.category and unicodedata.category(character).startswith(self.category):
            return True
        return any(other.matches(character) for other in self.others)


def _forms(character: str) -> set[str]:
    lower = character.lower()
    forms = {character, lower, character.upper(), OTHER_CASE.get(lower, character)}
    return {form for form in forms if len(form) == 1}


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters."""

    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after another."""

    items: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the parts: the first that leads to a match."""

    items: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part `least` to `most` times (None: without end), as often as possible if `greedy`."""

    item: Part
    least: int
    most: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A part whose match is kept under a number, from 1."""

    item: Part
    index: int


Part: TypeAlias = "Chars | Edge | Sequence | Choice | Repeat | Group"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern and the names of its groups, in order; empty for those without a name."""

    part: Part
    names: tuple[str, ...]


def nullable(part: Part) -> bool:
    """Whether `part` matches the empty text somewhere."""
    match part:
        case Chars():
            return False
        case Edge():
            return True
        case Sequence(items=items):
            return all(nullable(item) for item in items)
        case Choice(items=items):
            return any(nullable(item) for item in items)
        case Repeat(item=item, least=least):
            return least == 0 or nullable(item)
        case Group(item=item):
            return nullable(item)


def repetitions(part: Part) -> int:
    """How often the most repeated character of `part` is repeated by counts; at least 1."""
    match part:
        case Chars() | Edge():
            return 1
        case Sequence(items=items) | Choice(items=items):
            return max((repetitions(item) for item in items), default=1)
        case Repeat(item=item, least=least, most=most):
            return repetitions(item) * max(least if most is None else most, 1)
        case Group(item=item):
            return repetitions(item)
