"""Builtin functions that go through what they are given: pairs, choices, sums, extremes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Unknown
from smlint.frontends.python_sdk.evaluation import lists
from smlint.frontends.python_sdk.evaluation.comprehensions import LEFT_OUT
from smlint.frontends.python_sdk.evaluation.conditions import default_of
from smlint.frontends.python_sdk.evaluation.equality import truth
from smlint.frontends.python_sdk.evaluation.iteration import LENGTH_LIMIT, taken
from smlint.frontends.python_sdk.evaluation.machine import PYTHON_ERRORS, Machine
from smlint.frontends.python_sdk.library.objects import Answer
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Value
from smlint.frontends.python_sdk.values.plain import plain


def _zip(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    lists_of = [taken(machine, value) for value in arguments.positional]
    known = [items for items in lists_of if items is not None]
    if len(known) != len(lists_of):
        return None
    strict = truth(arguments.keywords.get("strict", Absent(span)))
    if len({len(items) for items in known}) > 1:
        if strict is None:
            return None
        if strict:
            return machine.raises("ValueError", span, "they differ in length")
    rows = [machine.box("list", span, row, "tuple") for row in zip(*known, strict=False)]
    return machine.box("list", span, rows, "iterator")


def _enumerate(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, start = arguments.get("iterable", 0), arguments.get("start", 1)
    items = None if first is None else taken(machine, first)
    begin = 0 if start is None else start.value if isinstance(start, Known) else None
    if items is None or not isinstance(begin, int):
        return None
    pairs = [
        machine.box("list", span, (Known(number, span), item), "tuple")
        for number, item in enumerate(items, begin)
    ]
    return machine.box("list", span, pairs, "iterator")


def _map(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    function, *sources = arguments.positional or (None,)
    rows = [taken(machine, source) for source in sources]
    known = [items for items in rows if items is not None]
    if function is None or len(known) != len(rows) or not known:
        return None
    made = [
        machine.apply(function, Arguments(tuple(row)), span) for row in zip(*known, strict=False)
    ]
    return machine.box("list", span, made, "iterator")


def _filter(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    if len(arguments.positional) != 2:
        return None
    function, source = arguments.positional
    items = taken(machine, source)
    kept: list[Value] = []
    left_out: list[Hop] = []
    for item in items or ():
        none = isinstance(function, Absent)
        test = item if none else machine.apply(function, Arguments((item,)), span)
        outcome, default = truth(test), default_of(test)
        if outcome is None:
            return None
        kept += [item] if outcome else []
        left_out += [] if outcome or default is None else [default]
    if items is None:
        return None
    box = machine.box("list", span, kept, "iterator")
    box.rest.extend(Unknown(LEFT_OUT, span, (hop,)) for hop in left_out[:1])
    return box


def _every(wanted: bool) -> Answer:
    """`any` and `all`: whether one is (not) true."""

    def answer(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
        first = arguments.get("", 0)
        items = None if first is None else taken(machine, first, ordered=False)
        if items is None:
            return None
        outcomes = [truth(item) for item in items]
        deciding = [item for item, one in zip(items, outcomes, strict=True) if one is wanted]
        if deciding:
            return Known(wanted, span, _by_default(deciding, all))
        return None if None in outcomes else Known(not wanted, span, _by_default(items, any))

    return answer


def _by_default(items: Sequence[Value], enough: Callable[[list[bool]], bool]) -> tuple[Hop, ...]:
    """The default of one of `items`, where it is `enough` which of them rest on one."""
    defaults = [default_of(item) for item in items]
    rests = enough([hop is not None for hop in defaults])
    return tuple(hop for hop in defaults if hop is not None)[:1] if rests else ()


def _sum(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, start = arguments.get("", 0), arguments.get("start", 1)
    items = None if first is None else taken(machine, first, ordered=False)
    if items is None:
        return None
    begin = Known(0, span) if start is None else start
    reason = "the sum of what is not known"
    if all(isinstance(item, Box) for item in items) and isinstance(begin, Box):
        parts = [taken(machine, one) for one in (begin, *items)]
        if None in parts:
            return None
        joined = [item for part in parts if part is not None for item in part]
        return machine.box("list", span, joined[:LENGTH_LIMIT], begin.form)

    def work() -> object:
        return operators.bounded(sum([plain(item) for item in items], plain(begin)))  # type: ignore[call-overload]

    return machine.python(span, work, reason, *items)


def _extreme(choose: Callable[..., int]) -> Answer:
    """`min` and `max`."""

    def answer(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
        given: Sequence[Value] | None = arguments.positional
        if len(arguments.positional) == 1:
            given = taken(machine, arguments.positional[0], ordered=False)
        if given is None:
            return None
        if not given:
            default = arguments.keywords.get("default")
            return machine.raises("ValueError", span, "it is empty") if default is None else default
        keys = lists.keys_of(machine, given, arguments.keywords.get("key"), span)
        if keys is None:
            return None
        try:
            return given[choose(range(len(given)), key=keys.__getitem__)]
        except PYTHON_ERRORS as error:
            return machine.raises(type(error).__name__, span, "they have no order", *given)

    return answer


ANSWERS: Mapping[str, Answer] = {
    "zip": _zip, "enumerate": _enumerate, "map": _map, "filter": _filter, "any": _every(True),
    "all": _every(False), "sum": _sum, "min": _extreme(min), "max": _extreme(max),
}  # fmt: skip
