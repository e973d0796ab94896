"""What the library is asked and answers, and the things of which it keeps account."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text


class Request(NamedTuple):
    """A call of something outside the file: `callee(*arguments)`, written at `span`."""

    machine: Machine
    callee: Opaque
    arguments: Arguments
    span: Span

    @property
    def name(self) -> str:
        """The last step of the callee's path."""
        return self.callee.path.rpartition(".")[2]

    def result(self, thing: Thing) -> Opaque:
        """What the call gives, where that is `thing`."""
        reason = f"it is the result of `{self.callee.path[:80]}()`, known only when the script runs"
        reference = self.machine.reference(self.span)
        self.machine.kept[reference] = thing
        path = f"{self.callee.path}()"
        return Opaque(path, reason, self.span, reference, (), self.callee, self.arguments)

    def is_set(self, name: str) -> bool:
        """Whether the keyword `name` is given as True."""
        value = self.arguments.keywords.get(name)
        return isinstance(value, Known) and value.value is True


Answer = Callable[[Request], "Value | None"]
"""What a call gives; None where nothing is known of it."""


class Thing:
    """Something from outside whose state the script changes: a parser, an open file."""

    def call(self, request: Request) -> Value | None:
        """What the method `request.name` gives; None where nothing is known of it."""
        del request
        return None

    def entry(self, machine: Machine, key: Value, span: Span) -> Value | None:
        """The entry `[key]`; None where nothing is known of it."""
        del machine, key, span
        return None


def thing_of(machine: Machine, value: Value | None) -> object:
    """What the library keeps of `value`; None where that is nothing."""
    if isinstance(value, (Opaque, Instance)):
        return machine.kept.get(value.reference)
    return None


def texts(value: Value | None) -> list[str]:
    """The texts of a list, or the one text that `value` is; other elements are left out."""
    items = value.items if isinstance(value, Box) else (value,)
    return [text for text in map(known_text, items) if text is not None]
