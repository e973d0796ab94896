"""`try`: which handlers may be taken, and what holds afterwards."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence

from smlint.core.values import Absent, Unknown
from smlint.frontends.python_sdk.evaluation import imports
from smlint.frontends.python_sdk.evaluation.branches import LEAVING, without
from smlint.frontends.python_sdk.evaluation.classes import is_a, mro
from smlint.frontends.python_sdk.evaluation.frames import Flow, Raised
from smlint.frontends.python_sdk.evaluation.functions import HANDLES
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Box, Class, Opaque, Store, Value
from smlint.frontends.python_sdk.values.trail import Changes, either


def try_(machine: Machine, node: ast.Try | ast.TryStar) -> Flow:
    """Follow the body, each handler that may be taken, and what is done in any case."""
    outer, since, hazards = machine.contexts, machine.turn(), machine.hazards
    mark = machine.trail.mark()
    flow = machine.execute(node.body)
    raised = machine.frame.raised if flow is Flow.RAISE else None
    there = all(imports.is_there(machine, statement) for statement in node.body)
    sure = machine.hazards == hazards or there
    before = _before(machine, mark) if not sure else {}
    if flow is Flow.NEXT:
        flow = machine.execute(node.orelse)
    inner, machine.contexts = machine.contexts, outer
    if raised is not None and sure:
        flow = _surely(machine, node.handlers, raised)
    elif not sure or flow is Flow.RAISE:
        flow = _perhaps(machine, node.handlers, flow, before)
    if node.finalbody:
        with machine.within("cleanup", machine.span(node.finalbody[0]), since=since):
            end = machine.execute(node.finalbody)
        if end is not Flow.NEXT:
            return end
    machine.contexts = inner
    return flow


def _before(machine: Machine, mark: int) -> dict[tuple[int, object], tuple[Store, object, Value]]:
    """What was there before the body changed it: a handler may find it, or what it became."""
    found: dict[tuple[int, object], tuple[Store, object, Value]] = {}
    for write in machine.trail.since(mark):
        if write.value is not None:
            found.setdefault((id(write.store), write.key), (write.store, write.key, write.value))
    return found


def _surely(machine: Machine, handlers: Sequence[ast.ExceptHandler], raised: Raised) -> Flow:
    """Follow the handler that catches what the body surely raises."""
    for handler in handlers:
        fits = _catches(machine, handler, raised)
        if fits is None:
            return _perhaps(machine, handlers, Flow.RAISE, {})
        if fits:
            machine.frame.raised = None
            return _handle(machine, handler, raised.value)
    machine.frame.raised = raised
    return Flow.RAISE


def _perhaps(
    machine: Machine,
    handlers: Sequence[ast.ExceptHandler],
    flow: Flow,
    before: dict[tuple[int, object], tuple[Store, object, Value]],
) -> Flow:
    """Follow each handler as one that may be taken."""
    ways = [flow]
    for handler in handlers:
        span = machine.span(handler)
        mark = machine.trail.mark()
        for store, key, old in before.values():
            now = store.get(key)
            handle = isinstance(old, Absent) and isinstance(now, HANDLES)
            if now is not None and not handle:
                machine.write(store, key, either(now, old, span, f"`{key}`"))
        with machine.within("branch", span):
            end = _handle(machine, handler, None)
        changes = machine.trail.take_back(mark)
        ways.append(end)
        if end is Flow.NEXT and flow is Flow.NEXT:
            machine.trail.merge({}, changes, span)
        elif end is Flow.NEXT:
            machine.trail.apply(changes)
        elif end in LEAVING:
            kept = _own(without(changes, machine.frame.scope.names), before)
            machine.trail.merge({}, kept, span)
    if Flow.NEXT in ways:
        return Flow.NEXT
    return flow


def _own(
    changes: Changes, before: dict[tuple[int, object], tuple[Store, object, Value]]
) -> Changes:
    """The changes that a handler made itself."""
    return {place: write for place, write in changes.items() if place not in before}


def _handle(machine: Machine, handler: ast.ExceptHandler, value: Value | None) -> Flow:
    span = machine.span(handler)
    if handler.name:
        caught = Unknown("it is an exception", span, (), (machine.reference(span),))
        names = machine.frame.scope.names
        machine.write(names, handler.name, caught if value is None else value)
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
    outcomes = [_is_kind(raised.kind, kind) for kind in kinds]
    return True if True in outcomes else None if None in outcomes else False


def _is_kind(kind: str | Class | None, caught: Value) -> bool | None:
    if kind is None:
        return None
    if isinstance(caught, Class):
        return isinstance(kind, Class) and is_a(kind, caught)
    if not isinstance(caught, Opaque) or not caught.path.startswith("builtins."):
        return None
    wanted = error_named(caught.path.removeprefix("builtins."))
    if isinstance(kind, str):
        own = error_named(kind)
        return None if own is None or wanted is None else issubclass(own, wanted)
    bases = [base for base in mro(kind) if isinstance(base, Opaque)]
    found = [error_named(base.path.removeprefix("builtins.")) for base in bases]
    if wanted is None or not found or None in found:
        return None
    return any(issubclass(own, wanted) for own in found if own is not None)


def error_named(name: str) -> type[BaseException] | None:
    """The builtin exception of this name."""
    found = getattr(builtins, name, None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None
