"""The rules of a run have ids and names of their own."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from smlint.config import Config, ConfigError
from smlint.core.rule import Rule, silent
from smlint.core.source import Source
from smlint.facts.load import load_facts
from smlint.policy.load import bundled_sources, read_policies
from smlint.rulebook import book
from smlint.rulebook.bundle import bundled, files
from smlint.rules import python_rules
from smlint.stored import FOLDER

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


def test_what_is_kept_says_the_same_as_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, "")
    read = book(Config()).rules
    monkeypatch.setenv(FOLDER, str(tmp_path))
    book(Config())
    again = book(Config()).rules
    unlike = ("check", "check_deployed")
    names = [field.name for field in fields(Rule) if field.name not in unlike]
    for one, other in zip(read, again, strict=True):
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
    assert [policy.when for policy in bundled().policies] == [
        policy.when for policy in read_policies(bundled_sources(), load_facts())
    ]


def test_checks_of_python_rules_are_those_of_their_modules() -> None:
    written = {rule.id: rule for rule in python_rules()}
    kept = {rule.id: rule for rule in bundled().rules}
    assert kept.keys() == written.keys()
    for id_, rule in kept.items():
        assert (rule.check is silent) == (written[id_].check is silent)
        assert (rule.check_deployed is silent) == (written[id_].check_deployed is silent)


def test_every_file_that_decides_about_rules_is_watched() -> None:
    watched = files()
    modules = {
        name.replace(".", "/") + ("/__init__.py" if hasattr(module, "__path__") else ".py")
        for name, module in sys.modules.items()
        if name.startswith(("smlint.policy", "smlint.rules", "smlint.facts", "smlint.core"))
    }
    assert {name.removeprefix("smlint/") for name in modules} <= watched.keys()
    assert "facts/limits.yaml" in watched
    assert any(name.startswith("policies/") for name in watched)
