"""Operators over settings, in three-valued logic: unknown only where an unknown decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import derived, hidden, hops, kind_of
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import BOOL, NUMBER
from smlint.frontends.terraform.values.numbers import (
    Exact,
    Number,
    compute,
    exact,
    infinite,
    negative,
)


def unary(operator: str, operand: Tree, span: Span) -> Tree:
    """`-x` or `!x`; raises `RefusalError` where the operand has the wrong type."""
    if isinstance(operand, Unknown):
        return derived(operand, span)
    value = _value(operand, NUMBER if operator == "-" else BOOL)
    result = negative(value) if operator == "-" else not value
    return Known(result, span, operand.via)


def binary(operator: str, left: Tree, right: Tree, span: Span) -> Tree:
    """`left operator right`; raises `RefusalError` where an operand has the wrong type."""
    if operator in ("&&", "||"):
        return _logical(operator, left, right, span)
    if operator in ("==", "!="):
        return _equality(operator, left, right, span)
    for operand in (left, right):
        if not isinstance(operand, Unknown):
            _value(operand, NUMBER)
    for operand in (left, right):
        if isinstance(operand, Unknown):
            return derived(operand, span, left, right)
    a, b = _value(left, NUMBER), _value(right, NUMBER)
    result = compare(operator, a, b) if operator in COMPARISON else compute(operator, a, b)
    return Known(result, span, hops(left, right))


def compare(operator: str, left: Number, right: Number) -> bool:
    """`left operator right`, by what the numbers are exactly."""
    if not infinite(left) and not infinite(right):
        return COMPARISON[operator](exact(left), exact(right))
    return COMPARISON[operator](left, right)


def decides(operator: str, left: Tree) -> bool:
    """Whether `left` decides `&&` or `||` alone: then Terraform, since 1.12, asks no further."""
    if operator not in ("&&", "||") or isinstance(left, Unknown):
        return False
    return _value(left, BOOL) == (operator == "||")


def agreed(left: Tree, right: Tree, why: Unknown, span: Span) -> Tree:
    """What holds whichever of `left` and `right` it is: known where both say the same.

    Two mappings of the same names, or two lists of one length, agree piece by piece.
    """
    via = hops(left, right, why)
    if isinstance(left, Absent) and isinstance(right, Absent):
        return Absent(span, via)
    if isinstance(left, Known) and isinstance(right, Known):
        a, b = left.value, right.value
        if kind_of(a) == kind_of(b) and hidden(left) is None and left == right:
            return Known(a, span, via)
        if type(a) is dict and type(b) is dict and a.keys() == b.keys():
            members = {name: agreed(a[name], b[name], why, a[name].span) for name in a}
            return Known(members, span, via)
        if type(a) is tuple and type(b) is tuple and len(a) == len(b):
            pairs = zip(a, b, strict=True)
            return Known(tuple(agreed(x, y, why, x.span) for x, y in pairs), span, via)
    if isinstance(left, Unknown) and left == right and left.parts:
        return replace(left, span=span, via=via)
    return replace(why, span=span, via=via, parts=())


def _logical(operator: str, left: Tree, right: Tree, span: Span) -> Tree:
    decisive = operator == "||"
    if isinstance(left, Absent) or isinstance(right, Absent):
        raise RefusalError("an operand is null")
    for operand in (left, right):
        if not isinstance(operand, Unknown) and _value(operand, BOOL) == decisive:
            return Known(decisive, span, operand.via)
    for operand in (left, right):
        if isinstance(operand, Unknown):
            return derived(operand, span, left, right)
    return Known(not decisive, span, hops(left, right))


def _equality(operator: str, left: Tree, right: Tree, span: Span) -> Tree:
    for operand, other in ((left, right), (right, left)):
        unknown = None if isinstance(other, Absent) else hidden(operand)
        if unknown is None and isinstance(operand, Unknown):
            unknown = operand
        if unknown is not None:
            return derived(unknown, span, left, right)
    return Known(equal(left, right) == (operator == "=="), span, hops(left, right))


def equal(left: Tree, right: Tree) -> bool:
    """Whether two wholly known values are the same, of the same type, as `==` has it."""
    if not isinstance(left, Known) or not isinstance(right, Known):
        return isinstance(left, Absent) and isinstance(right, Absent)
    a, b = left.value, right.value
    if kind_of(a) != kind_of(b):
        return False
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(equal(a[name], b[name]) for name in a)
    return a == b


def _value(operand: Tree, wanted: object) -> Number:
    if isinstance(operand, Absent):
        raise RefusalError("the operand is null")
    converted = convert(operand, NUMBER if wanted is NUMBER else BOOL)
    if isinstance(converted, Known) and isinstance(converted.value, (int, float)):
        return converted.value
    raise RefusalError(f"a {'number' if wanted is NUMBER else 'bool'} is required")


COMPARISON: Mapping[str, Callable[[Number | Exact, Number | Exact], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
