"""The patterns of `fileset`, as Terraform matches them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from smlint.core.workspace import Listing
from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError, UnclearError

SIGNS = "*?[{\\"
DEPTH_LIMIT = 64
"""Directories within directories. Links that lead round in a circle go deeper."""


def found_files(
    top: str, steps: list[str], listing: Callable[[str], Listing], depth: int = 0
) -> Iterator[str]:
    """The paths beneath `top` (which ends in a slash, or is empty) of the files `steps` matches.

    Raises `RefusalError` where a pattern is damaged, as far as a name is held against it, and
    `UnclearError` where a link leads out of what may be read.
    """
    if depth > DEPTH_LIMIT:
        raise ExhaustedError
    here = listing(top)
    step, *rest = steps
    if step == "**":
        for name in here.directories:
            yield from found_files(f"{top}{name}/", steps, listing, depth + 1)
        if rest:
            yield from found_files(top, rest, listing, depth + 1)
        else:
            yield from (f"{top}{name}" for name in (*here.files, *map(_outside, here.outside)))
        return
    # every name is held against the pattern: where that is damaged, any name tells
    wanted = {name for kind in here for name in kind if _is_step(step, name)}
    for name in filter(wanted.__contains__, here.outside):
        _outside(name)
    for name in filter(wanted.__contains__, here.directories if rest else here.files):
        if rest:
            yield from found_files(f"{top}{name}/", rest, listing, depth + 1)
        else:
            yield f"{top}{name}"


def _outside(name: str) -> str:
    raise UnclearError(f'"{name}" leads out of the files that smlint reads')


def _is_step(step: str, name: str) -> bool:
    return matches(step, name) if any(sign in step for sign in SIGNS) else step == name


def matches(pattern: str, name: str) -> bool:
    """Whether `pattern`, one step of a path, matches `name`."""
    while pattern and name:
        sign, rest = pattern[0], pattern[1:]
        if sign == "*":
            return _matches_rest(rest, name)
        if sign == "{":
            options, rest = _enclosed(rest, "}")
            return any(matches(option + rest, name) for option in _options(options))
        if sign == "[":
            members, rest = _enclosed(rest, "]")
            if not members:
                raise _damaged(pattern)
            fits = _in_class(members, name[0])
        elif sign == "\\":
            if not rest:
                raise _damaged(pattern)
            fits, rest = rest[0] == name[0], rest[1:]
        else:
            fits = sign in ("?", name[0])
        if not fits:
            return False
        pattern, name = rest, name[1:]
    return not name and pattern in ("", "*", "**")


def _enclosed(text: str, sign: str) -> tuple[str, str]:
    """`text` up to the closing `sign` and behind it; raises `RefusalError` without one."""
    inside, closed, rest = _parted(text, sign)
    if not closed:
        raise _damaged(text)
    return inside, rest


def _matches_rest(pattern: str, name: str) -> bool:
    """`matches` behind a star; damage that only one way would reach counts for nothing."""
    if not pattern:
        return True
    for start in range(len(name)):
        try:
            if matches(pattern, name[start:]):
                return True
        except RefusalError:
            continue
    return False


def _damaged(pattern: str) -> RefusalError:
    return RefusalError(f'"{pattern}" is no pattern of file names')


def _parted(text: str, sign: str) -> tuple[str, bool, str]:
    """`text` before and behind the first `sign` that no backslash escapes, if there is one."""
    at = text.find(sign)
    while at > 0 and text[at - 1] == "\\":
        at = text.find(sign, at + 1)
    return (text, False, "") if at == -1 else (text[:at], True, text[at + 1 :])


def _options(text: str) -> Iterator[str]:
    more = True
    while more and text:
        option, more, text = _parted(text, ",")
        yield option


def _in_class(members: str, character: str) -> bool:
    negated = members.startswith("^")
    rest = members[negated:]
    found = False
    while rest:
        low, rest = _class_character(rest, members)
        high = low
        if rest.startswith("-"):
            high, rest = _class_character(rest[1:], members)
        found = found or low <= character <= high
    return found != negated


def _class_character(rest: str, members: str) -> tuple[str, str]:
    escaped = rest.startswith("\\")
    rest = rest[escaped:]
    if not rest or (rest[0] == "-" and not escaped):
        raise _damaged(members)
    return rest[0], rest[1:]
