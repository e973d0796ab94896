"""Where a run is: the function that it reads, and how its blocks end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from enum import Enum

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.frontends.python_sdk.values.objects import Class, Function, Scope, Value


class Exhausted(Exception):
    """The work allowed for one script is done."""


class Raised(Exception):
    """What the script surely raises here. `kind` is the exception's class, by name or the file's.

    None where it is not known which. It ends the block in which it comes up, as `Flow.RAISE`.
    """

    def __init__(self, kind: str | Class | None, span: Span, value: Value | None = None) -> None:
        super().__init__(str(span))
        self.kind = kind
        self.span = span
        self.value = value


class Flow(Enum):
    """How a block ended."""

    NEXT = "next"
    BREAK = "break"
    CONTINUE = "continue"
    RETURN = "return"
    RAISE = "raise"


@dataclass(slots=True)
class Frame:
    """The function that is being read, or the module."""

    scope: Scope
    function: Function | None = None
    returns: list[Value] = field(default_factory=list)
    called: Span | None = None
    certain: bool = False
    branches: int = 0
    raised: Raised | None = None
    on_yield: Callable[[Value], Value] | None = None
    exits: list[Exit] = field(default_factory=list)
    handling: list[Value | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a block that may have been taken: writes since `mark` depend on it."""

    flow: Flow
    mark: int
    condition: Span
