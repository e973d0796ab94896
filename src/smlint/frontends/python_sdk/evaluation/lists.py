"""Methods of lists and tuples, and the order of elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from smlint.core.spans import Span
from smlint.core.values import Absent, Known
from smlint.frontends.python_sdk.evaluation.changes import blur
from smlint.frontends.python_sdk.evaluation.equality import equal, truth
from smlint.frontends.python_sdk.evaluation.iteration import LENGTH_LIMIT, elements_of, taken
from smlint.frontends.python_sdk.evaluation.machine import PYTHON_ERRORS, Machine
from smlint.frontends.python_sdk.evaluation.sequences import placed, position
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Value
from smlint.frontends.python_sdk.values.plain import NotPlain, plain
from smlint.frontends.python_sdk.values.trees import softened

Method = Callable[[Machine, Box, Arguments, Span], "Value | None"]


def method(machine: Machine, box: Box, name: str, arguments: Arguments, span: Span) -> Value:
    """What `box.name(...)` gives for a list or tuple."""
    found = METHODS.get(name)
    changes = found is not None and name not in ("index", "count", "copy")
    if found is None or (changes and box.form != "list"):
        if box.form in ("list", "tuple"):
            return machine.raises("AttributeError", span, f"it has no method `{name}`")
        return machine.unknown(f"the result of `.{name}()` is not known", span)
    answer = found(machine, box, arguments, span)
    if answer is None:
        if changes:
            blur(machine, box, None, f"the list is changed by `.{name}()`", span)
        return machine.unknown(f"the result of `.{name}()` is not known", span)
    return answer


def _append(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    if not arguments.positional:
        return None
    if len(box.store) >= LENGTH_LIMIT:
        machine.widen(box, "it is in a list that is too long to be followed", span)
    else:
        key = max((key for key in box.store if isinstance(key, int)), default=-1) + 1
        if box.rest:
            machine.widen(box, "its place in the list is not known", span)
        machine.write(box.store, key, arguments.positional[0])
    return Absent(span)


def _extend(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    value = arguments.get("", 0)
    items = None if value is None else taken(machine, value)
    if items is None or len(box.store) + len(items) > LENGTH_LIMIT:
        machine.widen(box, "it may be in a list that is not known", span)
        return Absent(span)
    for item in items:
        _append(machine, box, Arguments((item,)), span)
    return Absent(span)


def extend(machine: Machine, box: Box, value: Value, span: Span) -> None:
    """`box += value`."""
    _extend(machine, box, Arguments((value,)), span)


def _insert(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    items = elements_of(box)
    index = position(arguments.positional[0]) if arguments.positional else None
    value = arguments.get("", 1)
    if items is None or index is None or value is None:
        return None
    changed = list(items)
    changed.insert(index, value)
    machine.refill(box, changed)
    return Absent(span)


def _pop(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    items = elements_of(box)
    index = position(arguments.positional[0]) if arguments.positional else -1
    if items is None or index is None:
        return None
    found = placed(box, index)
    if found is None:
        return None if machine.is_shared(box) else machine.raises("IndexError", span, "it is empty")
    changed = list(items)
    del changed[index]
    machine.refill(box, changed)
    return found


def _remove(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    where = _found(machine, box, arguments, span)
    if where is None:
        return None
    items = elements_of(box) or ()
    machine.refill(box, (*items[:where], *items[where + 1 :]))
    return Absent(span)


def _found(machine: Machine, box: Box, arguments: Arguments, span: Span) -> int | None:
    """Where the element is that the arguments name; None where that is not known."""
    items, value = elements_of(box), arguments.get("", 0)
    if items is None or value is None:
        return None
    for number, item in enumerate(items):
        outcome = equal(value, item)
        if outcome is None:
            return None
        if outcome:
            return number
    if not machine.is_shared(box):
        machine.raises("ValueError", span, "it is not in the list", value)
    return None


def _index(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    where = _found(machine, box, arguments, span) if len(arguments.positional) == 1 else None
    return None if where is None else Known(where, span)


def _count(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del machine
    items, value = elements_of(box), arguments.get("", 0)
    if items is None or value is None:
        return None
    outcomes = [equal(value, item) for item in items]
    return None if None in outcomes else Known(outcomes.count(True), span)


def _clear(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    machine.refill(box, ())
    for key in [*box.rest.keys()]:
        machine.write(box.rest, key, None)
    return Absent(span)


def _reverse(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    items = elements_of(box)
    if items is None:
        return None
    machine.refill(box, items[::-1])
    return Absent(span)


def _copy(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    copy = machine.box("list", span, box.items)
    copy.rest.extend(box.rest)
    return copy


def _sort(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    items = elements_of(box)
    ordered = None if items is None else in_order(machine, items, arguments.keywords, span)
    if ordered is None:
        return None
    machine.refill(box, ordered)
    return Absent(span)


def in_order(
    machine: Machine, items: Sequence[Value], keywords: Mapping[str, Value], span: Span
) -> list[Value] | None:
    """`items` sorted by their `key=`; None where their order is not known."""
    backwards = truth(keywords.get("reverse", Absent(span)))
    keys = keys_of(machine, items, keywords.get("key"), span)
    if keys is None or backwards is None:
        return None
    try:
        order = sorted(range(len(items)), key=keys.__getitem__, reverse=backwards)  # type: ignore[arg-type]
    except PYTHON_ERRORS as error:
        machine.raises(type(error).__name__, span, "they have no order", *items)
        return None
    return [items[number] for number in order]


def keys_of(
    machine: Machine, items: Sequence[Value], key: Value | None, span: Span
) -> list[object] | None:
    """What `items` are compared by; None where that is not known."""
    if key is not None and not isinstance(key, Absent):
        items = [machine.apply(key, Arguments((item,)), span) for item in items]
    try:
        return [plain(softened(item)) for item in items]
    except NotPlain:
        return None


METHODS: Mapping[str, Method] = {
    "append": _append, "extend": _extend, "insert": _insert, "pop": _pop, "remove": _remove,
    "index": _index, "count": _count, "clear": _clear, "reverse": _reverse, "copy": _copy,
    "sort": _sort,
}  # fmt: skip
