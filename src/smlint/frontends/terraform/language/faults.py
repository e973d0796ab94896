"""Damaged text: what is wrong where, and how far it goes."""

from __future__ import annotations

from smlint.core.frozen import dataclass
from smlint.core.problem import Severity
from smlint.frontends.terraform.language.lexer import line_end

FAULT_LIMIT = 50
"""A text with more faults is hardly HCL; giving up keeps the work linear in its length."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Damaged text between two offsets: what is wrong, and what to do about it."""

    start: int
    end: int
    message: str
    hint: str
    severity: Severity = "error"


def conflict(text: str, start: int) -> Fault:
    """The fault of a merge conflict whose first marker stands at `start`."""
    return Fault(
        start,
        line_end(text, start),
        "a merge conflict is not resolved here",
        "resolve it; neither of its sides was read",
    )


def conflict_end(text: str, start: int) -> int:
    """The end of the merge conflict that begins at `start`: the line end of its last marker."""
    last = text.find("\n>>>>>>>", start)
    return line_end(text, start if last == -1 else last + 1)
