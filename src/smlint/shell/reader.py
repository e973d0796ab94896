"""Reads a script: POSIX shell, and of bash, zsh and ksh what scripts use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from smlint.core.spans import Span
from smlint.shell.simple import SimpleReader
from smlint.shell.syntax import (
    AndOr,
    Block,
    Case,
    Command,
    Define,
    For,
    Group,
    If,
    Literal,
    Loop,
    Pipeline,
    Redirect,
    ShellSyntaxError,
    Test,
    TooMuchError,
    WordNode,
)
from smlint.shell.text import Text
from smlint.shell.words import NAME

COMMAND_LIMIT = 20_000
"""Commands of one script; what comes after them is not read."""

_RESERVED = re.compile(
    r"(?:if|then|elif|else|fi|while|until|for|select|case|esac|do|done|function|time|\{|\}|!|\[\[)"
    r"(?=[\s;&|()<>]|$)"
)
_FUNCTION = re.compile(r"([\w.:-]+)[ \t]*\([ \t]*\)")
_NAMED = re.compile(r"([\w.:-]+)(?:[ \t]*\([ \t]*\))?")
_BRACKETS = re.compile(r"[()\n]")
_IN = re.compile(r"in(?=[\s;]|$)")
_TEST_END = re.compile(r"\]\](?=[\s;&|()]|$)")
_TEST_SIGN = re.compile(r"&&|\|\||[()<>|]")
_CLOSERS = ("then", "elif", "else", "fi", "do", "done", "esac", "}")


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


class _Reader(SimpleReader):
    """Recursive descent; `at` is the offset behind what was read last."""

    def next_command(self) -> bool:
        """Go to the next command; false at the end."""
        self.lines()
        if self.current in (")", ";", "&", "|") or self.closer():
            raise self.error(self.at, f"{self.closer() or self.current} closes nothing here")
        return self.at < self.end

    def separator(self) -> None:
        """Skip what stands between two commands."""
        self.blank()
        if self.current in (";", "&") and not self.starts(";;") and not self.starts(";&"):
            self.at += 1
        elif self.current not in ("\n", "") and not self.ends_block():
            raise self.error(self.at, f"{self.current} is not expected here")

    def ends_block(self) -> bool:
        return self.current == ")" or self.starts(";;") or self.starts(";&") or bool(self.closer())

    def closer(self) -> str:
        """The word here that ends a block, if one does."""
        word = self.reserved()
        return word if word in _CLOSERS else ""

    def reserved(self) -> str:
        found = _RESERVED.match(self.masked, self.at, self.end)
        return "" if found is None else found[0]

    def block(self) -> Block:
        """The commands up to what ends them."""
        self.deeper()
        found: list[Command] = []
        self.lines()
        while self.at < self.end and not self.ends_block():
            found.append(self.and_or())
            self.separator()
            self.lines()
        self.depth -= 1
        return tuple(found)

    def expect(self, word: str, start: int, what: str) -> None:
        """Skip `word`, which `what`, begun at `start`, needs here."""
        self.lines()
        if word == ")" and self.current == ")":
            self.at += 1
        elif self.reserved() == word:
            self.at += len(word)
        else:
            raise self.error(start, f"the {what} that begins here is not closed: {word} is missing")

    def commands(self, start: int) -> Block:
        body = self.block()
        self.expect(")", start, "bracket")
        return body

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
        if word in ("function", "") or word in _CLOSERS:
            function = self.function(word)
            if function is not None:
                return function
        if self.starts("((") and word == "":
            self.arithmetic_command()
            return Loop((), (), until=False, span=self.place(start))
        if self.current != "(" and word not in _COMPOUND:
            return self.simple()
        self.deeper()
        if self.current == "(":
            self.at += 1
            body: Command = Group(
                self.commands(start), subshell=True, redirects=(), span=self.place(start)
            )
        else:
            self.at += len(word)
            body = _COMPOUND[word](self, start)
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

    def arithmetic_command(self) -> None:
        """Skip `(( … ))`."""
        start = self.at
        opened = 0
        for sign in _BRACKETS.finditer(self.masked, self.at, self.end):
            opened += {"(": 1, ")": -1, "\n": 0}[sign[0]]
            if opened == 0:
                self.at = sign.end()
                return
        raise self.error(start, "the bracket that begins here is not closed")

    def if_(self, start: int) -> If:
        branches: list[tuple[Block, Block]] = []
        otherwise: Block = ()
        while True:
            condition = self.block()
            self.expect("then", start, "if")
            branches.append((condition, self.block()))
            word = self.reserved()
            if word != "elif":
                break
            self.at += len(word)
        if word == "else":
            self.at += len(word)
            otherwise = self.block()
        self.expect("fi", start, "if")
        return If(tuple(branches), otherwise, self.place(start))

    def while_(self, start: int) -> Loop:
        until = self.masked.startswith("until", start)
        condition = self.block()
        return Loop(condition, self.done(start), until, self.place(start))

    def done(self, start: int) -> Block:
        """The body of a loop."""
        self.expect("do", start, "loop")
        body = self.block()
        self.expect("done", start, "loop")
        return body

    def for_(self, start: int) -> Command:
        self.blank()
        if self.starts("(("):
            self.arithmetic_command()
            self.separator()
            return Loop((), self.done(start), until=False, span=self.place(start))
        name = NAME.match(self.masked, self.at, self.end)
        if name is None:
            raise self.error(self.at, "the name of the loop's variable is missing")
        self.at = name.end()
        self.lines()
        words: tuple[WordNode, ...] | None = None
        if _IN.match(self.masked, self.at, self.end):
            self.at += 2
            words = self.words()
        self.separator()
        return For(name[0], words, self.done(start), self.place(start))

    def case_(self, start: int) -> Case:
        self.blank()
        word = self.word()
        self.lines()
        if not self.starts("in"):
            raise self.error(start, "the case that begins here lacks its in")
        self.at += 2
        items: list[tuple[tuple[WordNode, ...], Block]] = []
        self.lines()
        while self.at < self.end and self.reserved() != "esac":
            items.append(self.item(start))
            self.lines()
        self.expect("esac", start, "case")
        return Case(word, tuple(items), self.place(start))

    def item(self, start: int) -> tuple[tuple[WordNode, ...], Block]:
        if self.current == "(":
            self.at += 1
        patterns: list[WordNode] = []
        while True:
            self.blank()
            patterns.append(self.word())
            self.blank()
            if self.current != "|":
                break
            self.at += 1
        if self.current != ")":
            raise self.error(self.at if self.at < self.end else start, "a pattern is not closed")
        self.at += 1
        body = self.block()
        for sign in (";;&", ";;", ";&"):
            if self.starts(sign):
                self.at += len(sign)
                break
        return tuple(patterns), body

    def braces(self, start: int) -> Group:
        body = self.block()
        self.expect("}", start, "brace")
        return Group(body, subshell=False, redirects=(), span=self.place(start))

    def test(self, start: int) -> Test:
        """`[[ … ]]`: words, with the signs between them as words of their own."""
        found: list[WordNode] = []
        self.lines()
        while not _TEST_END.match(self.masked, self.at, self.end):
            if self.at >= self.end:
                raise self.error(start, "the test that begins here is not closed")
            sign = _TEST_SIGN.match(self.masked, self.at, self.end)
            if sign is not None:
                self.at = sign.end()
                part = Literal(self.text, *sign.span(), quoted=False)
                found.append(WordNode((part,), self.place(sign.start())))
            else:
                word = self.word()
                if not word.parts:
                    raise self.error(self.at, f"{self.current} is not expected here")
                found.append(word)
            self.lines()
        self.at += 2
        return Test(tuple(found), self.place(start))


def _redirected(body: Command, redirects: tuple[Redirect, ...], span: Span) -> Group:
    return Group((body,), subshell=False, redirects=redirects, span=span)


_COMPOUND: Mapping[str, Callable[[_Reader, int], Command]] = {
    "if": _Reader.if_,
    "while": _Reader.while_,
    "until": _Reader.while_,
    "for": _Reader.for_,
    "select": _Reader.for_,
    "case": _Reader.case_,
    "{": _Reader.braces,
    "[[": _Reader.test,
}
