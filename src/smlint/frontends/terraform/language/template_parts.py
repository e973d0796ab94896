"""The parts of a template in a row, as they are read, and what becomes of neighbours."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.frontends.terraform.language.nodes import Expression, LiteralValue
from smlint.frontends.terraform.values.text import composed

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.?))|([$%])\4\{", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class Text:
    """Literal text; in a heredoc never more than one line. `value` is changed by its neighbours."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A directive's tag, `%{ … }`, between two offsets."""

    keyword: str
    start: int
    end: int
    names: tuple[str, ...] = ()
    subject: Expression | None = None


Part: TypeAlias = Text | Mark | Expression


@dataclass(slots=True)
class Open:
    """A directive whose end tag is not yet met."""

    mark: Mark
    body: list[Text | Expression] = field(default_factory=list)
    otherwise: list[Text | Expression] | None = None

    @property
    def pieces(self) -> list[Text | Expression]:
        """Where the parts that come next belong."""
        return self.body if self.otherwise is None else self.otherwise


def unescape(raw: str) -> tuple[str, bool]:
    """Quoted text without its escapes, and whether all of them are ones that HCL knows."""
    if "\\" not in raw and "{" not in raw:
        return raw, True
    sound = True

    def plain(found: re.Match[str]) -> str:
        nonlocal sound
        code = found[1] or found[2]
        if code:
            number = int(code, 16)
            sound = sound and number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
            return chr(number) if sound else ""
        if found[4]:
            return found[4] + "{"
        sound = sound and found[3] in _PLAIN
        return _PLAIN.get(found[3], "")

    return _ESCAPE.sub(plain, raw), sound


def plain_text(run: list[Text]) -> str:
    """`run` as one text, in Unicode's composed form: Terraform compares text that way."""
    return composed("".join(text.value for text in run))


def pieces_of(source: Source, parts: list[Text | Expression]) -> tuple[Expression, ...]:
    """`parts` with neighbouring text made one literal, and empty text left out."""
    pieces: list[Expression] = []
    run: list[Text] = []
    for part in (*parts, None):
        if isinstance(part, Text):
            run.append(part)
            continue
        value = plain_text(run)
        if value:
            pieces.append(LiteralValue(value, source.span(run[0].start, run[-1].end)))
        run = []
        if part is not None:
            pieces.append(part)
    return tuple(pieces)


def unindent(parts: list[Part]) -> None:
    """Take from each line of a `<<-` heredoc the indentation that all of them share.

    As Terraform does it: blank lines neither count nor change, and a line whose beginning was
    stripped away by `~` has none.
    """
    widths: list[int] = []
    lines: list[Text] = []
    line_begins = True
    for part in parts:
        if line_begins:
            if not isinstance(part, Text):
                widths.append(0)
            elif part.value.strip() or not part.value.endswith("\n"):
                widths.append(len(part.value) - len(part.value.lstrip()))
                lines.append(part)
        line_begins = part.value.endswith("\n") if isinstance(part, Text) else False
    indentation = min(widths, default=0)
    for line in lines:
        line.value = line.value[indentation:]
