"""Policies become rules, whichever file or package they are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from smlint.core.source import Source
from smlint.policy import files
from smlint.policy.load import bundled_sources, read_policies
from smlint.policy.policies import PolicyError
from tests.policy.written import (
    FACTS,
    FINE,
    POLICY,
    policy,
    rule,
)


def test_a_policy_becomes_a_rule() -> None:
    loaded = rule(POLICY)
    assert (loaded.id, loaded.name, loaded.category) == ("ACME001", "slow-start", "latency")
    assert (loaded.severity, loaded.origin) == ("warning", "acme.yaml")
    assert loaded.title == "Serverless, and 1 s asked for"
    assert loaded.explanation == "One.\nTwo, with {braces}."
    assert loaded.remedy == "Wait 60 s."
    assert loaded.needs == ("workload.latency",)
    assert [source.url for source in loaded.sources] == [
        *(source.url for source in FACTS.by_name["sub-second-latency"].sources),
        "https://acme.example/ml",
    ]
    (bad,) = loaded.bad
    assert bad[:3] == ("python", "x = 1  # <- here", (("lib.py", "y = 2"),))


@pytest.mark.parametrize("text", ["", "# nothing\n", "a: 1\n---\nb: 2\n", "- a\n", "a: [", "\t"])
def test_what_is_not_one_mapping_is_no_policy(text: str) -> None:
    with pytest.raises(PolicyError, match=r"acme\.yaml:"):
        rule(text)


def test_every_broken_policy_is_named() -> None:
    sources = [Source(f"{name}.yaml", policy("{}")) for name in "ab"]
    with pytest.raises(PolicyError) as caught:
        read_policies(sources, FACTS)
    assert [problem.span.path for problem in caught.value.problems] == ["a.yaml", "b.yaml"]


def test_an_id_and_a_name_belong_to_one_rule() -> None:
    sources = [Source(f"{name}.yaml", policy(FINE)) for name in "ab"]
    with pytest.raises(PolicyError) as caught:
        read_policies(sources, FACTS)
    assert [problem.message for problem in caught.value.problems] == [
        'the id "ACME001" belongs to the rule at a.yaml:1:5 already',
        'the name "n" belongs to the rule at a.yaml:2:7 already',
    ]


def test_a_wheel_holds_its_policies_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "smlint"
    (package / "policies" / "cost").mkdir(parents=True)
    (package / "policies" / "cost" / "a.yaml").write_text(policy(FINE), encoding="utf-8")
    monkeypatch.setattr(files, "__file__", str(package / "policy" / "files.py"))
    assert [source.path for source in bundled_sources()] == ["policies/cost/a.yaml"]


def test_an_installation_without_policies_finds_not_nothing_but_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "__file__", str(tmp_path / "a" / "smlint" / "policy" / "files.py"))
    with pytest.raises(PolicyError, match="installed without its policies"):
        bundled_sources()
