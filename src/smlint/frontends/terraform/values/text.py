"""Text as Terraform keeps it."""

from __future__ import annotations

import unicodedata

MARK_LIMIT = 100
"""More marks stand on one character in no language."""


def composed(text: str) -> str:
    """`text` in Unicode's composed form (NFC): letters and their accents in one character.

    It is left as it is where more marks stand on one character than `MARK_LIMIT`: putting them in
    order takes their number squared.
    """
    if text.isascii():
        return text
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MARK_LIMIT:
            return text
    return unicodedata.normalize("NFC", text)
