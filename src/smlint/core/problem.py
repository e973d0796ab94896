"""What could not be read or done, and how grave a thing is."""

from __future__ import annotations

from typing import Literal, get_args

from smlint.core.frozen import dataclass
from smlint.core.spans import Span

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest down."""


def at_least(severity: Severity, threshold: Severity) -> bool:
    """True when `severity` is as grave as `threshold`, or graver."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(threshold)


class Fault(Exception):
    """What makes a text unreadable: where, and why in words for people."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(f"{span}: {reason}")
        self.span = span
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or done as it stands.

    `message` says what and why, `hint` what to do about it. An `error` means that a part of the
    input was not checked, and ends the run with exit code 2; the rest was read all the same.
    """

    span: Span
    message: str
    hint: str = ""
    severity: Severity = "error"


class ProblemsError(Exception):
    """What makes checking impossible, problem by problem; the run ends with exit code 2."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.span}: {problem.message}" for problem in problems))
        self.problems = problems
