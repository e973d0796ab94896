"""What a policy says, once its file has been read and found in order."""

from __future__ import annotations

from typing import Literal, get_args

from smlint.core.facts import Citation
from smlint.core.frozen import dataclass
from smlint.core.problem import ProblemsError, Severity
from smlint.core.rule import Category, Example, Preset
from smlint.core.spans import Span
from smlint.core.subjects import Subject
from smlint.policy.conditions import Condition, FactName
from smlint.policy.insteads import Drafts
from smlint.policy.paths import Path
from smlint.policy.templates import Piece, Saying

Bill = Literal["spent", "saved"]
BILLS: tuple[Bill, ...] = get_args(Bill)
"""What a finding tells of the subject's cost: `spent`, and the remedy saves some; `saved`, all."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule as its file says it, whatever value the facts have in a run.

    `at` is None where the reasons say where to point. `place` is where the id is written.
    """

    id: str
    name: str
    title: Saying
    category: Category
    severity: Severity
    preset: Preset
    sources: tuple[Citation | FactName, ...]
    explanation: Saying
    subject: Subject
    when: Condition
    at: Path | None
    message: tuple[Piece, ...]
    instead: Drafts
    bill: Bill | None
    remedy: Saying
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    needs: tuple[str, ...]
    place: Span
    name_place: Span


class PolicyError(ProblemsError):
    """Policies that cannot be used: every problem that was found in them."""
