"""Reads a script: POSIX shell, and of bash, zsh and ksh what scripts use."""

from __future__ import annotations

import re

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.shell.compounds import CLOSERS, COMPOUNDS, CompoundReader
from smlint.shell.syntax import (
    AndOr,
    Block,
    Command,
    Define,
    Group,
    Loop,
    Pipeline,
    Redirect,
    ShellSyntaxError,
    TooMuchError,
)
from smlint.shell.text import Text

COMMAND_LIMIT = 20_000
"""Commands of one script; what comes after them is not read."""

_FUNCTION = re.compile(r"([\w.:-]+)[ \t]*\([ \t]*\)")
_NAMED = re.compile(r"([\w.:-]+)(?:[ \t]*\([ \t]*\))?")


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A script as read: its commands up to the fault, if there is one, and its comments."""

    text: Text
    commands: Block
    comments: tuple[Span, ...] = ()
    fault: ShellSyntaxError | None = None


def read_script(text: Text) -> Script:
    """The script that `text` is, as far as it can be read."""
    reader = _Reader(text)
    commands: list[Command] = []
    fault: ShellSyntaxError | None = None
    try:
        while reader.next_command():
            if len(commands) > COMMAND_LIMIT:
                reason = f"after {COMMAND_LIMIT:,} commands the rest of this file was not read"
                raise TooMuchError(reader.place(reader.at, reader.at + 1), reason)
            commands.append(reader.and_or())
            reader.separator()
    except ShellSyntaxError as error:
        fault = error
    return Script(text, tuple(commands), tuple(reader.comments), fault)


class _Reader(CompoundReader):
    """Recursive descent; `at` is the offset behind what was read last."""

    def next_command(self) -> bool:
        """Go to the next command; false at the end."""
        self.lines()
        if self.current in (")", ";", "&", "|") or self.closer():
            raise self.error(self.at, f"{self.closer() or self.current} closes nothing here")
        return self.at < self.end

    def and_or(self) -> Command:
        start = self.at
        parts: list[tuple[str, Command]] = [("", self.pipeline())]
        self.blank()
        while self.starts("&&") or self.starts("||"):
            sign = self.masked[self.at : self.at + 2]
            self.at += 2
            self.lines()
            parts.append((sign, self.pipeline()))
            self.blank()
        return parts[0][1] if len(parts) == 1 else AndOr(tuple(parts), self.place(start))

    def pipeline(self) -> Command:
        start = self.at
        negated = False
        while (word := self.reserved()) in ("!", "time"):
            negated ^= word == "!"
            self.at += len(word)
            self.blank()
        commands = [self.command()]
        self.blank()
        while self.current == "|" and not self.starts("||"):
            self.at += 2 if self.starts("|&") else 1
            self.lines()
            commands.append(self.command())
            self.blank()
        if len(commands) == 1 and not negated:
            return commands[0]
        return Pipeline(tuple(commands), negated, self.place(start))

    def command(self) -> Command:
        start = self.at
        word = self.reserved()
        if word in ("function", "") or word in CLOSERS:
            function = self.function(word)
            if function is not None:
                return function
        if self.starts("((") and word == "":
            self.arithmetic_command()
            return Loop((), (), until=False, span=self.place(start))
        if self.current != "(" and word not in COMPOUNDS:
            return self.simple()
        self.deeper()
        if self.current == "(":
            self.at += 1
            body: Command = Group(
                self.commands(start), subshell=True, redirects=(), span=self.place(start)
            )
        else:
            self.at += len(word)
            body = COMPOUNDS[word](self, start)
        self.depth -= 1
        redirects = self.all_redirects()
        return _redirected(body, redirects, self.place(start)) if redirects else body

    def function(self, word: str) -> Define | None:
        """The function that is defined here, if one is."""
        start = self.at
        if word == "function":
            self.at += len(word)
            self.blank()
            named = _NAMED.match(self.masked, self.at, self.end)
        else:
            named = _FUNCTION.match(self.masked, self.at, self.end)
        if named is None:
            return None
        self.at = named.end()
        span = self.place(start)
        self.lines()
        return Define(named[1], self.command(), span)


def _redirected(body: Command, redirects: tuple[Redirect, ...], span: Span) -> Group:
    return Group((body,), subshell=False, redirects=redirects, span=span)
