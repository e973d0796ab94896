"""Rules of one's own: begun, tested, documented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from smlint.cli import main
from smlint.core.source import Source
from smlint.facts.load import load_facts
from smlint.formats.schema import validate
from smlint.formats.yaml import read_yaml
from smlint.policy.schema import policy_schema


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Policy = Callable[..., Outcome]


@pytest.fixture
def policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Policy:
    """Runs `smlint policy` in an empty folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Outcome:
        code = main(["policy", *arguments])
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return call


def test_a_new_rule_works_and_has_an_id_of_its_own(policy: Policy) -> None:
    assert policy("new", "acme-types", "rules").out.startswith("rules/acme-types.yaml: ACME101")
    assert "ACME102 acme-more" in policy("new", "acme-more", "rules").out
    assert "OWN7001 own-rule" in policy("new", "own-rule", "rules/own", "--id", "OWN7001").out
    outcome = policy("test", "rules")
    assert outcome == Outcome(0, outcome.out, "")
    assert outcome.out.splitlines()[0] == "ok      ACME101 acme-types: 2 bad, 1 good"
    assert outcome.out.splitlines()[-1] == "3 rules, none failed"


def test_a_new_rule_lies_where_no_other_yaml_does(policy: Policy) -> None:
    made = policy("new", "acme-types")
    assert made.out.startswith("policies/acme-types.yaml: ACME101")
    Path("smlint.yaml").write_text("policies: [policies]\n", encoding="utf-8")
    assert policy("test").code == 0


def test_a_new_rule_follows_the_schema(policy: Policy) -> None:
    policy("new", "acme-types", ".")
    source = Source("acme-types.yaml", Path("acme-types.yaml").read_text(encoding="utf-8"))
    (document,) = read_yaml(source)
    assert validate(document, policy_schema(load_facts())) == ()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("new", "Acme"), '"Acme" is no name for a rule'),
        (("new", "acme-types", "--id", "acme"), '"acme" is no id for a rule'),
        (("new", "taken", "rules"), "rules/taken.yaml: there is a file already"),
        (
            ("new", "other", "rules", "--id", "ACME101"),
            "is the id of another rule in rules",
        ),
        (("new", "other", "rules", "--id", "SM101"), '"SM101" is no id for a rule of yours'),
        (("new", "no-autoscaling"), "smlint has a rule called no-autoscaling"),
        (("test", "nosuch"), "there is no folder of policies at nosuch"),
        (("test", "broken/a.yaml"), "name the folder in which this file lies"),
        (("test", "empty"), "there are no rules in empty"),
        (("test",), "the configuration names no rules of your own"),
        (("test", "broken"), "broken/a.yaml:1:1"),
        (("docs", "rules", "--output", "rules/taken.yaml"), "the pages cannot be written"),
        (("tests",), "there is no command called tests"),
    ],
)
def test_what_cannot_be_done_is_told(policy: Policy, arguments: tuple[str, ...], told: str) -> None:
    policy("new", "taken", "rules")
    Path("empty").mkdir()
    Path("broken").mkdir()
    Path("broken/a.yaml").write_text("idd: X\n", encoding="utf-8")
    outcome = policy(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err


def changed(old: str, new: str) -> None:
    path = Path("rules/acme-types.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (" # <- here\n          }", "\n          }", "line 5 has a finding, and is not marked"),
        (" # <- here\n          }", "\n          }", "no line is marked"),
        ("not_in: [", "in: [ml.p5.48xlarge, ", "line 5 is marked, but no finding begins there"),
        ("language: python", "language: cobol", "no language called cobol: it is one of terraform"),
        ("language: python", "language: pyton", "yaml:48:17: bad example 2 (pyton): there is no"),
        ("language: python", "language: pyton", "no language called pyton: did you mean python?"),
    ],
)
def test_an_example_that_does_not_show_what_it_should(
    policy: Policy, old: str, new: str, told: str
) -> None:
    policy("new", "acme-types", "rules")
    changed(old, new)
    outcome = policy("test", "rules")
    assert outcome.code == 1
    assert outcome.out.startswith("FAILED  ACME101 acme-types")
    assert told in outcome.out
    assert outcome.out.endswith("1 rule, 1 failed\n")


def test_a_remedy_that_does_not_cure_is_told(policy: Policy) -> None:
    policy("new", "acme-types", "rules")
    changed("      - InstanceType: ml.m5.large\n", "      - InstanceType: ml.m5.2xlarge\n")
    outcome = policy("test", "rules")
    assert outcome.code == 1
    told = "bad example 2 (python): what to write instead does not cure it: still, search runs on"
    assert f"rules/acme-types.yaml:48:17: {told} ml.m5.2xlarge" in outcome.out


SEVERAL = """\
id: ACME101
name: acme-one-variant
title: More than one variant
category: cost
severity: warning
sources: [{title: Ours, url: "https://acme.example/ml", read: 2026-11-21, claim: One.}]
explanation: One.
when: {count: endpoint.variants, gt: 1}
at: endpoint
message: there are several
remedy: Leave one.
instead: {AWS::SageMaker::EndpointConfig: {ProductionVariants: [{InitialVariantWeight: 1}]}}
examples:
  bad:
    - language: terraform
      code: |
        resource "aws_sagemaker_endpoint_configuration" "search" { # <- here
          production_variants {
            model_name = "a"
          }
          production_variants {
            model_name = "a"
          }
        }
  good:
    - language: terraform
      code: |
        resource "aws_sagemaker_endpoint_configuration" "search" {
          production_variants {
            model_name = "a"
          }
        }
"""


def test_a_remedy_that_may_be_for_several_is_told(policy: Policy) -> None:
    Path("rules").mkdir()
    Path("rules/one.yaml").write_text(SEVERAL, encoding="utf-8")
    told = "it does not tell which of 2 ProductionVariants it is: name it by VariantName"
    assert f"what to write instead is unclear: {told}" in policy("test", "rules").out


def test_the_rules_of_the_configuration_are_tested(policy: Policy) -> None:
    policy("new", "acme-types", "rules")
    Path("smlint.yaml").write_text(
        "policies: [rules]\nignore: [acme-types]\nfacts: {serverless-payload: 1MB}\n",
        encoding="utf-8",
    )
    assert policy("test").out.endswith("1 rule, none failed\n")


def test_a_pack_that_names_what_there_is_not_cannot_be_tested(policy: Policy) -> None:
    policy("new", "acme-types", "rules")
    Path("rules/pack.yaml").write_text("ignore: [nosuch]\n", encoding="utf-8")
    outcome = policy("test", "rules")
    assert outcome.code == 2
    assert "there is no rule or category called nosuch" in outcome.err


def test_pages(policy: Policy) -> None:
    policy("new", "acme-types", "rules")
    assert policy("docs", "rules", "--output", "out/pages").code == 0
    assert sorted(path.name for path in Path("out/pages").iterdir()) == [
        "README.md",
        "acme-types.md",
    ]
    page = Path("out/pages/acme-types.md").read_text(encoding="utf-8")
    assert page.startswith("# ACME101 acme-types\n")
    index = Path("out/pages/README.md").read_text(encoding="utf-8")
    assert "(acme-types.md)" in index
    assert "questions.md" not in index


def test_help(policy: Policy) -> None:
    assert policy() == policy("--help")
    for command in ("new", "test", "docs"):
        assert f"smlint policy {command}" in policy().out
        assert "examples:" in policy(command, "--help").out
