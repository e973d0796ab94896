"""Sums between `$((` and `))`, as far as scripts that deploy work them out."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(r"\s*(\d+|[A-Za-z_]\w*|\*\*|[-+*/%()])", re.ASCII)
_PRIORITY = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2}
LENGTH_LIMIT = 200
NUMBER_LIMIT = 2**63


def value(text: str, lookup: Callable[[str], str | None]) -> int | None:
    """What `text` comes to; None where it is not known, or no sum of whole numbers."""
    tokens: list[str] = []
    at = 0
    stripped = text.rstrip()
    if len(stripped) > LENGTH_LIMIT:
        return None
    while at < len(stripped):
        found = _TOKEN.match(stripped, at)
        if found is None:
            return None
        tokens.append(found[1])
        at = found.end()
    try:
        result = _sum(tokens, 0, lookup)
    except (ValueError, IndexError, ZeroDivisionError):
        return None
    return result if not tokens and abs(result) < NUMBER_LIMIT else None


def _sum(tokens: list[str], least: int, lookup: Callable[[str], str | None]) -> int:
    """Take a sum off the front of `tokens`, of operators that bind tighter than `least`."""
    left = _operand(tokens, lookup)
    while tokens and _PRIORITY.get(tokens[0], 0) > least:
        sign = tokens.pop(0)
        right = _sum(tokens, _PRIORITY[sign], lookup)
        left = _applied(sign, left, right)
    return left


def _operand(tokens: list[str], lookup: Callable[[str], str | None]) -> int:
    sign = tokens.pop(0)
    if sign == "(":
        inner = _sum(tokens, 0, lookup)
        if tokens.pop(0) != ")":
            raise ValueError
        return inner
    if sign in "+-":
        inner = _operand(tokens, lookup)
        return -inner if sign == "-" else inner
    if sign[0].isdigit():
        if len(sign) > 1 and sign[0] == "0":
            raise ValueError
        return int(sign)
    given = lookup(sign)
    if given is None or len(given) > LENGTH_LIMIT:
        raise ValueError
    return int(given)


def _applied(sign: str, left: int, right: int) -> int:
    if sign in "*+-":
        return {"*": left * right, "+": left + right, "-": left - right}[sign]
    quotient = abs(left) // abs(right)
    quotient = quotient if (left < 0) == (right < 0) else -quotient
    return quotient if sign == "/" else left - quotient * right
