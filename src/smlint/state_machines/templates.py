"""Files that a template engine makes state machines of."""

from __future__ import annotations

from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.formats.nodes import FormatError

MEMBERS = ("StartAt", "States")
"""What every state machine has."""


def holds_machine(source: Source) -> bool:
    """Whether `source` may be a state machine, or hold one."""
    return all(member in source.text for member in MEMBERS)


def unreadable(error: FormatError, source: Source) -> Problem:
    """What to say of a state machine that cannot be read: it may well be a template of one."""
    if "${" not in source.text and "{{" not in source.text:
        hint = "nothing of this file is checked until it can be read"
        return Problem(error.span, error.reason, hint)
    message = "this is a template: only what is made of it could be read, so it was not checked"
    return Problem(error.span, message, "put what stands in its place in quotes", "note")
