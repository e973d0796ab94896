"""What is written instead cures: applied to the example, its rule is silent, and none complains."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from smlint.core.layout import Layout
from smlint.core.report import Report
from smlint.core.resource import Reading
from smlint.core.rule import Example, Rule
from smlint.curing import cured
from smlint.examples import ALL_RULES, files_of
from smlint.rulebook import Book, book
from smlint.run import Inventory, described, judged
from tests.project import reading

BOOK = book(ALL_RULES)
DEFAULT = Book(
    tuple(rule for rule in BOOK.rules if rule.preset == "recommended" or rule.severity == "error"),
    BOOK.facts,
)
"""What may not find anything new once a remedy is applied: the default, and all errors."""


def inventory(read: Reading) -> Inventory:
    return described(read, ALL_RULES, Layout("", ()))


def report(found: Inventory, asked: Book) -> Report:
    return judged(found, ALL_RULES, asked, None, Layout("", ()))


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
    healed = cured(rule, read, BOOK.facts)
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
