"""Expressions: from a syntax node to a value, as far as the file determines it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import TypeAlias

from smlint.core.values import Absent, Hop, Known, Reference, Scalar, Tree, Unknown, joined
from smlint.frontends.python_sdk import operators
from smlint.frontends.python_sdk.formatting import percent_text
from smlint.frontends.python_sdk.machine import Machine
from smlint.frontends.python_sdk.objects import (
    Arguments,
    Box,
    Choice,
    Class,
    Deployed,
    Function,
    Instance,
    Method,
    Opaque,
    Scope,
    Store,
    Value,
    at,
    same,
    tree_of,
)
from smlint.frontends.python_sdk.sequences import elements_of, entry, slice_of
from smlint.frontends.python_sdk.trail import either

Evaluator: TypeAlias = Callable[[Machine, ast.expr], Value]

COMPREHENSION_LIMIT = 200


def evaluate(machine: Machine, node: ast.expr) -> Value:
    """The value of `node` in the current frame."""
    machine.tick()
    match node:
        case ast.Constant():
            return _constant(machine, node)
        case ast.Name():
            return _name(machine, node)
        case ast.Attribute():
            return machine.attribute(machine.evaluate(node.value), node.attr, machine.span(node))
        case ast.Call():
            return _call(machine, node)
        case ast.Dict():
            return _dict(machine, node)
        case ast.List() | ast.Tuple() | ast.Set():
            return _list(machine, node)
        case ast.Subscript():
            return _subscript(machine, node)
        case ast.JoinedStr():
            return _fstring(machine, node)
        case ast.BinOp():
            return _binary(machine, node)
        case ast.BoolOp():
            return _boolean(machine, node)
        case ast.UnaryOp():
            return _unary(machine, node)
        case ast.Compare():
            return _compare(machine, node)
        case ast.IfExp():
            return _conditional(machine, node)
        case ast.Lambda():
            return Function(node, machine.frame.scope, machine.source, machine.span(node))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            return _comprehension(machine, node)
        case ast.NamedExpr():
            value = machine.evaluate(node.value)
            machine.write(machine.frame.scope.names, node.target.id, value)
            return value
        case ast.Await() | ast.Starred():
            return machine.evaluate(node.value)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            machine.evaluate(child)
    return machine.unknown("smlint does not follow this kind of expression", machine.span(node))


def _constant(machine: Machine, node: ast.Constant) -> Value:
    value, span = node.value, machine.span(node)
    if value is None:
        return Absent(span)
    if isinstance(value, (str, int, float, bool)):
        return Known(value, span)
    return machine.unknown("it is binary data", span)


def _name(machine: Machine, node: ast.Name) -> Value:
    span = machine.span(node)
    scope: Scope | None = machine.frame.scope
    while scope is not None:
        if node.id in scope.names:
            value = scope.names[node.id]
            note = scope.notes.get(node.id)
            if note is None:
                kind = "constant" if node.id.isupper() else "variable"
                note = f"{kind} {node.id}"
            return at(value, span, Hop(note, value.span) if note else None)
        scope = scope.parent
    if node.id in BUILTINS:
        return Opaque(
            f"builtins.{node.id}", "it is a builtin", span, Reference("builtins", node.id)
        )
    reason = f"`{node.id}` is not defined in this file"
    return Opaque(f"?{node.id}", reason, span, Reference(machine.path, node.id))


BUILTINS = frozenset(
    {"str", "int", "float", "bool", "len", "dict", "list", "tuple", "set", "range", "zip", "sorted"}
    | {"enumerate", "min", "max", "sum", "abs", "round", "getattr", "reversed", "print", "open"}
    | {"exit", "quit", "isinstance", "hasattr", "super", "format"}
)


def _call(machine: Machine, node: ast.Call) -> Value:
    callee = machine.evaluate(node.func)
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    hidden: Unknown | None = None
    for argument in node.args:
        value = machine.evaluate(argument)
        if isinstance(argument, ast.Starred):
            items = elements_of(value)
            if items is None:
                hidden = _hidden(machine, argument)
            else:
                positional.extend(items)
        else:
            positional.append(value)
    for keyword in node.keywords:
        value = machine.evaluate(keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, Box) and value.kind == "mapping":
            keywords.update({str(key): item for key, item in value.store.items()})
            hidden = hidden if value.open is None else value.open
        elif not isinstance(value, Absent):
            hidden = _hidden(machine, keyword.value)
    return machine.call(callee, Arguments(tuple(positional), keywords, hidden), node)


def _hidden(machine: Machine, node: ast.expr) -> Unknown:
    text = ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else "an expression"
    return Unknown(
        f"it may be given by `**{text.lstrip('*')}`, which is not known", machine.span(node)
    )


def _dict(machine: Machine, node: ast.Dict) -> Value:
    box = machine.box("mapping", machine.span(node), {})
    for key, item in zip(node.keys, node.values, strict=True):
        value = machine.evaluate(item)
        if key is None:
            if isinstance(value, Box) and value.kind == "mapping":
                box.store.update(value.store)
                box.rest.extend(value.rest)
            else:
                box.rest.append(_hidden(machine, item))
            continue
        name = machine.evaluate(key)
        if isinstance(name, Known):
            box.store[name.value if isinstance(name.value, str) else str(name.value)] = value
        else:
            box.rest.append(Unknown("it may be given under a key that is not known", name.span))
    return box


def _list(machine: Machine, node: ast.List | ast.Tuple | ast.Set) -> Value:
    box = machine.box("list", machine.span(node), ())
    for item in node.elts:
        value = machine.evaluate(item)
        if not isinstance(item, ast.Starred):
            box.store[len(box.store)] = value
            continue
        items = elements_of(value)
        if items is None:
            box.rest.append(_hidden(machine, item))
        for element in items or ():
            box.store[len(box.store)] = element
    return box


def _subscript(machine: Machine, node: ast.Subscript) -> Value:
    receiver, span = machine.evaluate(node.value), machine.span(node)
    if isinstance(node.slice, ast.Slice):
        bounds = [
            None if bound is None else machine.evaluate(bound)
            for bound in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        return slice_of(machine, receiver, bounds, span)
    return entry(machine, receiver, machine.evaluate(node.slice), span)


def _fstring(machine: Machine, node: ast.JoinedStr) -> Value:
    pieces: list[Tree] = []
    for part in node.values:
        if not isinstance(part, ast.FormattedValue):
            pieces.append(tree_of(machine.evaluate(part)))
            continue
        value = tree_of(machine.evaluate(part.value))
        spec = "" if part.format_spec is None else machine.evaluate(part.format_spec)
        conversion = None if part.conversion == -1 else chr(part.conversion)
        pieces.append(_field(machine, value, spec, conversion))
    return joined(tuple(pieces), machine.span(node))


def _field(machine: Machine, value: Tree, spec: Value | str, conversion: str | None) -> Tree:
    if not isinstance(value, Known) or isinstance(value.value, (tuple, dict)):
        return value
    layout = spec if isinstance(spec, str) else spec.value if isinstance(spec, Known) else None
    if isinstance(layout, str) and isinstance(value.value, (str, int, float)):
        text = operators.formatted(value.value, layout, conversion)
        if text is not None:
            return Known(text, value.span, value.via)
    return machine.unknown("its format is not understood", value.span)


def _binary(machine: Machine, node: ast.BinOp) -> Value:
    left, right, span = (
        machine.evaluate(node.left),
        machine.evaluate(node.right),
        machine.span(node),
    )
    return binary(machine, node.op, left, right, node)


def binary(machine: Machine, sign: ast.operator, left: Value, right: Value, node: ast.AST) -> Value:
    """`left sign right`, written at `node`."""
    span = machine.span(node)
    if isinstance(left, Box) and isinstance(right, Box):
        if isinstance(sign, ast.Add) and left.kind == right.kind == "list":
            box = machine.box("list", span, (*left.items, *right.items))
            box.rest.extend((*left.rest, *right.rest))
            return box
        if isinstance(sign, ast.BitOr) and left.kind == right.kind == "mapping":
            merged = {str(k): v for b in (left, right) for k, v in b.store.items()}
            box = machine.box("mapping", span, merged)
            box.rest.extend((*left.rest, *right.rest))
            return box
    if isinstance(sign, ast.Mod) and isinstance(left, Known) and isinstance(left.value, str):
        return percent_text(machine, left, right, span)
    if isinstance(left, Known) and isinstance(right, Known):
        result = operators.arithmetic(sign, left.value, right.value)
        if result is None:
            return machine.unknown("the outcome of this operation is not determined", span)
        return Known(result, span, tuple(dict.fromkeys((*left.via, *right.via))))
    if isinstance(sign, ast.Add) and (_is_text(left) or _is_text(right)):
        return joined((tree_of(left), tree_of(right)), span)
    return machine.unknown(_reason(left, right), span)


def _is_text(value: Value) -> bool:
    if isinstance(value, Unknown):
        return any(isinstance(part, str) for part in value.parts)
    return isinstance(value, Known) and isinstance(value.value, str)


def _reason(*values: Value) -> str:
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


def _boolean(machine: Machine, node: ast.BoolOp) -> Value:
    wanted = isinstance(node.op, ast.Or)
    result: Value | None = None
    for operand in node.values:
        value = machine.evaluate(operand)
        result = value if result is None else either(result, value, machine.span(node))
        outcome = truth(value)
        if outcome is wanted:
            return result
        if outcome is not None:
            result = None if operand is not node.values[-1] and result is value else result
    return result if result is not None else Absent(machine.span(node))


def _unary(machine: Machine, node: ast.UnaryOp) -> Value:
    value, span = machine.evaluate(node.operand), machine.span(node)
    if isinstance(node.op, ast.Not):
        outcome = truth(value)
        return (
            machine.unknown(_reason(value), span) if outcome is None else Known(not outcome, span)
        )
    if isinstance(value, Known) and isinstance(value.value, (int, float)):
        sign = -1 if isinstance(node.op, ast.USub) else 1
        return Known(sign * value.value, span, value.via)
    return machine.unknown(_reason(value), span)


def _compare(machine: Machine, node: ast.Compare) -> Value:
    span = machine.span(node)
    values = [machine.evaluate(part) for part in (node.left, *node.comparators)]
    for sign, left, right in zip(node.ops, values, values[1:], strict=False):
        outcome = compared(sign, left, right)
        if outcome is None:
            return machine.unknown(_reason(left, right), span)
        if not outcome:
            return Known(False, span)
    return Known(True, span)


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


def _conditional(machine: Machine, node: ast.IfExp) -> Value:
    condition = machine.evaluate(node.test)
    outcome = truth(condition)
    if outcome is not None:
        return machine.evaluate(node.body if outcome else node.orelse)
    with machine.within("branch", machine.span(node.test)):
        return either(
            machine.evaluate(node.body), machine.evaluate(node.orelse), machine.span(node.test)
        )


def _comprehension(
    machine: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
) -> Value:
    span = machine.span(node)
    items = elements_of(machine.evaluate(node.generators[0].iter))
    simple = len(node.generators) == 1 and not node.generators[0].is_async
    if items is None or not simple or len(items) > COMPREHENSION_LIMIT:
        return machine.unknown("it is computed from something that is not known", span)
    outer = machine.frame.scope
    box = machine.box("mapping" if isinstance(node, ast.DictComp) else "list", span, ())
    try:
        for item in items:
            machine.frame.scope = Scope(Store(optional=False), outer)
            bind_names(machine, node.generators[0].target, item)
            outcomes = [truth(machine.evaluate(test)) for test in node.generators[0].ifs]
            if None in outcomes:
                box.rest.append(Unknown("its condition is not known", span))
            elif all(outcomes):
                _add(machine, node, box)
    finally:
        machine.frame.scope = outer
    return box


def _add(
    machine: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, box: Box
) -> None:
    if not isinstance(node, ast.DictComp):
        box.store[len(box.store)] = machine.evaluate(node.elt)
        return
    key = machine.evaluate(node.key)
    if isinstance(key, Known):
        box.store[str(key.value)] = machine.evaluate(node.value)
    else:
        box.rest.append(Unknown("it may be given under a key that is not known", key.span))


def bind_names(machine: Machine, target: ast.expr, value: Value) -> None:
    """Give the names in `target` their parts of `value`."""
    if isinstance(target, ast.Name):
        machine.write(machine.frame.scope.names, target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        items = elements_of(value)
        fits = items is not None and len(items) == len(target.elts)
        for number, part in enumerate(target.elts):
            if fits and items is not None:
                bind_names(machine, part, items[number])
            else:
                index = Known(number, machine.span(part))
                bind_names(machine, part, entry(machine, value, index, machine.span(part)))
    elif isinstance(target, ast.Starred):
        bind_names(
            machine, target.value, machine.unknown("the rest of a list", machine.span(target))
        )
