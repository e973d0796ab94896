"""Options of command lines that `argparse` and its like declare."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, HopKind, Known, Reference
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import environment
from smlint.frontends.python_sdk.library.answers import Answer, Request, Thing, texts, thing_of
from smlint.frontends.python_sdk.library.given import given, is_text, required
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Function,
    Instance,
    Opaque,
    Scope,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.required import Required
from smlint.frontends.python_sdk.values.trail import either
from smlint.frontends.python_sdk.values.trees import known_text

FLAGS: Mapping[str, bool] = {"store_true": False, "store_false": True}
"""Actions that need no value, with what their option is where it is not given."""

STORING = frozenset({"", "store", "append", "extend"})
"""Actions that take a value as it is given; the first is none."""


class Option(NamedTuple):
    """An option as declared. `words` are its flags, or the name of a positional argument.

    `value` is what it is where the command line does not say. `declared` are the arguments that
    declare it, without the words.
    """

    name: str
    words: tuple[str, ...]
    value: Value
    declared: Mapping[str, Value]
    span: Span

    @property
    def label(self) -> str:
        """What whoever runs the script calls it."""
        long = (word for word in self.words if word.startswith("--"))
        return next(long, self.words[0] if self.words else self.name)


def by_default(value: Value, label: str, kind: HopKind = "default") -> Value:
    """`value` as the default of the option `label`."""
    return at(value, value.span, Hop(f"default of {label}", value.span, kind))


def declared_option(request: Request, defaults: Value | None = None) -> Option | None:
    """The option that a call of `add_argument` declares; None where its name is not known.

    `defaults` is the parser's default for options that have none of their own.
    """
    arguments = request.arguments
    words = tuple(text for text in map(known_text, arguments.positional) if text)
    long = next((text for text in words if text.startswith("--")), words[0] if words else "")
    name = known_text(arguments.keywords.get("dest")) or long.lstrip("-").replace("-", "_")
    if not name:
        return None
    option = Option(name, words, Absent(request.span), arguments.keywords, request.span)
    return option._replace(value=_value(request, option, defaults))


def _value(request: Request, option: Option, defaults: Value | None) -> Value:
    """What an option is where the command line does not say."""
    keywords, label = option.declared, option.label
    default = keywords.get("default", defaults)
    variable = known_text(keywords.get("env_var"))
    if variable is not None:
        default = environment.variable(request.machine, variable, default, request.span)
    action = known_text(keywords.get("action")) or ""
    if default is None and action in FLAGS:
        default = Known(FLAGS[action], request.span)
    positional = not label.startswith("-") and known_text(keywords.get("nargs")) not in ("?", "*")
    needed = request.is_set("required") or positional
    if needed and _takes_one(keywords):
        text = is_text(keywords.get("type"))
        return required(option.name, label, request.span, text=text)
    if default is None or needed:
        return given(option.name, label, request.span)
    return by_default(typed(request.machine, default, option), label)


def _takes_one(declared: Mapping[str, Value]) -> bool:
    """Whether whoever gives an option gives a value for it, which becomes what it is."""
    action, number = declared.get("action"), declared.get("nargs")
    return (action is None or known_text(action) in STORING) and (
        number is None or known_text(number) == "+"
    )


def typed(machine: Machine, value: Value, option: Option) -> Value:
    """`value` as the option's type makes it: text only, as `argparse` does."""
    if known_text(value) is None:
        return value
    return environment.converted(machine, value, option.declared.get("type"))


@dataclass(eq=False)
class Parser(Thing):
    """A parser of command lines, or a command of one."""

    options: dict[str, Option] = field(default_factory=dict)
    defaults: dict[str, Value] = field(default_factory=dict)
    commands: dict[str, Parser] = field(default_factory=dict)
    command: str | None = None
    unset: Value | None = None

    def call(self, request: Request) -> Value | None:
        """What a method of the parser gives."""
        match request.name:
            case "add_argument" | "add_option" | "add" | "add_arg":
                self._declare(request)
                return Absent(request.span)
            case "add_argument_group" | "add_mutually_exclusive_group" | "add_option_group":
                return request.result(self)
            case "add_subparsers":
                self.command = known_text(request.arguments.keywords.get("dest"))
                return request.result(Commands(self))
            case "set_defaults":
                self._set_defaults(request)
                return Absent(request.span)
            case "get_default":
                return self._default(known_text(request.arguments.get("dest", 0)))
            case "add_arguments":
                return self._add_class(request)
        return None

    def _declare(self, request: Request) -> None:
        option = declared_option(request, self.unset)
        if option is None:
            return
        self.options[option.name] = option
        early = self.defaults.get(option.name)
        if early is not None and "default" not in option.declared:
            self.options[option.name] = option._replace(value=early)
        request.machine.input(option.name, self.options[option.name].value)

    def _set_defaults(self, request: Request) -> None:
        for name, value in request.arguments.keywords.items():
            option = self.options.get(name)
            if option is None:
                self.defaults[name] = value
                continue
            default = by_default(typed(request.machine, value, option), option.label)
            self.options[name] = option._replace(value=default)
            request.machine.input(name, default)

    def _default(self, name: str | None) -> Value | None:
        option = self.options.get(name or "")
        return self.defaults.get(name or "") if option is None else option.value

    def _add_class(self, request: Request) -> Value | None:
        """`add_arguments(Settings, dest="settings")` of simple_parsing."""
        made_from = request.arguments.get("dataclass", 0)
        name = known_text(request.arguments.get("dest", 1))
        if isinstance(made_from, Class) and name is not None:
            self.defaults[name] = request.machine.apply(made_from, Arguments(), request.span)
        return Absent(request.span)

    def include(self, parent: Parser) -> None:
        """Declare what `parent` declares."""
        self.options.update(parent.options)
        self.defaults.update(parent.defaults)

    def route(self, function: Function) -> list[Parser]:
        """The parsers from this one to the command that `function` does; none where none is so."""
        if any(
            isinstance(value, Function) and value.node is function.node
            for value in self.defaults.values()
        ):
            return [self]
        for below in self.commands.values():
            route = below.route(function)
            if route:
                return [self, *route]
        return []

    def values(self, span: Span) -> dict[str, Value]:
        """What the options are where nothing is known of the command line, parsed at `span`.

        What a command requires is not required where another one may be meant.
        """
        found = {**self.defaults, **{name: option.value for name, option in self.options.items()}}
        if self.command is not None:
            found[self.command] = given(self.command, f"the command ({self.command})", span)
        below: dict[str, Value] = {}
        for parser in self.commands.values():
            for name, item in parser.values(span).items():
                value = item.optional if isinstance(item, Required) else item
                below[name] = either(below[name], value, span, name) if name in below else value
        return {**found, **below}


class Commands(Thing):
    """The commands of a parser: what `add_subparsers` gives."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser

    def call(self, request: Request) -> Value | None:
        """What a method of the commands gives."""
        name = known_text(request.arguments.get("name", 0))
        if request.name != "add_parser" or name is None:
            return None
        made = new_parser(request)
        self.parser.commands[name] = made
        for other in texts(request.arguments.keywords.get("aliases")):
            self.parser.commands[other] = made
        return request.result(made)


def new_parser(request: Request) -> Parser:
    """The parser that a call makes, with what its parents declare."""
    parser = Parser(unset=request.arguments.keywords.get("argument_default"))
    parents = request.arguments.keywords.get("parents")
    for value in getattr(parents, "items", ()):
        parent = thing_of(request.machine, value)
        if isinstance(parent, Parser):
            parser.include(parent)
    return parser


def namespace(machine: Machine, fields: Mapping[str, Value], span: Span) -> Instance:
    """An object with the attributes `fields`, such as parsed options."""
    scope = Scope(Store(optional=False))
    base = Opaque("argparse.Namespace", "", span, Reference("argparse.Namespace"))
    made_from = Class(NAMESPACE, scope, (base,), machine.source, span)
    store = Store(optional=False)
    store.update(fields)
    return Instance(made_from, store, span, machine.reference(span))


NAMESPACE = ast.ClassDef("Namespace", bases=[], keywords=[], body=[], decorator_list=[])


def _parser(request: Request) -> Value:
    return request.result(new_parser(request))


def _of_classes(request: Request) -> Value:
    """`HfArgumentParser((ModelArguments, DataArguments))`: an object of each, of its defaults."""
    given = request.arguments.get("dataclass_types", 0)
    parser = Parser()
    for made_from in given.items if isinstance(given, Box) else (given,):
        if isinstance(made_from, Class):
            made = request.machine.apply(made_from, Arguments(), request.span)
            parser.defaults[str(len(parser.defaults))] = made
    return request.result(parser)


def _of_class(request: Request) -> Value | None:
    """`simple_parsing.parse(Settings)`: an object of its defaults."""
    made_from = request.arguments.get("config_class", 0)
    if not isinstance(made_from, Class):
        return None
    return request.machine.apply(made_from, Arguments(), request.span)


def _namespace(request: Request) -> Value:
    return namespace(request.machine, request.arguments.keywords, request.span)


PARSERS: Mapping[str, Answer] = {
    "argparse.ArgumentParser": _parser,
    "optparse.OptionParser": _parser,
    "configargparse.ArgParser": _parser,
    "configargparse.ArgumentParser": _parser,
    "configargparse.get_argument_parser": _parser,
    "jsonargparse.ArgumentParser": _parser,
    "simple_parsing.ArgumentParser": _parser,
    "transformers.HfArgumentParser": _of_classes,
    "simple_parsing.parse": _of_class,
    "argparse.Namespace": _namespace,
    "types.SimpleNamespace": _namespace,
}
