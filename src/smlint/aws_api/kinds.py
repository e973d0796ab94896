"""The kinds of constraint that documents state: each judges one structure of a request.

In three values: what is not known is told as such where it decides, and never refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Protocol

from smlint.aws_api.answers import (
    Answer,
    Breach,
    Name,
    Outcome,
    at,
    beside,
    is_set,
    known_texts,
    negated,
    shown,
    told,
)
from smlint.core.frozen import dataclass
from smlint.core.rule import Written
from smlint.core.tree import elements, number, text, truth
from smlint.core.values import Absent, Known, Setting, Tree, Unknown


class Kind(Protocol):
    """A constraint of a structure."""

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """How `structure` breaks it, and what has to be known to tell; `name` names members."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition: a member is one of `values`, or is there at all where none are given."""

    member: str
    values: tuple[str | bool, ...] = ()

    def holds(self, structure: Tree) -> Answer:
        """Whether it does."""
        found = at(structure, self.member)
        if not self.values:
            return is_set(found)
        read = truth(found) if isinstance(self.values[0], bool) else text(found)
        if isinstance(read, Unknown):
            return read
        return isinstance(read, Known) and read.value in self.values


@dataclass(frozen=True, slots=True)
class OneOf:
    """Only one of two members may be there.

    `needed` is an example of the second where one of them has to be there.
    """

    first: str
    second: str
    needed: str = ""

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        one, other = at(structure, self.first), at(structure, self.second)
        answers = is_set(one), is_set(other)
        second = beside(name, self.first, self.second)
        both = f"{name(self.first)} and {second} are both set: only one of them may be"
        breach = Breach(self.second, other, both, (one,), {self.second: None})
        yield from told(breach, *answers)
        if self.needed:
            none = f"neither {name(self.first)} nor {second} is set: one of them has to be"
            nothing = Absent(structure.span, structure.via)
            missing = Breach(self.second, nothing, none, (), {self.second: self.needed})
            yield from told(missing, *map(negated, answers))


@dataclass(frozen=True, slots=True)
class Never:
    """A member may not be there any more."""

    member: str

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        found = at(structure, self.member)
        said = f"{name(self.member)} is set, which the service no longer supports"
        yield from told(Breach(self.member, found, said, (), {self.member: None}), is_set(found))


@dataclass(frozen=True, slots=True)
class Needed:
    """Where a condition holds a member has to be there, such as `example`."""

    member: str
    when: When
    example: Written

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        found = at(structure, self.member)
        cause = at(structure, self.when.member)
        missing = beside(name, self.when.member, self.member)
        said = f"{shown(name(self.when.member), cause)}, which needs {missing}"
        breach = Breach(self.member, cause, said, (), {self.member: self.example})
        yield from told(breach, self.when.holds(structure), negated(is_set(found)))


@dataclass(frozen=True, slots=True)
class OnlyFor:
    """A member may be there only where a condition holds."""

    member: str
    when: When

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        found = at(structure, self.member)
        wanted = " or ".join(str(value) for value in self.when.values)
        chosen = beside(name, self.member, self.when.member)
        said = f"{name(self.member)} is set, which is only for {chosen} {wanted}"
        cause = at(structure, self.when.member)
        breach = Breach(self.member, found, said, (cause,), {self.member: None})
        yield from told(breach, is_set(found), negated(self.when.holds(structure)))


@dataclass(frozen=True, slots=True)
class Ordered:
    """One number may not be larger than another."""

    less: str
    more: str

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        one, other = (number(at(structure, part)) for part in (self.less, self.more))
        if isinstance(one, Known) and isinstance(other, Known):
            if one.value > other.value:
                bound = beside(name, self.less, self.more)
                said = f"{name(self.less)}, {one.value}, is above {bound}, {other.value}"
                swapped = {self.less: other.value, self.more: one.value}
                yield Breach(self.less, one, said, (other,), swapped)
        elif not isinstance(one, Absent) and not isinstance(other, Absent):
            yield from (item for item in (one, other) if isinstance(item, Unknown))


@dataclass(frozen=True, slots=True)
class Between:
    """A number, or how many elements a list has, lies between two where a condition holds."""

    member: str
    least: int
    most: int
    when: When | None = None

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        found = at(structure, self.member)
        size = self._size(found)
        applies = True if self.when is None else self.when.holds(structure)
        if isinstance(size, Unknown):
            yield from told(Breach(self.member, found, ""), applies, size)
        elif isinstance(size, Known) and not self.least <= size.value <= self.most:
            yield from told(self._breach(structure, name, found, size.value), applies)

    def _size(self, found: Tree) -> Setting[float]:
        if not isinstance(found, Known) or not isinstance(found.value, tuple):
            return number(found)
        many = elements(found)
        if many.more is not None and len(many.items) <= self.most:
            return many.more
        return Known(len(many.items), found.span, found.via)

    def _breach(self, structure: Tree, name: Name, found: Tree, size: float) -> Breach:
        counted = isinstance(found, Known) and isinstance(found.value, tuple)
        many = "element" if size == 1 else "elements"
        has = f"has {size} {many}: there" if counted else f"is {size}: it"
        allowed = f"{self.least} to {self.most}" if self.least else f"at most {self.most}"
        if self.least == self.most:
            allowed = str(self.most)
        said = f"{name(self.member)} {has} may be {allowed}"
        nearest = self.least if size < self.least else self.most
        instead = None if counted else {self.member: nearest}
        if self.when is None:
            return Breach(self.member, found, said, (), instead)
        cause = at(structure, self.when.member)
        said += f" where {shown(beside(name, self.member, self.when.member), cause)}"
        return Breach(self.member, found, said, (cause,), instead)


@dataclass(frozen=True, slots=True)
class Several:
    """A list has two elements at least where a condition holds; a single one is `alone` instead."""

    items: str
    alone: str
    most: int
    when: When

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        many = elements(at(structure, self.items))
        for outcome in Between(self.items, 2, self.most, self.when).judge(structure, name):
            if isinstance(outcome, Breach) and len(many.items) == 1:
                instead = {self.alone: known_texts(many.items[0]), self.items: None}
                condition = self.when.member.partition(".")[0]
                yield outcome._replace(instead={**instead, condition: None})
            else:
                yield outcome


@dataclass(frozen=True, slots=True)
class Exceeds:
    """A number, `most` at most, is larger than the sum of others, as far as they are there."""

    member: str
    parts: tuple[str, ...]
    most: int

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        whole = number(at(structure, self.member))
        parts = [number(at(structure, part)) for part in self.parts]
        known = [part.value for part in parts if isinstance(part, Known)]
        if isinstance(whole, Known) and whole.value <= sum(known):
            named = " and ".join(beside(name, self.member, part) for part in self.parts)
            summed = f"{named} together, {sum(known)}"
            said = f"{name(self.member)} is {whole.value}, no more than {summed}"
            more = min(whole.value + sum(known), self.most)
            instead = {self.member: more} if more > sum(known) else None
            yield Breach(self.member, whole, said, tuple(parts), instead)
        elif isinstance(whole, Known):
            yield from (part for part in parts if isinstance(part, Unknown))
        elif isinstance(whole, Unknown) and known:
            yield whole


@dataclass(frozen=True, slots=True)
class Product:
    """The product of numbers is limited, where all of them are there."""

    members: tuple[str, ...]
    most: int

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        factors = [number(at(structure, part)) for part in self.members]
        known = [item.value for item in factors if isinstance(item, Known)]
        if len(known) == len(factors):
            product = prod(known)
            if product > self.most:
                times = " x ".join(map(name, self.members))
                said = f"{times} is {product:g}: it may be {self.most} at most"
                fewer = int(self.most // prod(known[:-1]))
                instead = {self.members[-1]: fewer} if fewer else None
                yield Breach(self.members[-1], factors[-1], said, tuple(factors[:-1]), instead)
        elif not any(isinstance(item, Absent) for item in factors):
            yield from (item for item in factors if isinstance(item, Unknown))


@dataclass(frozen=True, slots=True)
class NotAllZero:
    """Of the elements of a list, one has a number above zero, or none at all."""

    items: str
    member: str

    def judge(self, structure: Tree, name: Name) -> Iterator[Outcome]:
        """A `Kind`."""
        many = elements(at(structure, self.items))
        numbers = [number(at(item, self.member)) for item in many]
        hidden = [item for item in numbers if isinstance(item, Unknown)]
        doubt = next(iter(hidden), many.more)
        if not all(isinstance(item, Unknown) or _is_zero(item) for item in numbers):
            return
        if doubt is not None:
            yield doubt
        elif numbers:
            what = name(f"{self.items}.{self.member}")
            said = f"{what} is 0 for every element: none of them gets a share"
            equal = [{self.member: 1} for _ in many]
            yield Breach(self.items, numbers[0], said, tuple(numbers[1:]), {self.items: equal})


def _is_zero(setting: Tree) -> bool:
    return isinstance(setting, Known) and setting.value == 0
