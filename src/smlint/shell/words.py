"""Reads the words of a script: quotes, and what is put in their place."""

from __future__ import annotations

import re

from smlint.core.spans import Span
from smlint.shell.escapes import unescaped
from smlint.shell.syntax import (
    Arithmetic,
    Backquoted,
    Block,
    Literal,
    Parameter,
    Part,
    ShellSyntaxError,
    Substitution,
    TooMuchError,
    WordNode,
)
from smlint.shell.text import Text

DEPTH_LIMIT = 40
"""Quotes, substitutions and blocks one in another: Python's own stack is the limit."""

PLAIN = re.compile(r"""[^\s;&|()<>'"\\$`]+""")
QUOTED = re.compile(r'[^"\\$`]+')
HERE = re.compile(r"[^\\$`]+")
ARGUMENT = re.compile(r"""[^'"\\$`}/]+""")
INDEX = re.compile(r"""[^'"\\$`]+""")
NUMERIC = re.compile(r"[^\"\\$`()]+")
NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
PARAMETER = re.compile(r"[A-Za-z_]\w*|\d+|[@*#?$!-]", re.ASCII)
SHORT = re.compile(r"[A-Za-z_]\w*|[\d@*#?$!-]", re.ASCII)
PREFIX = re.compile(r"[#!](?=[A-Za-z_0-9@*])")
OPERATOR = re.compile(r":[-=?+]|[-=?+]|##?|%%?|//?|\^\^?|,,?|:|@")


class WordReader:
    """Reads words from `at` on; `end` is the offset behind the last character."""

    def __init__(self, text: Text, start: int = 0, end: int | None = None, depth: int = 0) -> None:
        self.text = text
        self.masked = text.masked
        self.at = start
        self.end = len(self.masked) if end is None else end
        self.depth = depth

    def place(self, start: int, end: int | None = None) -> Span:
        """The place of the characters from `start` on."""
        return self.text.place(start, self.at if end is None else end)

    def error(self, at: int, reason: str) -> ShellSyntaxError:
        """The error that at the offset `at` something is wrong."""
        return ShellSyntaxError(self.place(at, min(at + 1, self.end)), reason)

    @property
    def current(self) -> str:
        """The next character; empty at the end."""
        return self.masked[self.at] if self.at < self.end else ""

    def starts(self, sign: str) -> bool:
        """Whether `sign` stands here."""
        return self.masked.startswith(sign, self.at, self.end)

    def deeper(self) -> None:
        """Go one level down; raises `ShellSyntaxError` where it is too deep."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            reason = f"it is nested more than {DEPTH_LIMIT} levels deep"
            raise TooMuchError(self.place(self.at, self.at + 1), reason)

    def word(self) -> WordNode:
        """The word that begins here."""
        start = self.at
        parts: list[Part] = []
        while self.at < self.end:
            if self.starts("<(") or self.starts(">("):
                parts.append(self.process())
            elif not self.part(parts, PLAIN, quoted=False):
                break
        return WordNode(tuple(parts), self.place(start))

    def part(self, parts: list[Part], run: re.Pattern[str], *, quoted: bool) -> bool:
        """Read one part into `parts`; false where none begins here. `run` is plain text."""
        found = run.match(self.masked, self.at, self.end)
        sign = self.current
        if found is not None:
            parts.append(Literal(self.text, found.start(), found.end(), quoted))
            self.at = found.end()
        elif sign == "\\":
            self.escape(parts, quoted=quoted, run=run)
        elif sign == "$" and run is PLAIN and self.starts('$"'):
            self.at += 1
            parts.extend(self.double())
        elif sign == "$":
            parts.append(self.dollar(quoted=quoted))
        elif sign == "`":
            parts.append(self.backquoted(quoted=quoted))
        elif sign == "'" and not quoted:
            parts.append(self.single(self.at + 1))
        elif sign == '"' and run in (PLAIN, ARGUMENT):
            parts.extend(self.double())
        else:
            return False
        return True

    def escape(self, parts: list[Part], *, quoted: bool, run: re.Pattern[str]) -> None:
        """Read a backslash with what it takes the meaning from."""
        following = self.masked[self.at + 1 : min(self.at + 2, self.end)]
        start, self.at = self.at, min(self.at + 2, self.end)
        if following == "\n":
            return
        special = '$`"\\' if run is QUOTED else "$`\\"
        if quoted and following not in special:
            parts.append(Literal(self.text, start, self.at, quoted=True))
        elif following:
            parts.append(Literal(self.text, start + 1, self.at, quoted=True))
        else:
            parts.append(Literal(self.text, start, self.at, quoted=True))

    def single(self, start: int) -> Literal:
        """Text in single quotes, which begins at `start`."""
        close = self.masked.find("'", start, self.end)
        if close == -1:
            raise self.error(self.at, "the quote that begins here is not closed")
        self.at = close + 1
        return Literal(self.text, start, close, quoted=True)

    def double(self) -> list[Part]:
        """The parts of a text in double quotes."""
        start = self.at
        self.at += 1
        self.deeper()
        parts: list[Part] = []
        while self.part(parts, QUOTED, quoted=True):
            pass
        self.depth -= 1
        if self.current != '"':
            raise self.error(start, "the quote that begins here is not closed")
        self.at += 1
        return parts or [Literal(self.text, start + 1, start + 1, quoted=True)]

    def dollar(self, *, quoted: bool) -> Part:
        """What begins with a dollar sign."""
        start = self.at
        if self.starts("$(("):
            return self.arithmetic(quoted=quoted)
        if self.starts("$("):
            self.at += 2
            body = self.commands(start)
            return Substitution(body, self.place(start), quoted)
        if self.starts("${"):
            return self.braced(quoted=quoted)
        if self.starts("$'") and not quoted:
            return self.ansi()
        name = SHORT.match(self.masked, self.at + 1, self.end)
        self.at = self.at + 1 if name is None else name.end()
        if name is None:
            return Literal(self.text, start, self.at, quoted)
        return Parameter(name[0], self.place(start), quoted)

    def ansi(self) -> Literal:
        """`$'…'`, with the escapes of C."""
        start = self.at
        at = start + 2
        while at < self.end and self.masked[at] != "'":
            at += 2 if self.masked[at] == "\\" else 1
        if at >= self.end:
            raise self.error(start, "the quote that begins here is not closed")
        self.at = at + 1
        value = unescaped(self.masked[start + 2 : at])
        return Literal(self.text, start, self.at, quoted=True, written=value)

    def braced(self, *, quoted: bool) -> Parameter:
        """`${…}`."""
        start = self.at
        self.at += 2
        self.deeper()
        before = PREFIX.match(self.masked, self.at, self.end)
        prefix = "" if before is None else before[0]
        self.at += len(prefix)
        name = PARAMETER.match(self.masked, self.at, self.end)
        if name is None:
            raise self.error(start, "no name follows this brace")
        self.at = name.end()
        index = self.index() if self.current == "[" else None
        operator = OPERATOR.match(self.masked, self.at, self.end)
        arguments: list[WordNode] = []
        if operator is not None:
            self.at = operator.end()
            slash = operator[0] in ("/", "//")
            pattern = slash or operator[0] in ("#", "##", "%", "%%")
            arguments.append(self.argument(quoted=quoted and not pattern, slash=not slash))
            if slash and self.current == "/":
                self.at += 1
                arguments.append(self.argument(quoted=quoted, slash=True))
        self.depth -= 1
        if self.current != "}":
            raise self.error(start, "the brace that begins here is not closed")
        self.at += 1
        sign = prefix or ("" if operator is None else operator[0])
        return Parameter(name[0], self.place(start), quoted, index, sign, tuple(arguments))

    def index(self) -> WordNode:
        """The index of an element, in brackets."""
        start = self.at
        close = self.masked.find("]", start, self.end)
        if close == -1:
            raise self.error(start, "the bracket that begins here is not closed")
        inner = WordReader(self.text, start + 1, close, self.depth + 1)
        parts: list[Part] = []
        while inner.part(parts, INDEX, quoted=False):
            pass
        self.at = close + 1
        return WordNode(tuple(parts), self.place(start))

    def argument(self, *, quoted: bool, slash: bool) -> WordNode:
        """What stands behind an operator, up to the closing brace, or a slash."""
        start = self.at
        parts: list[Part] = []
        while self.at < self.end and self.current != "}":
            if self.current == "/":
                if not slash:
                    break
                parts.append(Literal(self.text, self.at, self.at + 1, quoted))
                self.at += 1
            elif self.current == "'" and quoted:
                parts.append(Literal(self.text, self.at, self.at + 1, quoted))
                self.at += 1
            elif not self.part(parts, ARGUMENT, quoted=quoted):
                break
        return WordNode(tuple(parts), self.place(start))

    def arithmetic(self, *, quoted: bool) -> Arithmetic:
        """`$((…))`."""
        start = self.at
        self.at += 3
        self.deeper()
        inner = self.at
        parts: list[Part] = []
        opened = 0
        while self.at < self.end and not (opened == 0 and self.starts("))")):
            if self.current in "()":
                opened += 1 if self.current == "(" else -1
                parts.append(Literal(self.text, self.at, self.at + 1, quoted=True))
                self.at += 1
            elif self.current == '"':
                self.at += 1
            elif not self.part(parts, NUMERIC, quoted=True):
                break
        self.depth -= 1
        if not self.starts("))"):
            raise self.error(start, "the arithmetic that begins here is not closed")
        expression = WordNode(tuple(parts), self.place(inner))
        self.at += 2
        return Arithmetic(expression, self.place(start), quoted)

    def backquoted(self, *, quoted: bool) -> Backquoted:
        """Commands between backquotes."""
        start = at = self.at
        at += 1
        while at < self.end and self.masked[at] != "`":
            at += 2 if self.masked[at] == "\\" else 1
        if at >= self.end:
            raise self.error(start, "the backquote that begins here is not closed")
        self.at = at + 1
        inner = self.text.cut(start + 1, at)
        if "\\" in inner.masked:
            escaped = r"\\([$`\\\"])" if quoted else r"\\([$`\\])"
            inner = inner.unmasked(re.sub(escaped, r"\1", inner.masked), inner)
        return Backquoted(inner, self.place(start), quoted)

    def process(self) -> Substitution:
        """`<(…)`: the name of a file that holds what the commands write."""
        start = self.at
        self.at += 2
        return Substitution(self.commands(start), self.place(start), quoted=False, followed=False)

    def commands(self, start: int) -> Block:
        """The commands up to the bracket that closes the one at `start`."""
        raise NotImplementedError


def here_word(text: Text, start: int, end: int, reader: type[WordReader], depth: int) -> WordNode:
    """The body of a here-document whose delimiter is not quoted."""
    inner = reader(text, start, end, depth)
    parts: list[Part] = []
    while inner.part(parts, HERE, quoted=True):
        pass
    return WordNode(tuple(parts), text.place(start, end))
