"""Rules applied to endpoints: outcomes become findings and undecided rules.

`questions` puts rules to what they are about, `findings` makes findings of what they say, `merge`
makes one of what is the same in several stages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.model import Deployed
from smlint.core.problem import Problem, Severity
from smlint.core.report import Finding, Undecided
from smlint.core.resource import Stage
from smlint.core.rule import Doubt, Match, Outcome, Rule
from smlint.core.values import left_to
from smlint.judge.findings import decisive, failure_of, finding_of, undecided_of
from smlint.judge.merge import fingerprinted, merged, merged_undecided
from smlint.judge.questions import About, Question, questions

Applies = Callable[[Rule, str], Severity | None]
"""The severity that a rule has for what it finds in the file at a path; None where it has none."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the rules say of the endpoints, in no particular order but always the same."""

    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]
    problems: tuple[Problem, ...]


def judge(
    deployed: Sequence[Deployed],
    rules: Sequence[Rule],
    facts: Facts,
    applies: Applies,
    relative: Callable[[str], str],
) -> Verdicts:
    """Every rule on every endpoint, and on everything that is deployed with it.

    A rule that fails becomes a problem and stops nothing else. Of an endpoint that a library
    refuses to make, only rules about that library are asked; where it is unknown whether it does,
    what others would find is undecided. What a library or the service itself decides is no question
    to anybody: it is not written here, and nobody who reads these files chose it.

    `relative` makes a path relative to the repository: fingerprints must not depend on where
    smlint is run.
    """
    asking, watched = facts.watched()
    findings: list[tuple[Finding, Stage]] = []
    undecided: list[tuple[Undecided, Severity]] = []
    problems: list[Problem] = []
    for asked in questions(deployed, rules):
        watched.asked.clear()
        try:
            for about, outcome, severity in _told(asked, asking, applies):
                if isinstance(outcome, Doubt):
                    doubt = undecided_of(asked.rule, about, outcome.unknown)
                    undecided.append((doubt, severity))
                else:
                    notes = tuple(decisive(asked, outcome, facts, watched))
                    finding = finding_of(asked.rule, severity, about, outcome, notes)
                    findings.append((finding, about.stage))
        except Exception as error:  # noqa: BLE001 - a rule's fault must not end the run
            problems.append(failure_of(asked, error))
    return Verdicts(
        tuple(fingerprinted(merged(findings), relative)),
        tuple(merged_undecided(undecided)),
        tuple(dict.fromkeys(problems)),
    )


def _told(
    asked: Question, facts: Facts, applies: Applies
) -> Iterator[tuple[About, Outcome, Severity]]:
    """What is to be told of the answer: where the rule applies, and somebody has chosen."""
    for about, outcome in asked.outcomes(facts):
        if isinstance(outcome, Doubt) and left_to(outcome.unknown, "implied"):
            continue
        at = outcome.at if isinstance(outcome, Match) else outcome.unknown.span
        severity = applies(asked.rule, at.path)
        if severity is not None:
            yield about, outcome, severity
