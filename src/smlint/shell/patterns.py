"""What operators of parameters make of a known text: `${name%suffix}`, `${name//a/b}`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import translate

_PATTERN = re.compile(r"[*?]")


def changed(text: str, operator: str, words: Sequence[str]) -> str | None:
    """`text` with `operator` and its arguments applied; None where that is not known."""
    if operator in ("^^", ",,") and not words[0]:
        return text.upper() if operator == "^^" else text.lower()
    if operator in ("^", ",") and not words[0]:
        first = text[:1].upper() if operator == "^" else text[:1].lower()
        return first + text[1:]
    if operator == ":":
        begin, _, count = words[0].strip().partition(":")
        if not begin.isdigit() or (count and not count.strip().isdigit()):
            return None
        start = int(begin[:6])
        return text[start : start + int(count[:6])] if count else text[start:]
    if len(text) > 10_000:
        return None
    if operator in ("/", "//"):
        return _replaced(text, operator, words)
    return _trimmed(text, operator, words[0])


def _replaced(text: str, operator: str, words: Sequence[str]) -> str | None:
    pattern = words[0]
    if _PATTERN.search(pattern) or "[" in pattern or not pattern or pattern[0] in "#%":
        return None
    other = words[1] if len(words) > 1 else ""
    return text.replace(pattern, other, -1 if operator == "//" else 1)


def _trimmed(text: str, operator: str, pattern: str) -> str | None:
    if operator not in ("#", "##", "%", "%%"):
        return None
    matches = re.compile(translate(pattern)).match
    lengths = range(len(text) + 1) if len(operator) == 1 else range(len(text), -1, -1)
    for length in lengths:
        part = text[:length] if operator[0] == "#" else text[len(text) - length :]
        if matches(part):
            return text[length:] if operator[0] == "#" else text[: len(text) - length]
    return text
