"""Functions and classes of the file: bound to their arguments and read in place of the call."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Reference, Unknown
from smlint.frontends.python_sdk.evaluation import stand_ins, tests
from smlint.frontends.python_sdk.evaluation.machine import CALL_DEPTH, Frame, Machine, default_hop
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Deployed,
    Function,
    Instance,
    Opaque,
    Scope,
    Store,
    Value,
    at,
    resolved,
)
from smlint.frontends.python_sdk.values.trail import either


def invoke(machine: Machine, function: Function, arguments: Arguments, span: Span) -> Value:
    """What `function` gives when called at `span` with `arguments`."""
    stack = [frame.function.node for frame in (*machine.frames, machine.frame) if frame.function]
    if len(stack) >= CALL_DEPTH or function.node in stack:
        return machine.unknown(f"{function.name} calls itself or is nested too deeply", span)
    machine.note_read(function)
    scope = Scope(Store(optional=False), function.scope)
    _bind(machine, function, arguments, scope, span)
    return _run(machine, function, scope, span)


def invoke_uncalled(machine: Machine, function: Function) -> None:
    """Read a function that nobody in the file calls: its arguments are whoever calls it's."""
    with tests.run(machine, function):
        _invoke_uncalled(machine, function)


def _invoke_uncalled(machine: Machine, function: Function) -> None:
    machine.note_read(function)
    scope = Scope(Store(optional=False), function.scope)
    for parameter, default in _parameters(function):
        name = parameter.arg
        if function.owner and name in ("self", "cls") and name not in scope.names:
            scope.names[name] = function.owner
        elif default is not None:
            value = _evaluated_default(machine, function, default)
            hop = default_hop(f"default of {name}", value.span)
            scope.names[name] = at(value, value.span, hop)
        else:
            scope.names[name] = _given_by_nobody(machine, function, parameter)
        if name not in ("self", "cls"):
            machine.input(name, scope.names[name])
        scope.notes[name] = ""
    _bind_rest(machine, function, scope)
    _run(machine, function, scope, function.span)


def _given_by_nobody(machine: Machine, function: Function, parameter: ast.arg) -> Value:
    """An argument that a caller from elsewhere gives: what a pytest fixture makes, or unknown."""
    name, place = parameter.arg, machine.span(parameter)
    named = function.scope.names.get(name)
    fixture = None if named is None else resolved(named)
    if isinstance(fixture, Function) and tests.is_fixture(fixture):
        made = invoke(machine, fixture, Arguments(), place)
        if not isinstance(made, Absent):
            return made
    reason = f"argument {name} of {function.name}() is given by the caller"
    return Opaque(f"?{name}", reason, place, Reference(str(place)))


def _bind_rest(machine: Machine, function: Function, scope: Scope) -> None:
    """`*args` and `**kwargs` of a function that nobody calls: whatever the caller gives."""
    node = function.node.args
    reason = f"it may be given by the caller of {function.name}()"
    for parameter, kind in ((node.vararg, "list"), (node.kwarg, "mapping")):
        if parameter is not None:
            place = machine.span(parameter)
            rest = machine.box("list" if kind == "list" else "mapping", place, ())
            rest.rest.append(Unknown(reason, place))
            scope.names[parameter.arg] = rest


def _run(machine: Machine, function: Function, scope: Scope, span: Span) -> Value:
    machine.frames.append(machine.frame)
    source = machine.source
    called = None if span == function.span else span
    machine.frame, machine.source = Frame(scope, function, called=called), function.source
    mark, contexts = machine.inquiry.mark(), machine.contexts
    try:
        stand_ins.decorated(machine, function)
        if isinstance(function.node, ast.Lambda):
            return machine.evaluate(function.node.body)
        machine.execute(function.node.body)
        returns = machine.frame.returns
        machine.inquiry.hangs(function.span, mark)
    finally:
        machine.frame, machine.source = machine.frames.pop(), source
        machine.contexts = contexts
    if not returns:
        return Absent(span)
    result = returns[0]
    for value in returns[1:]:
        result = value if isinstance(result, Absent) and isinstance(value, HANDLES) else (
            result if isinstance(value, Absent) and isinstance(result, HANDLES)
            else either(result, value, function.span, f"the result of {function.name}()")
        )  # fmt: skip
    return result


HANDLES = (Opaque, Box, Instance, Deployed)
"""Results of which a bare `return` on another path says nothing: the caller goes on with them."""


def _parameters(function: Function) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    for number, parameter in enumerate(positional):
        yield parameter, arguments.defaults[number - without] if number >= without else None
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)


def _evaluated_default(machine: Machine, function: Function, node: ast.expr) -> Value:
    outer, source = machine.frame.scope, machine.source
    machine.frame.scope, machine.source = function.scope, function.source
    try:
        return machine.evaluate(node)
    finally:
        machine.frame.scope, machine.source = outer, source


def _bind(
    machine: Machine, function: Function, arguments: Arguments, scope: Scope, span: Span
) -> None:
    node = function.node.args
    given = list(arguments.positional)
    static = any(
        isinstance(mark, ast.Name) and mark.id == "staticmethod"
        for mark in getattr(function.node, "decorator_list", ())
    )
    if function.owner is not None and not static:
        given.insert(0, function.owner)
    keywords = dict(arguments.keywords)
    names = [*node.posonlyargs, *node.args]
    for number, (parameter, default) in enumerate(_parameters(function)):
        name = parameter.arg
        if number < len(given) and number < len(names):
            value, note = given[number], f"argument {name}"
        elif name in keywords:
            value, note = keywords.pop(name), f"argument {name}"
        elif arguments.open is not None:
            value, note = arguments.open, f"argument {name}"
        elif default is not None:
            value, note = _evaluated_default(machine, function, default), f"default of {name}"
        else:
            value, note = (
                machine.unknown(f"argument {name} of {function.name}() is missing", span),
                "",
            )
        scope.names[name], scope.notes[name] = value, note
    if node.vararg is not None:
        scope.names[node.vararg.arg] = machine.box("list", span, given[len(names) :])
    if node.kwarg is not None:
        rest = machine.box("mapping", span, keywords)
        if arguments.open is not None:
            rest.rest.append(arguments.open)
        scope.names[node.kwarg.arg] = rest


def instantiate(machine: Machine, made_from: Class, arguments: Arguments, span: Span) -> Value:
    """A new object of a class of the file."""
    instance = Instance(made_from, Store(optional=False), span, machine.reference(span))
    initializer = member(made_from, "__init__")
    if isinstance(initializer, Function):
        machine.invoke(bound_to(initializer, instance), arguments, span)
    else:
        _set_fields(machine, made_from, instance, arguments)
    return instance


def _set_fields(
    machine: Machine, made_from: Class, instance: Instance, arguments: Arguments
) -> None:
    """The fields of a class without `__init__`: a dataclass, named tuple or the like."""
    annotated = [
        statement.target.id
        for statement in made_from.node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    ]
    for position, name in enumerate(annotated):
        given = arguments.get(name, position)
        default = made_from.scope.names.get(name)
        if given is not None:
            hop = Hop(f"field {name}", given.span)
            machine.write(instance.fields, name, at(given, given.span, hop))
        elif arguments.open is not None:
            machine.write(instance.fields, name, arguments.open)
        elif default is not None:
            hop = default_hop(f"default of {name}", default.span)
            machine.write(instance.fields, name, at(default, default.span, hop))


def member(made_from: Class, name: str, depth: int = 0) -> Value | None:
    """The class member `name`, of the class itself or of a base that the file defines."""
    if name in made_from.scope.names:
        return resolved(made_from.scope.names[name])
    for base in made_from.bases:
        if isinstance(base, Class) and depth < CALL_DEPTH:
            found = member(base, name, depth + 1)
            if found is not None:
                return found
    return None


def bound_to(function: Function, instance: Instance) -> Function:
    """`function` as a method of `instance`."""
    return Function(function.node, function.scope, function.source, function.span, instance)


def instance_attribute(machine: Machine, instance: Instance, name: str, span: Span) -> Value:
    """`instance.name`, asked for at `span`."""
    found = instance.fields.get(name)
    if found is not None:
        return at(found, span, Hop(f"attribute {name}", found.span))
    if name == "__dict__":
        return Box("mapping", span, instance.fields)
    inherited = member(instance.made_from, name)
    if isinstance(inherited, Function):
        method = bound_to(inherited, instance)
        marks = getattr(inherited.node, "decorator_list", ())
        if any("property" in ast.unparse(mark) for mark in marks):
            return machine.invoke(method, Arguments(), span)
        return method
    if inherited is not None:
        return at(inherited, span, Hop(f"attribute {name}", inherited.span))
    reference = Reference(instance.reference.address, f"{instance.reference.attribute}.{name}")
    reason = f"attribute {name} is set elsewhere, if at all"
    bases = [base.path for base in instance.made_from.bases if isinstance(base, Opaque)]
    origin = f"{bases[0]}()" if bases else "?self"
    return Opaque(f"{origin}.{name}", reason, span, reference, receiver=instance)
