"""What is written instead cures: applied to the example, its rule is silent, and none complains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

import pytest

from smlint.core.layout import Layout
from smlint.core.model import Deployed
from smlint.core.report import Report
from smlint.core.resource import Deployment, Reading, Resource
from smlint.core.rule import Example, Match, Rule
from smlint.core.spans import Span
from smlint.examples import ALL_RULES, files_of
from smlint.remedies import written
from smlint.rulebook import Book, book
from smlint.run import Inventory, described, judged
from tests.project import reading
from tests.remedies.applying import applied

BOOK = book(ALL_RULES)
DEFAULT = Book(
    tuple(rule for rule in BOOK.rules if rule.preset == "recommended" or rule.severity == "error"),
    BOOK.facts,
)
"""What may not find anything new once a remedy is applied: the default, and all errors."""

Found: TypeAlias = tuple[Deployment, Match, tuple[Resource, ...], tuple[Span, ...]]
"""What a rule says of a deployment, the resources that it concerns, the blocks around it."""


def inventory(read: Reading) -> Inventory:
    return described(read, ALL_RULES, Layout("", ()))


def report(found: Inventory, asked: Book) -> Report:
    return judged(found, ALL_RULES, asked, None, Layout("", ()))


def matches(rule: Rule, found: Inventory) -> Iterator[Found]:
    """What the rule says, with the resources that each finding concerns, and the blocks around."""
    for deployed in found.deployed:
        for endpoint in deployed.endpoints:
            for outcome in rule.check(endpoint, BOOK.facts):
                if isinstance(outcome, Match):
                    blocks = (*endpoint.blocks, *outcome.blocks)
                    yield deployed.deployment, outcome, endpoint.resources, blocks
        for outcome in rule.check_deployed(deployed, BOOK.facts):
            if isinstance(outcome, Match):
                yield deployed.deployment, outcome, _concerned(outcome, deployed), outcome.blocks


def _is_answered(found: Found) -> bool:
    """Whether the language of the finding has words for any of what is to be written."""
    deployment, match, there, _ = found
    return bool(written(deployment.language, match.at.path, match.instead, there))


def _concerned(match: Match, deployed: Deployed) -> tuple[Resource, ...]:
    about = () if match.about is None else (match.about,)
    owners = match.endpoints or (deployed.owners(match.about) if match.about else ())
    return (*about, *(one for owner in owners for one in owner.resources))


def cured(rule: Rule, read: Reading) -> Reading:
    """`read` with the remedies of all findings of the rule, one after the other."""
    for _ in range(9):
        found = next(filter(_is_answered, matches(rule, inventory(read))), None)
        if found is None:
            return read
        old, match, there, blocks = found
        new = applied(old, match, there, blocks)
        deployments = tuple(new if one is old else one for one in read.deployments)
        read = replace(read, deployments=deployments)
    raise AssertionError(f"{match.message}: still, with {match.instead}")


NOT_IN_THE_REQUEST: Mapping[tuple[str, str], str] = {
    ("leftover-config-or-model", "python"): "the SDK makes up the name of the model it deletes",
    ("sdk-deploy-refused", "python"): "what the SDK refuses is read off its call",
}
"""By rule and language: why no change of the requests shows that the remedy cures."""

FOLLOWING: Mapping[str, frozenset[str]] = {
    "api-request-refused": frozenset({"guardrail-on-single-instance"}),
    "autoscale-bad-resource-id": frozenset({"target-without-policy"}),
    "payload-over-realtime": frozenset({"async-no-autoscaling"}),
    "payload-over-serverless": frozenset({"deploy-without-delete", "payload-realtime-6-to-25"}),
    "realtime-for-latency-tolerant": frozenset({"async-no-autoscaling"}),
}
"""What comes to light after a remedy: another fault of the example, or the next step."""

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}-{example.language}")
    for rule in BOOK.rules
    for number, example in enumerate(rule.bad, 1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_what_is_written_instead_cures(rule: Rule, example: Example) -> None:
    read = reading(files_of(example))
    healed = cured(rule, read)
    if healed is read:
        return
    alone = Book((rule,), BOOK.facts)
    before, after = report(inventory(read), alone), report(inventory(healed), alone)
    unanswered = {one.message for one in before.findings if not one.instead}
    left = [one.message for one in after.findings if one.message not in unanswered]
    doubts = [one.reason for one in after.undecided]
    if (rule.name, example.language) in NOT_IN_THE_REQUEST:
        assert left or doubts, "it can be judged now: take it out of the table"
        return
    assert (left, doubts) == ([], [])
    known = {(one.rule_id, one.message) for one in report(inventory(read), DEFAULT).findings}
    new = {
        one.rule_name
        for one in report(inventory(healed), DEFAULT).findings
        if (one.rule_id, one.message) not in known
    }
    assert new <= FOLLOWING.get(rule.name, frozenset())
