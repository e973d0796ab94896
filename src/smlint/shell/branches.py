"""Conditions and loops: every path is followed, and merged where the paths meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import translate

from smlint.core.spans import Span
from smlint.core.values import Hop
from smlint.shell.conditions import PRESUMED, SUCCESS, UNCLEAR, Outcome
from smlint.shell.machine import Ended, Flow, Machine
from smlint.shell.state import State, Variable, merged
from smlint.shell.syntax import AndOr, Block, Case, Command, For, If, Loop, Parameter, Simple
from smlint.shell.text import Text, unknown

UNROLL_LIMIT = 50
"""Rounds of a loop over known words; longer loops are followed once."""


def compound(machine: Machine, command: If | Loop | For | Case) -> Ended:
    """Follow a condition or loop."""
    match command:
        case If():
            return _branches(machine, command.branches, command.otherwise)
        case Loop():
            return _loop(machine, command)
        case For():
            return _for(machine, command)
        case Case():
            return _case(machine, command)


def and_or(machine: Machine, command: AndOr) -> Ended:
    """Follow pipelines joined by `&&` and `||`."""
    ended = machine.run(command.parts[0][1])
    for sign, part in command.parts[1:]:
        if ended.flow is not Flow.NEXT:
            return ended
        outcome = ended.outcome
        goes_on = outcome.value if sign == "&&" else _negation(outcome.value)
        straight = outcome.presumed and sign == "&&"
        if goes_on is False and not outcome.presumed and outcome.default is None:
            continue
        if goes_on and outcome.default is None and (straight or not outcome.presumed):
            ended = machine.run(part)
            continue
        ended = _perhaps(machine, part, outcome, sign)
    return ended


def _perhaps(machine: Machine, part: Command, outcome: Outcome, sign: str) -> Ended:
    """Follow a command that is run or not, depending on the one before it."""
    runs = outcome.value if sign == "&&" else _negation(outcome.value)
    before = machine.state.copy()
    with machine.within("branch", part.span):
        ended = machine.run(part)
    empty = outcome.empty if sign == "&&" else outcome.filled
    if ended.flow is not Flow.NEXT or (outcome.default is not None and runs is False):
        machine.state.become(before)
    elif outcome.default is None or runs is None:
        states = (machine.state, before) if empty else (before, machine.state)
        machine.state.become(merged(states, part.span, empty))
    if outcome.presumed and sign == "||":
        return Ended(PRESUMED)
    return Ended(UNCLEAR)


def _negation(value: bool | None) -> bool | None:
    return None if value is None else not value


def _branches(machine: Machine, branches: Sequence[tuple[Block, Block]], otherwise: Block) -> Ended:
    if not branches:
        return machine.execute(otherwise)
    condition, body = branches[0]
    outcome = machine.execute(condition).outcome
    known_outcome = outcome.value is not None and not outcome.presumed
    if known_outcome and outcome.default is None:
        if outcome.value:
            return machine.execute(body)
        return _branches(machine, branches[1:], otherwise)
    span = condition[-1].span if condition else body[0].span
    before = machine.state.copy()
    with machine.within("branch", span):
        first = machine.execute(body)
    after = machine.state.copy()
    machine.state.become(before.copy())
    with machine.within("branch", body[0].span if body else span):
        second = _branches(machine, branches[1:], otherwise)
    ways = [(first, after), (second, machine.state.copy())]
    if known_outcome and outcome.default is not None:
        chosen = ways[0] if outcome.value else ways[1]
        other = ways[1] if outcome.value else ways[0]
        if chosen[0].flow is Flow.NEXT:
            machine.state.become(_by_default(before, chosen[1], outcome.default))
            return Ended()
        machine.state.become(other[1])
        return Ended()
    return _meet(machine, ways, span, outcome.empty)


def _meet(
    machine: Machine, ways: Sequence[tuple[Ended, State]], span: Span, empty: str = ""
) -> Ended:
    """Go on with what holds after those of `ways` that come to their end."""
    staying = [state for ended, state in ways if ended.flow is Flow.NEXT]
    if not staying:
        machine.state.become(ways[0][1])
        flows = {ended.flow for ended, _ in ways}
        return Ended(UNCLEAR, Flow.EXIT if Flow.EXIT in flows else flows.pop())
    machine.state.become(merged(staying, span, empty))
    return Ended()


def _by_default(before: State, after: State, hop: Hop) -> State:
    """`after`, where what was set since `before` rests on a default."""
    for name, variable in after.variables.items():
        value = variable.value
        if before.variables.get(name) is not variable and isinstance(value, Text):
            rests = Text(tuple(part.seen(part.setting.span, hop) for part in value.fragments))
            after.variables[name] = Variable(rests, variable.span)
    return after


def _loop(machine: Machine, command: Loop) -> Ended:
    """A loop whose rounds are not known is followed once, unless it is surely not entered."""
    outcome = machine.execute(command.condition).outcome if command.condition else UNCLEAR
    wanted = not command.until
    certain = not outcome.presumed and outcome.default is None
    if certain and outcome.value is not None and outcome.value != wanted:
        return Ended(SUCCESS)
    before = machine.state.copy()
    if certain and outcome.value == wanted and not _reads(command):
        ended = machine.execute(command.body)
        machine.state.become(merged((before, machine.state), command.span))
        return Ended(UNCLEAR, ended.flow if ended.flow is Flow.EXIT else Flow.NEXT)
    with machine.within("branch", command.span):
        machine.execute(command.body)
    machine.state.become(merged((before, machine.state), command.span))
    return Ended()


def _reads(command: Loop) -> bool:
    """Whether a loop goes over the lines of its input."""
    first = command.condition[0] if command.condition else None
    return isinstance(first, Simple) and any(word.plain == "read" for word in first.words)


def _for(machine: Machine, command: For) -> Ended:
    if command.words is None:
        words = machine.elements(Parameter("@", command.span, quoted=True))
    else:
        words = machine.words(command.words)
    if any(word.bare for word in words) or len(words) > UNROLL_LIMIT:
        reason = f"`{command.name}` is set in a loop whose rounds are not known"
        hidden = unknown(machine.fresh(reason, command.span))
        before = machine.state.copy()
        machine.state.variables[command.name] = Variable(hidden, command.span)
        with machine.within("branch", command.span):
            machine.execute(command.body)
        machine.state.become(merged((before, machine.state), command.span))
        return Ended()
    ended = Ended(SUCCESS)
    for word in words:
        machine.tick()
        machine.state.variables[command.name] = Variable(word.text, word.span)
        ended = machine.execute(command.body)
        if ended.flow in (Flow.EXIT, Flow.RETURN):
            return ended
    return Ended(ended.outcome)


def _case(machine: Machine, command: Case) -> Ended:
    subject = machine.text(command.word)
    if subject.known is None:
        return _any_case(machine, command)
    via = tuple(hop for part in subject.fragments for hop in part.setting.via)
    default = next((hop for hop in via if hop.kind == "default"), None)
    chosen: Block = ()
    for patterns, body in command.items:
        words = [machine.pattern(pattern) for pattern in patterns]
        if None in words:
            return _any_case(machine, command)
        if any(re.fullmatch(translate(word or ""), subject.known) for word in words):
            chosen = body
            break
    if default is None:
        return machine.execute(chosen)
    before = machine.state.copy()
    for item, body in command.items:
        if body is not chosen:
            with machine.within("branch", item[0].span):
                machine.execute(body)
            machine.state.become(before.copy())
    with machine.within("branch", command.word.span):
        ended = machine.execute(chosen)
    machine.state.become(_by_default(before, machine.state.copy(), default))
    return Ended(UNCLEAR, ended.flow)


def _any_case(machine: Machine, command: Case) -> Ended:
    before = machine.state.copy()
    ways: list[tuple[Ended, State]] = []
    for item, body in command.items:
        with machine.within("branch", item[0].span):
            ways.append((machine.execute(body), machine.state.copy()))
        machine.state.become(before.copy())
    patterns = [pattern.plain for patterns, _ in command.items for pattern in patterns]
    if "*" not in patterns:
        ways.insert(0, (Ended(), before))
    return _meet(machine, ways, command.word.span) if ways else Ended()
