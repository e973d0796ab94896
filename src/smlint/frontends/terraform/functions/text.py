"""Functions of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from smlint.core.values import Absent, Known, Tree, first, joined
from smlint.frontends.terraform.functions.call import KINDS, Call, Function, items, pure
from smlint.frontends.terraform.functions.formatting import WIDEST, formatted, formatted_lists
from smlint.frontends.terraform.functions.graphemes import clusters
from smlint.frontends.terraform.functions.re2 import Program, Span, compiled
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import derived, hidden, hops, through, unlisted
from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError
from smlint.frontends.terraform.values.kinds import STRING

SPACES = (
    " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
WAYS_PER_STEP = 20
"""So many ways of matching are tried in the time of one step of evaluation."""
REFERENCE = re.compile(r"\$(?:(\$)|\{(\w+)\}|(\w+))")


def _paid(function: Function, pattern: int, text: int) -> Function:
    """`function`, paid for by what its arguments at `pattern` and `text` may cost to match."""

    def run(call: Call) -> Tree:
        values = [item.value if isinstance(item, Known) else None for item in call.arguments]
        if len(values) > max(pattern, text):
            written, subject = values[pattern], values[text]
            if isinstance(written, str) and isinstance(subject, str):
                call.world.spend(len(written) * len(subject) // WAYS_PER_STEP)
        return function(call)

    return run


def _captured(program: Program, text: str, match: tuple[Span | None, ...]) -> object:
    whole, *groups = (None if span is None else text[span[0] : span[1]] for span in match)
    if any(program.names):
        return dict(zip(program.names, groups, strict=True))
    return tuple(groups) if groups else whole


def _pattern(text: str) -> Program:
    program = compiled(text)
    if any(program.names) and not all(program.names):
        raise RefusalError("the pattern has groups with names and groups without")
    return program


def _regex(pattern: str, text: str) -> object:
    program = _pattern(pattern)
    match = program.search(text)
    if match is None:
        raise RefusalError("the pattern does not match")
    return _captured(program, text, match)


def _regex_all(pattern: str, text: str) -> list[object]:
    program = _pattern(pattern)
    return [_captured(program, text, match) for match in program.matches(text)]


def _replace(text: str, old: str, new: str) -> str:
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        return _replace_pattern(text, compiled(old[1:-1]), new)
    return text.replace(old, new)


def _replace_pattern(text: str, program: Program, new: str) -> str:
    pieces: list[str] = []
    position = last = 0
    while position <= len(text):
        match = program.search(text, position)
        if match is None or match[0] is None:
            break
        low, high = match[0]
        pieces.append(text[last:low])
        if high > last or low == 0:
            pieces.append(_expanded(new, program, text, match))
        last = high
        position = max(position + 1, high)
    return "".join(pieces) + text[last:]


def _expanded(new: str, program: Program, text: str, match: tuple[Span | None, ...]) -> str:
    """The replacement `new` with what it refers to: `$1`, `$name`, `$$`."""

    def value(found: re.Match[str]) -> str:
        dollar, *names = found.groups(default="")
        name = "".join(names)
        number = -1
        if name.isascii() and name.isdigit():
            number = int(name) if (name == "0" or name[0] != "0") and len(name) < 9 else -1
        elif name in program.names:
            number = program.names.index(name) + 1
        span = match[number] if 0 <= number < len(match) else None
        return dollar if span is None else text[span[0] : span[1]]

    return REFERENCE.sub(value, new)


def _substring(text: str, offset: float, length: float) -> str:
    if not isinstance(offset, int) or not isinstance(length, int):
        raise RefusalError("whole numbers are required")
    found = clusters(text)
    if offset < 0:
        offset += len(found)
    elif length == 0:
        return ""
    # counted from the end, a length of zero has no end: Terraform never comes to it
    end = len(found) if length <= 0 else max(offset, 0) + length
    return "".join(found[max(offset, 0) : end])


def _split(separator: str, text: str) -> list[str]:
    if not text:
        return [""] if separator else []
    return text.split(separator) if separator else list(text)


def _indent(spaces: float, text: str) -> str:
    if not isinstance(spaces, int) or spaces < 0:
        raise RefusalError("a whole number of spaces is required")
    if spaces > WIDEST:
        raise ExhaustedError
    return text.replace("\n", "\n" + " " * int(spaces))


def _title(text: str) -> str:
    pairs = zip(f" {text}", text, strict=False)
    return "".join(
        _simple(character, str.title) if _parts(before) else character
        for before, character in pairs
    )


def _parts(character: str) -> bool:
    """Whether a word may begin behind `character`."""
    if character.isascii():
        return not (character.isalnum() or character == "_")
    return not character.isalnum() and character in SPACES


def _simple(character: str, change: Callable[[str], str]) -> str:
    """One character for one, as Terraform changes the case of text."""
    changed = change(character)
    if len(changed) == 1:
        return changed
    if change is str.lower:
        return changed[0]
    title = character.title()
    return title if len(title) == 1 else character


def _upper(text: str) -> str:
    return "".join(_simple(character, str.upper) for character in text)


def _lower(text: str) -> str:
    return "".join(_simple(character, str.lower) for character in text)


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


_FORMAT = pure("s?t*", formatted)


def _trim_prefix(text: str, prefix: str) -> str:
    return text.removeprefix(prefix)


def _trim_suffix(text: str, suffix: str) -> str:
    return text.removesuffix(suffix)


def _repeated_newline(text: str) -> str:
    return text.rstrip("\r\n")


TEXT: Mapping[str, Function] = {
    "chomp": pure("s", _repeated_newline),
    "endswith": pure("ss", str.endswith),
    "format": _format,
    "formatlist": pure("s?t*", formatted_lists),
    "indent": pure("ns", _indent),
    "join": _join,
    "lower": pure("s", _lower),
    "regex": _paid(pure("ss", _regex), 0, 1),
    "regexall": _paid(pure("ss", _regex_all), 0, 1),
    "replace": _paid(pure("sss", _replace), 1, 0),
    "split": pure("ss", _split),
    "startswith": pure("ss", str.startswith),
    "strcontains": pure("ss", str.__contains__),
    "strrev": pure("s", lambda text: "".join(reversed(clusters(text)))),
    "substr": pure("snn", _substring),
    "title": pure("s", _title),
    "trim": pure("ss", str.strip),
    "trimprefix": pure("ss", _trim_prefix),
    "trimspace": pure("s", lambda text: text.strip(SPACES)),
    "trimsuffix": pure("ss", _trim_suffix),
    "upper": pure("s", _upper),
}
