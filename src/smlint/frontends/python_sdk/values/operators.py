"""Arithmetic, comparison and text formatting over known scalars, each bounded.

Functions give None where the outcome is not determined, would fail, or would be too large.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from string import Formatter

from smlint.core.values import Scalar

TEXT_LIMIT = 20_000
"""Characters of one text, and digits of one number times ten."""

NUMBER_LIMIT = 10**18

ARITHMETIC: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
ORDER: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
SAFE_SPEC = re.compile(r"[<>=^+\-,_#0 ]{0,3}\d{0,3}(\.\d{0,2})?[a-zA-Z%]?")

TEXT_METHODS: Mapping[str, Callable[..., object]] = {
    "lower": str.lower, "upper": str.upper, "strip": str.strip, "lstrip": str.lstrip,
    "rstrip": str.rstrip, "title": str.title, "capitalize": str.capitalize,
    "replace": str.replace, "split": str.split, "rsplit": str.rsplit,
    "splitlines": str.splitlines, "startswith": str.startswith, "endswith": str.endswith,
    "removeprefix": str.removeprefix, "removesuffix": str.removesuffix, "find": str.find,
    "count": str.count, "isdigit": str.isdigit,
    "zfill": lambda text, width: text.zfill(min(width, 99)),
}  # fmt: skip


def arithmetic(sign: ast.operator, left: Scalar, right: Scalar) -> Scalar | None:
    """`left sign right`."""
    if isinstance(left, str) or isinstance(right, str):
        return _text_arithmetic(sign, left, right)
    if isinstance(sign, ast.Pow):
        small = abs(left) < 10**4 and 0 <= right <= 16
        return _bounded(left**right) if small else None
    function = ARITHMETIC.get(type(sign))
    if function is None:
        return None
    try:
        return _bounded(function(left, right))
    except (ArithmeticError, ValueError):
        return None


def _text_arithmetic(sign: ast.operator, left: Scalar, right: Scalar) -> str | None:
    if isinstance(sign, ast.Add) and isinstance(left, str) and isinstance(right, str):
        return left + right if len(left) + len(right) <= TEXT_LIMIT else None
    if isinstance(sign, ast.Mult):
        text, times = (left, right) if isinstance(left, str) else (right, left)
        if isinstance(text, str) and isinstance(times, int) and len(text) * times <= TEXT_LIMIT:
            return text * times
    return None


def _bounded(value: float) -> int | float | None:
    return value if math.isfinite(value) and abs(value) < NUMBER_LIMIT else None


def compare(sign: ast.cmpop, left: Scalar | None, right: Scalar | None) -> bool | None:
    """`left sign right`, where None is Python's None; None where it is not determined."""
    if isinstance(sign, (ast.Eq, ast.Is)):
        return left == right
    if isinstance(sign, (ast.NotEq, ast.IsNot)):
        return left != right
    if isinstance(left, str) and isinstance(right, str):
        if isinstance(sign, (ast.In, ast.NotIn)):
            return (left in right) is isinstance(sign, ast.In)
        ordered = ORDER.get(type(sign))
        return None if ordered is None else ordered(*_ranks(left, right))
    order = ORDER.get(type(sign))
    if order and isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return order(left, right)
    return None


def _ranks(left: str, right: str) -> tuple[int, int]:
    return (left > right) - (left < right), 0


def text_method(name: str, text: str, arguments: Sequence[Scalar]) -> object | None:
    """What `text.name(*arguments)` gives."""
    method = TEXT_METHODS.get(name)
    if method is None:
        return None
    sizes = [len(argument) for argument in arguments if isinstance(argument, str)]
    if name == "replace" and len(text) * max(sizes, default=0) > TEXT_LIMIT * 10:
        return None
    try:
        result = method(text, *arguments)
    except (TypeError, ValueError):
        return None
    return None if isinstance(result, str) and len(result) > TEXT_LIMIT else result


def formatted(value: Scalar, spec: str, conversion: str | None) -> str | None:
    """`value` as a replacement field writes it."""
    if not SAFE_SPEC.fullmatch(spec):
        return None
    subject: Scalar = repr(value) if conversion == "r" else str(value) if conversion else value
    try:
        return format(subject, spec)
    except (ValueError, TypeError):
        return None


def fields(template: str) -> list[tuple[str, str | None, str, str | None]] | None:
    """The pieces of a `str.format` template: text before, field name, format, conversion."""
    try:
        return [
            (text, name, spec or "", conversion)
            for text, name, spec, conversion in Formatter().parse(template)
        ]
    except ValueError:
        return None


PERCENT = re.compile(r"%(?:\((\w+)\))?([#0\- +]*\d{0,3}(?:\.\d{1,2})?)([sdifrg%])")


def percent_pieces(template: str) -> list[tuple[str, str, str]] | None:
    """The pieces of a `%` template: text before, key (or empty), and the field as written.

    None where it holds a `%` that is not understood. `%%` is part of the text.
    """
    pieces: list[tuple[str, str, str]] = []
    before, position = "", 0
    for match in PERCENT.finditer(template):
        before += template[position : match.start()]
        position = match.end()
        if match[3] == "%":
            before += "%"
            continue
        pieces.append((before, match[1] or "", f"%{match[2]}{match[3]}"))
        before = ""
    rest = template[position:]
    whole = "".join(PERCENT.split(template)[::4])
    return None if "%" in whole else [*pieces, (before + rest, "", "")]
