"""Parameters of functions, bound to the arguments of a call."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from smlint.core.spans import Span
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Arguments, Function, Scope, Value

Node = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def parameters_of(node: Node) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """The parameters that have names of their own, each with its default."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    for number, parameter in enumerate(positional):
        yield parameter, arguments.defaults[number - without] if number >= without else None
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)


def default_of(machine: Machine, function: Function, name: str, node: ast.expr) -> Value:
    """The default of a parameter: as it was when the function was defined."""
    if function.defaults is not None and name in function.defaults:
        return function.defaults[name]
    outer, source = machine.frame.scope, machine.source
    machine.frame.scope, machine.source = function.scope, function.source
    try:
        return machine.evaluate(node)
    finally:
        machine.frame.scope, machine.source = outer, source


def bind(
    machine: Machine, function: Function, arguments: Arguments, scope: Scope, span: Span
) -> None:
    """Give the parameters their arguments, in `scope`. Raises `Raised` where they do not fit."""
    node = function.node.args
    given = list(arguments.positional)
    if function.owner is not None:
        given.insert(0, function.owner)
    keywords = dict(arguments.keywords)
    count = len(node.posonlyargs) + len(node.args)
    only_by_position = {parameter.arg for parameter in node.posonlyargs}
    for number, (parameter, default) in enumerate(parameters_of(function.node)):
        name = parameter.arg
        named = None if name in only_by_position else keywords.pop(name, None)
        value: Value | None = given[number] if number < min(len(given), count) else None
        note = f"argument {name}"
        if value is not None and named is not None:
            value = _misfit(machine, function, f"argument {name} is given twice", span)
        for other in (named, arguments.open):
            value = other if value is None else value
        if value is None and default is not None:
            value, note = default_of(machine, function, name, default), f"default of {name}"
        if value is None:
            reason = f"argument {name} of {function.name}() is missing"
            value, note = _misfit(machine, function, reason, span), ""
        scope.names[name], scope.notes[name] = value, note
    _bind_rest(machine, function, Arguments(tuple(given[count:]), keywords, arguments.open), scope)


def _bind_rest(machine: Machine, function: Function, arguments: Arguments, scope: Scope) -> None:
    """Give `*args` and `**kwargs` the arguments that are left."""
    node, span = function.node.args, function.span
    if node.vararg is not None:
        rest = machine.box("list", span, arguments.positional, "tuple")
        if arguments.open is not None:
            rest.rest.append(arguments.open)
        scope.names[node.vararg.arg] = rest
    elif arguments.positional:
        _misfit(machine, function, "there are too many arguments", span)
    if node.kwarg is not None:
        more = machine.box("mapping", span, arguments.keywords)
        if arguments.open is not None:
            more.rest.append(arguments.open)
        scope.names[node.kwarg.arg] = more
    elif arguments.keywords:
        _misfit(machine, function, "there are arguments that it does not take", span)


def _misfit(machine: Machine, function: Function, reason: str, span: Span) -> Value:
    """Arguments that do not fit end the run, unless a decorator may give what is missing."""
    if function.marks:
        return machine.unknown(reason, span)
    return machine.raises("TypeError", span, reason)
