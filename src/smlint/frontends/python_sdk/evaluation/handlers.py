"""`try`: which handlers may be taken, and what holds afterwards."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation import imports
from smlint.frontends.python_sdk.evaluation.branches import ASIDE, LEAVING, ended, without
from smlint.frontends.python_sdk.evaluation.exceptions import caught, is_kind
from smlint.frontends.python_sdk.evaluation.frames import Exit, Flow, Raised
from smlint.frontends.python_sdk.evaluation.functions import HANDLES
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Box, Key, Perhaps, Rest, Store, Value
from smlint.frontends.python_sdk.values.trail import Changes, called, either

Before: TypeAlias = "Mapping[tuple[int, Key], tuple[Store, Key, Value | None]]"
"""Entries that the body of a `try` changed, with what was there before."""


def try_(machine: Machine, node: ast.Try | ast.TryStar) -> Flow:
    """Follow the body, each handler that may be taken, and what is done in any case."""
    outer, since, hazards = machine.contexts, machine.turn(), machine.hazards
    mark = machine.trail.mark()
    flow = machine.execute(node.body)
    raised = machine.frame.raised if flow is Flow.RAISE else None
    there = all(imports.is_there(machine, statement) for statement in node.body)
    sure = machine.hazards == hazards or there
    before = _before(machine, mark) if not sure else {}
    done = machine.trail.mark()
    if flow is Flow.NEXT:
        flow = machine.execute(node.orelse)
    inner, machine.contexts = machine.contexts, outer
    if raised is not None and sure:
        flow = _surely(machine, node.handlers, raised)
    elif not sure:
        flow = _perhaps(machine, node.handlers, flow, before, done)
    if node.finalbody:
        with machine.within("cleanup", machine.span(node.finalbody[0]), since=since):
            pending = machine.frame.raised
            end = machine.execute(node.finalbody)
        if end is not Flow.NEXT:
            return end
        machine.frame.raised = pending
    machine.contexts = inner
    return flow


def _before(machine: Machine, mark: int) -> Before:
    """What was there before the body changed it: a handler may find it, or what it became."""
    found: dict[tuple[int, Key], tuple[Store, Key, Value | None]] = {}
    for write in machine.trail.since(mark):
        if write.value is not None or (write.store.optional and not isinstance(write.store, Rest)):
            found.setdefault((id(write.store), write.key), (write.store, write.key, write.value))
    return found


def _surely(machine: Machine, handlers: Sequence[ast.ExceptHandler], raised: Raised) -> Flow:
    """Follow the handler that catches what the body surely raises."""
    for handler in handlers:
        fits = _catches(machine, handler, raised)
        if fits is None:
            return _perhaps(machine, handlers, Flow.RAISE, {}, machine.trail.mark())
        if fits:
            machine.frame.raised = None
            return _handle(machine, handler, raised)
    machine.frame.raised = raised
    return Flow.RAISE


def _perhaps(
    machine: Machine,
    handlers: Sequence[ast.ExceptHandler],
    flow: Flow,
    before: Before,
    done: int,
) -> Flow:
    """Follow each handler as one that may be taken, where the body ends with `flow`.

    What was written since `done` is not done where a handler is taken.
    """
    start = done
    straight = machine.trail.take_back(done)
    states = [straight]
    ways = [flow]
    for handler in handlers:
        span = machine.span(handler)
        for store, key, old in before.values():
            now = store.get(key)
            handle = isinstance(old, Absent) and isinstance(now, HANDLES)
            if now is not None and old is None:
                machine.write(store, key, Perhaps("it is set only if nothing fails", now.span))
            elif now is not None and old is not None and not handle:
                machine.write(store, key, either(now, old, span, f"`{called(store, key)}`"))
        with machine.within("branch", span):
            ways.append(_handle(machine, handler, None))
        states.append(machine.trail.take_back(start))
    _meet(machine, handlers, ways, states, before)
    return ended(ways)


def _meet(
    machine: Machine,
    handlers: Sequence[ast.ExceptHandler],
    ways: Sequence[Flow],
    states: Sequence[Changes],
    before: Before,
) -> None:
    """Write what holds after a body and its handlers, which ended in `ways` with `states`."""
    mark = machine.trail.mark()
    places = [None, *map(machine.span, handlers)]
    first = True
    for way, state, span in zip(ways, states, places, strict=True):
        if way in LEAVING:
            continue
        if first or span is None:
            machine.trail.apply(state)
        else:
            machine.trail.merge(machine.trail.take_back(mark), state, span)
        first = False
    for way, state, span in zip(ways, states, places, strict=True):
        if way in LEAVING and span is not None:
            kept = _own(without(state, machine.frame.scope.names), before)
            if kept:
                machine.trail.merge(machine.trail.take_back(mark), kept, span)
    condition = machine.span(handlers[0]) if handlers else None
    if len(set(ways)) > 1 and condition is not None:
        aside = [way for way in dict.fromkeys(ways) if way in ASIDE]
        machine.frame.exits += [Exit(way, machine.trail.mark(), condition) for way in aside]


def _own(changes: Changes, before: Before) -> Changes:
    """The changes that a handler made itself."""
    return {place: write for place, write in changes.items() if place not in before}


def _handle(machine: Machine, handler: ast.ExceptHandler, raised: Raised | None) -> Flow:
    value = caught(machine, raised, machine.span(handler))
    if handler.name:
        machine.write(machine.frame.scope.names, handler.name, value)
    machine.frame.handling.append(value)
    try:
        return machine.execute(handler.body)
    finally:
        machine.frame.handling.pop()


def _catches(machine: Machine, handler: ast.ExceptHandler, raised: Raised) -> bool | None:
    """Whether a handler catches what is raised; None where that is not known."""
    if handler.type is None:
        return True
    value = machine.evaluate(handler.type)
    kinds = value.items if isinstance(value, Box) else (value,)
    outcomes = [is_kind(raised.kind, kind) for kind in kinds]
    return True if True in outcomes else None if None in outcomes else False
