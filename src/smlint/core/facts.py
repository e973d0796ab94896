"""Documented numbers, each with the documents that state it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from smlint.core.frozen import dataclass
from smlint.core.prices import Prices
from smlint.core.quantity import show_amount
from smlint.core.spans import Span

Unit = Literal["MB", "s", "count", "ratio"]
"""MB is 10^6 bytes; a size of memory is in MB as AWS writes it."""


class Citation(NamedTuple):
    """A document: what it says, in our words (`claim`), and the day it was read (ISO date)."""

    title: str
    url: str
    read: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A documented number. Where documents disagree each number is a fact of its own.

    `see` names the facts that say otherwise; one that is not `in_force` does not hold, and `note`
    tells why. `overridden` marks a value that somebody put, `at` a place, in that of the documented
    one, which `documented` keeps; `by` tells who, in words.
    """

    name: str
    value: float
    unit: Unit
    sources: tuple[Citation, ...]
    note: str = ""
    in_force: bool = True
    see: tuple[str, ...] = ()
    overridden: bool = False
    documented: float | None = None
    at: Span | None = None
    by: str = "configured"

    @property
    def shown(self) -> str:
        """The value with its unit, for people."""
        return show_amount(self.value, self.unit)

    @property
    def aside(self) -> str:
        """What to add where the value is told: nothing, where it is the documented one."""
        return f" (as {self.by})" if self.overridden else ""

    @property
    def overriding(self) -> str:
        """What is said in the place of the documents; empty if nothing is."""
        if not self.overridden or self.documented is None:
            return ""
        documented = show_amount(self.documented, self.unit)
        return f"{self.name} is {self.shown} here, as {self.by}; documented: {documented}"


class Basis(NamedTuple):
    """On what a rule rests: `facts`, and perhaps what is documented of instance types."""

    facts: tuple[Fact, ...]
    instance_types: bool


class InstanceType(NamedTuple):
    """What is documented about one hosting instance type.

    `accelerator` is `gpu`, `neuron` or `gaudi`, None where there is none, and `accelerators` how
    many of them, None where no document says. `local_storage` is true of a type that has storage of
    its own in place of a volume, None where no document says. `previous` types are of a generation
    that EC2 counts among the previous ones; `retired` types have no price any more; `regions` are
    those in which it has one.
    """

    name: str
    family: str
    burstable: bool = False
    accelerator: str | None = None
    accelerators: int | None = 0
    local_storage: bool | None = False
    arm64: bool = False
    previous: bool = False
    retired: bool = False
    regions: frozenset[str] = frozenset()


def _no_instance_types() -> Mapping[str, InstanceType]:
    return {}


@dataclass(frozen=True)
class Facts:
    """The facts of a run: numbers by name, instance types, prices.

    `read_instance_types` gives the instance types by name, `read_prices` the prices; each is called
    when a rule first asks.
    """

    by_name: Mapping[str, Fact] = field(default_factory=dict)
    read_instance_types: Callable[[], Mapping[str, InstanceType]] = _no_instance_types
    read_prices: Callable[[], Prices] = Prices

    @cached_property
    def instance_types(self) -> Mapping[str, InstanceType]:
        """The instance types that SageMaker hosts endpoints on, by name."""
        return self.read_instance_types()

    @cached_property
    def prices(self) -> Prices:
        """What AWS asks for what endpoints are made of."""
        return self.read_prices()

    def value(self, name: str) -> float:
        """The number of fact `name`, in its unit; raises `KeyError` for one there is not."""
        return self.by_name[name].value

    def watched(self) -> tuple[Facts, Watched]:
        """These facts, and what remembers which of them are asked for."""
        watched = Watched(self.by_name)
        return self._with(watched), watched

    def as_documented(self, fact: Fact) -> Facts:
        """These facts, but for `fact`, which is as the documents have it."""
        value = fact.value if fact.documented is None else fact.documented
        plain = replace(fact, value=value, overridden=False, documented=None, at=None)
        return self._with({**self.by_name, fact.name: plain})

    def _with(self, by_name: Mapping[str, Fact]) -> Facts:
        """These facts with other numbers; what is read already is not read again."""
        types, prices = lambda: self.instance_types, lambda: self.prices
        return replace(self, by_name=by_name, read_instance_types=types, read_prices=prices)


class Watched(Mapping[str, Fact]):
    """Facts by name that remember which of them were `asked` for, in that order."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.asked: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        """The fact called `name`."""
        return self.asked.setdefault(name, self.facts[name])

    def __iter__(self) -> Iterator[str]:
        """The names of all facts."""
        return iter(self.facts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.facts)
