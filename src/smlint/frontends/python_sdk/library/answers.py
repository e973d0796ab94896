"""What the library's functions are asked, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value


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


Answer = Callable[[Request], "Value | None"]
"""What a call gives; None where nothing is known of it."""
