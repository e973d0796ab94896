"""The escapes of C, as they stand in `$'…'`."""

from __future__ import annotations

import re

_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "v": "\v",
}
_ANSI = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))", re.DOTALL)


def unescaped(text: str) -> str:
    """`text` with its escapes replaced by what they stand for; others stay as they are."""
    return _ANSI.sub(_decoded, text)


def _decoded(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    if code:
        return chr(int(code, 16))
    if escape[3]:
        return chr(int(escape[3], 8) & 0xFF)
    return _ESCAPES.get(escape[4], escape[4] if escape[4] in "\\'\"?" else f"\\{escape[4]}")
