"""How places, values and counts are written in every format."""

from __future__ import annotations

from collections.abc import Sequence

from smlint.core.report import Finding
from smlint.core.resource import DEFAULT_STAGE
from smlint.core.spans import Span
from smlint.reporters.excerpt import visible

LONGEST = 32
"""So many lines of what to write instead are shown: more would bury the finding."""


def place(span: Span) -> dict[str, object]:
    """The members of a JSON object that say where something stands."""
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "cell": span.cell,
    }


def shown(span: Span) -> str:
    """A place for people: `path:line:column`, or the path alone where a whole file is meant."""
    return visible(span.path if span.whole_file else str(span))


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def in_stages(stages: Sequence[str]) -> str:
    """The stages in which something holds, to follow a name; nothing where there is but one."""
    return "" if tuple(stages) in ((), (DEFAULT_STAGE.name,)) else f" (in {', '.join(stages)})"


def code(finding: Finding) -> tuple[list[str], str]:
    """The code to write instead, line by line, and what is said of the rest of a long one."""
    lines = [visible(line).rstrip() for line in finding.instead.splitlines()]
    left = len(lines) - LONGEST
    more = f"… {counted(left, 'more line')} (--format json has all)" if left > 0 else ""
    return lines[:LONGEST], more


def told(finding: Finding) -> str:
    """The message with the stages and the conditions in which it holds, where it stands alone."""
    conditions = " and ".join(finding.assumptions)
    where = f" (only where {conditions})" if conditions else ""
    return f"{finding.message}{in_stages(finding.stages)}{where}"
