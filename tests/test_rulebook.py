"""The rules of a run have ids and names of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from smlint.config import Config, ConfigError
from smlint.core.rule import Rule
from smlint.core.source import Source
from smlint.rulebook import book
from smlint.rules import python_rules

FIRST, SECOND, *_ = python_rules()
MINE = replace(FIRST, id="X1", name="mine", origin="")
POLICY = Path(__file__).parents[1] / "policies" / "scaling" / "realtime-min-zero.yaml"


def test_rules_of_plugins_are_among_the_others_in_order() -> None:
    rules = book(Config(), extra=[MINE]).rules
    assert MINE in rules
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (replace(MINE, id=SECOND.id), f"the id {SECOND.id} belongs to {SECOND.id} {SECOND.name}"),
        (replace(MINE, id=SECOND.id.lower()), f"belongs to {SECOND.id} {SECOND.name} already"),
        (replace(MINE, name=SECOND.name), f"the name {SECOND.name} belongs to {SECOND.id}"),
    ],
)
def test_a_name_that_is_taken(rule: Rule, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        book(Config(), extra=[rule])
    (problem,) = caught.value.problems
    assert reason in problem.message
    assert problem.span.path == "plugins"
    assert problem.hint.startswith(f"give {rule.id} {rule.name} one of its own")


def test_a_policy_that_is_called_as_a_bundled_rule_is_the_one_to_blame() -> None:
    text = POLICY.read_text(encoding="utf-8")
    taken = text.replace("name: realtime-min-zero", f"name: {SECOND.name}")
    mine = taken.replace("id: ", "id: X", 1)
    with pytest.raises(ConfigError) as caught:
        book(Config(), [Source("mine.yaml", mine)])
    assert [problem.span.path for problem in caught.value.problems] == ["mine.yaml"]
