"""Sets: made, changed and combined."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from smlint.core.spans import Span
from smlint.core.values import Absent, Known
from smlint.frontends.python_sdk.evaluation.equality import equal
from smlint.frontends.python_sdk.evaluation.iteration import members_of, taken
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Form, Value

SIGNS: Mapping[type[ast.operator], str] = {
    ast.BitOr: "union", ast.BitAnd: "intersection", ast.Sub: "difference",
    ast.BitXor: "symmetric_difference",
}  # fmt: skip

COMPARED = 10
"""Elements with which another one is compared, for a step of work."""

TWICE = "it is not known whether it is in the set twice"


def new_set(machine: Machine, items: Iterable[Value], span: Span, form: Form = "set") -> Box:
    """A set of `items`."""
    elements = list(items)
    if all(type(item) is Known for item in elements):
        by_value: dict[object, Value] = {}
        for item in elements:
            by_value.setdefault(item.value if isinstance(item, Known) else None, item)
        return machine.box("list", span, list(by_value.values()), form)
    box = machine.box("list", span, (), form)
    for item in elements:
        _add(machine, box, item, span)
    return box


def _add(machine: Machine, box: Box, item: Value, span: Span) -> None:
    machine.tick(1 + len(box.store) // COMPARED)
    outcomes = [equal(item, other) for other in box.store.values()]
    if True in outcomes:
        return
    if None in outcomes or (isinstance(item, Box) and item.form in ("list", "set", "mapping")):
        machine.widen(box, TWICE, span)
    machine.write(box.store, len(box.store), item)


def combined(machine: Machine, how: str, left: Value, right: Value, span: Span) -> Value:
    """`left.how(right)`: a new set."""
    first, second = members_of(left), taken(machine, right, ordered=False)
    unknown = machine.unknown("what is in the set is not known", span)
    if first is None or second is None:
        return unknown
    form: Form = left.form if isinstance(left, Box) and left.form == "frozenset" else "set"
    if how == "union":
        return new_set(machine, (*first, *second), span, form)
    shared = _shared(machine, first, second)
    if None in shared:
        return unknown
    if how == "intersection":
        kept = [item for item, here in zip(first, shared, strict=True) if here]
        return new_set(machine, kept, span, form)
    only = [item for item, here in zip(first, shared, strict=True) if not here]
    if how == "difference":
        return new_set(machine, only, span, form)
    there = zip(second, _shared(machine, second, first), strict=True)
    others = [item for item, here in there if here is False]
    return new_set(machine, (*only, *others), span, form)


def _shared(machine: Machine, items: Sequence[Value], others: Sequence[Value]) -> list[bool | None]:
    """Of each of `items`, whether it is one of `others`."""
    known = [item.value for item in items if isinstance(item, Known)]
    values = {item.value for item in others if isinstance(item, Known)}
    if len(known) == len(items) and all(isinstance(item, Known) for item in others):
        return [value in values for value in known]
    machine.tick(len(items) * len(others) // COMPARED)
    return [_among(item, others) for item in items]


def _among(item: Value, items: Iterable[Value]) -> bool | None:
    outcomes = [equal(item, other) for other in items]
    return True if True in outcomes else None if None in outcomes else False


def method(machine: Machine, box: Box, name: str, arguments: Arguments, span: Span) -> Value:
    """What `box.name(...)` gives for a set."""
    values = arguments.positional
    if name in ("union", "intersection", "difference", "symmetric_difference"):
        result: Value = box
        for value in values:
            result = combined(machine, name, result, value, span)
        return result if values else new_set(machine, box.items, span)
    if name == "copy":
        return new_set(machine, box.items, span, box.form)
    if name in ("issubset", "issuperset", "isdisjoint") and len(values) == 1:
        return _relation(machine, box, name, values[0], span)
    if name == "add" and len(values) == 1:
        _add(machine, box, values[0], span)
        return Absent(span)
    if name in ("discard", "remove", "update", "clear"):
        return _changed(machine, box, name, values, span)
    machine.widen(box, f"the set is changed by `.{name}()`", span)
    return machine.unknown(f"the result of `.{name}()` is not known", span)


def _changed(machine: Machine, box: Box, name: str, values: tuple[Value, ...], span: Span) -> Value:
    if name == "clear":
        machine.refill(box, ())
        return Absent(span)
    for value in values:
        if name == "update":
            items = taken(machine, value, ordered=False)
            for item in items or ():
                _add(machine, box, item, span)
            if items is None:
                machine.widen(box, "the set is updated by something unknown", span)
            continue
        among = _among(value, box.items)
        if among is None or not box.whole:
            machine.widen(box, "something unknown is taken out of the set", span)
        elif among:
            machine.refill(box, [item for item in box.items if equal(item, value) is False])
        elif name == "remove":
            machine.raises("KeyError", span, "it is not in the set", value)
    return Absent(span)


def _relation(machine: Machine, box: Box, name: str, other: Value, span: Span) -> Value:
    first, second = members_of(box), taken(machine, other, ordered=False)
    if first is None or second is None:
        return machine.unknown("what is in the set is not known", span)
    if name == "issuperset":
        first, second = second, first
    outcomes = _shared(machine, first, second)
    if None in outcomes:
        return machine.unknown("what is in the set is not known", span)
    return Known(True not in outcomes if name == "isdisjoint" else all(outcomes), span)
