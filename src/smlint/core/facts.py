"""Documented numbers, each with the documents that state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Unit = Literal["MB", "s", "count", "ratio"]
"""MB is 10^6 bytes."""


class Citation(NamedTuple):
    """A document: what it says, in our words (`claim`), and the day it was read (ISO date)."""

    title: str
    url: str
    read: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A documented number. Where documents disagree each number is a fact of its own."""

    name: str
    value: float
    unit: Unit
    sources: tuple[Citation, ...]
    note: str = ""
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class InstanceType:
    """What is documented about one hosting instance type."""

    name: str
    family: str
    burstable: bool
    accelerator: str | None


@dataclass(frozen=True)
class Facts:
    """The facts of a run, looked up by name; unknown names raise `KeyError`."""

    limits: Mapping[str, Fact] = field(default_factory=dict)
    instance_types: Mapping[str, InstanceType] = field(default_factory=dict)

    def value(self, name: str) -> float:
        """The number of fact `name`, in its unit."""
        return self.limits[name].value
