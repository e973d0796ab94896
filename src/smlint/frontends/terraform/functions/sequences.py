"""Functions of lists, tuples and sets. Elements keep their places and hops, and may be unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.terraform.access import element
from smlint.frontends.terraform.constraints import (
    ANY,
    NUMBER,
    STRING,
    Constraint,
    convert,
    unified,
    unique,
)
from smlint.frontends.terraform.data import (
    ExhaustedError,
    ListData,
    RefusalError,
    SetData,
    derived,
    hidden,
    hops,
    text_of,
    through,
    unlisted,
)
from smlint.frontends.terraform.functions.call import Call, Function, items, pure
from smlint.frontends.terraform.operators import equal

RANGE_LIMIT = 1024
"""Terraform's own."""
PRODUCT_LIMIT = 10_000


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


def _elements(tree: Tree) -> tuple[Tree, ...]:
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
    found = tuple(item for argument in call.arguments for item in _elements(argument))
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
        for item in _elements(tree):
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
    if count == 0:
        raise RefusalError("the list is empty")
    if position.value < 0:
        raise RefusalError("the index is negative")
    return element(subject, Known(position.value % count, index.span, index.via), call.span)


def _slice(call: Call) -> Tree:
    subject, *limits = call.arguments
    _ordered(subject)
    found = _elements(subject)
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
    found = _elements(subject)
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
    for position, item in enumerate(items(subject)):
        if equal(item, wanted):
            return Known(position, call.span, hops(*call.arguments))
    raise RefusalError("the item is not in the list")


def _distinct(call: Call) -> Tree:
    subject = convert(call.arguments[0], Constraint("list", ANY))
    found: list[Tree] = []
    for item in _elements(subject):
        if not any(equal(item, other) for other in found):
            found.append(item)
    return _as_list(tuple(found), subject, call.span)


def _compact(call: Call) -> Tree:
    subject = convert(call.arguments[0], Constraint("list", STRING))
    found = tuple(
        item for item in _elements(subject) if isinstance(item, Known) and item.value != ""
    )
    return Known(ListData(found), call.span, subject.via)


def _reverse(call: Call) -> Tree:
    subject = call.arguments[0]
    return _as_list(tuple(reversed(_elements(subject))), subject, call.span)


def _sort(call: Call) -> Tree:
    subject = convert(call.arguments[0], Constraint("list", STRING))
    keyed: list[tuple[str, Tree]] = []
    for item in _elements(subject):
        if not isinstance(item, Known):
            raise RefusalError("an element is null")
        keyed.append((text_of(item.value) or "", item))
    found = (item for _, item in sorted(keyed, key=lambda pair: pair[0]))
    return Known(ListData(found), call.span, subject.via)


def _chunks(call: Call) -> Tree:
    subject, size = call.arguments
    found, step = _elements(subject), _whole(size)
    if step < 0:
        raise RefusalError("the size is negative")
    step = step or max(len(found), 1)
    parts = (found[start : start + step] for start in range(0, len(found), step))
    lists = (Known(ListData(part), call.span) for part in parts)
    return Known(ListData(lists), call.span, subject.via)


def _one(call: Call) -> Tree:
    subject = call.arguments[0]
    found = _elements(subject)
    if len(found) > 1:
        raise RefusalError("the list has more than one element")
    if not found:
        return Absent(call.span, subject.via)
    return replace(found[0], span=call.span)


def _range(*limits: float) -> list[float]:
    start, end = (0, limits[0]) if len(limits) == 1 else limits[:2]
    step = limits[2] if len(limits) == 3 else (1 if end >= start else -1)
    if step == 0 or (end - start) * step < 0:
        raise RefusalError("the step does not lead from the start to the end")
    found: list[float] = []
    while (start < end) if step > 0 else (start > end):
        if len(found) == RANGE_LIMIT:
            raise RefusalError(f"there are more than {RANGE_LIMIT} numbers")
        found.append(start)
        start += step
    return found


def _combined(choose: Callable[[list[SetData]], tuple[Tree, ...]]) -> Function:
    def run(call: Call) -> Tree:
        wanted = unified(item for argument in call.arguments for item in items(argument))
        if wanted is None:
            raise RefusalError("the sets have elements of different types")
        sets = [unique(convert(item, wanted) for item in _elements(a)) for a in call.arguments]
        return Known(unique(choose(sets)), call.span, hops(*call.arguments))

    return decided(1, 1000, run)


def _set_product(call: Call) -> Tree:
    columns = [_elements(argument) for argument in call.arguments]
    count = 1
    for column in columns:
        count *= len(column)
    if count > PRODUCT_LIMIT:
        raise ExhaustedError
    rows = (Known(row, call.span) for row in product(*columns))
    sets = all(isinstance(a, Known) and isinstance(a.value, SetData) for a in call.arguments)
    found = SetData(rows) if sets else ListData(rows)
    return Known(found, call.span, hops(*call.arguments))


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
    "setintersection": _combined(
        lambda sets: tuple(x for x in sets[0] if all(x in other for other in sets[1:]))
    ),
    "setproduct": listing(1, 100, _set_product),
    "setsubtract": _combined(
        lambda sets: tuple(x for x in sets[0] if all(x not in other for other in sets[1:]))
    ),
    "setunion": _combined(lambda sets: tuple(x for one in sets for x in one)),
    "slice": listing(3, 3, _slice),
    "sort": decided(1, 1, _sort),
}
