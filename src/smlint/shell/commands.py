"""Follows commands: pipes, assignments, functions and programs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.shell import builtins
from smlint.shell.branches import and_or, compound
from smlint.shell.conditions import PRESUMED, SUCCESS, test
from smlint.shell.expansion import WORD_LIMIT
from smlint.shell.machine import CALL_DEPTH, Ended, Flow, Machine
from smlint.shell.redirects import with_redirects
from smlint.shell.state import Array, Variable, hidden_array
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
            return and_or(machine, command)
        case Group():
            return _group(machine, command)
        case Define():
            machine.state.functions[command.name] = command
            return Ended(SUCCESS)
        case Test():
            words = [_tested(machine, node) for node in command.words]
            return Ended(test(words, _names(command.words), patterns=True))
        case If() | Loop() | For() | Case():
            return compound(machine, command)


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
