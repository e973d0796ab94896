"""Operators over values of the script, of which some may not be known."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Known, Unknown
from smlint.frontends.python_sdk.evaluation import sets
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.equality import reason_of
from smlint.frontends.python_sdk.evaluation.formatting import percent_text, text_of
from smlint.frontends.python_sdk.evaluation.iteration import LENGTH_LIMIT
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values import operators, paths
from smlint.frontends.python_sdk.values.objects import Box, Opaque, Value
from smlint.frontends.python_sdk.values.plain import plain
from smlint.frontends.python_sdk.values.trees import softened, tree_of

METHODS: Mapping[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.Mod: "mod",
    ast.FloorDiv: "floordiv", ast.Pow: "pow", ast.BitOr: "or", ast.BitAnd: "and",
    ast.BitXor: "xor", ast.MatMult: "matmul", ast.LShift: "lshift", ast.RShift: "rshift",
}  # fmt: skip

UNDETERMINED = "the outcome of this operation is not determined"


def binary(machine: Machine, sign: ast.operator, left: Value, right: Value, node: ast.AST) -> Value:
    """`left sign right`, written at `node`."""
    span = machine.span(node)
    own = _own(machine, sign, left, right, span)
    if own is not None:
        return own
    left, right = softened(left), softened(right)
    if isinstance(sign, ast.Mod) and isinstance(left, Known) and isinstance(left.value, str):
        return percent_text(machine, left, right, span)
    if isinstance(sign, ast.Div) and (paths.may_be_path(left) or paths.may_be_path(right)):
        return paths.join(tree_of(left), tree_of(right), span)
    boxes = _boxes(machine, sign, left, right, span)
    if boxes is not None:
        return boxes
    if isinstance(sign, ast.Add) and (
        (_is_text(left) and _is_open(right)) or (_is_text(right) and _is_open(left))
    ):
        return text_of((tree_of(left), tree_of(right)), span)
    combined = _sets(machine, sign, left, right, span)
    if combined is not None:
        return combined
    machine.inquiry.passes(span, (left, right))
    reason = UNDETERMINED if not (_is_open(left) or _is_open(right)) else reason_of(left, right)
    return machine.python(
        span, lambda: operators.binary(sign, plain(left), plain(right)), reason, left, right
    )


def _own(
    machine: Machine, sign: ast.operator, left: Value, right: Value, span: Span
) -> Value | None:
    """What the classes of the file make of an operator."""
    name = METHODS.get(type(sign), "")
    made = special(machine, left, f"__{name}__", (right,), span)
    if made is None:
        made = special(machine, right, f"__r{name}__", (left,), span)
    return made


def _boxes(
    machine: Machine, sign: ast.operator, left: Value, right: Value, span: Span
) -> Value | None:
    """Lists put together or repeated, and mappings merged, with elements that may be unknown."""
    if isinstance(left, Box) and isinstance(right, Box):
        fits = len(left.store) + len(right.store) <= LENGTH_LIMIT
        lists = left.form == right.form and left.form in ("list", "tuple")
        if isinstance(sign, ast.Add) and lists and fits:
            box = machine.box("list", span, (*left.items, *right.items), left.form)
            box.rest.extend(left.rest)
            box.rest.extend(right.rest)
            return box
        if isinstance(sign, ast.BitOr) and left.kind == right.kind == "mapping":
            merged = machine.box("mapping", span, {**left.store, **right.store})
            merged.rest.extend(left.rest)
            merged.rest.extend(right.rest)
            return merged
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sign, ast.Mult) and isinstance(sequence, Box) and isinstance(times, Known):
            known = isinstance(times.value, int) and sequence.form in ("list", "tuple")
            count = max(times.value, 0) if isinstance(times.value, int) else 0
            if known and sequence.whole and len(sequence.store) * count <= LENGTH_LIMIT:
                return machine.box("list", span, sequence.items * count, sequence.form)
    return None


def _sets(
    machine: Machine, sign: ast.operator, left: Value, right: Value, span: Span
) -> Value | None:
    """What a set operator makes of sets, and of the keys of mappings."""
    how = sets.SIGNS.get(type(sign))
    if how is None or not isinstance(left, Box) or not isinstance(right, Box):
        return None
    forms = ("set", "frozenset", "view")
    if left.form not in forms or right.form not in forms:
        return None
    return sets.combined(machine, how, left, right, span)


def _is_open(value: Value) -> bool:
    return isinstance(value, (Unknown, Opaque)) or type(value).__name__ == "Choice"


def _is_text(value: Value) -> bool:
    if isinstance(value, Unknown):
        return any(isinstance(part, str) for part in value.parts)
    return isinstance(value, Known) and isinstance(value.value, str)
