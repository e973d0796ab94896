"""Expressions: from a syntax node to a value, as far as the file determines it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Mapping

from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk.evaluation import (
    comprehensions,
    conditions,
    generators,
    mappings,
    sets,
)
from smlint.frontends.python_sdk.evaluation.assignments import bounds_of, scope_of
from smlint.frontends.python_sdk.evaluation.changes import overridable
from smlint.frontends.python_sdk.evaluation.formatting import TOO_MUCH, text_of, written
from smlint.frontends.python_sdk.evaluation.functions import define
from smlint.frontends.python_sdk.evaluation.iteration import LENGTH_LIMIT, taken
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.operations import binary
from smlint.frontends.python_sdk.evaluation.sequences import entry, slice_of
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.identity import at, resolved
from smlint.frontends.python_sdk.values.leaves import Native
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Form,
    Generator,
    Opaque,
    Perhaps,
    Scope,
    Value,
)
from smlint.frontends.python_sdk.values.plain import NotPlain, key_of
from smlint.frontends.python_sdk.values.trees import known_text, tree_of


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
    return define(machine, node)


def _named(machine: Machine, node: ast.NamedExpr) -> Value:
    value = machine.evaluate(node.value)
    scope = machine.frame.scope
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    scope = scope_of(scope, node.target.id)
    scope.notes.pop(node.target.id, None)
    machine.write(scope.names, node.target.id, value)
    return value


def _inner(machine: Machine, node: ast.Await | ast.Starred) -> Value:
    return machine.evaluate(node.value)


def _constant(machine: Machine, node: ast.Constant) -> Value:
    value, span = node.value, machine.span(node)
    if value is None:
        return Absent(span)
    if isinstance(value, (str, int, float, bool)):
        large = isinstance(value, int) and abs(value) > operators.NUMBER_LIMIT
        return machine.unknown("it is too large", span) if large else Known(value, span)
    if isinstance(value, (bytes, complex)):
        return Native(value, span)
    return machine.unknown("smlint does not follow this kind of value", span)


def _name(machine: Machine, node: ast.Name) -> Value:
    span = machine.span(node)
    found = _visible(machine.frame.scope, node.id)
    if found is not None:
        value, note = found
        if note is None:
            kind = "constant" if node.id.isupper() else "variable"
            note = f"{kind} {node.id}"
        return at(value, span, Hop(note, value.span) if note else None)
    if node.id in BUILTINS:
        return Opaque(
            f"builtins.{node.id}", "it is a builtin", span, Reference("builtins", node.id)
        )
    machine.hazards += 1
    reason = f"`{node.id}` is not defined in this file"
    return Opaque(f"?{node.id}", reason, span, Reference(machine.source.path, node.id))


def _visible(scope: Scope, name: str) -> tuple[Value, str | None] | None:
    """What a name is in `scope`, and how it got its value; None where the file does not set it."""
    one: Scope | None = scope
    if name in scope.top:
        while one is not None and one.parent is not None:
            one = one.parent
    first = True
    while one is not None:
        if name in one.names and (first or one.kind != "class"):
            return resolved(one.names[name]), one.notes.get(name)
        first = first and one.kind == "comprehension"
        one = one.parent
    return None


BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))


def _call(machine: Machine, node: ast.Call) -> Value:
    callee = machine.evaluate(node.func)
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    hidden: Unknown | None = None
    for argument in node.args:
        value = machine.evaluate(argument)
        if isinstance(argument, ast.Starred):
            items = taken(machine, value)
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
    outer, machine.calling = machine.calling, node
    try:
        return machine.call(callee, Arguments(tuple(positional), keywords, hidden), node)
    finally:
        machine.calling = outer


def _hidden(machine: Machine, node: ast.expr) -> Unknown:
    text = ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else "an expression"
    return Unknown(
        f"it may be given by `**{text.lstrip('*')}`, which is not known", machine.span(node)
    )


def _yield_from(machine: Machine, node: ast.YieldFrom) -> Value:
    value, span = machine.evaluate(node.value), machine.span(node)
    use = machine.frame.on_yield
    if use is None:
        machine.enter("resumed", span)
        return machine.unknown("it is given by another generator", span)
    if isinstance(value, Generator):
        generators.follow(machine, value, use)
        return machine.unknown("it is given by another generator", span)
    items = taken(machine, value)
    if items is None:
        with machine.within("branch", span):
            use(machine.unknown("it is given by another generator", span))
    for item in items or ():
        use(item)
    return Absent(span)


def _dict(machine: Machine, node: ast.Dict) -> Value:
    box = machine.box("mapping", machine.span(node), {})
    for key, item in zip(node.keys, node.values, strict=True):
        name = None if key is None else machine.evaluate(key)
        value = machine.evaluate(item)
        if name is None:
            if isinstance(value, Box) and value.kind == "mapping":
                mappings.merge(machine, box, value, machine.span(item))
            else:
                overridable(machine, box, _hidden(machine, item))
            continue
        _put(machine, box, name, value)
    return box


def _put(machine: Machine, box: Box, key: Value, value: Value) -> None:
    """Add an entry to a mapping that is being written down."""
    try:
        machine.write(box.store, key_of(key), value)
    except TypeError:
        machine.raises("TypeError", key.span, "it can be no key", key)
    except NotPlain:
        overridable(
            machine, box, Unknown("it may be given under a key that is not known", key.span)
        )


def _list(machine: Machine, node: ast.List | ast.Tuple | ast.Set) -> Value:
    items: list[Value] = []
    for item in node.elts:
        value = machine.evaluate(item)
        if not isinstance(item, ast.Starred):
            items.append(value)
            continue
        elements = taken(machine, value, ordered=not isinstance(node, ast.Set))
        if elements is None or len(items) + len(elements) > LENGTH_LIMIT:
            hidden = _hidden(machine, item)
            items.append(Perhaps(hidden.reason, hidden.span))
        else:
            items.extend(elements)
    if isinstance(node, ast.Set):
        return sets.new_set(machine, items, machine.span(node))
    form: Form = "tuple" if isinstance(node, ast.Tuple) else "list"
    return machine.box("list", machine.span(node), items, form)


def _subscript(machine: Machine, node: ast.Subscript) -> Value:
    receiver, span = machine.evaluate(node.value), machine.span(node)
    if isinstance(node.slice, ast.Slice):
        return slice_of(machine, receiver, bounds_of(machine, node.slice), span)
    return entry(machine, receiver, machine.evaluate(node.slice), span)


def _fstring(machine: Machine, node: ast.JoinedStr) -> Value:
    pieces: list[Tree] = []
    if len(node.values) > LENGTH_LIMIT:
        return machine.unknown(TOO_MUCH, machine.span(node))
    for part in node.values:
        if not isinstance(part, ast.FormattedValue):
            pieces.append(tree_of(machine.evaluate(part)))
            continue
        value = machine.evaluate(part.value)
        spec = None if part.format_spec is None else known_text(machine.evaluate(part.format_spec))
        if spec is None and part.format_spec is not None:
            pieces.append(machine.unknown("its format is not known", machine.span(part)))
            continue
        conversion = None if part.conversion == -1 else chr(part.conversion)
        pieces.append(written(machine, value, spec or "", conversion, machine.span(part)))
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
    ast.Yield: generators.yield_,
    ast.YieldFrom: _yield_from,
    ast.Await: _inner,
    ast.Starred: _inner,
}
