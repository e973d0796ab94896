"""The grammar of `smlint:` comments.

Two kinds exist. A suppression names rules and says why, and may end on a day:

    smlint: ignore[SM101, no-autoscaling] the demo account has no quota until=2027-01-31
    smlint: ignore-file[image-latest] generated

A declaration states what an endpoint is for:

    smlint: latency=200ms payload=10MB traffic=steady

Whatever else begins with `smlint:` is a mistake that deserves to be told, never ignored; so is
either kind without its colon.
"""

from __future__ import annotations

import re
from datetime import date

from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.source import Comment, Source
from smlint.core.spans import Span
from smlint.core.workload import MEMBERS

_OPENING = re.compile(r"(?:^|(?<=[#/\s*]))smlint:", re.IGNORECASE)
_COLONLESS = re.compile(
    r"(?:^|(?<=[#/\s*]))smlint(?!:)(?:-|[ \t:;,.]+)"
    r"(?:ignore(?:-file)?(?:[ \t:]*\[|[ \t]*$|[ \t]+SM\d)|[a-z_]\w*=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_IGNORE = re.compile(r"ignore(?P<file>-file)?(?![\w-])\s*(?:\[(?P<rules>[^\]]*)\])?", re.IGNORECASE)
_NAME = re.compile(r"[^\s,]+")
_UNTIL = re.compile(r"(?:^|(?<=\s))until=(?P<day>\S*)")
_PAIR = re.compile(r"""(?<![\w-])(?P<key>[\w-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s,]+)""")
_LEAD = " \t-\N{EN DASH}\N{EM DASH}:"

FORMS = "write `smlint: ignore[RULE] reason` or `smlint: latency=200ms`"


@dataclass(frozen=True, slots=True)
class Ignore:
    """A suppression of `rules`, each with the place where it is named.

    `reason` is empty where none is given (such a suppression must not count); `until` is the last
    day on which it counts. `whole_file` is true for `ignore-file`; `block` is what it counts for
    instead of a line.
    """

    rules: tuple[tuple[str, Span], ...]
    reason: str
    span: Span
    until: date | None = None
    whole_file: bool = False
    own_line: bool = False
    block: Span | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a comment declares: keys with the text of each value, and its place.

    Of a key that is no need of a workload, which is told later, it is the place of the key.
    """

    settings: tuple[tuple[str, str, Span], ...]
    span: Span
    own_line: bool = False


def addressed(text: str) -> bool:
    """True when `parse_comment` has something to say of a comment with this text."""
    return "smlint" in text.lower() and (
        _opening(text) is not None or _opening(text, _COLONLESS) is not None
    )


def parse_comment(comment: Comment, source: Source) -> Ignore | Declaration | Problem | None:
    """What `comment` of `source` tells smlint; None where it is not addressed to smlint.

    A `smlint:` further on in the comment counts when another marker or a blank stands before it,
    so that it can share a line with other tools' comments. A comment that is neither kind gives a
    `Problem` of severity warning, and so does one of either kind that lacks the colon.
    """
    opening = _opening(comment.text)
    if opening is None:
        if _opening(comment.text, _COLONLESS) is None:
            return None
        message = "this comment looks addressed to smlint, but lacks the colon, so it does nothing"
        return Problem(comment.span, message, FORMS, "warning")
    body = comment.text[opening.end() :]
    inside = _Inside(comment, source, opening.end())
    ignore = _IGNORE.match(body.lstrip())
    if ignore is not None:
        return _ignore(body, ignore, inside)
    return _declaration(body, inside)


def parse_day(text: str) -> date | None:
    """The day that `text` names as YYYY-MM-DD; None where it names none."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _opening(text: str, form: re.Pattern[str] = _OPENING) -> re.Match[str] | None:
    """Where `form` opens the comment or a line of it, or follows a marker."""
    for found in form.finditer(text):
        before = text[: found.start()].rstrip(" \t")
        if not before or before.endswith(("#", "//", "\n", "*")):
            return found
    return None


class _Inside:
    """Places inside a comment, from offsets into its text."""

    def __init__(self, comment: Comment, source: Source, base: int) -> None:
        self.comment = comment
        self.source = source
        self.base = base

    def span(self, start: int, end: int) -> Span:
        """The span of the characters `start` to `end` of the body (one line's worth of them)."""
        text, whole = self.comment.text, self.comment.span
        offset = self.base + start
        head, tail = text[:offset], text[offset : self.base + end]
        number = whole.line + head.count("\n")
        begin = offset - (head.rfind("\n") + 1)
        own = text.split("\n")[head.count("\n")]
        first = whole.column - 1 if number == whole.line else 0
        found = self.source.line(number, whole.cell).find(own, first)
        if found == -1 or "\n" in tail:
            return whole
        column = found + begin + 1
        return Span(whole.path, number, column, number, column + len(tail), whole.cell)


def _ignore(body: str, match: re.Match[str], inside: _Inside) -> Ignore | Problem:
    comment = inside.comment
    shift = len(body) - len(body.lstrip())
    word = f"ignore{match['file'] or ''}".lower()
    if match["rules"] is None or not match["rules"].strip(" \t,"):
        return Problem(
            comment.span,
            f"this {word} names no rule, so nothing is suppressed",
            f"name the rules: `smlint: {word}[SM101] reason`",
            "warning",
        )
    start = shift + match.start("rules")
    names = tuple(
        (found.group(), inside.span(start + found.start(), start + found.end()))
        for found in _NAME.finditer(match["rules"])
    )
    rest = body[shift + match.end() :]
    until = _UNTIL.search(rest)
    day = None if until is None else parse_day(until["day"])
    if until is not None:
        if day is None:
            return Problem(
                comment.span,
                f'"{until["day"]}" is not a day, so nothing is suppressed',
                "write the last day on which the suppression counts: `until=2027-01-31`",
                "warning",
            )
        rest = rest[: until.start()] + rest[until.end() :]
    reason = " ".join(rest.split()).strip(_LEAD)
    return Ignore(
        names, reason, comment.span, day, bool(match["file"]), comment.own_line, comment.block
    )


def _declaration(body: str, inside: _Inside) -> Declaration | Problem:
    comment = inside.comment
    settings: list[tuple[str, str, Span]] = []
    position = 0
    for pair in _PAIR.finditer(body):
        if body[position : pair.start()].strip(" \t\n,*"):
            break
        quoted = pair["value"][0] in "\"'"
        start, end = pair.start("value") + quoted, pair.end("value") - quoted
        known = pair["key"].replace("-", "_") in MEMBERS
        place = inside.span(start, end) if known else inside.span(*pair.span("key"))
        settings.append((pair["key"], body[start:end], place))
        position = pair.end()
    stray = body[position:].strip(" \t\n,*").split()
    if stray:
        message = f'this comment is addressed to smlint, which cannot read "{stray[0]}"'
        return Problem(comment.span, message, FORMS, "warning")
    if not settings:
        message = "this comment is addressed to smlint and says nothing"
        return Problem(comment.span, message, FORMS, "warning")
    return Declaration(tuple(settings), comment.span, comment.own_line)
