"""The policy that the guide shows is one that works."""

from __future__ import annotations

import re
from pathlib import Path

from smlint.core.source import Source
from smlint.examples import failures
from smlint.facts.load import load_facts
from smlint.policy.check import rule_of
from smlint.policy.load import read_policies
from smlint.rulebook import Book

GUIDE = Path(__file__).parent.parent.parent / "docs" / "writing-a-rule.md"


def test_the_rule_of_the_guide_shows_what_it_says() -> None:
    (text,) = re.findall(r"```yaml\n(id: [\s\S]*?)```", GUIDE.read_text(encoding="utf-8"))
    facts = load_facts()
    (policy,) = read_policies([Source("guide.yaml", text)], facts)
    rule = rule_of(policy, facts)
    assert list(failures(rule, Book((rule,), facts))) == []
