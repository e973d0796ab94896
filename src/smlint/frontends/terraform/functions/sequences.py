"""Functions of lists, tuples and sets. Elements keep their places and hops, and may be unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.terraform.evaluation.access import element
from smlint.frontends.terraform.evaluation.operators import compare, equal
from smlint.frontends.terraform.functions.call import Call, Function, items, pure
from smlint.frontends.terraform.values.constraints import convert, unified
from smlint.frontends.terraform.values.data import (
    ListData,
    SetData,
    derived,
    hidden,
    hops,
    text_of,
    through,
    unlisted,
)
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import ANY, NUMBER, STRING, Constraint
from smlint.frontends.terraform.values.numbers import Number, Whole, compute, counted

RANGE_LIMIT = 1024
"""Terraform's own."""


def listing(least: int, most: int, run: Callable[[Call], Tree]) -> Function:
    """A function of collections whose result is unknown where one of them cannot be listed."""

    def guarded(call: Call) -> Tree:
        for argument in call.expect(least, most):
            unknown = unlisted(argument)
            if unknown is not None:
                return derived(unknown, call.span, *call.arguments)
        return run(call)

    return guarded


def decided(least: int, most: int, run: Callable[[Call], Tree]) -> Function:
    """A function whose result is unknown where anything in its arguments is."""

    def guarded(call: Call) -> Tree:
        for argument in call.expect(least, most):
            unknown = hidden(argument)
            if unknown is not None:
                return derived(unknown, call.span, *call.arguments)
        return run(call)

    return guarded


def elements(tree: Tree) -> tuple[Tree, ...]:
    """The elements of a known collection, each with the hops that lead to it."""
    return tuple(through(item, tree.via) for item in items(tree))


def _ordered(tree: Tree) -> None:
    if isinstance(tree, Known) and isinstance(tree.value, SetData):
        raise RefusalError("a set has no order")


def _as_list(found: tuple[Tree, ...], tree: Tree, span: Span) -> Tree:
    """`found` as a collection of the kind that `tree` is."""
    if isinstance(tree, Known) and isinstance(tree.value, ListData | SetData):
        return Known(ListData(found), span, tree.via)
    return Known(found, span, tree.via)


def _concat(call: Call) -> Tree:
    for argument in call.arguments:
        _ordered(argument)
    found = tuple(item for argument in call.arguments for item in elements(argument))
    every = all(
        isinstance(argument, Known) and isinstance(argument.value, ListData)
        for argument in call.arguments
    )
    via = hops(*call.arguments)
    if every and (common := unified(found)) is not None:
        return convert(Known(found, call.span, via), Constraint("list", common))
    return Known(found, call.span, via)


def _flatten(call: Call) -> Tree:
    found: list[Tree] = []

    def collect(tree: Tree) -> Unknown | None:
        for item in elements(tree):
            if isinstance(item, Known) and isinstance(item.value, tuple):
                unknown = collect(item)
                if unknown is not None:
                    return unknown
            elif isinstance(item, Unknown):
                return item
            else:
                found.append(item)
        return None

    unknown = collect(call.arguments[0])
    if unknown is not None:
        return derived(unknown, call.span, *call.arguments)
    return Known(tuple(found), call.span, call.arguments[0].via)


def _element(call: Call) -> Tree:
    subject, index = call.arguments
    position = convert(index, NUMBER)
    if not isinstance(position, Known) or not isinstance(position.value, int):
        raise RefusalError("a whole number is required")
    count = len(items(subject))
    if count == 0 or not isinstance(subject, Known):
        raise RefusalError("the list is empty")
    within = position.value % count
    if position.value < 0 and within and not isinstance(subject.value, ListData | SetData):
        raise RefusalError("the index into a tuple is negative")
    return element(subject, Known(within, index.span, index.via), call.span)


def _slice(call: Call) -> Tree:
    subject, *limits = call.arguments
    _ordered(subject)
    found = elements(subject)
    start, end = (_whole(limit) for limit in limits)
    if not 0 <= start <= end <= len(found):
        raise RefusalError("the limits are outside of the list")
    return _as_list(found[start:end], subject, call.span)


def _whole(tree: Tree) -> int:
    converted = convert(tree, NUMBER)
    if isinstance(converted, Known) and isinstance(converted.value, int):
        return converted.value
    raise RefusalError("a whole number is required")


def _contains(call: Call) -> Tree:
    subject, wanted = call.arguments
    if isinstance(wanted, Absent):
        raise RefusalError("the value is null")
    found = elements(subject)
    doubt = hidden(wanted)
    if doubt is None:
        if any(hidden(item) is None and equal(item, wanted) for item in found):
            return Known(True, call.span, hops(*call.arguments))
        doubt = hidden(subject)
    if doubt is not None:
        return derived(doubt, call.span, *call.arguments)
    return Known(False, call.span, hops(*call.arguments))


def _index(call: Call) -> Tree:
    subject, wanted = call.arguments
    _ordered(subject)
    if isinstance(wanted, Absent):
        raise RefusalError("the value is null")
    for position, item in enumerate(items(subject)):
        if equal(item, wanted):
            return Known(counted(position), call.span, hops(*call.arguments))
    raise RefusalError("the item is not in the list")


def _distinct(call: Call) -> Tree:
    subject = convert(call.arguments[0], Constraint("list", ANY))
    found: list[Tree] = []
    for item in elements(subject):
        if not any(equal(item, other) for other in found):
            found.append(item)
    return _as_list(tuple(found), subject, call.span)


def _compact(call: Call) -> Tree:
    subject = convert(call.arguments[0], Constraint("list", STRING))
    found = tuple(
        item for item in elements(subject) if isinstance(item, Known) and item.value != ""
    )
    return Known(ListData(found), call.span, subject.via)


def _reverse(call: Call) -> Tree:
    subject = call.arguments[0]
    return _as_list(tuple(reversed(elements(subject))), subject, call.span)


def _sort(call: Call) -> Tree:
    subject = convert(call.arguments[0], Constraint("list", STRING))
    keyed: list[tuple[str, Tree]] = []
    for item in elements(subject):
        if not isinstance(item, Known):
            raise RefusalError("an element is null")
        keyed.append((text_of(item.value) or "", item))
    found = (item for _, item in sorted(keyed, key=lambda pair: pair[0]))
    return Known(ListData(found), call.span, subject.via)


def _chunks(call: Call) -> Tree:
    subject, size = convert(call.arguments[0], Constraint("list", ANY)), call.arguments[1]
    found, step = elements(subject), _whole(size)
    if step < 0:
        raise RefusalError("the size is negative")
    step = step or max(len(found), 1)
    parts = (found[start : start + step] for start in range(0, len(found), step))
    lists = (Known(ListData(part), call.span) for part in parts)
    return Known(ListData(lists), call.span, subject.via)


def _one(call: Call) -> Tree:
    subject = call.arguments[0]
    found = elements(subject)
    if len(found) > 1:
        raise RefusalError("the list has more than one element")
    if not found:
        return Absent(call.span, subject.via)
    return replace(found[0], span=call.span)


def _range(*limits: Number) -> list[Number]:
    start, end = (Whole(0, 0), limits[0]) if len(limits) == 1 else limits[:2]
    step = limits[2] if len(limits) == 3 else counted(-1 if compare("<", end, start) else 1)
    down = compare("<", step, 0)
    if compare(">" if down else "<", end, start):
        raise RefusalError("the step does not lead from the start to the end")
    found: list[Number] = []
    while compare(">" if down else "<", start, end):
        if len(found) == RANGE_LIMIT:
            raise RefusalError(f"there are more than {RANGE_LIMIT} numbers")
        found.append(start)
        start = compute("+", start, step)
    return found


def _all_true(values: list[bool]) -> bool:
    return all(value is True for value in values)


def _any_true(values: list[bool]) -> bool:
    return any(value is True for value in values)


SEQUENCES: Mapping[str, Function] = {
    "alltrue": pure("B", _all_true),
    "anytrue": pure("B", _any_true),
    "chunklist": listing(2, 2, _chunks),
    "compact": decided(1, 1, _compact),
    "concat": listing(1, 1000, _concat),
    "contains": listing(2, 2, _contains),
    "distinct": decided(1, 1, _distinct),
    "element": listing(2, 2, _element),
    "flatten": listing(1, 1, _flatten),
    "index": decided(2, 2, _index),
    "one": listing(1, 1, _one),
    "range": pure("n?nn", _range),
    "reverse": listing(1, 1, _reverse),
    "slice": listing(3, 3, _slice),
    "sort": decided(1, 1, _sort),
}
