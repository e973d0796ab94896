"""Braces in words: `{a,b}` and `{1..3}` make several of one, as bash, zsh and ksh do it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from smlint.shell.syntax import Literal, Part, WordNode

RESULT_LIMIT = 1_000
PART_LIMIT = 100
"""Braces, commas and what is between them; a word with more is a document, not a choice."""
_SIGN = re.compile(r"[{},]")
_RANGE = re.compile(r"(-?\d{1,6})\.\.(-?\d{1,6})")


def expanded(node: WordNode) -> list[WordNode]:
    """The words that `node` makes; itself where it holds no braces that do."""
    if not any(_may_brace(part) for part in node.parts):
        return [node]
    parts = list(_signs(node.parts))
    if len(parts) > PART_LIMIT:
        return [node]
    found = _expand(parts)
    return [WordNode(tuple(parts), node.span) for parts in found[:RESULT_LIMIT]]


def _may_brace(part: Part) -> bool:
    return isinstance(part, Literal) and not part.quoted and "{" in part.value.masked


def _signs(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, with braces and commas that are not quoted as parts of their own."""
    for part in parts:
        if not isinstance(part, Literal) or part.quoted or part.written is not None:
            yield part
            continue
        at = part.start
        for sign in _SIGN.finditer(part.text.masked, part.start, part.end):
            if sign.start() > at:
                yield replace(part, start=at, end=sign.start())
            yield replace(part, start=sign.start(), end=sign.end())
            at = sign.end()
        if part.end > at:
            yield replace(part, start=at)


def _sign(part: Part) -> str:
    """The brace or comma that `part` is."""
    if not isinstance(part, Literal) or part.quoted or part.end - part.start != 1:
        return ""
    sign = part.text.masked[part.start]
    return sign if sign in "{}," else ""


def _expand(parts: list[Part]) -> list[list[Part]]:
    for start, part in enumerate(parts):
        if _sign(part) != "{":
            continue
        group = _group(parts, start)
        if group is None:
            continue
        end, options = group
        tails = _expand(parts[end + 1 :])
        heads = [inner for option in options for inner in _expand(option)]
        made = ([*parts[:start], *head, *tail] for head in heads for tail in tails)
        return [one for one, _ in zip(made, range(RESULT_LIMIT), strict=False)]
    return [parts]


def _group(parts: list[Part], start: int) -> tuple[int, list[list[Part]]] | None:
    """The end of the braces that open at `start`, and what they choose between."""
    depth = 0
    options: list[list[Part]] = [[]]
    for number in range(start, len(parts)):
        sign = _sign(parts[number])
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            if len(options) > 1:
                return number, options
            numbers = _range(options[0])
            return (number, numbers) if numbers else None
        if sign == "," and depth == 1:
            options.append([])
        elif number > start:
            options[-1].append(parts[number])
    return None


def _range(option: list[Part]) -> list[list[Part]]:
    """The numbers of `{1..3}`."""
    only = option[0] if len(option) == 1 else None
    if not isinstance(only, Literal) or only.quoted:
        return []
    found = _RANGE.fullmatch(only.value.masked)
    if found is None:
        return []
    first, last = int(found[1]), int(found[2])
    step = 1 if last >= first else -1
    numbers = range(first, last + step, step)[:RESULT_LIMIT]
    return [[replace(only, written=str(number))] for number in numbers]
