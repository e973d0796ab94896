"""Comprehensions over known values."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TypeAlias

from smlint.core.values import Unknown
from smlint.frontends.python_sdk.evaluation import sets
from smlint.frontends.python_sdk.evaluation.assignments import assign
from smlint.frontends.python_sdk.evaluation.changes import overridable
from smlint.frontends.python_sdk.evaluation.conditions import decide, default_of
from smlint.frontends.python_sdk.evaluation.frames import Raised
from smlint.frontends.python_sdk.evaluation.iteration import is_unordered, taken
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Box, Key, Perhaps, Scope, Store, Value
from smlint.frontends.python_sdk.values.plain import NotPlain, key_of

COMPREHENSION_LIMIT = 2_000
"""Rounds of one comprehension."""

Comprehension: TypeAlias = "ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp"

TURNS = "it changes from round to round"
LEFT_OUT = "a default leaves it out"
UNKNOWN = "it is computed from something that is not known"


class _NotKnown(Exception):
    """What a comprehension goes over is not known, or too long."""


def comprehension(machine: Machine, node: Comprehension) -> Value:
    """The list, set or mapping that a comprehension gives."""
    span, outer = machine.span(node), machine.frame.scope
    box = machine.box("mapping" if isinstance(node, ast.DictComp) else "list", span, ())
    scope = Scope(Store(optional=False), outer, kind="comprehension")
    mark = machine.trail.mark()
    try:
        machine.frame.scope = scope
        _rounds(machine, node, 0, box)
    except _NotKnown as unknown:
        machine.trail.merge(machine.trail.take_back(mark), {}, span)
        machine.loosen(*box.items, *unknown.args)
        return machine.unknown(UNKNOWN, span)
    finally:
        machine.frame.scope = outer
    if isinstance(node, ast.SetComp):
        made = sets.new_set(machine, box.items, span)
        made.rest.extend(box.rest)
        return made
    form = "iterator" if isinstance(node, ast.GeneratorExp) else box.form
    return Box(box.kind, box.span, box.store, box.rest, form=form)


def _rounds(machine: Machine, node: Comprehension, depth: int, box: Box) -> None:
    """Do the rounds of the comprehension's loops from the one at `depth` inwards."""
    if depth == len(node.generators):
        _add(machine, node, box)
        return
    loop = node.generators[depth]
    source = machine.evaluate(loop.iter)
    orderless = isinstance(node, (ast.SetComp, ast.DictComp))
    items = taken(machine, source, ordered=not orderless)
    if isinstance(node, ast.GeneratorExp) and is_unordered(source):
        items = None
    if items is None or loop.is_async or len(items) > COMPREHENSION_LIMIT:
        _unknown_rounds(machine, node, depth, box)
        raise _NotKnown(source)
    for item in items:
        machine.tick()
        assign(machine, loop.target, item)
        if len(box.store) > COMPREHENSION_LIMIT:
            raise _NotKnown
        outcome = _holds(machine, loop.ifs, box)
        if outcome:
            _rounds(machine, node, depth + 1, box)
        elif outcome is None:
            _perhaps(machine, node, depth + 1, box)


def _unknown_rounds(machine: Machine, node: Comprehension, depth: int, box: Box) -> None:
    """Do one round that may be any: what it changes is not known afterwards."""
    loop, mark = node.generators[depth], machine.trail.mark()
    for _ in range(2):
        assign(machine, loop.target, machine.unknown(TURNS, machine.span(loop.target)))
        with suppress(_NotKnown, Raised), machine.within("branch", machine.span(node)):
            _holds(machine, loop.ifs, box)
            _rounds(machine, node, depth + 1, box)
        for write in machine.trail.since(mark):
            if write.store is not machine.frame.scope.names:
                blurred = machine.unknown(UNKNOWN, machine.span(loop.iter))
                machine.write(write.store, write.key, blurred)


def _holds(machine: Machine, tests: list[ast.expr], box: Box) -> bool | None:
    """Whether all `tests` hold. There may be more in `box` where only a default keeps it out."""
    result: bool | None = True
    for test in tests:
        value, outcome = decide(machine, test)
        if outcome is False:
            default = default_of(value)
            if default is not None and not box.rest:
                box.rest.append(Unknown(LEFT_OUT, machine.span(test), (default,)))
            return False
        result = result if outcome else None
    return result


def _perhaps(machine: Machine, node: Comprehension, depth: int, box: Box) -> None:
    """Do the rounds within, of which it is not known whether they are done."""
    before = dict(box.store)
    span = machine.span(node)
    mark = machine.trail.mark()
    _rounds(machine, node, depth, box)
    machine.trail.merge(machine.trail.take_back(mark), {}, span)
    for key, item in list(box.store.items()):
        if before.get(key) is not item:
            box.store[key] = Perhaps("its condition is not known", span)


def _add(machine: Machine, node: Comprehension, box: Box) -> None:
    if not isinstance(node, ast.DictComp):
        box.store[len(box.store)] = machine.evaluate(node.elt)
        return
    name = machine.evaluate(node.key)
    try:
        key: Key = key_of(name)
    except (NotPlain, TypeError):
        machine.evaluate(node.value)
        overridable(
            machine, box, Unknown("it may be given under a key that is not known", name.span)
        )
        return
    box.store[key] = machine.evaluate(node.value)
