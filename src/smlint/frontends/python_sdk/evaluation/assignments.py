"""Assignments: which names, attributes and entries get a value."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.frontends.python_sdk.evaluation import lists, mappings, sets, stand_ins
from smlint.frontends.python_sdk.evaluation.aliases import reach
from smlint.frontends.python_sdk.evaluation.branches import with_each
from smlint.frontends.python_sdk.evaluation.changes import delete_entry, set_entry, set_slice
from smlint.frontends.python_sdk.evaluation.classes import found_in
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.imports import names_of
from smlint.frontends.python_sdk.evaluation.iteration import elements_of, is_unordered, taken
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.operations import binary
from smlint.frontends.python_sdk.evaluation.sequences import entry
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Choice,
    Class,
    Construct,
    Function,
    Generator,
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
            owner, name = machine.evaluate(target.value), target.attr
            reach(machine, owner, machine.span(target))
            if stand_ins.takes_place(owner, name, value):
                machine.enter("stand_in", machine.span(target))
            with_each(machine, owner, lambda one: set_attribute(machine, one, name, value))
        case ast.Subscript():
            _change_part(machine, target, value)
        case ast.Tuple() | ast.List():
            _unpack(machine, target.elts, value)
        case ast.Starred():
            assign(machine, target.value, value)


def _change_part(machine: Machine, target: ast.Subscript, value: Value | None) -> None:
    """`target = value`, or `del target` where `value` is None."""
    owner, span = machine.evaluate(target.value), machine.span(target)
    reach(machine, owner, span)
    if isinstance(target.slice, ast.Slice):
        bounds = bounds_of(machine, target.slice)
        with_each(machine, owner, lambda one: set_slice(machine, one, bounds, value, span))
        return
    key = machine.evaluate(target.slice)
    if value is None:
        with_each(machine, owner, lambda one: delete_entry(machine, one, key, span))
    else:
        with_each(machine, owner, lambda one: set_entry(machine, one, key, value, span))


def bounds_of(machine: Machine, node: ast.Slice) -> list[Value | None]:
    """The bounds of a slice."""
    parts = (node.lower, node.upper, node.step)
    return [None if bound is None else machine.evaluate(bound) for bound in parts]


def _unpack(machine: Machine, targets: Sequence[ast.expr], value: Value) -> None:
    """Give each of `targets` its part of `value`."""
    items = taken(machine, value) if isinstance(value, Generator) else elements_of(value)
    if isinstance(value, Box) and value.form == "iterator":
        taken(machine, value)
    star = next((n for n, one in enumerate(targets) if isinstance(one, ast.Starred)), None)
    if items is None:
        _unpack_unknown(machine, targets, value, star)
        return
    after = 0 if star is None else len(targets) - star - 1
    fits = len(items) == len(targets) if star is None else len(items) >= len(targets) - 1
    if not fits:
        machine.raises("ValueError", value.span, "it has another number of elements", value)
        _unpack_unknown(machine, targets, value, star)
        return
    for number, target in enumerate(targets):
        if star is None or number < star:
            assign(machine, target, items[number])
        elif number == star:
            rest = items[star : len(items) - after]
            assign(machine, target, machine.box("list", machine.span(target), rest))
        else:
            assign(machine, target, items[number - len(targets)])


def _unpack_unknown(
    machine: Machine, targets: Sequence[ast.expr], value: Value, star: int | None
) -> None:
    for number, target in enumerate(targets):
        span = machine.span(target)
        part: Value = machine.unknown("it is part of a value that is not known", span)
        if isinstance(target, ast.Starred):
            part = machine.unknown("the rest of a list", span)
        elif star is None and not is_unordered(value) and not isinstance(value, Known):
            part = entry(machine, value, Known(number, span), span)
        assign(machine, target, part)


def set_attribute(machine: Machine, owner: Value, name: str, value: Value) -> None:
    """`owner.name = value`."""
    with_each(machine, owner, lambda one: _set_attribute(machine, one, name, value))


def _set_attribute(machine: Machine, owner: Value, name: str, value: Value) -> None:
    if isinstance(owner, Construct):
        machine.set_property(owner, name, value)
    elif isinstance(owner, Class):
        machine.write(owner.scope.names, name, value)
    elif isinstance(owner, Module):
        machine.write(names_of(machine, owner), name, value)
    elif isinstance(owner, Box) and owner.dotted:
        machine.write(owner.store, name, value)
    elif isinstance(owner, Instance):
        setter = found_in(owner.made_from, f"{name}.setter")
        if setter is not None and isinstance(setter[1], Function):
            special(machine, owner, f"{name}.setter", (value,), value.span)
        else:
            machine.write(owner.fields, name, value)


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
    owner = scope_of(machine.frame.scope, name)
    owner.notes.pop(name, None)
    machine.write(owner.names, name, value)


def scope_of(scope: Scope, name: str) -> Scope:
    """The scope to which `name` belongs where it is assigned in `scope`."""
    if name in scope.top:
        while scope.parent is not None:
            scope = scope.parent
        return scope
    if name not in scope.outer:
        return scope
    owner = scope.parent
    while owner is not None and name not in owner.names and owner.parent is not None:
        owner = owner.parent
    return owner or scope


def augmented(machine: Machine, node: ast.AugAssign) -> None:
    """Follow `target += value` and its like: lists, sets and mappings are changed in place."""
    target, span = node.target, machine.span(node)
    if isinstance(target, ast.Name):
        current = machine.evaluate(ast.copy_location(ast.Name(target.id, ast.Load()), target))
    else:
        current = machine.evaluate(target)
    value = machine.evaluate(node.value)
    options = current.options if isinstance(current, Choice) else (current,)
    if all(isinstance(one, Box) and _is_in_place(one, node.op) for one in options):
        with_each(machine, current, lambda one: _in_place(machine, one, node.op, value, node))
        assign(machine, target, current)
        return
    reach(machine, current, span)
    own = special(machine, current, IN_PLACE.get(type(node.op), ""), (value,), span)
    made = binary(machine, node.op, current, value, node) if own is None else own
    assign(machine, target, made)


IN_PLACE = {ast.Add: "__iadd__", ast.Sub: "__isub__", ast.Mult: "__imul__", ast.BitOr: "__ior__"}


def _is_in_place(box: Box, sign: ast.operator) -> bool:
    """Whether the operator changes such a box rather than making another one."""
    if box.form == "list":
        return isinstance(sign, (ast.Add, ast.Mult))
    if box.kind == "mapping":
        return isinstance(sign, ast.BitOr)
    return box.form == "set" and type(sign) in sets.SIGNS


def _in_place(
    machine: Machine, box: Value, sign: ast.operator, value: Value, node: ast.AST
) -> None:
    span = machine.span(node)
    if not isinstance(box, Box):
        return
    if box.kind == "mapping":
        mappings.merge(machine, box, value, span)
    elif isinstance(sign, ast.Add):
        lists.extend(machine, box, value, span)
    elif isinstance(sign, ast.Mult):
        made = binary(machine, sign, box, value, node)
        _become(machine, box, made, "the list is repeated", span)
    else:
        made = sets.combined(machine, sets.SIGNS[type(sign)], box, value, span)
        _become(machine, box, made, "the set is changed by something unknown", span)


def _become(machine: Machine, box: Box, made: Value, reason: str, span: Span) -> None:
    """From here on `box` holds what `made` does; more for `reason` where that is not known."""
    if isinstance(made, Box) and made.whole:
        machine.refill(box, made.items)
    else:
        machine.widen(box, reason, span)


def delete(machine: Machine, target: ast.expr) -> None:
    """`del target`."""
    match target:
        case ast.Name():
            owner = scope_of(machine.frame.scope, target.id)
            if target.id in owner.names:
                machine.write(owner.names, target.id, None)
        case ast.Attribute():
            owner_value = machine.evaluate(target.value)
            if isinstance(owner_value, Instance) and target.attr in owner_value.fields:
                machine.write(owner_value.fields, target.attr, None)
        case ast.Subscript():
            _change_part(machine, target, None)
        case ast.Tuple() | ast.List():
            for part in target.elts:
                delete(machine, part)
