"""Expressions: from a syntax node to a value, as far as the file determines it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk.evaluation import comprehensions, conditions
from smlint.frontends.python_sdk.evaluation.formatting import format_field, percent_text, text_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import (
    LENGTH_LIMIT,
    elements_of,
    entry,
    slice_of,
)
from smlint.frontends.python_sdk.values import operators, paths
from smlint.frontends.python_sdk.values.objects import (
    HOP_LIMIT,
    Arguments,
    Box,
    Function,
    Opaque,
    Scope,
    Value,
    at,
    known_text,
    resolved,
    tree_of,
)


def evaluate(machine: Machine, node: ast.expr) -> Value:
    """The value of `node` in the current frame."""
    machine.tick()
    evaluator = EVALUATORS.get(type(node))
    if evaluator is not None:
        return evaluator(machine, node)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            machine.evaluate(child)
    return machine.unknown("smlint does not follow this kind of expression", machine.span(node))


def _attribute(machine: Machine, node: ast.Attribute) -> Value:
    return machine.attribute(machine.evaluate(node.value), node.attr, machine.span(node))


def _lambda(machine: Machine, node: ast.Lambda) -> Value:
    return Function(node, machine.frame.scope, machine.source, machine.span(node))


def _named(machine: Machine, node: ast.NamedExpr) -> Value:
    value = machine.evaluate(node.value)
    machine.write(machine.frame.scope.names, node.target.id, value)
    return value


def _inner(machine: Machine, node: ast.Await | ast.Starred) -> Value:
    return machine.evaluate(node.value)


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
            value = resolved(scope.names[node.id])
            note = scope.notes.get(node.id)
            if note is None:
                kind = "constant" if node.id.isupper() else "variable"
                note = f"{kind} {node.id}"
            return at(value, span, Hop(note, value.span) if note else None)
        scope = scope.parent
    if node.id == "__file__":
        return paths.file_at(machine.source.path, span)
    if node.id in BUILTINS:
        return Opaque(
            f"builtins.{node.id}", "it is a builtin", span, Reference("builtins", node.id)
        )
    reason = f"`{node.id}` is not defined in this file"
    return Opaque(f"?{node.id}", reason, span, Reference(machine.source.path, node.id))


BUILTINS = frozenset(
    {"str", "int", "float", "bool", "len", "dict", "list", "tuple", "set", "range", "zip", "sorted"}
    | {"enumerate", "min", "max", "sum", "abs", "round", "getattr", "reversed", "print", "open"}
    | {"exit", "quit", "isinstance", "hasattr", "super", "format", "vars"}
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
            if items is None or len(items) > LENGTH_LIMIT:
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
        if items is None or len(box.store) + len(items) > LENGTH_LIMIT:
            box.rest.append(_hidden(machine, item))
            continue
        for element in items:
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
        spec = None if part.format_spec is None else known_text(machine.evaluate(part.format_spec))
        if spec is None and part.format_spec is not None:
            pieces.append(machine.unknown("its format is not known", machine.span(part)))
            continue
        conversion = None if part.conversion == -1 else chr(part.conversion)
        pieces.append(format_field(machine, value, spec or "", conversion))
    return text_of(tuple(pieces), machine.span(node))


def _binary(machine: Machine, node: ast.BinOp) -> Value:
    links = [node]
    while isinstance(links[-1].left, ast.BinOp):
        links.append(links[-1].left)
    value = machine.evaluate(links[-1].left)
    for link in reversed(links):
        machine.tick()
        value = binary(machine, link.op, value, machine.evaluate(link.right), link)
    return value


def binary(machine: Machine, sign: ast.operator, left: Value, right: Value, node: ast.AST) -> Value:
    """`left sign right`, written at `node`."""
    span = machine.span(node)
    if isinstance(left, Box) and isinstance(right, Box):
        fits = len(left.store) + len(right.store) <= LENGTH_LIMIT
        if isinstance(sign, ast.Add) and fits and left.kind == right.kind == "list":
            box = machine.box("list", span, (*left.items, *right.items))
            box.rest.extend((*left.rest, *right.rest))
            return box
        if isinstance(sign, ast.BitOr) and left.kind == right.kind == "mapping":
            merged = {str(k): v for b in (left, right) for k, v in b.store.items()}
            box = machine.box("mapping", span, merged)
            box.rest.extend((*left.rest, *right.rest))
            return box
    if isinstance(sign, ast.Div) and (_is_path(left) or _is_path(right)):
        return paths.join(tree_of(left), tree_of(right), span)
    if isinstance(sign, ast.Mod) and isinstance(left, Known) and isinstance(left.value, str):
        return percent_text(machine, left, right, span)
    if isinstance(left, Known) and isinstance(right, Known):
        result = operators.arithmetic(sign, left.value, right.value)
        if result is None:
            return machine.unknown("the outcome of this operation is not determined", span)
        via = tuple(dict.fromkeys((*left.via, *right.via)))
        return Known(result, span, via[:HOP_LIMIT])
    if isinstance(sign, ast.Add) and (_is_text(left) or _is_text(right)):
        return text_of((tree_of(left), tree_of(right)), span)
    machine.inquiry.passes(span, (left, right))
    return machine.unknown(conditions.reason_of(left, right), span)


def _is_path(value: Value) -> bool:
    return known_text(value) is not None or (isinstance(value, Unknown) and paths.is_place(value))


def _is_text(value: Value) -> bool:
    if isinstance(value, Unknown):
        return any(isinstance(part, str) for part in value.parts)
    return isinstance(value, Known) and isinstance(value.value, str)


EVALUATORS: Mapping[type[ast.expr], Callable[..., Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Dict: _dict,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Set: _list,
    ast.Subscript: _subscript,
    ast.JoinedStr: _fstring,
    ast.BinOp: _binary,
    ast.BoolOp: conditions.boolean,
    ast.UnaryOp: conditions.unary,
    ast.Compare: conditions.compare,
    ast.IfExp: conditions.conditional,
    ast.Lambda: _lambda,
    ast.ListComp: comprehensions.comprehension,
    ast.SetComp: comprehensions.comprehension,
    ast.GeneratorExp: comprehensions.comprehension,
    ast.DictComp: comprehensions.comprehension,
    ast.NamedExpr: _named,
    ast.Await: _inner,
    ast.Starred: _inner,
}
