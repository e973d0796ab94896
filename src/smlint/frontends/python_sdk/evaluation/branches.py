"""Conditions: every path is followed, and merged where the paths meet."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import partial

from smlint.core.spans import Span
from smlint.core.values import Hop
from smlint.frontends.python_sdk.evaluation.conditions import decide, default_of
from smlint.frontends.python_sdk.evaluation.frames import Exit, Flow, Raised
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Choice, Store, Value
from smlint.frontends.python_sdk.values.trail import Changes, either


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
            changes = without(changes, machine.frame.scope.names)
        states.append(changes)
        flows.append(flow)
    _meet(machine, states, flows, condition, default)
    aside = ASIDE & set(flows)
    if aside and len(set(flows)) > 1 and default is None:
        machine.frame.exits += [Exit(flow, machine.trail.mark(), condition) for flow in aside]
    if Flow.NEXT in flows:
        if aside:
            machine.enter("branch", condition, way=len(bodies))
        return Flow.NEXT
    return ended(flows)


def ended(flows: Sequence[Flow]) -> Flow:
    """How what follows one of several ways has ended, where they ended with `flows`."""
    others = set(flows) - {Flow.RAISE}
    if Flow.NEXT in others:
        return Flow.NEXT
    return Flow.RAISE if not others else others.pop() if len(others) == 1 else Flow.CONTINUE


def one_of(machine: Machine, ways: Sequence[Callable[[], Value]], condition: Span) -> Value:
    """What one of `ways` gives, each followed as a branch; which one, depends on `condition`."""
    mark = machine.trail.mark()
    states: list[Changes] = []
    flows: list[Flow] = []
    given: Value | None = None
    for number, way in enumerate(ways):
        with machine.within("branch", condition, way=number):
            try:
                value = way()
                given = value if given is None else either(given, value, condition)
                flows.append(Flow.NEXT)
            except Raised:
                flows.append(Flow.RAISE)
        states.append(machine.trail.take_back(mark))
    _meet(machine, states, flows, condition, None)
    return machine.unknown("it raises an exception", condition) if given is None else given


def with_each(machine: Machine, value: Value, work: Callable[[Value], None]) -> None:
    """Do `work` with `value`: with each of several things, as a branch, where it is one of them."""

    def way(option: Value) -> Value:
        work(option)
        return option

    if isinstance(value, Choice):
        one_of(machine, [partial(way, option) for option in value.options], value.span)
    else:
        work(value)


ASIDE = frozenset({Flow.RETURN, Flow.BREAK, Flow.CONTINUE})
"""Ends of a branch that make what follows one too, though nothing fails."""

LEAVING = (Flow.RETURN, Flow.RAISE)
"""Ends after which the names of the function no longer matter."""


def without(changes: Changes, names: Store) -> Changes:
    """`changes` but for those of `names`."""
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
