"""What is sure of a value that is one of two, and nobody knows which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from smlint.core.values import Absent, Gap, Known, Part, Tree, Unknown, parts_of


def either(first: Tree, second: Tree, doubt: Unknown) -> Tree:
    """What is sure of a value that is `first` or `second`; elsewhere `doubt`, at its place.

    Two mappings are one whose members are either's, two lists of a length one of either's items.
    """
    if isinstance(first, Known) and isinstance(second, Known):
        one, other = first.value, second.value
        via = tuple(dict.fromkeys((*first.via, *second.via)))
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            members = {
                name: either(
                    one.get(name, Absent(second.span)), other.get(name, Absent(first.span)), doubt
                )
                for name in dict.fromkeys((*one, *other))
            }
            return Known(members, doubt.span, via)
        if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
            items = tuple(either(a, b, doubt) for a, b in zip(one, other, strict=True))
            return Known(items, doubt.span, via)
        if type(one) is type(other) and one == other:
            return Known(one, doubt.span, via)
    if isinstance(first, Absent) and isinstance(second, Absent):
        return first
    if isinstance(first, Unknown) and isinstance(second, Unknown) and _same(first, second):
        return first
    place = second.span if isinstance(first, Absent) else first.span
    return replace(doubt, span=place, parts=_shared_ends(first, second))


def _same(first: Unknown, second: Unknown) -> bool:
    """Whether both are the same text, whatever it will be."""
    gap = not first.parts or any(isinstance(part, Gap) for part in first.parts)
    return first.parts == second.parts and not gap


def _shared_ends(first: Tree, second: Tree) -> tuple[Part, ...]:
    """How a text begins and ends that is `first` or `second`: an image's tag, in every region."""
    (one_start, one_end), (other_start, other_end) = _ends(first), _ends(second)
    start = _shared(one_start, other_start)
    # what both begin with is not counted again as their end, where a text is known whole
    one_tail = one_end[len(start) :] if isinstance(first, Known) else one_end
    other_tail = other_end[len(start) :] if isinstance(second, Known) else other_end
    end = _shared(one_tail[::-1], other_tail[::-1])[::-1]
    return tuple(part for part in (start, Gap(), end) if part) if start or end else ()


def _ends(found: Tree) -> tuple[str, str]:
    """The text with which a value surely begins, and that with which it surely ends."""
    parts = parts_of(found) or ("",)
    start, end = parts[0], parts[-1]
    return start if isinstance(start, str) else "", end if isinstance(end, str) else ""


def _shared(one: str, other: str) -> str:
    """What both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return one[: next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))]
