"""The policy and the rule that the guide shows are ones that work."""

from __future__ import annotations

import re
from pathlib import Path

from smlint.core.rule import Match, Rule
from smlint.examples import failures
from smlint.rulebook import Book
from tests.policy.written import DECLARED, FACTS, SERVERLESS, declaring, endpoint, outcomes, rule

GUIDE = Path(__file__).parent.parent.parent / "docs" / "writing-a-rule.md"


def test_the_rule_of_the_guide_shows_what_it_says() -> None:
    (text,) = re.findall(r"```yaml\n(id: [\s\S]*?)```", GUIDE.read_text(encoding="utf-8"))
    shown = rule(text)
    assert list(failures(shown, Book((shown,), FACTS))) == []


def test_the_guide_shows_a_policy_and_a_rule_that_work() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    written, computed = (
        re.search(rf"```{kind}\n(.*?)```", guide, re.DOTALL) for kind in ("yaml", "python")
    )
    assert written
    assert computed
    shown = rule(written[1])
    found = declaring(endpoint(SERVERLESS), DECLARED)
    assert outcomes(written[1], found) == []
    names: dict[str, Rule] = {}
    exec(compile(computed[1], "guide", "exec"), names)
    assert shown.needs == ("workload.payload",)
    bad = endpoint({"ServerlessConfig": {"MemorySizeInMB": 3000, "MaxConcurrency": 5}})
    assert [type(outcome) for outcome in names["RULE"].check(bad, FACTS)] == [Match]
    assert list(names["RULE"].check(endpoint(SERVERLESS), FACTS)) == []
