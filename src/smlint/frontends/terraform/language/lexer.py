"""Where the pieces of HCL end: names, numbers, quoted texts, heredocs, comments and brackets.

Every pattern is linear: runs are possessive, so that text which does not match is given up at once
instead of being tried again from each of its characters.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import NoReturn

from smlint.core.source import Comment, Source
from smlint.core.spans import Span

NAME = re.compile(r"[^\W\d][\w\u0300-\u036f-]*+")
NUMBER = re.compile(r"[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+")
QUOTED_RUN = re.compile(r'[^"\\$%\n]*+(?:(?:\\.|\$\$\{|%%\{|[$%](?!\{))[^"\\$%\n]*+)*+')
"""Text within quotes up to its end, an interpolation, or the line end that should not be there."""
HEREDOC = re.compile(rf"<<(-?)({NAME.pattern})\n")
BLANKS = re.compile(r"(?:[ \t]++|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/)*+")
"""What may stand between two words of one line."""
SPACE = re.compile(r"(?:[ \t\n]++|(?:\#|//)[^\n]*+|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/)*+")
"""What may stand between two words where line ends mean nothing: inside brackets."""
TOP_LEVEL = re.compile(
    r"(?:resource|data|variable|output|module|provider|terraform|locals|moved|import|check|removed"
    r'|ephemeral)(?:[ \t]++(?:"[^"\n]*+"|[\w-]++))*+[ \t]*+\{'
)
"""The header of a block that stands in no other block; matched at the beginning of a line."""
SEQUENCE = re.compile(r"\$\$\{|%%\{|([$%]\{)")
"""What is not plain text in a template; group 1 is an opening, the others are escapes."""
CONFLICT = re.compile(r"<{7}(?: [^\n]*+)?(?=\n)")


@lru_cache(maxsize=64)
def heredoc_event(marker: str) -> re.Pattern[str]:
    """Finds, in a heredoc, what is not plain text; group 1 is an opening, group 2 the last line."""
    return re.compile(
        rf"\$\$\{{|%%\{{|([$%]\{{)|\n([^\S\n]*+{re.escape(marker)}[^\S\n]*+)(?=\n|\Z)"
    )


def after(pattern: re.Pattern[str], text: str, offset: int, end: int = sys.maxsize) -> int:
    """Where the match of `pattern` at `offset` ends; `offset` itself where there is none."""
    found = pattern.match(text, offset, end)
    return offset if found is None else found.end()


def line_end(text: str, offset: int) -> int:
    """The offset of the line end at or after `offset`."""
    found = text.find("\n", offset)
    return len(text) if found == -1 else found


def comment_at(source: Source, start: int, end: int) -> Comment:
    """The comment between two offsets."""
    text = source.text
    raw = text[start:end]
    words = raw[2:].removesuffix("*/") if raw.startswith("/*") else raw.lstrip(raw[0])
    before, behind = start, end
    while text[before - 1 : before] in (" ", "\t"):
        before -= 1
    while text[behind : behind + 1] in (" ", "\t"):
        behind += 1
    own_line = text[before - 1 : before] in ("", "\n") and text[behind : behind + 1] in ("", "\n")
    return Comment(source.span(start, end), words.strip(), own_line)


class Refused(Exception):
    """Text in which an expression is not read any further: why, and where.

    It is `damaged` where it is not HCL; else it is more than smlint reads.
    """

    def __init__(self, reason: str, span: Span, *, damaged: bool) -> None:
        super().__init__(f"{reason} (line {span.line})")
        self.reason = reason
        self.span = span
        self.damaged = damaged


class Cursor:
    """A place in a stretch of text, and what is asked there.

    `space` is what may stand between two words: `BLANKS` where a line end ends something, `SPACE`
    inside brackets. `refusals` are all that were met, also where reading went on behind them.
    """

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.refusals: list[Refused] = []
        self.source = source
        self.text = source.text
        self.position = start
        self.end = end
        self.space = BLANKS

    def skip(self) -> None:
        """Go over blanks and comments."""
        self.position = after(self.space, self.text, self.position, self.end)

    def at(self, sign: str) -> bool:
        """True when `sign` stands here."""
        return self.text.startswith(sign, self.position, self.end)

    def accept(self, sign: str) -> bool:
        """Go over `sign` where it stands here."""
        if not self.at(sign):
            return False
        self.position += len(sign)
        return True

    def expect(self, sign: str) -> None:
        """Go over blanks, comments and `sign`; refuses anything else."""
        self.skip()
        if not self.accept(sign):
            self.miss(f"`{sign}`")

    def take(self, pattern: re.Pattern[str]) -> str:
        """What `pattern` matches here, gone over; empty where it matches nothing."""
        start = self.position
        self.position = after(pattern, self.text, start, self.end)
        return self.text[start : self.position]

    def span(self, start: int) -> Span:
        """The span from offset `start` to here."""
        return self.source.span(start, self.position)

    def miss(self, expected: str) -> NoReturn:
        """Give up reading, because something else than `expected` stands here."""
        rest = self.text[self.position : min(self.end, self.position + 20)].split("\n")[0].strip()
        if rest:
            self.refuse(f"`{rest}` stands where {expected} is expected", len(rest))
        self.refuse(f"{expected} is missing at the end of a line")

    def refuse(self, reason: str, length: int = 0) -> NoReturn:
        """Give up reading here, where `length` characters are no HCL for `reason`."""
        self._raise(reason, length, damaged=True)

    def exceed(self, reason: str) -> NoReturn:
        """Give up reading here what is more than smlint reads."""
        self._raise(reason, 0, damaged=False)

    def _raise(self, reason: str, length: int, *, damaged: bool) -> NoReturn:
        span = self.source.span(self.position, self.position + length)
        self.refusals.append(Refused(reason, span, damaged=damaged))
        raise self.refusals[-1]
