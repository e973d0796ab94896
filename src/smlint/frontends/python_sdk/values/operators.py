"""What Python's operators and formatting make of known values, each bounded.

All raise `TooLarge` instead of doing what would take too long or too much room, and otherwise what
Python raises.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from string import Formatter

TEXT_LIMIT = 20_000
"""Characters of one text, and entries of one list."""

NUMBER_LIMIT = 2**200

SAFE_SPEC = re.compile(r"([^{}]?[<>=^])?[+\- ]?z?#?0?\d{0,3}[,_]?(\.\d{0,3})?[a-zA-Z%]?")


class TooLarge(Exception):
    """An outcome that is not worked out: it is too large, or not a plain number."""


def _times(left: object, right: object) -> object:
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, (str, bytes, list, tuple)) and isinstance(times, int):
            if len(sequence) * max(times, 0) > TEXT_LIMIT:
                raise TooLarge
            return sequence * times
    return operator.mul(left, right)


def _power(left: object, right: object) -> object:
    match left, right:
        case int(), int() if abs(right) * max(abs(left).bit_length(), 1) > 400:
            raise TooLarge
    return operator.pow(left, right)


def _shifted(left: object, right: object) -> object:
    if isinstance(right, int) and right > 400:
        raise TooLarge
    return operator.lshift(left, right)


SIGNS: Mapping[type[ast.operator], Callable[..., object]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: _times, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: _power,
    ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor,
    ast.LShift: _shifted, ast.RShift: operator.rshift,
}  # fmt: skip

UNARY: Mapping[type[ast.unaryop], Callable[..., object]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}  # fmt: skip

COMPARISONS: Mapping[type[ast.cmpop], Callable[..., object]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right, ast.NotIn: lambda left, right: left not in right,
}  # fmt: skip


def binary(sign: ast.operator, left: object, right: object) -> object:
    """`left sign right`, for anything but a text before `%`."""
    function = SIGNS.get(type(sign))
    if function is None:
        raise TooLarge
    return bounded(function(left, right))


def unary(sign: ast.unaryop, value: object) -> object:
    """`sign value`."""
    return bounded(UNARY[type(sign)](value))


def compare(sign: ast.cmpop, left: object, right: object) -> bool:
    """`left sign right`; `is` holds for None and truth values only."""
    if isinstance(sign, (ast.Is, ast.IsNot)):
        if not any(isinstance(one, bool) or one is None for one in (left, right)):
            raise TooLarge
        return (left is right) is isinstance(sign, ast.Is)
    return bool(COMPARISONS[type(sign)](left, right))


def bounded(value: object) -> object:
    """`value`, unless it is too large or is no number that can be written down."""
    if isinstance(value, float) and not math.isfinite(value):
        raise TooLarge
    if isinstance(value, int) and abs(value) > NUMBER_LIMIT:
        raise TooLarge
    if isinstance(value, (str, bytes, list, tuple, dict, set)) and len(value) > TEXT_LIMIT:
        raise TooLarge
    return value


def formatted(value: object, spec: str, conversion: str | None) -> str:
    """`value` as a replacement field writes it."""
    if not SAFE_SPEC.fullmatch(spec):
        raise TooLarge
    subject = CONVERSIONS[conversion](value) if conversion else value
    text = format(subject, spec)
    bounded(text)
    return text


CONVERSIONS: Mapping[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}


def fields(template: str) -> list[tuple[str, str | None, str, str | None]]:
    """The pieces of a `str.format` template: text before, field name, format, conversion."""
    return [
        (text, name, spec or "", conversion)
        for text, name, spec, conversion in Formatter().parse(template)
    ]


PERCENT = re.compile(r"%(?:\((\w+)\))?([#0\- +]*(?:\d{0,3}|\*)(?:\.\d{1,2})?)([sdifrgeExXoca%])")


def percent_pieces(template: str) -> list[tuple[str, str, str]]:
    """The pieces of a `%` template: text before, key (or empty), and the field as written.

    Raises `TooLarge` where it holds a `%` that is not understood. `%%` is part of the text.
    """
    pieces: list[tuple[str, str, str]] = []
    before, position = "", 0
    for match in PERCENT.finditer(template):
        if "%" in template[position : match.start()] or "*" in match[2]:
            raise TooLarge
        before += template[position : match.start()]
        position = match.end()
        if match[3] == "%":
            before += "%"
            continue
        pieces.append((before, match[1] or "", f"%{match[2]}{match[3]}"))
        before = ""
    rest = template[position:]
    if "%" in rest:
        raise TooLarge
    return [*pieces, (before + rest, "", "")]
