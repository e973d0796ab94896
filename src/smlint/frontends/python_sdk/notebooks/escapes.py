"""What IPython understands and Python does not: prompts, magics, shell lines, requests for help.

The transformations are those of IPython's `TransformerManager`, as its releases 7 to 9 do them
(https://ipython.readthedocs.io/en/stable/config/inputtransforms.html): what is found becomes the
call that IPython makes of it. Lines keep their number, so that places stay as the author sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from smlint.core.frozen import dataclass

CLASSIC = re.compile(r"\s*(?:>>>|\.\.\.)[ \t]?")
CLASSIC_FIRST = re.compile(r"^[ \t]*>>>", re.MULTILINE)
PROMPT = re.compile(r"(?:(?:\[nav\]|\[ins\])?\ )?In\ \[\d+\]:\ |\s*\.{3,}:\ ?", re.VERBOSE)
CELL_MAGIC = re.compile(r"%%(?!\w+\?)([^ ]*) ?(.*)")
HELP = re.compile(
    r"""(?P<target>%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+|\[-?[0-9]+\])*)(?P<sign>\?\??)$""",
)
TOKEN = re.compile(
    r'''
    (?P<space>[ \t\f]+|\\\n)
    |(?P<string>[rbuf]{0,2}(?:"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<comment>\#[^\n]*)
    |(?P<end>\n)
    |(?P<name>\w+)
    |(?P<sign>\*\*=|//=|>>=|<<=|[<>=!:+\-*/%&|^@]=|//|\*\*|.)
    ''',
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
HELP_LIMIT = 500
"""Characters that the name of what help is asked for has at most."""

ESCAPES = frozenset("!%?,;/")
QUOTES = frozenset("'\"")


class Token(NamedTuple):
    """A token of a logical line, and where it begins in the text."""

    text: str
    start: int
    kind: str = "sign"


@dataclass(frozen=True, slots=True)
class Escape:
    """The call that IPython makes of a piece of text: `get_ipython().method(*texts)`.

    `line` (1-based) and `column` (0-based, in characters of the cleaned text) are where it begins;
    `inner` the column at which the last of `texts` begins. `method` is empty where the call is not
    one of IPython itself but the expression that is the only text.
    """

    method: str
    texts: tuple[str, ...]
    line: int
    column: int
    inner: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text with a `0` in place of every escape, and how many characters each line has lost."""

    text: str
    removed: tuple[int, ...]
    escapes: tuple[Escape, ...]


def cleaned(text: str) -> Cleaned:
    """`text` as Python, with what is not Python told apart; its lines keep their number."""
    lines, removed = _without_prompts(text.split("\n"))
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    magic = CELL_MAGIC.fullmatch(lines[first].rstrip())
    if magic:
        rest = lines[first + 1 : -1] if text.endswith("\n") else lines[first + 1 :]
        texts = (magic[1], magic[2], "".join(f"{line}\n" for line in rest))
        head = Escape("run_cell_magic", texts, first + 1, 0, 0, len(lines))
        blank = ["0" if number == first else "" for number in range(len(lines))]
        return Cleaned("\n".join(blank), tuple(removed), (head,))
    scan = _Scan("\n".join(lines))
    escapes = tuple(scan.escapes())
    return Cleaned(scan.replaced(escapes), tuple(removed), escapes)


def is_prompted(text: str) -> bool:
    """Whether `text` begins with a prompt, which may be Python by chance."""
    return any(PROMPT.match(line) for line in text.lstrip("\n").split("\n", 2)[:2])


def _without_prompts(lines: list[str]) -> tuple[list[str], list[int]]:
    """`lines` without prompts and the indentation that all have, and what each has lost."""
    written = lines
    lines = _dedented(lines)
    if CLASSIC_FIRST.search("\n".join(lines)):
        lines = _dedented([CLASSIC.sub("", line, count=1) for line in lines])
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if any(PROMPT.match(line) for line in lines[first : first + 2]):
        lines = [line[match.end() :] if (match := PROMPT.match(line)) else line for line in lines]
    return lines, [len(old) - len(new) for old, new in zip(written, lines, strict=True)]


def _dedented(lines: list[str]) -> list[str]:
    margins = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines if line.strip()]
    if not margins:
        return lines
    low, high = min(margins), max(margins)
    width = next((at for at, sign in enumerate(low) if sign != high[at : at + 1]), len(low))
    return [line[width:] if line.strip() else "" for line in lines]


class _Scan:
    """Goes through a text once, logical line by logical line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        self.starts.extend(match.end() for match in re.finditer("\n", text))

    def escapes(self) -> Iterator[Escape]:
        """The escapes of the text, in order."""
        line = 0
        offset = 0
        while offset < len(self.text):
            tokens, end = self._logical_line(offset)
            found = self._found(tokens, line) if tokens else None
            if found is None:
                line += self.text.count("\n", offset, end)
                offset = end
                continue
            yield found
            line = found.end_line
            offset = self.starts[line] if line < len(self.starts) else len(self.text)

    def replaced(self, escapes: tuple[Escape, ...]) -> str:
        """The text with each of `escapes` blanked but for a `0` where it begins."""
        lines = self.text.split("\n")
        for escape in escapes:
            head = lines[escape.line - 1][: escape.column]
            lines[escape.line - 1 : escape.end_line] = [
                f"{head}0",
                *[""] * (escape.end_line - escape.line),
            ]
        return "\n".join(lines)

    def _logical_line(self, offset: int) -> tuple[list[Token], int]:
        """The tokens from `offset` to the end of the logical line, and where the next begins."""
        tokens: list[Token] = []
        depth = 0
        while match := TOKEN.match(self.text, offset):
            offset = match.end()
            kind, text = match.lastgroup or "", match[0]
            if kind == "end" and depth <= 0:
                break
            if kind not in ("space", "end"):
                tokens.append(Token(text, match.start(), kind))
            if text in QUOTES:  # no end on its line: what follows is no Python
                end = self.text.find("\n", offset)
                offset = end if end != -1 else len(self.text)
            if kind == "sign":
                depth = max(0, depth + (text in "([{") - (text in ")]}"))
        return tokens, offset

    def _found(self, tokens: list[Token], line: int) -> Escape | None:
        """What IPython makes of the logical line; `line` is where it begins, from 0."""
        while tokens[0].start >= self.starts[line + 1] if line + 1 < len(self.starts) else False:
            line += 1
        found = self._help(tokens, line)
        if found is None and tokens[0].text in ESCAPES:
            return self._command(line, tokens[0].start - self.starts[line])
        return found or self._assigned(tokens, line)

    def _help(self, tokens: list[Token], line: int) -> Escape | None:
        last = tokens[-1]
        if last.text != "?" or len(tokens) == 1:
            return None
        end_line = line + self.text.count("\n", tokens[0].start, last.start)
        end = self.text.find("\n", last.start)
        end = end if end != -1 else len(self.text)
        match = HELP.search(self.text, max(tokens[0].start, end - HELP_LIMIT), end)
        if match is None:
            return None
        method = "pinfo2" if match["sign"] == "??" else "psearch" if "*" in match[0] else "pinfo"
        column = tokens[0].start - self.starts[line]
        texts = (method, match["target"])
        return Escape("run_line_magic", texts, line + 1, column, column, end_line + 1)

    def _assigned(self, tokens: list[Token], line: int) -> Escape | None:
        """`x = %magic` or `x = !command`, after the first `=` that stands in no brackets."""
        depth = 0
        for number, token in enumerate(tokens[:-1]):
            if token.text == "=" and depth == 0:
                sign, after = (*tokens[number + 1 : number + 3], token)[:2]
                own = line + self.text.count("\n", self.starts[line], sign.start)
                led = self._line(own).lstrip().startswith("=")
                magic = sign.text == "%" and after.text.isidentifier()
                if magic or (sign.text == "!" and not led):
                    return self._command(own, sign.start - self.starts[own], captured=True)
                return None
            if token.kind == "sign":
                depth = max(0, depth + (token.text in "([{") - (token.text in ")]}"))
        return None

    def _command(self, line: int, column: int, *, captured: bool = False) -> Escape | None:
        """The escaped line that begins at `column` of `line`, as far as it is continued."""
        end = line
        last = len(self.starts) - self.text.endswith("\n")
        while end + 1 < last and self._line(end).endswith("\\"):
            end += 1
        parts = [self._line(line)[column:], *map(self._line, range(line + 1, end + 1))]
        written = " ".join([*(part.rstrip()[:-1] for part in parts[:-1]), parts[-1].rstrip()])
        sign, content = written[:1], written[1:]
        if not captured and content[:1] == sign and sign in "!?":
            sign, content = sign * 2, content[1:]
        inner = column + len(sign)
        name, _, arguments = content.partition(" ")
        method = ""
        texts: tuple[str, ...] = (content,)
        match sign:
            case "!":
                method = "getoutput" if captured else "system"
            case "!!":
                method = "getoutput"
            case "%":
                method, texts = "run_line_magic", (name, arguments)
                inner += len(name) + 1
            case "?" | "??":
                wide = "pinfo2" if sign == "??" else "psearch" if "*" in content else "pinfo"
                method, texts = (
                    ("run_line_magic", (wide, content)) if content else ("show_usage", ())
                )
            case ",":
                texts = (f'{name}("{_QUOTED.join(arguments.split())}")',)
            case ";":
                texts = (f'{name}("{arguments}")',)
            case _:
                if not name:
                    return None
                texts = (f"{name}({', '.join(arguments.split())})",)
        return Escape(method, texts, line + 1, column, inner, end + 1)

    def _line(self, number: int) -> str:
        start = self.starts[number]
        last = number + 1 == len(self.starts)
        return self.text[start:] if last else self.text[start : self.starts[number + 1] - 1]


_QUOTED = '", "'
