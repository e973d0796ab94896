"""Comprehensions over known values, and the binding of several names at once."""

from __future__ import annotations

import ast
from typing import TypeAlias

from smlint.core.values import Known, Unknown
from smlint.frontends.python_sdk.evaluation.conditions import truth
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import elements_of, entry
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Scope,
    Store,
    Value,
)

COMPREHENSION_LIMIT = 200


Comprehension: TypeAlias = "ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp"


def comprehension(machine: Machine, node: Comprehension) -> Value:
    """The list or mapping that a comprehension gives."""
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
