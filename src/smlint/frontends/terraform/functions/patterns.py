"""What a regular expression may cost: Python's engine tries way after way, Go's takes all at once.

Where a pattern can match a text in several ways, Python tries each before it gives up. They are
counted before anything is tried.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

ENDLESS = 10**9
"""What stands for more ways than anybody waits for."""

_PIECE = re.compile(
    r"(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z]*:|[=!]|<[=!]))?)|\(\?[a-zA-Z-]+\)|(?P<close>\))|(?P<or>\|)"
    r"|(?P<atom>\\.|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|[^\\])",
    re.DOTALL,
)
_REPETITION = re.compile(r"(?:([*+?])|\{(\d{1,5})(?:(,)(\d{0,5}))?\})[?+]?")
_LITERAL = re.compile(r"[^\\.^$*+?()\[\]{}|]|\\[^\w]")


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern`; as `re.compile`, without the warnings of what Python may once take otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(pattern, flags)


@dataclass(slots=True)
class _Group:
    """The ways of the alternative that is being read, and of those before it."""

    ways: int = 1
    before: int = 0

    @property
    def all(self) -> int:
        return min(self.ways + self.before, ENDLESS)


def ways(pattern: str, length: int) -> int:
    """In how many ways `pattern` may match in a text of `length`; up to `ENDLESS`."""
    groups = [_Group()]
    position = 0
    while piece := _PIECE.match(pattern, position):
        position = piece.end()
        if piece["open"]:
            groups.append(_Group())
        elif piece["or"]:
            groups[-1] = _Group(before=groups[-1].all)
        elif piece["close"] or piece["atom"]:
            inside = groups.pop().all if piece["close"] and len(groups) > 1 else 1
            repetition = _REPETITION.match(pattern, position)
            if repetition is not None:
                position = repetition.end()
                sure = inside == 1 and _ends(piece["atom"], pattern, position)
                inside = _repeated(repetition, inside, 0 if sure else length)
            groups[-1].ways = min(groups[-1].ways * inside, ENDLESS)
    total = 1
    for group in groups:
        total = min(total * group.all, ENDLESS)
    return min(total * (length + 1), ENDLESS)


def _repeated(repetition: re.Match[str], inside: int, length: int) -> int:
    """The ways of what has `inside` ways each time it is repeated in text of `length`."""
    sign, least, comma, most = repetition.groups()
    if sign == "?":
        return inside + bool(length)
    start = {"*": 0, "+": 1}.get(sign) if sign else int(least)
    end = length if sign or (comma and not most) else int(most or least)
    if inside > 1 and end > 1:
        return ENDLESS
    return max(min(end, length) - (start or 0), 0) + 1


def _ends(atom: str | None, pattern: str, position: int) -> bool:
    """Whether repeated `atom` ends for sure where what stands at `position` of `pattern` begins."""
    while pattern.startswith(")", position):
        position += 1
    following = _LITERAL.match(pattern, position)
    if atom is None or following is None or _REPETITION.match(pattern, following.end()):
        return False
    try:
        return compiled(atom, re.DOTALL | re.IGNORECASE).fullmatch(following[0][-1]) is None
    except re.error:
        return False
