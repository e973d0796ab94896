"""The rules of a run have ids and names of their own."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from smlint import rules
from smlint.config import Config, ConfigError
from smlint.core.checks import Each, EachResource, IfWritten
from smlint.core.rule import Rule, silent
from smlint.core.source import Source
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import discovered
from smlint.facts.load import load_facts
from smlint.judge import judge
from smlint.kept.store import FOLDER
from smlint.policy.load import bundled_sources, read_policies
from smlint.rulebook import book
from smlint.rulebook.bundle import bundled, files
from smlint.rules import python_rules
from smlint.run import inventory

FIRST, SECOND, *_ = python_rules()
MINE = replace(FIRST, id="X1", name="mine", origin="")
POLICY = Path(__file__).parents[2] / "policies" / "scaling" / "realtime-min-zero.yaml"


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


def test_the_letters_of_smlint_s_ids_are_its_own() -> None:
    mine = POLICY.read_text(encoding="utf-8").replace("name: ", "name: my-", 1)
    mine = re.sub("id: SM[0-9]+", "id: SM99901", mine, count=1)
    for policies, extra, place in (
        ((Source("mine.yaml", mine),), (), "mine.yaml:1:5"),
        ((), (replace(MINE, id="SM99901"),), "plugins:1:1"),
    ):
        with pytest.raises(ConfigError, match="SM99901 is kept for smlint's own") as caught:
            book(Config(), policies, extra)
        (problem,) = caught.value.problems
        assert str(problem.span) == place
    smart = mine.replace("SM99901", "SMART101")
    assert "SMART101" in {rule.id for rule in book(Config(), [Source("mine.yaml", smart)]).rules}


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
    assert [kept.policy.when for kept in bundled().policies] == [
        policy.when for policy in read_policies(bundled_sources(), load_facts())
    ]


def test_checks_of_python_rules_are_those_of_their_modules() -> None:
    written = {rule.id: rule for rule in python_rules()}
    kept = {rule.id: rule for rule in bundled().rules}
    assert kept.keys() == written.keys()
    for id_, rule in kept.items():
        assert (rule.check is silent) == (written[id_].check is silent)
        assert (rule.check_deployed is silent) == (written[id_].check_deployed is silent)


ENDPOINT = """\
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name           = "a"
    model_name             = "m"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
}
resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
"""


def asked_of(check: object) -> object:
    """What a check is asked about one by one, if it is."""
    if isinstance(check, Each):
        return check.subject
    if isinstance(check, IfWritten):
        return check.places
    return check.types if isinstance(check, EachResource) and check.types else None


def test_python_rules_are_asked_of_what_their_modules_say() -> None:
    written = {rule.id: rule for rule in python_rules()}
    for rule in bundled().rules:
        assert asked_of(rule.check) == asked_of(written[rule.id].check)
        assert asked_of(rule.check_deployed) == asked_of(written[rule.id].check_deployed)


SCALED = """\
resource "aws_appautoscaling_target" "t" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.e.name}/variant/a"
  min_capacity       = 1
  max_capacity       = 2
}
"""


@pytest.mark.parametrize(("more", "imported"), [("", False), (SCALED, True)])
def test_a_rule_is_imported_where_there_is_a_subject(
    more: str, imported: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    written = rules._written

    def watched(origin: str) -> Rule:
        names.append(Path(origin).stem)
        return written(origin)

    monkeypatch.setattr(rules, "_written", watched)
    files = {"main.tf": ENDPOINT + more}
    read = inventory(discovered(files), Config(), MemoryWorkspace(files))
    judge(read.deployed, bundled().rules, load_facts(), lambda rule, _: rule.severity, str)
    assert "instance_type_unknown" in names
    assert ("target_without_policy" in names) == imported
    assert "step_adjustments_overlap" not in names
    assert "api_request_refused" in names
    assert "shadow_count" not in names
    assert "transform_payload_over_100" not in names


def is_read(rule: Rule) -> bool:
    """Whether what the rule says for people has been read."""
    try:
        object.__getattribute__(rule, "explanation")
    except AttributeError:
        return False
    return True


def test_what_rules_say_is_read_for_those_that_find_something() -> None:
    rules = book(Config()).rules
    files = {"main.tf": ENDPOINT}
    read = inventory(discovered(files), Config(), MemoryWorkspace(files))
    verdicts = judge(read.deployed, rules, load_facts(), lambda rule, _: rule.severity, str)
    found = {finding.rule_id for finding in verdicts.findings}
    assert found
    assert {rule.id for rule in rules if is_read(rule)} == found


def test_a_rule_is_whole_for_whoever_asks() -> None:
    rules = book(Config()).rules
    assert not any(map(is_read, rules))
    assert all(rule.explanation and rule.sources and rule.bad and rule.good for rule in rules)
    changed = replace(rules[0], severity="note")
    assert (changed.severity, changed.title) == ("note", rules[0].title)
    assert not hasattr(rules[0], "no such member")


def test_every_file_that_decides_about_rules_is_watched() -> None:
    watched = files()
    modules = {
        name.replace(".", "/") + ("/__init__.py" if hasattr(module, "__path__") else ".py")
        for name, module in sys.modules.items()
        if name.startswith(("smlint.policy", "smlint.rules", "smlint.facts", "smlint.core"))
    }
    assert {name.removeprefix("smlint/") for name in modules} <= watched.keys()
    assert "facts/facts.yaml" in watched
    assert any(name.startswith("policies/") for name in watched)
