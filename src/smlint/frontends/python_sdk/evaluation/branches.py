"""Conditions, loops and handlers: every path is followed, and merged where the paths meet."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.core.values import Hop
from smlint.frontends.python_sdk.evaluation import imports
from smlint.frontends.python_sdk.evaluation.assignments import assign
from smlint.frontends.python_sdk.evaluation.conditions import decide, default_of, truth
from smlint.frontends.python_sdk.evaluation.machine import Flow, Machine
from smlint.frontends.python_sdk.evaluation.sequences import elements_of
from smlint.frontends.python_sdk.values.objects import Store
from smlint.frontends.python_sdk.values.trail import Changes

UNROLL_LIMIT = 50
"""Rounds of a loop over known things; longer loops are read once."""


def if_(machine: Machine, node: ast.If) -> Flow:
    """Follow an `if`: the way that is taken, or both where that is not known."""
    test = node.test
    condition, outcome = decide(machine, test)
    if outcome is None:
        return branches(machine, [node.body, node.orelse], machine.span(test))
    default = default_of(condition)
    chosen, other = (node.body, node.orelse) if outcome else (node.orelse, node.body)
    if default is None:
        return machine.execute(chosen)
    return branches(machine, [chosen, other], machine.span(test), default)


def branches(
    machine: Machine,
    bodies: Sequence[Sequence[ast.stmt]],
    condition: Span,
    default: Hop | None = None,
) -> Flow:
    """Follow one of `bodies`; which, depends on `condition`.

    Where a `default` decides the condition, it is the first of `bodies` unless somebody overrides
    the default: its values hold, and say that they rest on it.
    """
    mark = machine.trail.mark()
    states: list[Changes] = []
    flows: list[Flow] = []
    for way, body in enumerate(bodies):
        with machine.within("branch", condition, way=way):
            flow = machine.execute(body)
        changes = machine.trail.take_back(mark)
        if flow in LEAVING:
            changes = _without(changes, machine.frame.scope.names)
        states.append(changes)
        flows.append(flow)
    _meet(machine, states, flows, condition, default)
    if Flow.NEXT in flows:
        if ASIDE & set(flows):
            machine.enter("branch", condition, way=len(bodies))
        return Flow.NEXT
    others = set(flows) - {Flow.RAISE}
    return Flow.RAISE if not others else others.pop() if len(others) == 1 else Flow.CONTINUE


ASIDE = frozenset({Flow.RETURN, Flow.BREAK, Flow.CONTINUE})
"""Ends of a branch that make what follows one too, though nothing fails."""

LEAVING = (Flow.RETURN, Flow.RAISE)
"""Ends after which the names of the function no longer matter."""


def _without(changes: Changes, names: Store) -> Changes:
    return {place: write for place, write in changes.items() if write.store is not names}


def _meet(
    machine: Machine,
    states: Sequence[Changes],
    flows: Sequence[Flow],
    condition: Span,
    default: Hop | None,
) -> None:
    """Write what holds where the branches meet again."""
    mark = machine.trail.mark()
    staying = [state for state, flow in zip(states, flows, strict=True) if flow not in LEAVING]
    leaving = [state for state, flow in zip(states, flows, strict=True) if flow in LEAVING]
    for number, state in enumerate(staying):
        if number == 0:
            machine.trail.apply(state)
        else:
            machine.trail.merge(machine.trail.take_back(mark), state, condition, default)
    for state in leaving:
        if state:
            machine.trail.merge(machine.trail.take_back(mark), state, condition)


def _assigned(machine: Machine, body: Sequence[ast.stmt]) -> tuple[str, ...]:
    """The names that `body` sets."""
    names = machine.assigned.get(body[0])
    if names is None:
        nodes = (node for statement in body for node in ast.walk(statement))
        stored = (
            node.id
            for node in nodes
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        )
        names = machine.assigned[body[0]] = tuple(dict.fromkeys(stored))
    return names


def _once(machine: Machine, body: Sequence[ast.stmt], condition: Span) -> Flow:
    """Read the body of a loop whose rounds are not known."""
    mark = machine.trail.mark()
    names = machine.frame.scope.names
    for name in _assigned(machine, body):
        machine.tick()
        if name in names:
            reason = f"`{name}` is set in a loop whose rounds are not known"
            machine.write(names, name, machine.unknown(reason, condition))
    with machine.within("branch", condition):
        flow = machine.execute(body)
    machine.trail.merge(machine.trail.take_back(mark), {}, condition)
    return flow


def for_(machine: Machine, node: ast.For | ast.AsyncFor) -> Flow:
    """Follow a loop: round by round over known things, else once."""
    sequence = machine.evaluate(node.iter)
    items = elements_of(sequence)
    if items is None or len(items) > UNROLL_LIMIT:
        bound = machine.unknown(
            "it changes from round to round of a loop", machine.span(node.target)
        )
        assign(machine, node.target, bound)
        _once(machine, node.body, machine.span(node.iter))
        return machine.execute(node.orelse)
    outer = machine.contexts
    for item in items:
        assign(machine, node.target, item)
        flow = machine.execute(node.body)
        machine.contexts = outer
        if flow is Flow.BREAK:
            return Flow.NEXT
        if flow in (Flow.RETURN, Flow.RAISE):
            return flow
    return machine.execute(node.orelse)


def while_(machine: Machine, node: ast.While) -> Flow:
    """Follow a loop once: its rounds are not known."""
    if truth(machine.evaluate(node.test)) is False:
        return machine.execute(node.orelse)
    _once(machine, node.body, machine.span(node.test))
    return machine.execute(node.orelse)


def try_(machine: Machine, node: ast.Try | ast.TryStar) -> Flow:
    """Follow the body, each handler as one that may be taken, and what is done in any case."""
    outer, since = machine.contexts, machine.turn()
    flow = machine.execute(node.body)
    if flow is Flow.NEXT:
        flow = machine.execute(node.orelse)
    ways = [flow]
    inner, machine.contexts = machine.contexts, outer
    for handler in () if _imports_what_is_there(machine, node) else node.handlers:
        span = machine.span(handler)
        mark = machine.trail.mark()
        with machine.within("branch", span):
            if handler.name:
                caught = machine.unknown("it is an exception", span)
                machine.write(machine.frame.scope.names, handler.name, caught)
            end = machine.execute(handler.body)
        changes = machine.trail.take_back(mark)
        ways.append(end)
        if end is Flow.NEXT and flow is Flow.NEXT:
            machine.trail.merge({}, changes, span)
        elif end is Flow.NEXT:
            machine.trail.apply(changes)
        elif end in LEAVING:
            machine.trail.merge({}, _without(changes, machine.frame.scope.names), span)
    if node.finalbody:
        with machine.within("cleanup", machine.span(node.finalbody[0]), since=since):
            end = machine.execute(node.finalbody)
        if end is not Flow.NEXT:
            return end
    machine.contexts = inner
    return Flow.NEXT if Flow.NEXT in ways else flow


def _imports_what_is_there(machine: Machine, node: ast.Try | ast.TryStar) -> bool:
    """Whether the body only imports modules of the tree: nothing of that fails."""
    return all(imports.is_there(machine, statement) for statement in node.body)
