"""Parsing of command lines: of those that a script writes itself, and of those nobody knows.

A known list of words is read by `argparse` itself, with the options as the script declares them.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, NoReturn

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Unknown
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library.answers import Request
from smlint.frontends.python_sdk.library.options import Option, Parser, namespace, typed
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.identity import at as seen_at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Function,
    Instance,
    Opaque,
    Value,
)
from smlint.frontends.python_sdk.values.trees import known_text

ACTIONS = frozenset(
    {"store", "store_true", "store_false", "store_const", "append", "append_const", "extend"}
    | {"count"}
)
ADDING = ("append", "append_const", "extend", "count")
"""Actions that add to the default rather than replace it."""

WORD_LIMIT = 200
"""Words of a command line."""


def parsed(request: Request, parser: Parser) -> Value | None:
    """What `parse_args` and its like give; None where `request` is another call."""
    if request.name in ("parse_args", "parse", "parse_intermixed_args"):
        outcome = _outcome(request, parser)
        both = request.callee.path.startswith("optparse.")
        return request.machine.box("list", request.span, outcome) if both else outcome[0]
    if request.name in ("parse_known_args", "parse_known_intermixed_args"):
        return request.machine.box("list", request.span, _outcome(request, parser))
    if request.name == "parse_args_into_dataclasses":
        objects = [value for value in parser.defaults.values() if isinstance(value, Instance)]
        return request.machine.box("list", request.span, objects)
    return None


class _Unread(NamedTuple):
    """The options of a command line that is not known: what declares them, and what they are."""

    parser: Parser
    values: Mapping[str, Value]


def of_command(machine: Machine, function: Function, arguments: Arguments, span: Span) -> Arguments:
    """`arguments` of `function`, with parsed options as they are where its command is given.

    That is the one for which `set_defaults` gives the function.
    """
    return replace(
        arguments,
        positional=tuple(
            _of_command(machine, function, value, span) for value in arguments.positional
        ),
    )


def _of_command(machine: Machine, function: Function, value: Value, span: Span) -> Value:
    unread = machine.kept.get(value.reference) if isinstance(value, Instance) else None
    if not isinstance(unread, _Unread):
        return value
    route = unread.parser.route(function)
    if len(route) < 2 or not isinstance(value, Instance):
        return value
    fields: dict[str, Value] = {}
    for parser in route:
        fields.update(replace(parser, commands={}).values(span))
    changed = {
        str(name): item
        for name, item in value.fields.items()
        if item is not unread.values.get(str(name))
    }
    return namespace(machine, {**fields, **changed}, span)


def _outcome(request: Request, parser: Parser) -> tuple[Value, Value]:
    """The options, and the words that are none."""
    machine, span = request.machine, request.span
    given = request.arguments.get("args", 0)
    words = None if given is None else elements_of(given)
    rest = machine.box("list", span, ())
    found: Mapping[str, Value] | None = None
    if words is not None and len(words) <= WORD_LIMIT:
        found = _Words(machine, words, span).read(parser, rest)
    if found is None:
        rest.rest.append(Unknown("it may be given by whoever runs the script", span))
        found = parser.values(span)
    into = request.arguments.get("namespace", 1)
    if isinstance(into, Instance):
        for name, value in found.items():
            machine.write(into.fields, name, value)
        return into, rest
    made = namespace(machine, found, span)
    if rest.open is not None:
        machine.kept[made.reference] = _Unread(parser, found)
    return made, rest


@dataclass
class _Words:
    """The words of a command line. One that is not known stands as a placeholder for itself."""

    machine: Machine
    words: Sequence[Value]
    span: Span

    def read(self, parser: Parser, rest: Box) -> dict[str, Value] | None:
        """What the options come to; None where they cannot be told, as for a wrong option."""
        try:
            found, others = _made(parser).parse_known_args(
                [
                    text if (text := known_text(word)) is not None else f"\0{number}"
                    for number, word in enumerate(self.words)
                ]
            )
        except (_WrongError, argparse.ArgumentError, TypeError, ValueError):
            return None
        rest.store.update(enumerate(self._value(word) for word in others))
        values = self._defaults(parser)
        options = dict(parser.options)
        chosen, current = vars(found), parser
        while current.command is not None or current.commands:
            name = chosen.get(current.command or COMMAND)
            below = current.commands.get(str(name))
            if below is None:
                break
            values.update(self._defaults(below))
            options.update(below.options)
            current = below
        for name, value in chosen.items():
            if name != COMMAND:
                written = self._converted(options.get(name), value)
                values[name] = self._added(options.get(name), written)
        return values

    def _added(self, option: Option | None, written: Value) -> Value:
        """`written`, with the default to which it is added where the option's action says so."""
        if option is None or known_text(option.declared.get("action")) not in ADDING:
            return written
        default = option.value
        if isinstance(default, (Absent, Opaque)):
            return written
        if isinstance(default, Box) and isinstance(written, Box):
            return self.machine.box("list", self.span, (*default.items, *written.items))
        if isinstance(default, Known) and isinstance(written, Known):
            added = default.value, written.value
            reason = "it is added to a default that is not known"
            return self.machine.python(
                self.span, lambda: operators.binary(ast.Add(), *added), reason, default
            )
        return self.machine.unknown("it is added to a default that is not known", self.span)

    def _defaults(self, parser: Parser) -> dict[str, Value]:
        """The defaults, which nobody can override here."""
        found = dict(parser.defaults)
        for name, option in parser.options.items():
            value = option.value
            if isinstance(value, Known):
                via = tuple(
                    Hop(hop.note, hop.span) if hop.note == f"default of {option.label}" else hop
                    for hop in value.via
                )
                value = Known(value.value, value.span, via)
            found[name] = value
        return found

    def _value(self, word: object) -> Value:
        if isinstance(word, str) and word.startswith("\0"):
            return self.words[int(word[1:])]
        return Known(str(word), self.span)

    def _converted(self, option: Option | None, found: object) -> Value:
        if isinstance(found, list):
            items = [self._converted(option, item) for item in found]
            return self.machine.box("list", self.span, items)
        if isinstance(found, (bool, int)):
            return Known(found, self.span)
        if not isinstance(found, str):
            return found.value if isinstance(found, _Constant) else Unknown("", self.span)
        value = self._value(found)
        if option is None:
            return value
        note = Hop(f"argument {option.label}", value.span)
        return seen_at(typed(self.machine, value, option), self.span, note)


@dataclass
class _Constant:
    value: Value


class _WrongError(Exception):
    pass


class _Quiet(argparse.ArgumentParser):
    """A parser that neither prints nor exits."""

    def error(self, message: str) -> NoReturn:
        raise _WrongError(message)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise _WrongError(message or str(status))


COMMAND = "\0command"


def _made(parser: Parser) -> _Quiet:
    """A parser of `argparse` with the options of `parser`; it gives those that are written."""
    made = _Quiet(add_help=False, argument_default=argparse.SUPPRESS)
    for option in parser.options.values():
        made.add_argument(*option.words, **_keywords(option))
    if parser.commands:
        commands = made.add_subparsers(dest=parser.command or COMMAND, parser_class=_Quiet)
        for name, below in parser.commands.items():
            commands.add_parser(name, add_help=False, parents=[_made(below)])
    return made


def _keywords(option: Option) -> dict[str, Any]:
    """The keywords of `add_argument`, without what only concerns the default or the type."""
    declared = option.declared
    found: dict[str, Any] = {"default": argparse.SUPPRESS}
    action = declared.get("action")
    if isinstance(action, Opaque) and action.path.endswith("BooleanOptionalAction"):
        found["action"] = argparse.BooleanOptionalAction
    elif action is not None:
        name = known_text(action)
        if name not in ACTIONS:
            raise _WrongError("smlint does not follow this action")
        found["action"] = name
    if option.words[0].startswith("-"):
        found["dest"] = option.name
    if "const" in declared:
        found["const"] = _Constant(declared["const"])
    for name in ("nargs", "required"):
        value = declared.get(name)
        if isinstance(value, Known):
            found[name] = value.value
    return found
