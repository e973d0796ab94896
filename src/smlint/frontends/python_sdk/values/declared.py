"""What a program of infrastructure declares, and where in the program that belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known, Reference
from smlint.formats.nodes import Node
from smlint.frontends.python_sdk.values.objects import Construct, Value


@dataclass(frozen=True, slots=True)
class Home:
    """What an object of the CDK is in (`scope`), and what it is called there.

    `inputs` are the texts with which it was made, by the names of the arguments; `env` the account
    and region of a stack.
    """

    scope: Value | None
    name: str | None
    span: Span
    inputs: Mapping[str, Known[str]] = field(default_factory=dict)
    env: Value | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag that a program of the CDK puts on everything in `scope`."""

    scope: Value
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Settings:
    """What Pulumi is given for a stack: the `values`, by their whole names, from a file.

    `stack` is empty where no file of a stack is there: what the values are is not known then.
    """

    project: str = ""
    stack: str = ""
    span: Span | None = None
    values: Mapping[str, Node] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()


@dataclass(slots=True)
class Declared:
    """What a program declares to the CDK or to Pulumi, read with the `settings` of a stack.

    `homes` are those of the objects of its own classes, `named` the constructs by the place of the
    call, its scope and the name in it.
    """

    settings: Settings = Settings()
    constructs: list[Construct] = field(default_factory=list)
    named: dict[tuple[str, str, str], Construct] = field(default_factory=dict)
    homes: dict[Reference, Home] = field(default_factory=dict)
    tags: list[Tagged] = field(default_factory=list)
