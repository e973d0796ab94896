"""What stands in brackets in HCL: groups, lists, objects and `for` expressions.

Between brackets a damaged part can be told from its neighbours, so this is also where reading
goes on behind damage.
"""

from __future__ import annotations

import re

from smlint.frontends.terraform.language.lexer import BLANKS, NAME, SPACE, Refused
from smlint.frontends.terraform.language.nodes import (
    Expression,
    ForExpression,
    LiteralValue,
    ObjectExpression,
    Opaque,
    TupleExpression,
)
from smlint.frontends.terraform.language.scanner import Scanner
from smlint.frontends.terraform.language.templates import TemplateReader

RECOVERY_LIMIT = 50
"""So many damaged parts of one expression are passed over; with more, all of it is opaque."""
VAIN_RECOVERY = 10
"""What an attempt counts that found no end of the damage: it may have read all of the rest."""

_BARE_KEY = re.compile(rf"({NAME.pattern}){BLANKS.pattern}(?==(?![=>])|:(?!:))")


class BracketReader(TemplateReader):
    """Reads what stands in brackets; the parts are left to `expression`."""

    recoveries = 0

    def accept_next(self, sign: str) -> bool:
        """Go over blanks and `sign`; stays here where something else comes."""
        mark = self.position
        self.skip()
        if self.accept(sign):
            return True
        self.position = mark
        return False

    def enter_brackets(self) -> re.Pattern[str]:
        """Go over an opening bracket; gives the `space` to restore behind the closing one."""
        space = self.space
        self.position += 1
        self.space = SPACE
        self.skip()
        return space

    def part(self, separators: str) -> Expression:
        """An expression that ends at one of `separators`; opaque where it is not HCL."""
        start, depth, space = self.position, self.depth, self.space
        try:
            node = self.expression()
            mark = self.position
            self.skip()
            if any(self.at(sign) for sign in ("#", "//", "...", *separators)):
                self.position = mark
                return node
            self.miss(f"`{separators[0]}` or `{separators[1]}`")
        except Refused as refusal:
            self.recoveries += 1
            if self.recoveries > RECOVERY_LIMIT:
                raise
            extent = Scanner(self.text[: self.end], separators).expression(start)
            if not extent.whole or not start < extent.stop < self.end:
                self.recoveries += VAIN_RECOVERY
                raise
            self.position, self.depth, self.space = extent.end, depth, space
            return Opaque(str(refusal), self.span(start))

    def group(self) -> Expression:
        """The expression in the parentheses that begin here; they leave no node."""
        space = self.enter_brackets()
        node = self.expression()
        self.expect(")")
        self.space = space
        return node

    def list_or_for(self) -> Expression:
        """The list, or the `for` that makes one, that begins here."""
        start = self.position
        space = self.enter_brackets()
        items: list[Expression] = []
        if self._accept_for():
            return self._for(start, space, "]")
        while not self.accept("]"):
            items.append(self.part(",]"))
            self.skip()
            if not self.accept(","):
                self.expect("]")
                break
            self.skip()
        self.space = space
        return TupleExpression(tuple(items), self.span(start))

    def object_or_for(self) -> Expression:
        """The object, or the `for` that makes one, that begins here."""
        start = self.position
        space = self.enter_brackets()
        if self._accept_for():
            return self._for(start, space, "}")
        pairs: list[tuple[Expression, Expression]] = []
        self.space = BLANKS
        while not self.accept("}"):
            key = self._key()
            self.skip()
            if not self.accept("=") and not self.accept(":"):
                self.miss("`=` after a key")
            self.skip()
            pairs.append((key, self.part(",}\n")))
            self._separator()
        self.space = space
        return ObjectExpression(tuple(pairs), self.span(start))

    def _separator(self) -> None:
        """Go over what separates two pairs of an object."""
        self.skip()
        if not self.accept(",") and not any(self.at(sign) for sign in ("\n", "#", "//", "}")):
            self.miss("`,` or a new line between two pairs")
        self.space = SPACE
        self.skip()
        self.space = BLANKS

    def _key(self) -> Expression:
        bare = _BARE_KEY.match(self.text, self.position, self.end)
        if bare is None:
            return self.expression()
        start, self.position = self.position, bare.end(1)
        return LiteralValue(bare[1], self.span(start))

    def _accept_for(self) -> bool:
        mark = self.position
        if self.take(NAME) == "for":
            return True
        self.position = mark
        return False

    def _for(self, start: int, space: re.Pattern[str], closing: str) -> Expression:
        names = self.loop_names()
        subject = self.expression()
        self.expect(":")
        key = None
        value = self.expression()
        group = False
        if closing == "}":
            self.expect("=>")
            key, value = value, self.expression()
            group = self.accept_next("...")
        self.skip()
        mark = self.position
        condition = None
        if self.take(NAME) == "if":
            condition = self.expression()
        else:
            self.position = mark
        self.expect(closing)
        self.space = space
        return ForExpression(names, subject, key, value, condition, group, self.span(start))
