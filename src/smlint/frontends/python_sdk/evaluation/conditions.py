"""Conditions: what is true, what is not known, and what is true by a default only."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Scalar
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.equality import compared, reason_of, truth
from smlint.frontends.python_sdk.evaluation.frames import Raised
from smlint.frontends.python_sdk.evaluation.iteration import members_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Value
from smlint.frontends.python_sdk.values.plain import plain
from smlint.frontends.python_sdk.values.trail import either
from smlint.frontends.python_sdk.values.trees import softened


def decide(machine: Machine, test: ast.expr) -> tuple[Value, bool | None]:
    """The value of a condition, and whether it is true.

    None where that is neither known nor assumed: what it hangs on is noted then.
    """
    mark = machine.inquiry.mark()
    value = machine.evaluate(test)
    own = special(machine, value, "__bool__", (), machine.span(test))
    if own is None:
        own = special(machine, value, "__len__", (), machine.span(test))
    outcome = truth(value if own is None else own)
    if outcome is None:
        outcome = machine.inquiry.is_true(value, machine.source, machine.span(test), mark)
        machine.inquiry.hangs(machine.span(test), mark)
    return value, outcome


def boolean(machine: Machine, node: ast.BoolOp) -> Value:
    """What `and` or `or` gives: one of its operands."""
    wanted = isinstance(node.op, ast.Or)
    result: Value | None = None
    defaults: list[Hop] = []
    mark = machine.trail.mark()
    for number, operand in enumerate(node.values, start=1):
        last = number == len(node.values)
        value, outcome = (machine.evaluate(operand), None) if last else decide(machine, operand)
        if result is not None:
            machine.trail.merge(machine.trail.take_back(mark), {}, machine.span(node))
        mark = machine.trail.mark()
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
    own = special(machine, value, UNARY_METHODS[type(node.op)], (), span)
    if own is not None:
        return own
    soft = softened(value)
    return machine.python(
        span, lambda: operators.unary(node.op, plain(soft)), reason_of(value), value
    )


UNARY_METHODS = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}


def compare(machine: Machine, node: ast.Compare) -> Value:
    """Whether a comparison, or a chain of them, holds."""
    span = machine.span(node)
    parts = (node.left, *node.comparators)
    values = [machine.evaluate(node.left)]
    for number, sign in enumerate(node.ops):
        values.append(machine.evaluate(parts[number + 1]))
        left, right = values[-2:]
        own = _own(machine, sign, left, right, span)
        if own is not None and len(node.ops) == 1:
            return own
        outcome = compared(sign, left, right) if own is None else truth(own)
        if outcome is None:
            outcome = _assumed(machine, sign, (left, parts[number]), (right, parts[number + 1]))
        if outcome is None:
            return machine.unknown(reason_of(left, right), span)
        if not outcome:
            return Known(False, span, _via(left, right))
    via = tuple(hop for value in values for hop in _via(value))
    return Known(True, span, via)


METHODS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "__eq__", ast.NotEq: "__ne__", ast.Lt: "__lt__", ast.LtE: "__le__",
    ast.Gt: "__gt__", ast.GtE: "__ge__", ast.In: "__contains__", ast.NotIn: "__contains__",
}  # fmt: skip


def _own(machine: Machine, sign: ast.cmpop, left: Value, right: Value, span: Span) -> Value | None:
    """What the classes of the file make of a comparison."""
    name = METHODS.get(type(sign), "")
    if isinstance(sign, (ast.In, ast.NotIn)):
        left, right = right, left
    made = special(machine, left, name, (right,), span)
    if made is None and isinstance(sign, ast.NotEq):
        equal = special(machine, left, "__eq__", (right,), span)
        return None if equal is None else _negated(machine, equal, span)
    if made is not None and isinstance(sign, ast.NotIn):
        return _negated(machine, made, span)
    return made


def _negated(machine: Machine, value: Value, span: Span) -> Value:
    outcome = truth(value)
    return machine.unknown(reason_of(value), span) if outcome is None else Known(not outcome, span)


def _assumed(
    machine: Machine, sign: ast.cmpop, left: tuple[Value, ast.expr], right: tuple[Value, ast.expr]
) -> bool | None:
    """Whether a comparison of something open with what is known is assumed to hold."""
    if isinstance(sign, (ast.Eq, ast.NotEq)) and isinstance(left[0], (Known, Absent)):
        left, right = right, left
    literals: tuple[Value, ...] = (right[0],)
    if isinstance(sign, (ast.In, ast.NotIn)):
        found = members_of(right[0])
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


def _plain(value: Known[Scalar] | Absent) -> Scalar | None:
    return value.value if isinstance(value, Known) else None


def conditional(machine: Machine, node: ast.IfExp) -> Value:
    """What `a if condition else b` gives."""
    condition, outcome = decide(machine, node.test)
    span, default = machine.span(node.test), default_of(condition)
    if outcome is not None and default is None:
        return machine.evaluate(node.body if outcome else node.orelse)
    mark = machine.trail.mark()
    with machine.within("branch", span):
        one = _either_way(machine, node.body, span)
        changes = machine.trail.take_back(mark)
        other = _either_way(machine, node.orelse, span)
    machine.trail.merge(changes, machine.trail.take_back(mark), span)
    ways = one, other
    if outcome is None or default is None:
        return either(*ways, span)
    chosen = ways[0 if outcome else 1]
    return at(chosen, chosen.span, default)


def _either_way(machine: Machine, node: ast.expr, span: Span) -> Value:
    """What one of two ways gives; unknown where it fails."""
    try:
        return machine.evaluate(node)
    except Raised:
        return machine.unknown("it is not what this way comes to", span)
