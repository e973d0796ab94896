"""On which facts rules rest."""

from __future__ import annotations

from functools import cache

import pytest

from smlint.config import Config
from smlint.core.rule import Rule
from smlint.examples import run
from smlint.rulebook import Book, book
from smlint.rulebook.facts_used import basis_of, facts_named, rules_by_fact


@cache
def bundled() -> Book:
    return book(Config())


def named(rule: str) -> set[str]:
    (found,) = (one for one in bundled().rules if one.name == rule)
    return {fact.name for fact in facts_named(found, bundled().facts.by_name)}


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("realtime-min-zero", {"realtime-min-capacity"}),
        ("nonprod-multi-instance", {"non-production-instances"}),
        ("tf-policy-type-default", set()),
    ],
)
def test_facts_are_read_off_policies_and_off_code(rule: str, facts: set[str]) -> None:
    assert named(rule) == facts


@pytest.mark.parametrize("rule", bundled().rules[::4], ids=lambda rule: rule.name)
def test_what_a_rule_asks_for_is_among_the_facts_that_it_names(rule: Rule) -> None:
    facts, watched = bundled().facts.watched()
    run(rule, rule.bad[0], Book((rule,), facts))
    fitting = named("realtime-for-intermittent")  # on these a message may say what fits instead
    assert set(watched.asked) - fitting <= named(rule.name) - fitting


@pytest.mark.parametrize(("rule", "asks"), [("retired-instance", True), ("no-autoscaling", False)])
def test_who_asks_for_instance_types_rests_on_them(rule: str, *, asks: bool) -> None:
    (found,) = (one for one in bundled().rules if one.name == rule)
    assert basis_of(found, bundled().facts.by_name).instance_types is asks


def test_rules_are_found_by_fact() -> None:
    assert "no-autoscaling" in rules_by_fact(bundled())["production-instances"]
