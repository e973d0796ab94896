"""Texts of HCL: quoted templates and heredocs, with interpolations and directives.

A template is read into a flat run of parts first, because strip markers and the indentation of
`<<-` work on neighbours; then the parts of `%{ if }` and `%{ for }` are folded into trees.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Literal

from smlint.frontends.terraform.language.lexer import (
    HEREDOC,
    NAME,
    QUOTED_RUN,
    SEQUENCE,
    SPACE,
    Cursor,
    heredoc_event,
)
from smlint.frontends.terraform.language.nodes import Directive, Expression, LiteralValue, Template
from smlint.frontends.terraform.language.template_parts import (
    Mark,
    Open,
    Part,
    Text,
    pieces_of,
    plain_text,
    unescape,
    unindent,
)

DEPTH_LIMIT = 200
"""Expressions nested more deeply are not read: those who walk the tree may recurse."""

_MARKED = re.compile(r"([$%])\1\{")
_LINE = re.compile(r"[^\n]*+\n|[^\n]++")


class TemplateReader(Cursor, ABC):
    """Reads texts; what stands in `${ }` is left to `expression`."""

    depth = 0

    @abstractmethod
    def expression(self) -> Expression:
        """The expression that begins here. Raises `Refused`."""

    def quoted(self) -> Expression:
        """The text in quotes that begins here: a `LiteralValue` where nothing is interpolated."""
        start, strip = self.position, False
        self.position += 1
        parts: list[Part] = []
        while True:
            begin = self.position
            raw = self.take(QUOTED_RUN)
            if raw:
                value, sound = unescape(raw)
                if not sound:
                    self.position = begin
                    self.miss("an escape that HCL knows")
                parts.append(Text(value.lstrip() if strip else value, begin, self.position))
            if self.accept('"'):
                return self._folded(parts, start)
            if not (self.at("${") or self.at("%{")):
                self.miss('`"` to close a text')
            strip = self._sequence(parts)

    def heredoc(self) -> Expression:
        """The heredoc that begins here, up to its marker; a literal where it is plain text."""
        start = self.position
        opener = HEREDOC.match(self.text, start, self.end)
        if opener is None:
            self.miss("a value")
        events = heredoc_event(opener[2])
        parts: list[Part] = []
        strip = False
        content, here = opener.end(), opener.end() - 1
        while True:
            event = events.search(self.text, here, self.end)
            if event is None:
                self.refuse(f"the heredoc `<<{opener[2]}` is never closed")
            here = event.end()
            last = event[2]
            if not event[1] and last is None:
                continue
            stop = event.start() if last is None else event.start() + 1
            self._lines(parts, content, stop, strip=strip)
            if last is not None:
                self.position = event.start(2) + len(last.rstrip())
                if opener[1]:
                    unindent(parts)
                return self._folded(parts, start)
            self.position = event.start()
            strip = self._sequence(parts)
            content = here = self.position

    def template(self) -> Expression:
        """The template that fills all of the text from here on; a literal where it is plain."""
        start, strip = self.position, False
        parts: list[Part] = []
        while self.position < self.end:
            events = SEQUENCE.finditer(self.text, self.position, self.end)
            stop = next((event.start() for event in events if event[1]), self.end)
            self._lines(parts, self.position, stop, strip=strip)
            self.position = stop
            strip = stop < self.end and self._sequence(parts)
        return self._folded(parts, start)

    def _lines(self, parts: list[Part], start: int, stop: int, *, strip: bool) -> None:
        for line in _LINE.finditer(self.text, start, max(start, stop)):
            value = _MARKED.sub(r"\1{", line[0])
            parts.append(Text(value.lstrip() if strip else value, line.start(), line.end()))
            strip = False

    def _sequence(self, parts: list[Part]) -> bool:
        """Read `${ … }` or `%{ … }` into `parts`; true when what follows is to be stripped."""
        start, space = self.position, self.space
        directive = self.text[start] == "%"
        self.position, self.space = start + 2, SPACE
        if self.accept("~") and parts and isinstance(parts[-1], Text):
            parts[-1].value = parts[-1].value.rstrip()
        self.skip()
        if directive:
            keyword, names, subject = self._directive()
        else:
            parts.append(self.expression())
        self.skip()
        strip = self.accept("~")
        if not self.accept("}"):
            self.miss("`}` to close an interpolation")
        if directive:
            parts.append(Mark(keyword, start, self.position, names, subject))
        self.space = space
        return strip

    def _directive(self) -> tuple[str, tuple[str, ...], Expression | None]:
        keyword = self.take(NAME)
        if keyword == "if":
            return keyword, (), self.expression()
        if keyword == "for":
            names = self.loop_names()
            return keyword, names, self.expression()
        if keyword not in ("else", "endif", "endfor"):
            self.miss("`if`, `else`, `endif`, `for` or `endfor`")
        return keyword, (), None

    def loop_names(self) -> tuple[str, ...]:
        """The one or two names behind `for`, and the `in` behind them, gone over."""
        names: list[str] = []
        while len(names) < 2:
            self.skip()
            name = self.take(NAME)
            if not name:
                self.miss("a name after `for`")
            names.append(name)
            self.skip()
            if not self.accept(","):
                break
        self.skip()
        if self.take(NAME) != "in":
            self.miss("`in` after the names of `for`")
        return tuple(names)

    def _folded(self, parts: list[Part], start: int) -> Expression:
        """`parts` as one expression that began at `start` and ends here."""
        root = Open(Mark("", start, start))
        stack = [root]
        for part in parts:
            if not isinstance(part, Mark):
                stack[-1].pieces.append(part)
            elif part.keyword in ("if", "for"):
                stack.append(Open(part))
                if len(stack) + self.depth > DEPTH_LIMIT:
                    self.exceed("this is nested too deeply to be read")
            else:
                self._fold(stack, part)
        if len(stack) > 1:
            self.refuse(f"`%{{ end{stack[-1].mark.keyword} }}` is missing in a text")
        if all(isinstance(part, Text) for part in root.body):
            value = plain_text([part for part in root.body if isinstance(part, Text)])
            return LiteralValue(value, self.span(start))
        return Template(pieces_of(self.source, root.body), self.span(start))

    def _fold(self, stack: list[Open], mark: Mark) -> None:
        top = stack[-1]
        if mark.keyword == "else" and top.mark.keyword == "if" and top.otherwise is None:
            top.otherwise = []
            return
        subject = top.mark.subject
        if subject is None or mark.keyword != f"end{top.mark.keyword}":
            self.refuse(f"`%{{ {mark.keyword} }}` closes nothing in a text")
        keyword: Literal["if", "for"] = "if" if top.mark.keyword == "if" else "for"
        stack.pop()
        stack[-1].pieces.append(
            Directive(
                keyword,
                top.mark.names,
                subject,
                pieces_of(self.source, top.body),
                pieces_of(self.source, top.otherwise or []),
                self.source.span(top.mark.start, mark.end),
            )
        )
