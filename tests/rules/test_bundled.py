"""Every bundled rule is whole, and its examples show what it says."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from smlint.config import Config
from smlint.core.rule import Category, Rule
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import discovered, failures, files_of
from smlint.rulebook import book
from smlint.rules import python_rules
from smlint.run import lint

BOOK = book(Config())
RULES = BOOK.rules
PARAMETERS = [pytest.param(rule, id=rule.name) for rule in RULES]

BLOCKS = {
    "latency": "SM1", "payload": "SM2", "scaling": "SM3", "cost": "SM4", "cleanup": "SM5",
    "reliability": "SM6", "deployment": "SM7", "security": "SM8", "correctness": "SM9",
    "sdk": "SM9",
}  # fmt: skip

ONE_LANGUAGE = {
    "fixed-config-name-tf": ("terraform", "how Terraform replaces what has a fixed name"),
    "tf-policy-type-default": ("terraform", "a default of the provider"),
    "capture-tf-default": ("terraform", "a default of the provider"),
    "fixed-config-name-cfn": ("cloudformation", "what CloudFormation does with names"),
    "serverless-cfn-autoscale": ("cloudformation", "what CloudFormation cannot scale"),
    "sync-processing-50-60s": ("python", "the client that waits is made in a script"),
    "sdk-dropped-argument": ("python", "the SDK is of Python"),
    "sdk-deploy-refused": ("python", "the SDK is of Python"),
    "sdk-v2": ("python", "the SDK is of Python"),
}
"""Rules about what one language alone has, with the reason: all others are shown in two or more."""

LEFT_OUT = {
    "async-no-autoscaling", "deploy-without-delete", "no-autoscaling", "nonprod-always-on",
    "realtime-for-intermittent",
}  # fmt: skip
"""Recommended rules that good examples of others may break: what they would add hides the point."""


def test_the_thirty_two_rules_of_the_first_issue_are_here() -> None:
    assert len(RULES) >= 32
    assert {rule.category for rule in RULES} >= set(BLOCKS) - {"security"}
    assert set(BLOCKS) <= set(get_args(Category))


def test_ids_and_names_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", PARAMETERS)
def test_examples(rule: Rule) -> None:
    assert list(failures(rule, BOOK)) == []


@pytest.mark.parametrize("rule", PARAMETERS)
def test_every_section_is_there(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    assert re.fullmatch(rf"{BLOCKS[rule.category]}\d\d", rule.id)
    assert rule.title
    assert not rule.title.endswith(".")
    for text in (rule.explanation, rule.remedy):
        assert text.strip().endswith(".")
        assert "  " not in " ".join(text.split("\n"))


@pytest.mark.parametrize("rule", PARAMETERS)
def test_sources_say_where_when_and_what(rule: Rule) -> None:
    assert rule.sources
    assert len({(source.url, source.claim) for source in rule.sources}) == len(rule.sources)
    for source in rule.sources:
        assert source.title
        assert source.url.startswith("https://")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", source.read)
        assert source.claim.endswith(".")


def test_a_document_has_one_title() -> None:
    """But for the section of it that is meant, after a comma, or in brackets."""
    titles: dict[str, set[str]] = {}
    cited = [source for rule in RULES for source in rule.sources]
    cited += [source for fact in BOOK.facts.by_name.values() for source in fact.sources]
    for source in cited:
        named = source.title.partition(" (")[0].partition(",")[0]
        titles.setdefault(source.url, set()).add(named)
    assert {url: names for url, names in titles.items() if len(names) > 1} == {}


@pytest.mark.parametrize("rule", PARAMETERS)
def test_examples_in_the_languages_that_the_rule_is_about(rule: Rule) -> None:
    languages = {example.language for example in rule.bad}
    if rule.name in ONE_LANGUAGE:
        language, reason = ONE_LANGUAGE[rule.name]
        assert reason
        assert languages == {language}
    else:
        assert len(languages) >= 2


@pytest.mark.parametrize("rule", PARAMETERS)
def test_what_is_shown_as_good_keeps_the_recommended_rules(rule: Rule) -> None:
    for example in rule.good:
        files = files_of(example)
        report = lint(discovered(files), Config(), BOOK, workspace=MemoryWorkspace(files))
        assert {finding.rule_name for finding in report.findings} <= LEFT_OUT


@pytest.mark.parametrize("rule", PARAMETERS)
def test_a_rule_lies_where_its_name_says(rule: Rule) -> None:
    policy = f"policies/{rule.category}/{rule.name}.yaml"
    module = f"smlint/rules/{rule.name.replace('-', '_')}.py"
    assert rule.origin in (policy, module)


def test_rules_of_one_language_exist() -> None:
    assert ONE_LANGUAGE.keys() <= {rule.name for rule in RULES}


def test_both_kinds_of_rules_are_used() -> None:
    written = [rule for rule in RULES if rule.origin.endswith(".yaml")]
    assert len(written) >= 10
    assert len(python_rules()) >= 10
    assert len(written) + len(python_rules()) == len(RULES)
