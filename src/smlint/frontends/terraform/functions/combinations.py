"""Functions that combine sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from math import prod

from smlint.core.values import Known, Tree
from smlint.frontends.terraform.functions.call import Call, Function, items
from smlint.frontends.terraform.functions.sequences import decided, elements, listing
from smlint.frontends.terraform.values.constraints import convert, unified
from smlint.frontends.terraform.values.data import ListData, SetData, hops
from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError
from smlint.frontends.terraform.values.kinds import Constraint
from smlint.frontends.terraform.values.sets import unique

PRODUCT_LIMIT = 10_000
"""Longer products are not listed."""


def _common(trees: tuple[Tree, ...]) -> Constraint:
    found = unified(trees)
    if found is None:
        raise RefusalError("the elements have different types")
    return found


def _combined(
    least: int, most: int, choose: Callable[[list[SetData]], tuple[Tree, ...]]
) -> Function:
    def run(call: Call) -> Tree:
        wanted = _common(tuple(item for argument in call.arguments for item in items(argument)))
        sets = [unique(convert(item, wanted) for item in elements(a)) for a in call.arguments]
        return Known(unique(choose(sets)), call.span, hops(*call.arguments))

    return decided(least, most, run)


def _product(call: Call) -> Tree:
    columns = [elements(argument) for argument in call.arguments]
    if prod(map(len, columns)) > PRODUCT_LIMIT:
        raise ExhaustedError
    alike = [[convert(item, _common(column)) for item in column] for column in columns]
    rows = (Known(row, call.span) for row in product(*alike))
    sets = any(isinstance(a, Known) and isinstance(a.value, SetData) for a in call.arguments)
    return Known(unique(rows) if sets else ListData(rows), call.span, hops(*call.arguments))


COMBINATIONS: Mapping[str, Function] = {
    "setintersection": _combined(
        1, 1000, lambda sets: tuple(x for x in sets[0] if all(x in other for other in sets[1:]))
    ),
    "setproduct": listing(2, 100, _product),
    "setsubtract": _combined(2, 2, lambda sets: tuple(x for x in sets[0] if x not in sets[1])),
    "setunion": _combined(1, 1000, lambda sets: tuple(x for one in sets for x in one)),
}
