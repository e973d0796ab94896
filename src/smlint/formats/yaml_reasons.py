"""What is wrong with a text that is not YAML, in words for people."""

from __future__ import annotations

import re

from smlint.core.source import Source

_PLACEHOLDER = re.compile(r"\{%|\{\{")
_STRAY = re.compile(r"expected key|block end>|'-' indicator")


def reason_for(
    source: Source, problem: str, context: str, context_at: int | None, problem_at: int
) -> tuple[bool, str]:
    """The reason for a parser's `problem`, and whether the place to show is that of its context.

    `context_at` and `problem_at` are offsets into the text. Both parsers of ruamel.yaml are
    understood; what they say of rarer faults is passed on.
    """
    line = source.position(problem_at)[0]
    if _PLACEHOLDER.search(source.line(line)):
        return False, (
            "this line holds a placeholder of a template engine ({{ … }} or {% … %}): "
            "render the file before it is checked"
        )
    since = "" if context_at is None else f" that begins on line {source.position(context_at)[0]}"
    if "flow" in context and "expected ','" in problem:
        what = "mapping" if "mapping" in context else "list"
        return True, f"the {what}{since} is not closed, or lacks a comma"
    if "quoted scalar" in context and "unexpected end of stream" in problem:
        return True, f"the quoted text{since} is not closed"
    if "mapping values are not allowed" in problem:
        return False, "a colon cannot stand here: check the indentation, or put the text in quotes"
    if "cannot start any token" in problem:
        return False, _cannot_start(source.text[problem_at : problem_at + 1])
    if "block" in context and _STRAY.search(problem):
        what = "list" if "'-' indicator" in problem or "sequence" in context else "mapping"
        return False, f"this line does not fit the {what}{since}: check its indentation"
    if "<document start>" in problem:
        return False, "this line belongs to nothing: the document ends above it"
    if "expected ':'" in problem:
        return True, "a colon is missing after the name of a setting"
    if "unknown escape" in problem:
        return False, "this backslash begins no known escape: double it, or use single quotes"
    return False, f"this is not valid YAML: {problem}"


def _cannot_start(character: str) -> str:
    if character == "\t":
        return "a tab stands in the indentation: YAML allows spaces only"
    return f"the character {character} cannot begin a value: put the text in quotes"
