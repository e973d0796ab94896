"""Follows commands: lists, pipes, conditions, loops, functions and redirections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import translate

from smlint.core.spans import Span
from smlint.core.values import Hop, Unknown
from smlint.shell import builtins
from smlint.shell.conditions import PRESUMED, SUCCESS, UNCLEAR, Outcome, test
from smlint.shell.expansion import WORD_LIMIT
from smlint.shell.machine import CALL_DEPTH, Ended, Flow, Machine
from smlint.shell.redirects import with_redirects
from smlint.shell.state import Array, State, Variable, hidden_array, merged
from smlint.shell.syntax import (
    AndOr,
    Assignment,
    Block,
    Case,
    Command,
    Define,
    For,
    Group,
    If,
    Loop,
    Parameter,
    Pipeline,
    Simple,
    Test,
    WordNode,
)
from smlint.shell.text import Text, Word, concatenated, known, unknown

_SPECIAL = re.compile(r"[*?\[]")
UNROLL_LIMIT = 50
"""Rounds of a loop over known words; longer loops are followed once."""


def execute(machine: Machine, body: Block) -> Ended:
    """Follow the commands of a block, up to one that leaves it."""
    ended = Ended(SUCCESS)
    for command in body:
        machine.tick()
        ended = _command(machine, command)
        if ended.flow is not Flow.NEXT:
            break
    return ended


def _command(machine: Machine, command: Command) -> Ended:
    match command:
        case Simple():
            return _simple(machine, command)
        case Pipeline():
            return _pipeline(machine, command)
        case AndOr():
            return _and_or(machine, command)
        case Group():
            return _group(machine, command)
        case Define():
            machine.state.functions[command.name] = command
            return Ended(SUCCESS)
        case Test():
            words = [_tested(machine, node) for node in command.words]
            return Ended(test(words, _names(command.words), patterns=True))
        case If() | Loop() | For() | Case():
            return _compound(machine, command)


def _compound(machine: Machine, command: If | Loop | For | Case) -> Ended:
    match command:
        case If():
            return _branches(machine, command.branches, command.otherwise)
        case Loop():
            return _loop(machine, command)
        case For():
            return _for(machine, command)
        case Case():
            return _case(machine, command)


def _tested(machine: Machine, node: WordNode) -> Word:
    """A word between `[[` and `]]`: a pattern, in which what is quoted stands for itself."""
    text = machine.text(node)
    quoted = any(part.quoted for part in node.parts)
    pattern = machine.pattern(node) if quoted and _SPECIAL.search(text.masked) else None
    return Word(text if pattern is None else known(pattern, node.span), node.span)


def _names(nodes: Sequence[WordNode]) -> list[str]:
    """The parameters that words are, where they are nothing else."""
    return [
        node.parts[0].name if len(node.parts) == 1 and isinstance(node.parts[0], Parameter) else ""
        for node in nodes
    ]


def _pipeline(machine: Machine, command: Pipeline) -> Ended:
    if len(command.commands) == 1:
        ended = machine.run(command.commands[0])
        return Ended(ended.outcome.negated(), ended.flow)
    outer = machine.stdin
    ended = Ended()
    for number, part in enumerate(command.commands):
        if number == len(command.commands) - 1:
            ended = machine.run(part)
        else:
            with machine.capturing() as found:
                machine.run(part)
            machine.stdin = concatenated(found, command.span)
    machine.stdin = outer
    outcome = ended.outcome.negated() if command.negated else ended.outcome
    return Ended(outcome, Flow.NEXT)


def _and_or(machine: Machine, command: AndOr) -> Ended:
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


def _negation(value: bool | None) -> bool | None:
    return None if value is None else not value


def _perhaps(machine: Machine, part: Command, outcome: Outcome, sign: str) -> Ended:
    """Follow a command that is run or not, depending on the one before it."""
    runs = outcome.value if sign == "&&" else _negation(outcome.value)
    before = machine.state.copy()
    with machine.within("branch", _span(part)):
        ended = machine.run(part)
    empty = outcome.empty if sign == "&&" else outcome.filled
    if ended.flow is not Flow.NEXT or (outcome.default is not None and runs is False):
        machine.state.become(before)
    elif outcome.default is None or runs is None:
        states = (machine.state, before) if empty else (before, machine.state)
        machine.state.become(merged(states, _span(part), empty))
    if outcome.presumed and sign == "||":
        return Ended(PRESUMED)
    return Ended(UNCLEAR)


def _span(command: Command) -> Span:
    return command.span


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


def _group(machine: Machine, command: Group) -> Ended:
    if command.subshell:
        with machine.subshell():
            ended = with_redirects(
                machine, command.redirects, lambda: machine.execute(command.body)
            )
            return Ended(ended.outcome)
    return with_redirects(machine, command.redirects, lambda: machine.execute(command.body))


def assign(machine: Machine, assignment: Assignment) -> None:
    """Do an assignment."""
    value = _assigned(machine, assignment)
    machine.state.variables[assignment.name] = Variable(value, assignment.span)


def _assigned(machine: Machine, assignment: Assignment) -> Text | Array:
    name, span = assignment.name, assignment.span
    if isinstance(assignment.value, tuple):
        items = tuple(machine.words(assignment.value))
        before = machine.state.variables.get(name)
        if assignment.append and before is not None and isinstance(before.value, Array):
            items = (*before.value.items, *items)
        if len(items) > WORD_LIMIT:
            return hidden_array(Unknown("it is too long to be followed", span))
        return Array(items, span)
    text = machine.text(assignment.value)
    if assignment.index is not None:
        return hidden_array(machine.fresh("an element of it is set by its number", span))
    if assignment.append:
        text = _appended(machine, machine.state.variables.get(name), text, assignment)
    return text if text.fragments else known("", span)


def _appended(
    machine: Machine, before: Variable | None, text: Text, assignment: Assignment
) -> Text:
    if before is None or isinstance(before.value, Array):
        return unknown(machine.fresh("what it is added to is not known", assignment.span))
    return concatenated((before.value, text), assignment.span)


def _simple(machine: Machine, command: Simple) -> Ended:
    words = machine.words(command.words)
    if not words:
        for assignment in command.assignments:
            assign(machine, assignment)
        if command.redirects and not command.assignments:
            return with_redirects(machine, command.redirects, lambda: Ended(SUCCESS))
        return Ended(SUCCESS)
    name = words[0].known
    if name in ("local", "typeset", "declare", "integer") and machine.locals:
        _keep(machine, [item.name for item in command.declared], words)
    for assignment in command.declared:
        assign(machine, assignment)
    if command.declared:
        return Ended(SUCCESS)
    before = dict(machine.state.variables)
    for assignment in command.assignments:
        assign(machine, assignment)
    ended = with_redirects(
        machine,
        command.redirects,
        lambda: program(machine, words, _names(command.words), command.span),
    )
    for assignment in command.assignments:
        if assignment.name in before:
            machine.state.variables[assignment.name] = before[assignment.name]
        else:
            machine.state.variables.pop(assignment.name, None)
    return ended


def _keep(machine: Machine, names: Sequence[str], words: Sequence[Word]) -> None:
    """Keep what local variables were before."""
    given = [word.known for word in words[1:]]
    for name in (*names, *(name for name in given if name and not name.startswith("-"))):
        machine.locals[-1].setdefault(name, machine.state.variables.get(name))


def program(machine: Machine, words: Sequence[Word], names: Sequence[str], span: Span) -> Ended:
    """Follow a command: a function, what the shell does itself, or a program."""
    name = words[0].known
    function = None if name is None else machine.state.functions.get(name)
    if function is not None:
        return call(machine, function, words[1:], span)
    if name is not None:
        ended = builtins.run(machine, name, words, names, span)
        if ended is not None:
            return ended
    written = machine.program(machine, words, span)
    if written is None:
        written = machine.fresh("it is what a program writes when the script runs", span)
    machine.write(unknown(written))
    return Ended(PRESUMED)


def call(machine: Machine, function: Define, arguments: Sequence[Word] | None, span: Span) -> Ended:
    """Follow a function; `arguments` are None where nobody in the script calls it."""
    machine.called.add(function)
    if machine.depth >= CALL_DEPTH:
        machine.write(unknown(machine.fresh("it is nested too deeply to be followed", span)))
        return Ended()
    outer = machine.state.arguments
    machine.state.arguments = None if arguments is None else tuple(arguments)
    machine.depth += 1
    machine.locals.append({})
    try:
        ended = machine.run(function.body)
    finally:
        machine.depth -= 1
        for name, variable in machine.locals.pop().items():
            if variable is None:
                machine.state.variables.pop(name, None)
            else:
                machine.state.variables[name] = variable
        machine.state.arguments = outer
    return ended if ended.flow is Flow.EXIT else Ended(ended.outcome)
