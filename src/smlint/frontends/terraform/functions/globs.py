"""The patterns of `fileset`, as Terraform matches them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from smlint.core.workspace import Listing
from smlint.frontends.terraform.errors import ExhaustedError, RefusalError, UnclearError

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
    step, *rest = steps
    here = listing(top)
    if step == "**":
        for name in here.directories:
            yield from found_files(f"{top}{name}/", steps, listing, depth + 1)
        if not rest:
            _inside(here, lambda name: True)
            yield from (f"{top}{name}" for name in here.files)
            return
        step, *rest = rest
    if step == "**":
        yield from found_files(top, ["**", *rest], listing, depth + 1)
        return

    def wanted(name: str) -> bool:
        return matches(step, name) if any(sign in step for sign in SIGNS) else step == name

    _inside(here, wanted)
    for name in here.directories if rest else here.files:
        if wanted(name):
            if rest:
                yield from found_files(f"{top}{name}/", rest, listing, depth + 1)
            else:
                yield f"{top}{name}"
    # a damaged pattern is told wherever there is anything to hold against it
    for name in here.files if rest else here.directories:
        wanted(name)


def _inside(here: Listing, wanted: Callable[[str], bool]) -> None:
    for name in here.outside:
        if wanted(name):
            raise UnclearError(f'"{name}" leads out of the files that smlint reads')


def matches(pattern: str, name: str) -> bool:
    """Whether `pattern`, one step of a path, matches `name`."""
    while pattern and name:
        sign = pattern[0]
        if sign == "*":
            return _matches_rest(pattern[1:], name)
        if sign == "{":
            options, closed, rest = _parted(pattern[1:], "}")
            if not closed:
                raise _damaged(pattern)
            return any(matches(option + rest, name) for option in _options(options))
        if sign == "[":
            members, closed, rest = _parted(pattern[1:], "]")
            if not closed or not members:
                raise _damaged(pattern)
            if not _in_class(members, name[0]):
                return False
            pattern, name = rest, name[1:]
            continue
        if sign == "\\":
            pattern = pattern[1:]
            if not pattern:
                raise _damaged(sign)
        elif sign == "?":
            pattern = name[0] + pattern[1:]
        if pattern[0] != name[0]:
            return False
        pattern, name = pattern[1:], name[1:]
    return not name and pattern in ("", "*", "**")


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
