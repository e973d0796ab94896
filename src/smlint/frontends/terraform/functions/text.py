"""Functions of text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.core.values import Absent, Known, Tree, joined
from smlint.frontends.terraform.constraints import STRING, convert
from smlint.frontends.terraform.data import (
    ExhaustedError,
    RefusalError,
    derived,
    first,
    hidden,
    hops,
    through,
    unlisted,
)
from smlint.frontends.terraform.functions.call import KINDS, Call, Function, items, pure
from smlint.frontends.terraform.functions.formatting import WIDEST, formatted, formatted_lists
from smlint.frontends.terraform.functions.patterns import compiled, ways

WAYS_PER_STEP = 20
"""So many ways of matching are tried in the time of one step of evaluation."""
POSIX_CLASSES: Mapping[str, str] = {
    "[:alpha:]": "A-Za-z", "[:digit:]": "0-9", "[:alnum:]": "A-Za-z0-9", "[:lower:]": "a-z",
    "[:upper:]": "A-Z", "[:space:]": r"\s", "[:word:]": r"\w", "[:xdigit:]": "0-9A-Fa-f",
}  # fmt: skip
WORD_START = re.compile(r"(?:^|(?<=[\s\x00-/:-@\[-^`{-\x7f]))\w")
SPACES = " \t\n\v\f\r\x85\xa0"


def _pattern(text: str) -> re.Pattern[str]:
    for name, characters in POSIX_CLASSES.items():
        text = text.replace(name, characters)
    flags = re.match(r"\(\?[a-zA-Z]*U", text)
    if flags:
        raise RefusalError("smlint does not match patterns with the flag U")
    try:
        return compiled(text.replace(r"\z", r"\Z"), re.ASCII)
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        raise RefusalError(f"the pattern is not valid: {error}") from None


def _paid(function: Function, pattern: int, text: int) -> Function:
    """`function`, paid for by what its arguments at `pattern` and `text` may cost to match."""

    def run(call: Call) -> Tree:
        values = [item.value if isinstance(item, Known) else None for item in call.arguments]
        if len(values) > max(pattern, text):
            written, subject = values[pattern], values[text]
            if isinstance(written, str) and isinstance(subject, str):
                call.world.spend(ways(written, len(subject)) // WAYS_PER_STEP)
        return function(call)

    return run


def _captured(match: re.Match[str]) -> object:
    if match.re.groupindex:
        return match.groupdict()
    return match.groups() if match.re.groups else match.group()


def _regex(pattern: str, text: str) -> object:
    match = _pattern(pattern).search(text)
    if match is None:
        raise RefusalError("the pattern does not match")
    return _captured(match)


def _regex_all(pattern: str, text: str) -> list[object]:
    return [_captured(match) for match in _pattern(pattern).finditer(text)]


def _replace(text: str, old: str, new: str) -> str:
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        found = _pattern(old[1:-1])
        template = re.sub(r"\$(?:\{(\w+)\}|(\w+))", r"\\g<\1\2>", new.replace("\\", r"\\"))
        try:
            return found.sub(template.replace("$$", "$"), text)
        except (re.error, IndexError) as error:
            raise RefusalError(f"the replacement is not valid: {error}") from None
    return text.replace(old, new)


def _substring(text: str, offset: float, length: float) -> str:
    if offset != int(offset) or length != int(length):
        raise RefusalError("whole numbers are required")
    start = int(offset) + len(text) if offset < 0 else int(offset)
    if length < 0:
        return text[max(start, 0) :]
    return text[max(start, 0) : max(start, 0) + int(length)]


def _split(separator: str, text: str) -> list[str]:
    if not text:
        return [""] if separator else []
    return text.split(separator) if separator else list(text)


def _indent(spaces: float, text: str) -> str:
    if spaces < 0:
        raise RefusalError("the number of spaces must not be negative")
    if spaces > WIDEST:
        raise ExhaustedError
    return text.replace("\n", "\n" + " " * int(spaces))


def _title(text: str) -> str:
    return WORD_START.sub(lambda match: match.group().upper(), text)


def _join(call: Call) -> Tree:
    """As `join` has it; the text keeps the identity of its unknown pieces."""
    separator, *lists = (
        convert(argument, KINDS["S" if position else "s"])
        for position, argument in enumerate(call.expect(2, 1000))
    )
    unknown = first(*map(unlisted, lists))
    if unknown is not None:
        return derived(unknown, call.span, *call.arguments)
    texts = [through(item, found.via) for found in lists for item in items(found)]
    if any(isinstance(text, Absent) for text in (separator, *texts)):
        raise RefusalError("the separator or an element is null")
    pieces = [piece for text in texts for piece in (separator, text)]
    return joined((*pieces[1:], Known("", call.span, hops(separator, *lists))), call.span)


def _format(call: Call) -> Tree:
    """As `format` has it; a text of plain `%s` keeps the identity of its unknown pieces."""
    template = call.arguments[0] if call.arguments else Absent(call.span)
    if first(*map(hidden, call.arguments)) is None or not isinstance(template, Known):
        return _FORMAT(call)
    literals = str(template.value).split("%s")
    if any("%" in text for text in literals) or len(literals) != len(call.arguments):
        return _FORMAT(call)
    pieces: list[Tree] = []
    for argument, literal in zip(call.arguments, literals, strict=True):
        pieces.append(convert(argument, STRING) if pieces else Known("", call.span, template.via))
        pieces.append(Known(literal, call.span))
    return joined(tuple(pieces), call.span)


_FORMAT = pure("s?a*", formatted)


def _trim_prefix(text: str, prefix: str) -> str:
    return text.removeprefix(prefix)


def _trim_suffix(text: str, suffix: str) -> str:
    return text.removesuffix(suffix)


def _repeated_newline(text: str) -> str:
    return re.sub(r"(\r?\n)+\Z", "", text)


TEXT: Mapping[str, Function] = {
    "chomp": pure("s", _repeated_newline),
    "endswith": pure("ss", str.endswith),
    "format": _format,
    "formatlist": pure("s?a*", formatted_lists),
    "indent": pure("ns", _indent),
    "join": _join,
    "lower": pure("s", str.lower),
    "regex": _paid(pure("ss", _regex), 0, 1),
    "regexall": _paid(pure("ss", _regex_all), 0, 1),
    "replace": _paid(pure("sss", _replace), 1, 0),
    "split": pure("ss", _split),
    "startswith": pure("ss", str.startswith),
    "strcontains": pure("ss", str.__contains__),
    "strrev": pure("s", lambda text: text[::-1]),
    "substr": pure("snn", _substring),
    "title": pure("s", _title),
    "trim": pure("ss", str.strip),
    "trimprefix": pure("ss", _trim_prefix),
    "trimspace": pure("s", lambda text: text.strip(SPACES)),
    "trimsuffix": pure("ss", _trim_suffix),
    "upper": pure("s", str.upper),
}
