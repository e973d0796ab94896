"""What iterating over a value gives."""

from __future__ import annotations

from smlint.core.values import Known
from smlint.frontends.python_sdk.evaluation import enums, generators, records
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Box, Class, Generator, Instance, Value
from smlint.frontends.python_sdk.values.plain import value_of_key

LENGTH_LIMIT = 2_000
"""Elements of a list that is put together."""


def elements_of(value: Value) -> tuple[Value, ...] | None:
    """What iterating over `value` gives; None where that is not known, or in no known order."""
    if is_unordered(value):
        return None
    return members_of(value)


def is_unordered(value: Value) -> bool:
    """Whether the order of the elements differs from run to run."""
    return isinstance(value, Box) and value.form in ("set", "frozenset") and len(value.store) > 1


def members_of(value: Value) -> tuple[Value, ...] | None:
    """As `elements_of`, in whatever order."""
    if isinstance(value, Box) and value.whole:
        if value.kind == "list":
            return value.items
        return tuple(value_of_key(key, value.span) for key in value.store)
    if isinstance(value, Known) and isinstance(value.value, str):
        if len(value.value) <= LENGTH_LIMIT:
            return tuple(Known(sign, value.span, value.via) for sign in value.value)
        return None
    if isinstance(value, Class) and enums.is_enum(value):
        return enums.members_of(value)
    if isinstance(value, Instance):
        return records.elements(value)
    return None


def taken(machine: Machine, value: Value, *, ordered: bool = True) -> tuple[Value, ...] | None:
    """The elements of `value`, which are used up where it gives them once only."""
    own = special(machine, value, "__iter__", (), value.span)
    value = value if own is None else own
    if isinstance(value, Generator):
        value = generators.collect(machine, value)
    items = elements_of(value) if ordered else members_of(value)
    if isinstance(value, Box) and value.form == "iterator":
        machine.refill(value, ())
    return items
