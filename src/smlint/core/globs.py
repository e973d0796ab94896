"""Patterns for paths, with the meaning people know from `.gitignore`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from posixpath import join, normpath, relpath

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[[!^]?(?:\][^\]]*|[^\]]+)\]|.", re.DOTALL)
_MEMBER = re.compile(r"(.)-(.)|(.)", re.DOTALL)
_SPECIAL = re.compile(r"[*?\[]")


class Patterns:
    """Patterns that are written in `folder`, for paths as they are seen from `working`.

    Both folders are absolute. A pattern that begins with a slash names an absolute path, or, as in
    `.gitignore`, one beneath `folder`.
    """

    def __init__(self, patterns: Iterable[str], folder: str, working: str) -> None:
        self._folder = folder
        self._working = working
        self._names: list[str] = []
        self._places: list[str] = []
        literal = _SPECIAL.sub(r"[\g<0>]", folder)
        for pattern in filter(None, patterns):
            if "/" not in pattern.rstrip("/") and pattern.rstrip("/") not in ("", ".", ".."):
                self._names.append(pattern)
                continue
            self._places.append(normpath(join(literal, pattern)))
            if pattern.startswith("/"):
                self._places.append(normpath(literal + pattern))

    def match(self, path: str) -> bool:
        """True when one of the patterns names `path` or one of the folders it lies in."""
        if not self._names and not self._places:
            return False
        full = normpath(join(self._working, path))
        return any(matches(full, pattern) for pattern in self._places) or (
            bool(self._names)
            and any(matches(relpath(full, self._folder), pattern) for pattern in self._names)
        )


def matches(path: str, pattern: str) -> bool:
    """True when `pattern` names `path` or one of the folders it lies in.

    Both have forward slashes and are relative to the same folder. `*` and `?` stop at a slash,
    `**` does not; a pattern without a slash names a file or folder at any depth. Case counts.
    """
    return _compiled(pattern).fullmatch(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    wanted = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    body = "".join(_expression(token) for token in _TOKEN.findall(wanted))
    try:
        return re.compile(f"{anywhere}{body}(?:/.*)?", re.DOTALL)
    except re.error:  # a range that runs backwards, such as [z-a]
        return re.compile(f"{anywhere}{re.escape(wanted)}(?:/.*)?", re.DOTALL)


def _expression(token: str) -> str:
    match token:
        case "**/":
            return "(?:.*/)?"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
    if len(token) == 1:
        return re.escape(token)
    inner = token[1:-1]
    sign = "^" if inner[0] in "!^" else ""
    return f"(?!/)[{sign}{_MEMBER.sub(_member, inner[len(sign) :])}]"


def _member(found: re.Match[str]) -> str:
    """A range or a character of a class, none of its signs with a meaning of its own."""
    if found[3] is not None:
        return re.escape(found[3])
    return f"{re.escape(found[1])}-{re.escape(found[2])}"
