"""Definitions of classes, and the objects that calling them makes."""

from __future__ import annotations

import ast

from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.frontends.python_sdk.evaluation import enums, records
from smlint.frontends.python_sdk.evaluation.classes import (
    bound_to,
    derives,
    found_in,
    is_closed,
)
from smlint.frontends.python_sdk.evaluation.exceptions import is_error_class
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Class,
    Function,
    Instance,
    Scope,
    Store,
    Value,
)


def define_class(machine: Machine, node: ast.ClassDef) -> Class:
    """The class that a definition makes."""
    scope, span = machine.frame.scope, machine.span(node)
    marks = tuple(machine.evaluate(mark) for mark in node.decorator_list)
    written = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
    bases = tuple(machine.evaluate(base) for base in written)
    keywords = {keyword.arg: machine.evaluate(keyword.value) for keyword in node.keywords}
    members = Scope(Store(optional=False), scope, kind="class")
    machine.frame.scope = members
    try:
        machine.execute(node.body)
    finally:
        machine.frame.scope = scope
    made = Class(node, members, bases, machine.source, span, marks)
    enums.settle(machine, made)
    hook = found_in(made, "__init_subclass__", made)
    if hook is not None and isinstance(hook[1], Function):
        given = {name: value for name, value in keywords.items() if name is not None}
        machine.invoke(bound_to(hook[1], made, hook[0]), Arguments((), given), span)
    return made


def instantiate(machine: Machine, made_from: Class, arguments: Arguments, span: Span) -> Value:
    """A new object of a class of the file."""
    if enums.is_enum(made_from):
        value = arguments.get("value", 0)
        if value is None or len(arguments.positional) > 1:
            return machine.unknown("it is an enumeration made by a call", span)
        return enums.by_value(machine, made_from, value, span)
    if records.is_mapping(made_from):
        return records.new_mapping(machine, arguments, span)
    data: Known[str | int | float] | None = None
    first = arguments.get("", 0)
    if derives(made_from, "builtins.str") and isinstance(first, Known):
        data = Known(str(first.value), span, first.via)
    instance = Instance(made_from, Store(optional=False), span, machine.reference(span), data)
    if is_error_class(made_from):
        instance.fields["args"] = machine.box("list", span, arguments.positional, "tuple")
    initializer = found_in(made_from, "__init__")
    if initializer is not None and isinstance(initializer[1], Function):
        machine.invoke(bound_to(initializer[1], instance, initializer[0]), arguments, span)
    elif records.is_record(made_from) or not is_closed(made_from):
        records.make(machine, made_from, instance, arguments, span)
    elif data is None and (arguments.positional or arguments.keywords):
        machine.raises("TypeError", span, "the class takes no arguments")
    return instance


def special(
    machine: Machine, value: Value, name: str, arguments: tuple[Value, ...], span: Span
) -> Value | None:
    """What the method `name` gives that Python itself calls; None where there is none."""
    if not isinstance(value, Instance):
        return None
    found = found_in(value.made_from, name)
    if found is None or not isinstance(found[1], Function):
        return None
    return machine.invoke(bound_to(found[1], value, found[0]), Arguments(arguments), span)
