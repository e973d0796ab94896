"""Reads the commands that hold others: conditions, loops, cases, groups, tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from smlint.shell.simple import SimpleReader
from smlint.shell.syntax import Block, Case, Command, For, Group, If, Literal, Loop, Test, WordNode
from smlint.shell.words import NAME

_RESERVED = re.compile(
    r"(?:if|then|elif|else|fi|while|until|for|select|case|esac|do|done|function|time|\{|\}|!|\[\[)"
    r"(?=[\s;&|()<>]|$)"
)
_BRACKETS = re.compile(r"[()\n]")
_IN = re.compile(r"in(?=[\s;]|$)")
_TEST_END = re.compile(r"\]\](?=[\s;&|()]|$)")
_TEST_SIGN = re.compile(r"&&|\|\||[()<>|]")
CLOSERS = ("then", "elif", "else", "fi", "do", "done", "esac", "}")
"""Words that end a block."""


class CompoundReader(SimpleReader):
    """Recursive descent; `at` is the offset behind what was read last."""

    def and_or(self) -> Command:
        """The command here, with those that `&&` and `||` join to it."""
        raise NotImplementedError

    def separator(self) -> None:
        """Skip what stands between two commands."""
        self.blank()
        if self.current in (";", "&") and not self.starts(";;") and not self.starts(";&"):
            self.at += 1
        elif self.current not in ("\n", "") and not self.ends_block():
            raise self.error(self.at, f"{self.current} is not expected here")

    def ends_block(self) -> bool:
        """Whether what stands here ends a block."""
        return self.current == ")" or self.starts(";;") or self.starts(";&") or bool(self.closer())

    def closer(self) -> str:
        """The word here that ends a block, if one does."""
        word = self.reserved()
        return word if word in CLOSERS else ""

    def reserved(self) -> str:
        """The reserved word here; empty where there is none."""
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
        """The commands up to the bracket that closes the one at `start`."""
        body = self.block()
        self.expect(")", start, "bracket")
        return body

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
        """What follows `if`, up to `fi`."""
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
        """What follows `while` or `until`, which stands at `start`, up to `done`."""
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
        """What follows `for` or `select`, up to `done`."""
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
        """What follows `case`, up to `esac`."""
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
        """One choice of the case that begins at `start`: its patterns, and what is done then."""
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
        """What follows an opening brace, up to the closing one."""
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


COMPOUNDS: Mapping[str, Callable[[CompoundReader, int], Command]] = {
    "if": CompoundReader.if_,
    "while": CompoundReader.while_,
    "until": CompoundReader.while_,
    "for": CompoundReader.for_,
    "select": CompoundReader.for_,
    "case": CompoundReader.case_,
    "{": CompoundReader.braces,
    "[[": CompoundReader.test,
}
