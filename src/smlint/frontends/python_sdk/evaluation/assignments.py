"""Assignments: which names, attributes and entries get a value."""

from __future__ import annotations

import ast

from smlint.frontends.python_sdk.evaluation.comprehensions import bind_names
from smlint.frontends.python_sdk.evaluation.expressions import binary
from smlint.frontends.python_sdk.evaluation.imports import names_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import elements_of, set_entry
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Class,
    Construct,
    Instance,
    Module,
    Scope,
    Store,
    Value,
)


def assign(machine: Machine, target: ast.expr, value: Value) -> None:
    """Give `target` the value."""
    match target:
        case ast.Name():
            assign_name(machine, target.id, value)
        case ast.Attribute():
            owner = machine.evaluate(target.value)
            store = _members(machine, owner)
            if isinstance(owner, Construct):
                machine.set_property(owner, target.attr, value)
            elif store is not None:
                machine.write(store, target.attr, value)
        case ast.Subscript():
            owner = machine.evaluate(target.value)
            if not isinstance(target.slice, ast.Slice):
                set_entry(machine, owner, machine.evaluate(target.slice), value)
        case _ if isinstance(target, (ast.Tuple, ast.List)) and all(
            isinstance(part, (ast.Attribute, ast.Subscript)) for part in target.elts
        ):
            items = elements_of(value)
            for number, part in enumerate(target.elts):
                fits = items is not None and len(items) == len(target.elts)
                item = items[number] if items and fits else None
                if item is None:
                    item = machine.unknown("it is part of a value that is not known", value.span)
                assign(machine, part, item)
        case _:
            bind_names(machine, target, value)


def _members(machine: Machine, owner: Value) -> Store | None:
    """Where the attributes of `owner` are; None where they cannot be set."""
    if isinstance(owner, Instance):
        return owner.fields
    if isinstance(owner, Class):
        return owner.scope.names
    if isinstance(owner, Module):
        return names_of(machine, owner)
    return owner.store if isinstance(owner, Box) and owner.dotted else None


def assign_name(machine: Machine, name: str, value: Value) -> None:
    """Give the name its value in the scope that it belongs to."""
    scope = machine.frame.scope
    owner: Scope | None = scope
    if name in scope.outer:
        owner = scope.parent
        while owner is not None and name not in owner.names and owner.parent is not None:
            owner = owner.parent
    chosen = owner or scope
    chosen.notes.pop(name, None)
    machine.write(chosen.names, name, value)


def augmented(machine: Machine, node: ast.AugAssign) -> None:
    """Follow `target += value` and its like."""
    target = node.target
    if isinstance(target, ast.Name):
        current = machine.evaluate(ast.copy_location(ast.Name(target.id, ast.Load()), target))
    else:
        current = machine.evaluate(target)
    assign(machine, target, binary(machine, node.op, current, machine.evaluate(node.value), node))
