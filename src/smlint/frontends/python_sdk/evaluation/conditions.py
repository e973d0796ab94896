"""Conditions: what is true, what is not known, and what is true by a default only."""

from __future__ import annotations

import ast

from smlint.core.values import Absent, Hop, Known, Scalar, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import elements_of
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Choice,
    Class,
    Deployed,
    Function,
    Instance,
    Method,
    Opaque,
    Value,
    at,
    same,
    tree_of,
)
from smlint.frontends.python_sdk.values.trail import either


def reason_of(*values: Value) -> str:
    """Why an outcome of `values` is not known."""
    trees = (tree_of(value) for value in values)
    reasons = (tree.reason for tree in trees if isinstance(tree, Unknown))
    return next(reasons, "the outcome of this operation is not determined")


def truth(value: Value) -> bool | None:
    """Whether `value` counts as true in a condition; None where that is not known."""
    if isinstance(value, Known):
        return bool(value.value)
    if isinstance(value, Absent):
        return False
    if isinstance(value, Box):
        return True if value.store else None if value.rest else False
    if isinstance(value, (Unknown, Opaque)):
        return None
    return None if isinstance(value, Choice) else True


def decide(machine: Machine, test: ast.expr) -> tuple[Value, bool | None]:
    """The value of a condition, and whether it is true.

    None where that is neither known nor assumed: what it hangs on is noted then.
    """
    mark = machine.inquiry.mark()
    value = machine.evaluate(test)
    outcome = truth(value)
    if outcome is None:
        outcome = machine.inquiry.is_true(value, machine.source, machine.span(test), mark)
        machine.inquiry.hangs(machine.span(test), mark)
    return value, outcome


def boolean(machine: Machine, node: ast.BoolOp) -> Value:
    """What `and` or `or` gives: one of its operands."""
    wanted = isinstance(node.op, ast.Or)
    result: Value | None = None
    defaults: list[Hop] = []
    for number, operand in enumerate(node.values, start=1):
        last = number == len(node.values)
        value, outcome = (machine.evaluate(operand), None) if last else decide(machine, operand)
        result = value if result is None else either(result, value, machine.span(node))
        if outcome is wanted:
            break
        if outcome is not None and result is value and number < len(node.values):
            default = default_of(value)
            defaults.extend(() if default is None else (default,))
            result = None
    if result is None:
        return Absent(machine.span(node))
    for hop in defaults:
        result = at(result, result.span, hop)
    return result


def unary(machine: Machine, node: ast.UnaryOp) -> Value:
    """What `not`, `-` or `+` gives."""
    span = machine.span(node)
    if isinstance(node.op, ast.Not):
        value, outcome = decide(machine, node.operand)
        if outcome is None:
            return machine.unknown(reason_of(value), span)
        return Known(not outcome, span, _via(value))
    value = machine.evaluate(node.operand)
    if isinstance(value, Known) and isinstance(value.value, (int, float)):
        sign = -1 if isinstance(node.op, ast.USub) else 1
        return Known(sign * value.value, span, value.via)
    return machine.unknown(reason_of(value), span)


def compare(machine: Machine, node: ast.Compare) -> Value:
    """Whether a comparison, or a chain of them, holds."""
    span = machine.span(node)
    values = [machine.evaluate(part) for part in (node.left, *node.comparators)]
    parts = (node.left, *node.comparators)
    for number, (sign, left, right) in enumerate(zip(node.ops, values, values[1:], strict=False)):
        outcome = compared(sign, left, right)
        if outcome is None:
            outcome = _assumed(machine, sign, (left, parts[number]), (right, parts[number + 1]))
        if outcome is None:
            return machine.unknown(reason_of(left, right), span)
        if not outcome:
            return Known(False, span, _via(left, right))
    via = tuple(hop for value in values for hop in _via(value))
    return Known(True, span, via)


def _assumed(
    machine: Machine, sign: ast.cmpop, left: tuple[Value, ast.expr], right: tuple[Value, ast.expr]
) -> bool | None:
    """Whether a comparison of something open with what is known is assumed to hold."""
    if isinstance(sign, (ast.Eq, ast.NotEq)) and isinstance(left[0], (Known, Absent)):
        left, right = right, left
    literals: tuple[Value, ...] = (right[0],)
    if isinstance(sign, (ast.In, ast.NotIn)):
        found = elements_of(right[0])
        if found is None:
            return None
        literals = found
    elif not isinstance(sign, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)):
        return None
    known = [_plain(item) for item in literals if isinstance(item, (Known, Absent))]
    if len(known) != len(literals) or not known or len(known) > LITERAL_LIMIT:
        return None
    held = machine.inquiry.is_one_of(left[0], known, machine.source, machine.span(left[1]))
    if held is None:
        return None
    return held is not isinstance(sign, (ast.NotEq, ast.NotIn, ast.IsNot))


LITERAL_LIMIT = 12
"""Values with which something open is compared; of more it is not told apart which it is."""


def _via(*values: Value) -> tuple[Hop, ...]:
    settings = (value for value in values if isinstance(value, (Known, Absent)))
    return tuple(dict.fromkeys(hop for value in settings for hop in value.via))


def default_of(value: Value) -> Hop | None:
    """The default on which `value` rests and that whoever runs the script may override."""
    return next((hop for hop in _via(value) if hop.kind == "default"), None)


def compared(sign: ast.cmpop, left: Value, right: Value) -> bool | None:
    """Whether `left sign right`; None where that is not determined."""
    if isinstance(left, (Known, Absent)) and isinstance(right, (Known, Absent)):
        return operators.compare(sign, _plain(left), _plain(right))
    if isinstance(sign, (ast.In, ast.NotIn)) and isinstance(right, Box) and right.open is None:
        if right.kind == "mapping":
            found = isinstance(left, Known) and left.value in right.store
        elif all(isinstance(item, (Known, Absent)) for item in right.items):
            found = any(same(left, item) for item in right.items)
        else:
            return None
        if isinstance(left, (Known, Absent)):
            return found is isinstance(sign, ast.In)
    if isinstance(sign, (ast.Is, ast.IsNot)) and isinstance(right, Absent):
        return isinstance(sign, ast.IsNot) if isinstance(left, OBJECTS) else None
    return None


OBJECTS = (Box, Function, Instance, Class, Deployed, Method)


def _plain(value: Known[Scalar] | Absent) -> Scalar | None:
    return value.value if isinstance(value, Known) else None


def conditional(machine: Machine, node: ast.IfExp) -> Value:
    """What `a if condition else b` gives."""
    condition, outcome = decide(machine, node.test)
    span, default = machine.span(node.test), default_of(condition)
    if outcome is not None and default is None:
        return machine.evaluate(node.body if outcome else node.orelse)
    with machine.within("branch", span):
        ways = machine.evaluate(node.body), machine.evaluate(node.orelse)
    if outcome is None or default is None:
        return either(*ways, span)
    chosen = ways[0 if outcome else 1]
    return at(chosen, chosen.span, default)
