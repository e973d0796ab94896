"""Expressions of HCL: from the text at their extents to trees.

Precedence climbing over the text itself: there is no token list, because what a character means
depends on whether it stands in code, in quotes or in a heredoc, and the parser knows where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.frontends.terraform.language.brackets import BracketReader
from smlint.frontends.terraform.language.lexer import BLANKS, NAME, NUMBER, Refused
from smlint.frontends.terraform.language.nodes import (
    Binary,
    Conditional,
    Expression,
    FunctionCall,
    GetAttribute,
    Index,
    LiteralValue,
    Opaque,
    Splat,
    Unary,
    Variable,
)
from smlint.frontends.terraform.language.templates import DEPTH_LIMIT
from smlint.frontends.terraform.values.errors import ExhaustedError
from smlint.frontends.terraform.values.numbers import parse_number

PRECEDENCE = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(("==", "!="), 3),
    **dict.fromkeys((">", ">=", "<", "<="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "/", "%"), 6),
}
"""How strongly each binary operator binds; all of them group from the left."""

_OPERATOR = re.compile(r"\|\||&&|==|!=|>=|<=|[<>+*%-]|/(?![/*])")
_SIGN = re.compile(r"-|!(?!=)")
_STAR = re.compile(rf"\[{BLANKS.pattern}\*{BLANKS.pattern}\]")
_LEGACY_INDEX = re.compile(r"[0-9]++(?!\.[0-9])")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_PLACEHOLDER = re.compile(r"\{[{%]")


def parse(source: Source, start: int, end: int) -> Expression:
    """The expression between two offsets of `source.text`, as `read_expression` gives it."""
    return read_expression(source, start, end)[0]


def read_expression(source: Source, start: int, end: int) -> tuple[Expression, tuple[Problem, ...]]:
    """The expression that stands between two offsets of `source.text`, and what is wrong with it.

    Never raises: what is not HCL, or is nested more than `DEPTH_LIMIT` deep, gives `Opaque` for
    the smallest part that can be told from its neighbours. Only the former is a problem. Brackets
    that only group leave no node.
    """
    parser = _Parser(source, start, end)
    return _attempted(parser, parser.alone)


def read_template(source: Source, start: int, end: int) -> tuple[Expression, tuple[Problem, ...]]:
    """The template that fills the text between two offsets, without quotes, as a file has it.

    Otherwise as `read_expression`.
    """
    parser = _Parser(source, start, end)
    return _attempted(parser, parser.template)


def _attempted(
    parser: _Parser, read: Callable[[], Expression]
) -> tuple[Expression, tuple[Problem, ...]]:
    source, start, end = parser.source, parser.position, parser.end
    try:
        node = read()
    except Refused as refusal:
        reason = str(refusal)
    except RecursionError:
        reason = "this expression is nested too deeply to be read"
    else:
        return node, _problems(parser)
    if _PLACEHOLDER.match(source.text, start, end):
        placeholder = "a placeholder of another template language stands here"
        return Opaque(placeholder, source.span(start, end)), ()
    return Opaque(reason, source.span(start, end)), _problems(parser)


def _problems(parser: _Parser) -> tuple[Problem, ...]:
    hint = "Mend it: what it is part of is not known as it stands."
    return tuple(
        Problem(refusal.span, refusal.reason, hint)
        for refusal in parser.refusals
        if refusal.damaged
    )


class _Parser(BracketReader):
    def alone(self) -> Expression:
        """The expression that all of the text is."""
        node = self.expression()
        self.skip()
        if self.position < self.end:
            self.miss("an operator or the end of the value")
        return node

    def expression(self) -> Expression:
        self._enter()
        self.skip()
        start = self.position
        condition = self._binary(1)
        if not self.accept_next("?"):
            self.depth -= 1
            return condition
        then = self.expression()
        self.expect(":")
        otherwise = self.expression()
        self.depth -= 1
        return Conditional(condition, then, otherwise, self.span(start))

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            self.exceed("this expression is nested too deeply to be read")

    def _lengthened(self, chain: int) -> int:
        """The length of a chain with one more link; each makes the tree deeper."""
        if chain > DEPTH_LIMIT:
            self.exceed("this chain of operators is too long to be read")
        return chain + 1

    def _binary(self, floor: int) -> Expression:
        self._enter()
        self.skip()
        start = self.position
        left = self._operand()
        length = 0
        while True:
            mark = self.position
            self.skip()
            operator = self.take(_OPERATOR)
            if not operator or PRECEDENCE[operator] < floor:
                self.position = mark
                self.depth -= 1
                return left
            right = self._binary(PRECEDENCE[operator] + 1)
            left = Binary(operator, left, right, self.span(start))
            length = self._lengthened(length)

    def _operand(self) -> Expression:
        signs: list[tuple[Literal["-", "!"], int]] = []
        while True:
            self.skip()
            start = self.position
            sign = self.take(_SIGN)
            if not sign:
                break
            self._lengthened(len(signs))
            signs.append(("-" if sign == "-" else "!", start))
        node = self._postfix(self._primary(), start)
        for operator, at in reversed(signs):
            node = Unary(operator, node, self.span(at))
        return node

    def _primary(self) -> Expression:
        start = self.position
        first = self.text[start : min(start + 1, self.end)]
        if first == '"':
            return self.quoted()
        if first == "<":
            return self.heredoc()
        if first == "(":
            return self.group()
        if first == "[":
            return self.list_or_for()
        if first == "{":
            return self.object_or_for()
        if first.isascii() and first.isdigit():
            return self._number()
        name = self.take(NAME)
        if not name:
            self.miss("a value")
        if self.accept_next("::") or self.accept_next("("):
            self.position = start
            return self._call()
        if name in _WORDS:
            return LiteralValue(_WORDS[name], self.span(start))
        return Variable(name, self.span(start))

    def _number(self) -> Expression:
        start = self.position
        digits = self.take(NUMBER)
        try:
            return LiteralValue(parse_number(digits), self.span(start))
        except ExhaustedError:
            self.exceed("this number is too large to be read")

    def _call(self) -> Expression:
        start = self.position
        words = [self.take(NAME)]
        while self.accept_next("::"):
            self.skip()
            words.append(self.take(NAME))
        self.skip()
        if not self.at("(") or "" in words:
            self.miss("`(` after the name of a function")
        space = self.enter_brackets()
        arguments: list[Expression] = []
        expand = False
        while not self.accept(")"):
            arguments.append(self.part(",)"))
            self.skip()
            expand = self.accept("...")
            if expand or not self.accept(","):
                self.expect(")")
                break
            self.skip()
        self.space = space
        return FunctionCall("::".join(words), tuple(arguments), expand, self.span(start))

    def _postfix(self, subject: Expression, start: int) -> Expression:
        """`subject`, which began at `start`, with the accesses that follow it."""
        length = 0
        while True:
            length = self._lengthened(length)
            mark = self.position
            self.skip()
            here = self.position
            if self.at("...") or not (self.at(".") or self.at("[")):
                self.position = mark
                return subject
            if self.accept("."):
                self.skip()
                if self.accept("*"):
                    subject = self._attribute_splat(subject, start, here)
                else:
                    subject = self._attribute(subject, start)
                continue
            if self._accept_star():
                element = Variable("*", self.span(here))
                return Splat(subject, self._postfix(element, here), self.span(start))
            space = self.enter_brackets()
            key = self.expression()
            self.expect("]")
            self.space = space
            subject = Index(subject, key, self.span(start))

    def _accept_star(self) -> bool:
        """Go over `[*]`; between its signs a line end is no blank, unlike within other brackets."""
        found = _STAR.match(self.text, self.position, self.end)
        if found is None:
            return False
        self.position = found.end()
        return True

    def _attribute(self, subject: Expression, start: int) -> Expression:
        name = self.take(NAME) or self.take(_LEGACY_INDEX)
        if not name:
            self.miss("the name of an attribute after `.`")
        return GetAttribute(subject, name, self.span(start))

    def _attribute_splat(self, subject: Expression, start: int, here: int) -> Expression:
        each: Expression = Variable("*", self.span(here))
        length = 0
        while True:
            mark = self.position
            self.skip()
            if self.at("...") or not self.accept("."):
                self.position = mark
                return Splat(subject, each, self.span(start))
            self.skip()
            each = self._attribute(each, here)
            length = self._lengthened(length)
