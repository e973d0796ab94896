"""`configparser`: sections and options of INI files of the scanned tree.

The standard library's own parser says what a file means; places are found by looking for the
lines on which sections and options begin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from configparser import ConfigParser, Error, RawConfigParser

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Tree, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import environment, files
from smlint.frontends.python_sdk.library.answers import Answer, Request, Thing, thing_of
from smlint.frontends.python_sdk.values.identity import HOP_LIMIT
from smlint.frontends.python_sdk.values.objects import Box, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

_LINE = re.compile(
    r"^\[(?P<section>[^\]\n]+)\]|^(?P<option>[^\s#;\[][^=:\n]*?)\s*[=:]", re.MULTILINE
)
TYPES: Mapping[str, str] = {"getint": "int", "getfloat": "float", "getboolean": "bool"}


class Ini(Thing):
    """A `ConfigParser` and the files that it has read."""

    def __init__(self, *, interpolates: bool) -> None:
        self.parser = ConfigParser() if interpolates else RawConfigParser()
        self.places: dict[tuple[str, str], Span] = {}
        self.via: tuple[Hop, ...] = ()
        self.hidden: str | None = None

    def call(self, request: Request) -> Value | None:
        """What a method of the parser gives."""
        arguments, span = request.arguments, request.span
        match request.name:
            case "read" | "read_file" | "read_string":
                self._read(request)
                return Absent(span)
            case "get" | "getint" | "getfloat" | "getboolean":
                section, option = (known_text(arguments.get("", at)) for at in (0, 1))
                fallback = arguments.keywords.get("fallback")
                value = self.value(request.machine, section, option, fallback, span)
                kind = TYPES.get(request.name)
                return environment.as_type(request.machine, value, kind, span) if kind else value
            case "sections" if self.hidden is None:
                names = [Known(name, span) for name in self.parser.sections()]
                return request.machine.box("list", span, names)
            case "has_section" if self.hidden is None:
                return Known(self.parser.has_section(known_text(arguments.get("", 0)) or ""), span)
        return None

    def entry(self, machine: Machine, key: Value, span: Span) -> Value | None:
        """The section `[key]`."""
        name = known_text(key)
        if name is None or (name not in self.parser and self.hidden is None):
            return None
        reference = machine.reference(span)
        machine.kept[reference] = Section(self, name)
        reason = self.hidden or f"there is no such option in the section {name}"
        return Opaque("configparser.Section()", reason, span, reference)

    def value(
        self,
        machine: Machine,
        section: str | None,
        option: str | None,
        fallback: Value | None,
        span: Span,
    ) -> Value:
        """The option of a section, asked for at `span`."""
        if self.hidden is not None or section is None or option is None:
            return machine.unknown(self.hidden or "which option this is, is not known", span)
        try:
            text = self.parser.get(section, option)
        except Error:
            nothing = machine.unknown(f"there is no option {option} in the section {section}", span)
            return nothing if fallback is None else fallback
        place = self.places.get((section, self.parser.optionxform(option)), span)
        return Known(text, span, (Hop("read from this file", place), *self.via)[:HOP_LIMIT])

    def _read(self, request: Request) -> None:
        machine, given = request.machine, request.arguments.get("", 0)
        if given is None:
            return
        for item in given.items if isinstance(given, Box) else (given,):
            source = self._source(machine, request.name, item)
            if isinstance(source, Unknown):
                self.hidden = source.reason
                continue
            try:
                self.parser.read_string(source.text, source.path)
                self.via = tuple(dict.fromkeys((*self.via, *_place(machine, item).via)))
            except Error as error:
                self.hidden = f"{source.path or 'this text'} cannot be read: {str(error)[:200]}"
                return
            self._note_places(source)

    def _source(self, machine: Machine, name: str, given: Value) -> Source | Unknown:
        text = known_text(given)
        if name == "read_string" and text is not None:
            return Source(given.span.path, text)
        return files.source_at(machine, _place(machine, given))

    def _note_places(self, source: Source) -> None:
        section = ""
        for found in _LINE.finditer(source.text):
            if found["section"] is not None:
                section = found["section"]
            else:
                name = self.parser.optionxform(found["option"])
                self.places[section, name] = source.span(*found.span("option"))


def _place(machine: Machine, given: Value) -> Tree:
    """The path that is read, also of an open file."""
    thing = thing_of(machine, given)
    return thing.place if isinstance(thing, files.Opened) else tree_of(given)


class Section(Thing):
    """A section of an INI file."""

    def __init__(self, ini: Ini, name: str) -> None:
        self.ini = ini
        self.name = name

    def call(self, request: Request) -> Value | None:
        """What a method of the section gives."""
        if request.name not in ("get", *TYPES):
            return None
        arguments = request.arguments
        fallback = arguments.get("fallback", 1)
        option, machine = known_text(arguments.get("option", 0)), request.machine
        value = self.ini.value(machine, self.name, option, fallback, request.span)
        kind = TYPES.get(request.name)
        return environment.as_type(machine, value, kind, request.span) if kind else value

    def entry(self, machine: Machine, key: Value, span: Span) -> Value | None:
        """The option `[key]`."""
        return self.ini.value(machine, self.name, known_text(key), None, span)


def _parser(request: Request) -> Value:
    return request.result(Ini(interpolates="Raw" not in request.name))


PARSERS: Mapping[str, Answer] = {
    f"configparser.{name}": _parser
    for name in ("ConfigParser", "RawConfigParser", "SafeConfigParser")
}
