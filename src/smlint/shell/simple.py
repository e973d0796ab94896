"""Reads simple commands: assignments, words, redirections and here-documents."""

from __future__ import annotations

import re
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.shell.syntax import Assignment, Literal, Redirect, Simple, WordNode
from smlint.shell.text import Text
from smlint.shell.words import WordReader, here_word

_SPACE = re.compile(r"(?:[ \t\r]|\\\n)*")
_COMMENT = re.compile(r"#[^\n]*")
_REDIRECT = re.compile(r"(\d*|\{\w+\})(<<<|<<-|<<|>>|>\||<>|>&|<&|&>>|&>|>|<)(?!\()")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\[[^\]\n]*\])?(\+?=)", re.ASCII)
_LINE = re.compile(r"^\t*([^\n]*\n?)", re.MULTILINE)
_DECLARING = frozenset({"export", "readonly", "local", "declare", "typeset", "integer"})


class _Pending(NamedTuple):
    """A here-document whose body comes on the next line; `start` is where it is asked for."""

    redirect: Redirect
    delimiter: str
    start: int


class SimpleReader(WordReader):
    """Reads simple commands; `comments` are the places of the comments that were met."""

    def __init__(self, text: Text, start: int = 0, end: int | None = None, depth: int = 0) -> None:
        super().__init__(text, start, end, depth)
        self.comments: list[Span] = []
        self.pending: list[_Pending] = []

    def blank(self) -> None:
        """Skip what separates words, and comments."""
        found = _SPACE.match(self.masked, self.at, self.end)
        self.at = self.at if found is None else found.end()
        comment = _COMMENT.match(self.masked, self.at, self.end)
        if comment is not None and (self.at == 0 or self.masked[self.at - 1] in " \t\n;&|()\r"):
            self.comments.append(self.text.place(*comment.span()))
            self.at = comment.end()

    def lines(self) -> None:
        """Skip empty lines; here-documents stand behind the line that asks for them."""
        self.blank()
        while self.current == "\n":
            self.at += 1
            if self.pending:
                self.here_documents()
            self.blank()

    def words(self) -> tuple[WordNode, ...]:
        """Words up to what is none."""
        found: list[WordNode] = []
        self.blank()
        while (word := self.word()).parts:
            found.append(word)
            self.blank()
        return tuple(found)

    def simple(self) -> Simple:
        """The command of words that begins here."""
        start = end = self.at
        assignments: list[Assignment] = []
        words: list[WordNode] = []
        declared: list[Assignment] = []
        redirects: list[Redirect] = []
        while True:
            self.blank()
            declares = bool(words) and words[0].plain in _DECLARING
            if (made := self.redirect()) is not None:
                redirects.append(made)
            elif (declares or not words) and (given := self.assignment()) is not None:
                (declared if declares else assignments).append(given)
            elif (word := self.word()).parts:
                words.append(word)
            else:
                break
            end = self.at
        if end == start:
            raise self.error(self.at, f"{self.current or 'the end'} is not expected here")
        span = self.place(start, end)
        return Simple(tuple(assignments), tuple(words), tuple(declared), tuple(redirects), span)

    def assignment(self) -> Assignment | None:
        """The assignment that begins here, if one does."""
        start = self.at
        found = _ASSIGNMENT.match(self.masked, self.at, self.end)
        if found is None:
            return None
        index = None
        if found[2]:
            self.at = found.start(2)
            index = self.index()
        self.at = found.end()
        value = self.array() if self.current == "(" else self.word()
        span = self.place(start)
        return Assignment(found[1], value, span, found[3] == "+=", index)

    def array(self) -> tuple[WordNode, ...]:
        """The words of a list, between brackets."""
        start = self.at
        self.at += 1
        found: list[WordNode] = []
        self.lines()
        while self.current != ")":
            word = self.word()
            if not word.parts:
                raise self.error(start, "the list that begins here is not closed")
            found.append(word)
            self.lines()
        self.at += 1
        return tuple(found)

    def all_redirects(self) -> tuple[Redirect, ...]:
        """The redirections behind a block."""
        found: list[Redirect] = []
        self.blank()
        while (made := self.redirect()) is not None:
            found.append(made)
            self.blank()
        return tuple(found)

    def redirect(self) -> Redirect | None:
        """The redirection that begins here, if one does."""
        start = self.at
        found = _REDIRECT.match(self.masked, self.at, self.end)
        if found is None:
            return None
        self.at = found.end()
        self.blank()
        target = self.word()
        if not target.parts:
            raise self.error(start, f"what follows {found[2]} is missing")
        made = Redirect(found[2], target, found[1])
        if found[2] in ("<<", "<<-"):
            self.pending.append(_Pending(made, _delimiter(target), start))
        return made

    def here_documents(self) -> None:
        """Read the bodies of the here-documents that begin on this line."""
        waiting, self.pending = self.pending, []
        for made, delimiter, start in waiting:
            begin = self.at
            tabs = made.operator == "<<-"
            indent = r"\t*" if tabs else ""
            pattern = re.compile(rf"^{indent}{re.escape(delimiter)}$", re.MULTILINE)
            close = pattern.search(self.masked, begin, self.end)
            if close is None:
                raise self.error(start, f"the here-document that begins here lacks its {delimiter}")
            made.target = self.here_body(made.target, begin, close.start(), tabs=tabs)
            self.at = close.end()
            if self.current == "\n" and made is not waiting[-1].redirect:
                self.at += 1

    def here_body(self, delimiter: WordNode, start: int, end: int, *, tabs: bool) -> WordNode:
        """The body of a here-document, as what takes the place of its delimiter."""
        quoted = any(isinstance(part, Literal) and part.quoted for part in delimiter.parts)
        pieces = [(start, end)]
        if tabs:
            lines = _LINE.finditer(self.masked, start, end)
            pieces = [line.span(1) for line in lines if line[0]]
        if quoted:
            literals = tuple(Literal(self.text, *piece, quoted=True) for piece in pieces)
            return WordNode(literals, self.place(start, end))
        bodies = [here_word(self.text, *piece, type(self), self.depth + 1) for piece in pieces]
        parts = tuple(part for body in bodies for part in body.parts)
        return WordNode(parts, self.place(start, end))


def _delimiter(word: WordNode) -> str:
    return "".join(part.value.masked if isinstance(part, Literal) else "" for part in word.parts)
