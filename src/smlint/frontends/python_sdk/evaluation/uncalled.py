"""Functions that nobody in the file calls: read with defaults, pytest fixtures, and unknowns."""

from __future__ import annotations

import ast
from contextlib import suppress

from smlint.core.spans import Span
from smlint.core.values import Absent, Reference, Unknown, default_hop
from smlint.frontends.python_sdk.evaluation import annotated, generators, imports, test_frameworks
from smlint.frontends.python_sdk.evaluation.frames import Raised
from smlint.frontends.python_sdk.evaluation.functions import enclosing, run
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.parameters import default_of, parameters_of
from smlint.frontends.python_sdk.values.identity import at, resolved
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Function,
    Generator,
    Opaque,
    Scope,
    Store,
    Value,
)


def invoke_uncalled(machine: Machine, function: Function) -> None:
    """Read a function that nobody in the file calls: its arguments are whoever calls it's."""
    machine.note_read(function)
    scope = Scope(Store(optional=False), enclosing(function.scope))
    with test_frameworks.run(machine, function), suppress(Raised):
        _bind(machine, function, scope)
        run(machine, function, scope, function.span)


def _bind(machine: Machine, function: Function, scope: Scope) -> None:
    """Give `function` the arguments that it gets without a caller, in `scope`."""
    for parameter, default in parameters_of(function.node):
        name, place = parameter.arg, machine.span(parameter)
        made = _from_fixture(machine, function, name, place)
        value = _without_caller(machine, function, parameter, default) if made is None else made
        scope.names[name], scope.notes[name] = value, ""
        if not (function.owner is not None and name in ("self", "cls")):
            machine.input(name, value)
    bind_rest(machine, function, scope)


def _without_caller(
    machine: Machine, function: Function, parameter: ast.arg, default: ast.expr | None
) -> Value:
    name = parameter.arg
    if function.owner is not None and name in ("self", "cls"):
        return function.owner
    if default is not None:
        value = default_of(machine, function, name, default)
        return at(value, value.span, default_hop(f"default of {name}", value.span))
    reason = f"argument {name} of {function.name}() is given by the caller"
    place = machine.span(parameter)
    made = annotated.made_as(function.scope, parameter.annotation)
    return Opaque(made or f"?{name}", reason, place, Reference(str(place)))


def _from_fixture(machine: Machine, function: Function, name: str, place: Span) -> Value | None:
    """What the pytest fixture called `name` makes; None where there is none.

    What one in a `conftest.py` deploys is that file's own.
    """
    named = function.scope.names.get(name)
    if named is None:
        with machine.within("stand_in", place):
            return _made_by(machine, imports.from_conftest(machine, name, place), place)
    return _made_by(machine, resolved(named), place)


def _made_by(machine: Machine, fixture: Value | None, place: Span) -> Value | None:
    if not isinstance(fixture, Function) or not test_frameworks.is_fixture(fixture):
        return None
    try:
        made = machine.invoke(fixture, Arguments(), place)
        if isinstance(made, Generator):
            made = _yielded(machine, made)
    except Raised:
        return None
    return None if isinstance(made, Absent) else made


def _yielded(machine: Machine, made: Generator) -> Value:
    """What a fixture yields; what it does afterwards is done whatever becomes of the test."""
    values: list[Value] = []

    def use(value: Value) -> Value:
        values.append(value)
        generators.hand_out(machine, value, made.span)
        return Absent(made.span)

    generators.follow(machine, made, use, after="cleanup")
    return values[0] if values else Absent(made.span)


def bind_rest(machine: Machine, function: Function, scope: Scope) -> None:
    """`*args` and `**kwargs` of a function that nobody calls: whatever the caller gives."""
    node = function.node.args
    reason = f"it may be given by the caller of {function.name}()"
    for parameter, is_list in ((node.vararg, True), (node.kwarg, False)):
        if parameter is not None:
            place = machine.span(parameter)
            rest = machine.box("list", place, (), "tuple") if is_list else machine.box(
                "mapping", place, ()
            )  # fmt: skip
            rest.rest.append(Unknown(reason, place))
            scope.names[parameter.arg] = rest
