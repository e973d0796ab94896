"""The text of a pattern to its parts, as RE2 reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.frontends.terraform.functions.re2.parts import (
    Chars,
    Choice,
    Edge,
    EdgeKind,
    Group,
    Part,
    Pattern,
    Repeat,
    Sequence,
    repetitions,
)
from smlint.frontends.terraform.values.errors import RefusalError, UnclearError

REPEAT_LIMIT = 1000
"""RE2's own, for counts within counts too."""
DEPTH_LIMIT = 100
"""Groups inside of groups; RE2 takes some more, and nobody writes that many."""
EDGES: Mapping[str, EdgeKind] = {"A": "start", "z": "end", "b": "word", "B": "within"}
CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
DIGIT, SPACE, WORD = ("09",), ("\t\n", "\f\r", "  "), ("09", "AZ", "__", "az")
PERL: Mapping[str, tuple[str, ...]] = {"d": DIGIT, "s": SPACE, "w": WORD}
POSIX: Mapping[str, tuple[str, ...]] = {
    "alnum": ("09", "AZ", "az"), "alpha": ("AZ", "az"), "ascii": ("\0\x7f",),
    "blank": ("\t\t", "  "), "cntrl": ("\0\x1f", "\x7f\x7f"), "digit": DIGIT, "graph": ("!~",),
    "lower": ("az",), "print": (" ~",), "punct": ("!/", ":@", "[`", "{~"),
    "space": ("\t\r", "  "), "upper": ("AZ",), "word": WORD, "xdigit": ("09", "AF", "af"),
}  # fmt: skip
COUNTS = re.compile(r"\{(\d+)(?:(,)(\d*))?\}", re.ASCII)
SIGNS: Mapping[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
SET_FLAGS = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?\)")
FLAGGED = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?:")
NAMED = re.compile(r"\(\?P?<([A-Za-z0-9_]+)>")
OCTAL = re.compile(r"0[0-7]{0,2}|[1-7][0-7]{1,2}")
HEXADECIMAL = re.compile(r"x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})")
PROPERTY = re.compile(r"([pP])(?:\{(\^?)(\w+)\}|(\w))")
CATEGORY = re.compile(r"[CLMNPSZ]|C[cfos]|L[lmotu]|M[cen]|N[dlo]|P[cdefios]|S[ckmo]|Z[lps]")
POSIX_CLASS = re.compile(r"\[:(\^?)(.*?):\]", re.DOTALL)


def read_pattern(text: str) -> Pattern:
    """The pattern that `text` spells; raises `RefusalError` for what RE2 does not accept."""
    reader = _Reader(text)
    part = reader.choice(frozenset(), 0)
    if reader.at < len(text):
        raise _refusal("there is a ) without a (")
    return Pattern(part, tuple(reader.names))


def _refusal(what: str) -> RefusalError:
    return RefusalError(f"the pattern is not valid: {what}")


class _Reader:
    """Recursive descent; `at` is the offset behind what was read last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.names: list[str] = []

    def peek(self, word: str) -> bool:
        return self.text.startswith(word, self.at)

    def accept(self, word: str) -> bool:
        found = self.peek(word)
        self.at += len(word) * found
        return found

    def take(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        found = expression.match(self.text, self.at)
        self.at = self.at if found is None else found.end()
        return found

    def one(self) -> str:
        """The next character."""
        if self.at >= len(self.text):
            raise _refusal("it ends too early")
        self.at += 1
        return self.text[self.at - 1]

    def choice(self, flags: frozenset[str], depth: int) -> Part:
        """Everything up to the end of the group or pattern."""
        if depth > DEPTH_LIMIT:
            raise UnclearError("smlint does not read patterns of so many groups inside of groups")
        branches: list[list[Part]] = [[]]
        while self.at < len(self.text) and not self.peek(")"):
            if self.accept("|"):
                branches.append([])
            elif found := self.take(SET_FLAGS):
                flags = _changed(flags, found)
                if self.at < len(self.text) and self.repetition() is not None:
                    raise _refusal("there is nothing to repeat")
            elif self.accept("\\Q"):
                branches[-1].extend(self.quoted(flags))
            else:
                branches[-1].append(self.repeated(self.atom(flags, depth), flags))
        parts = tuple(one[0] if len(one) == 1 else Sequence(tuple(one)) for one in branches)
        return parts[0] if len(parts) == 1 else Choice(parts)

    def quoted(self, flags: frozenset[str]) -> list[Part]:
        literal, ended, _ = self.text[self.at :].partition("\\E")
        self.at += len(literal) + len(ended)
        found: list[Part] = [_literal(character, flags) for character in literal]
        return [*found[:-1], self.repeated(found[-1], flags)] if found else []

    def atom(self, flags: frozenset[str], depth: int) -> Part:
        if self.peek("("):
            return self.group(flags, depth)
        if self.repetition() is not None:
            raise _refusal("there is nothing to repeat")
        character = self.one()
        match character:
            case "[":
                return self.char_class(flags)
            case ".":
                return Chars(negated=True) if "s" in flags else Chars(("\n\n",), negated=True)
            case "^":
                return Edge("line start" if "m" in flags else "start")
            case "$":
                return Edge("line end" if "m" in flags else "end")
            case "\\":
                return self.escape(flags)
            case _:
                return _literal(character, flags)

    def group(self, flags: frozenset[str], depth: int) -> Part:
        index = 0
        if found := self.take(FLAGGED):
            flags = _changed(flags, found)
        else:
            named = self.take(NAMED)
            if named is None and (self.peek("(?") or not self.accept("(")):
                raise _refusal("a group begins with (? and no name or flags")
            name = "" if named is None else named[1]
            self.names.append(name)
            index = len(self.names)
        part = self.choice(flags, depth + 1)
        if not self.accept(")"):
            raise _refusal("a ) is missing")
        return Group(part, index) if index else Sequence((part,))

    def repetition(self) -> tuple[int, int | None] | None:
        """The counts of a sign of repetition that stands here; None where there is none."""
        sign = self.text[self.at : self.at + 1]
        if sign in SIGNS:
            self.at += 1
            return SIGNS[sign]
        found = self.take(COUNTS) if sign == "{" else None
        if found is None:
            return None
        digits = (found[1], found[3] or "")
        if any(len(text.lstrip("0")) > len(str(REPEAT_LIMIT)) for text in digits):
            raise _refusal("something is repeated too often")
        least = int(found[1])
        most = None if found[2] and not found[3] else int(found[3] or least)
        if max(least, most or 0) > REPEAT_LIMIT or (most is not None and most < least):
            raise _refusal("something is repeated too often")
        return least, most

    def repeated(self, part: Part, flags: frozenset[str]) -> Part:
        counts = self.repetition() if self.at < len(self.text) else None
        if counts is None:
            return part
        greedy = self.accept("?") is ("U" in flags)
        if self.at < len(self.text) and self.repetition() is not None:
            raise _refusal("a repetition is repeated")
        part = Repeat(part, *counts, greedy)
        if repetitions(part) > REPEAT_LIMIT:
            raise _refusal("something is repeated too often")
        return part

    def escape(self, flags: frozenset[str]) -> Part:
        start = self.at
        character = self.one()
        if character in EDGES:
            return Edge(EDGES[character])
        if character.lower() in PERL:
            return _perl(character)
        self.at = start
        found = self.property()
        return _literal(self.escaped(), flags) if found is None else found

    def property(self) -> Chars | None:
        """A class of Unicode characters, where one is named here."""
        found = self.take(PROPERTY)
        if found is None:
            return None
        name = found[3] or found[4]
        if not CATEGORY.fullmatch(name):
            raise UnclearError(f"smlint does not know the class of characters {name}")
        return Chars(category=name, negated=(found[1] == "P") != bool(found[2]))

    def escaped(self) -> str:
        """The one character that an escape, whose backslash was read, stands for."""
        if found := self.take(OCTAL):
            return chr(int(found[0], 8))
        if found := self.take(HEXADECIMAL):
            code = int((found[1] or found[2])[-8:], 16)
            if code > 0x10FFFF or len((found[2] or "").lstrip("0")) > 8:
                raise _refusal("a character has too large a number")
            return chr(code)
        character = self.one()
        if character in CONTROLS:
            return CONTROLS[character]
        if not character.isascii() or character.isalnum():
            raise _refusal(f"\\{character} means nothing")
        return character

    def char_class(self, flags: frozenset[str]) -> Part:
        negated = self.accept("^")
        ranges: list[str] = []
        others: list[Chars] = []
        first = True
        while first or not self.peek("]"):
            first = False
            other = self.inner_class()
            if other is not None:
                others.append(other)
                continue
            low = self.class_char()
            high = low
            if self.peek("-") and not self.peek("-]") and self.accept("-"):
                high = self.class_char()
            if high < low:
                raise _refusal(f"{low}-{high} is no range")
            ranges.append(low + high)
        self.accept("]")
        return Chars(tuple(ranges), tuple(others), negated=negated, folded="i" in flags)

    def inner_class(self) -> Chars | None:
        """A class named inside of another one, where one is."""
        if found := self.take(POSIX_CLASS):
            if found[2] not in POSIX:
                raise _refusal(f"there is no class {found[2]}")
            return Chars(POSIX[found[2]], negated=bool(found[1]))
        mark = self.at
        if self.accept("\\"):
            character = self.text[self.at : self.at + 1]
            if character and character in "dswDSW":
                return _perl(self.one())
            if (found_property := self.property()) is not None:
                return found_property
        self.at = mark
        return None

    def class_char(self) -> str:
        character = self.one()
        return self.escaped() if character == "\\" else character


def _changed(flags: frozenset[str], found: re.Match[str]) -> frozenset[str]:
    return (flags | frozenset(found[1])) - frozenset(found[2] or "")


def _perl(letter: str) -> Chars:
    return Chars(PERL[letter.lower()], negated=letter.isupper())


def _literal(character: str, flags: frozenset[str]) -> Chars:
    return Chars((character * 2,), folded="i" in flags)
