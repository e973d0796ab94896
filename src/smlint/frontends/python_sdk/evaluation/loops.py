"""Loops: round by round where the rounds are known, else once for all rounds there may be."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from functools import partial

from smlint.core.spans import Span
from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation.assignments import assign
from smlint.frontends.python_sdk.evaluation.branches import ASIDE
from smlint.frontends.python_sdk.evaluation.conditions import decide, default_of
from smlint.frontends.python_sdk.evaluation.frames import Exit, Flow, Raised
from smlint.frontends.python_sdk.evaluation.generators import STOPPED, follow
from smlint.frontends.python_sdk.evaluation.iteration import is_unordered, taken
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.memory import STEP_LIMIT
from smlint.frontends.python_sdk.evaluation.sequences import part_of
from smlint.frontends.python_sdk.values.identity import same
from smlint.frontends.python_sdk.values.objects import Generator, Opaque, Rest, Value
from smlint.frontends.python_sdk.values.trail import Changes, Write
from smlint.lifecycle.contexts import Context, ContextKind

UNROLL_LIMIT = 200
"""Rounds of a loop over known things; longer loops are read once."""

UNROLL_STEPS = STEP_LIMIT // 10
"""Steps of work after which a loop that goes on until a condition is read once."""

LISTING = re.compile(
    r"(\.paginate\(\)|(\.list_endpoints\(\)|\.paginate\(\)\[\*\])\['Endpoints'\])$"
)
"""Ways to AWS's lists of what exists, and their pages."""

TURNS = "it changes from round to round of a loop"


def for_(machine: Machine, node: ast.For | ast.AsyncFor) -> Flow:
    """Follow a loop: round by round over known things, else once."""
    sequence = machine.evaluate(node.iter)
    if isinstance(sequence, Generator) and not sequence.used:
        return _generated(machine, node, sequence)
    items = taken(machine, sequence, ordered=False)
    condition = machine.span(node.iter)
    if items is None or len(items) > UNROLL_LIMIT:
        machine.loosen(sequence)
        listed = isinstance(sequence, Opaque) and LISTING.search(sequence.path) is not None
        begin = partial(_unknown_turn, machine, node, sequence if listed else None)
        kind: ContextKind = "listing" if listed else "branch"
        ends = once(machine, node.body, condition, begin, kind)
        return _otherwise(machine, node, Flow.NEXT, ends)
    mark = machine.trail.mark()
    flow, ends = _rounds(machine, node, list(items))
    if is_unordered(sequence):
        _blur(machine, mark, condition)
    return _otherwise(machine, node, flow, ends)


def _otherwise(
    machine: Machine, node: ast.For | ast.AsyncFor | ast.While, flow: Flow, ends: Span | None
) -> Flow:
    """Follow the `else` of a loop whose last round ended by `flow`.

    `ends` is the condition under which an earlier one may have ended the loop, if there is one.
    """
    if flow is Flow.BREAK:
        return Flow.NEXT
    if flow is not Flow.NEXT:
        return flow
    if ends is None or not node.orelse:
        return machine.execute(node.orelse)
    return perhaps(machine, ends, partial(machine.execute, node.orelse))


def _unknown_turn(machine: Machine, node: ast.For | ast.AsyncFor, listed: Value | None) -> None:
    """Set the names of a loop whose rounds are not known: to any one of what is `listed`, if so."""
    span = machine.span(node.target)
    turn = part_of(listed, "[*]", span) if isinstance(listed, Opaque) else None
    assign(machine, node.target, machine.unknown(TURNS, span) if turn is None else turn)


def _rounds(
    machine: Machine, node: ast.For | ast.AsyncFor, items: list[Value]
) -> tuple[Flow, Span | None]:
    """One round for each of `items`; those after one that may end the loop may not be done.

    How the last one ended, and the condition under which an earlier one may have ended the loop.
    """
    outer = machine.contexts
    for number, item in enumerate(items):
        assign(machine, node.target, item)
        flow, ends = one_round(machine, node.body)
        machine.contexts = outer
        if flow in (Flow.BREAK, Flow.RETURN, Flow.RAISE):
            return flow, None
        if ends is not None:
            rest = partial(_further_rounds, machine, node, items[number + 1 :])
            return perhaps(machine, ends, rest), ends
    return Flow.NEXT, None


def _further_rounds(machine: Machine, node: ast.For | ast.AsyncFor, items: list[Value]) -> Flow:
    """As `_rounds`, in a loop that may have ended already."""
    flow, _ = _rounds(machine, node, items)
    return Flow.NEXT if flow is Flow.BREAK else flow


def one_round(machine: Machine, body: Sequence[ast.stmt]) -> tuple[Flow, Span | None]:
    """How a round ended, and the condition under which it ended the loop, if there is one."""
    frame, count = machine.frame, len(machine.frame.exits)
    flow = machine.execute(body)
    settled = machine.settle_exits(frame, count, Flow.CONTINUE, Flow.BREAK)
    ends = [one.condition for one in settled if one.flow is Flow.BREAK]
    ends += [one.condition for one in frame.exits[count:]]
    return flow, ends[0] if ends else None


def perhaps(machine: Machine, condition: Span, work: Callable[[], Flow]) -> Flow:
    """Do what is done unless something happened before, under `condition`; go on after it."""
    mark = machine.trail.mark()
    with machine.within("branch", condition):
        flow = work()
    machine.trail.merge(machine.trail.take_back(mark), {}, condition)
    if flow in ASIDE:
        machine.frame.exits.append(Exit(flow, machine.trail.mark(), condition))
    return Flow.NEXT


def _blur(machine: Machine, mark: int, span: Span) -> None:
    """What was written since `mark` depends on the order of a set, but for what was new."""
    changes = machine.trail.take_back(mark)
    blurred = _unknown(machine, changes, span)
    machine.trail.apply({**changes, **blurred})


def _unknown(machine: Machine, changes: Changes, span: Span) -> Changes:
    """For each change of something that was there before and is otherwise now: unknown."""
    reason = "it is set in a loop whose rounds are not known"
    blurred: Changes = {}
    for place, write in changes.items():
        before = write.store.get(write.key)
        if isinstance(write.store, Rest) or (before is None and not write.store.optional):
            continue
        if before is None or write.value is None or not same(before, write.value):
            blurred[place] = Write(
                write.store, write.key, machine.unknown(f"`{write.key}`: {reason}", span)
            )
    return blurred


def once(
    machine: Machine,
    body: Sequence[ast.stmt],
    condition: Span,
    begin: Callable[[], None] = lambda: None,
    kind: ContextKind = "branch",
) -> Span | None:
    """Read the body of a loop whose rounds are not known, with what any round may find.

    What the rounds change is unknown while the body is read. It is read again where it turns out
    to change more than the names that it sets. Gives the condition under which a round ends the
    loop, if one may.
    """
    mark, names = machine.trail.mark(), machine.frame.scope.names
    for name in _assigned(machine, body):
        machine.tick()
        if name in names:
            reason = f"`{name}` is set in a loop whose rounds are not known"
            machine.loosen(names[name])
            machine.write(names, name, machine.unknown(reason, condition))
    blurred = set(map(_place, machine.trail.since(mark)))
    for attempt in range(2):
        noted = len(machine.resources), len(machine.calls)
        start = machine.trail.mark()
        loose = len(machine.loose)
        ends = _read(machine, body, Context(kind, condition), begin)
        machine.loosen(*(names[name] for name in _assigned(machine, body) if name in names))
        written = machine.trail.since(start)
        found = [one for one in written if _place(one) not in blurred and _is_change(one)]
        if attempt or not (found or loose != len(machine.loose)):
            break
        machine.trail.take_back(start)
        del machine.resources[noted[0] :], machine.calls[noted[1] :]
        for write in found:
            machine.write(write.store, write.key, machine.unknown(TURNS, condition))
    machine.trail.merge(machine.trail.take_back(mark), {}, condition)
    return ends


def _place(write: Write) -> tuple[int, object]:
    return id(write.store), write.key


def _is_change(write: Write) -> bool:
    """Whether what was there before is another now."""
    before, after = write.value, write.store.get(write.key)
    return before is not None and (after is None or not same(before, after))


def _read(
    machine: Machine, body: Sequence[ast.stmt], context: Context, begin: Callable[[], None]
) -> Span | None:
    """As `once`, one time."""
    count = len(machine.frame.exits)
    with machine.within(context.kind, context.span):
        begin()
        flow = machine.execute(body)
    settled = machine.settle_exits(machine.frame, count, Flow.CONTINUE, Flow.BREAK)
    if flow is Flow.BREAK:
        return context.span
    return next((one.condition for one in settled if one.flow is Flow.BREAK), None)


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


def while_(machine: Machine, node: ast.While) -> Flow:
    """Follow a loop round by round as long as its condition is known; then once.

    One of which no round changes anything goes on for ever: all its rounds are alike.
    """
    span, outer, before = machine.span(node.test), machine.contexts, machine.steps
    for _ in range(UNROLL_LIMIT):
        condition, outcome = decide(machine, node.test)
        if outcome is False:
            return machine.execute(node.orelse)
        if outcome is None or default_of(condition) is not None:
            break
        mark = machine.trail.mark()
        flow, ends = one_round(machine, node.body)
        machine.contexts = outer
        if flow in (Flow.BREAK, Flow.RETURN, Flow.RAISE):
            return _otherwise(machine, node, flow, None)
        if ends is not None:
            once(machine, node.body, ends)
            return _otherwise(machine, node, Flow.NEXT, ends)
        if _is_like_the_next(machine, mark) or machine.steps - before > UNROLL_STEPS:
            break
    ends = once(machine, node.body, span)
    return _otherwise(machine, node, Flow.NEXT, ends)


def _is_like_the_next(machine: Machine, mark: int) -> bool:
    """Whether the round since `mark` left nothing otherwise than it found it.

    A name that is new, of the function or of one that it calls, is set before it is read.
    """
    found = {_place(write): write for write in reversed(machine.trail.since(mark))}
    return not any(
        write.store.optional if write.value is None else _is_change(write)
        for write in found.values()
    )


def _generated(machine: Machine, node: ast.For | ast.AsyncFor, generator: Generator) -> Flow:
    """Follow a loop over what a function of the file yields: a round at each `yield`."""
    machine.write(generator.used, 0, machine.box("list", generator.span, (), "iterator"))
    ended: list[Flow] = []
    conditions: list[Span] = []
    outer = machine.contexts

    def use(value: Value) -> Value:
        machine.tick()
        contexts = machine.contexts
        assign(machine, node.target, value)
        flow, ends = one_round(machine, node.body)
        machine.contexts = contexts
        if ends is not None:
            conditions.append(ends)
            machine.enter("branch", ends)
        if flow is Flow.RAISE:
            raise machine.frame.raised or Raised(None, generator.span)
        if flow in (Flow.BREAK, Flow.RETURN):
            ended.append(flow)
            raise Raised(STOPPED, generator.span)
        return Absent(generator.span)

    try:
        follow(machine, generator, use)
    except Raised as raised:
        if raised.kind != STOPPED:
            machine.frame.raised = raised
            return Flow.RAISE
    finally:
        machine.contexts = outer
    flow = ended[-1] if ended else Flow.NEXT
    return _otherwise(machine, node, flow, conditions[0] if conditions else None)
