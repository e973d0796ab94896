"""What people see as one character: Terraform counts these (Unicode's grapheme clusters)."""

from __future__ import annotations

import re
import unicodedata

from smlint.frontends.terraform.values.errors import UnclearError

JOINER = "\u200d"
CONTROLS = frozenset({"Cc", "Cf", "Zl", "Zp"})
MARKS = frozenset({"Mn", "Me", "Mc"})
EXTENDING = re.compile(
    "[\u0e33\u0eb3\u200c\u200d\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
"""Characters that continue a cluster although they are no marks."""
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
"""Letters of flags, two of which are a cluster."""
PICTURE = re.compile(
    "[\u2600-\u27bf\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff]"
)
"""Emoji, as far as joiners stand between them."""
INVOLVED = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u1000-\u11ff\u1a61-\u1a64\ua960-\ua97c"
    "\uaa7b\uaa7d\ud7b0-\ud7fb\U00011000-\U00011fff]"
)
"""Where clusters follow rules of single scripts, which this does not know."""


def clusters(text: str) -> list[str]:
    """The clusters of `text`; raises `UnclearError` for scripts whose rules this does not know."""
    if text.isascii() and "\r\n" not in text:
        return list(text)
    if INVOLVED.search(text):
        raise UnclearError("smlint does not count the characters of this script")
    found: list[str] = []
    for character in text:
        if found and _continues(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _continues(cluster: str, character: str) -> bool:
    last = cluster[-1]
    if last == "\r" and character == "\n":
        return True
    if unicodedata.category(last) in CONTROLS and not EXTENDING.match(last):
        return False
    if unicodedata.category(character) in MARKS or EXTENDING.match(character):
        return True
    if last == JOINER and PICTURE.match(character):
        return PICTURE.match(cluster) is not None
    return FLAG.fullmatch(cluster) is not None and FLAG.match(character) is not None
