"""How each option stands to a workload, and which come first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.values import Absent, Known
from smlint.core.workload import Workload
from smlint.fit.advice import ADVICE
from smlint.fit.reasons import OPTIONS, VERDICTS, Advice, Option, Reason, Verdict
from smlint.fit.requirements import REQUIREMENTS

Standing = Literal["recommended", "", "advised against"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""From the best to the worst."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How an option stands to a workload.

    `reasons` are of every need that is declared and documented to matter, `advice` is what the
    documents recommend; `undeclared` names the needs that would decide as well.
    """

    option: Option
    reasons: tuple[Reason, ...]
    advice: tuple[Advice, ...]
    undeclared: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst that a reason says; `fits` where there is none."""
        return max((reason.verdict for reason in self.reasons), key=VERDICTS.index, default="fits")

    @property
    def decisive(self) -> tuple[Reason, ...]:
        """The reasons for the verdict."""
        return tuple(reason for reason in self.reasons if reason.verdict == self.verdict)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What an option that fits needs besides, such as provisioned concurrency."""
        told = (reason.condition for reason in self.reasons if reason.condition)
        return tuple(dict.fromkeys(told)) if self.verdict == "fits" else ()

    @property
    def standing(self) -> Standing:
        """Whether documents recommend an option that fits as it is, or advise against it."""
        if self.verdict != "fits" or not self.advice:
            return ""
        if not all(advice.favours for advice in self.advice):
            return "advised against"
        return "" if self.conditions else "recommended"


def fits(workload: Workload, facts: Facts) -> tuple[Fit, ...]:
    """Every option, the best first: what fits before what does not, what is recommended first.

    Where documents rank no further the options keep the order of `OPTIONS`.
    """
    found = (fit(option, workload, facts) for option in OPTIONS)
    return tuple(sorted(found, key=_rank))


def fit(option: Option, workload: Workload, facts: Facts) -> Fit:
    """How `option` stands to `workload`."""
    requirements = REQUIREMENTS[option]
    judged = (requirement.judge(workload, facts) for requirement in requirements)
    reasons = tuple(reason for reason in judged if reason is not None)
    asked = (need for requirement in requirements for need in requirement.needs)
    missing = (need for need in asked if isinstance(getattr(workload, need), Absent))
    ruled_out = any(reason.verdict == "does not fit" for reason in reasons)
    return Fit(
        option,
        reasons,
        tuple(advice for advice in ADVICE[option] if advice.holds(workload, facts)),
        () if ruled_out else tuple(dict.fromkeys(missing)),
    )


def alternatives_to(option: Option | None, workload: Workload, facts: Facts) -> str:
    """What fits `workload` instead of `option`, as the end of a message.

    Endpoints of many models count only where several are declared. What documents advise against
    is named only where nothing else fits.
    """
    others = [
        found
        for found in fits(workload, facts)
        if found.verdict == "fits"
        and found.option in _eligible(workload)
        and found.option != option
    ]
    named = [_named(found) for found in others if found.standing != "advised against"]
    if named or not others:
        return f"fits instead: {', '.join(named)}" if named else "no other option is known to fit"
    return f"fits instead, though advised against: {', '.join(map(_named, others))}"


def _named(found: Fit) -> str:
    return f"{found.option} ({', '.join(found.conditions)})" if found.conditions else found.option


def _eligible(workload: Workload) -> Iterator[Option]:
    several = isinstance(workload.models, Known) and workload.models.value > 1
    yield from OPTIONS if several else OPTIONS[:4]


def _rank(found: Fit) -> tuple[int, int, int]:
    return (
        VERDICTS.index(found.verdict),
        STANDINGS.index(found.standing),
        OPTIONS.index(found.option),
    )
