"""Packs: what lies beside a company's policies, and what goes before it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from smlint.cli import main

CODE = """\
# smlint: latency=1200ms environment=production
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    model_name = "search"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 5
    }
  }
}
"""
LATENCY = "serverless-low-latency"
SLOW = "facts: {sub-second-latency: 1500ms}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a pack that says nothing."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "acme").mkdir()
    (tmp_path / "main.tf").write_text(CODE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    configure("")
    return tmp_path


def configure(text: str) -> None:
    Path("smlint.yaml").write_text(f"policies: [acme]\n{text}", encoding="utf-8")


def pack(text: str, name: str = "pack.yaml") -> None:
    Path("acme", name).write_text(text, encoding="utf-8")


def found(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, tuple[str, str]]:
    """Severity of what is found, and all that is told of it, by rule."""
    main([*options, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return {
        finding["rule"]["name"]: (finding["severity"], json.dumps(finding))
        for finding in report["findings"]
    }


def test_a_pack_may_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert LATENCY not in found(capsys)
    pack("")
    assert LATENCY not in found(capsys)


def test_facts_of_a_pack_are_told_to_be_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    pack(SLOW)
    _, told = found(capsys)[LATENCY]
    assert "sub-second-latency is 1.5 s here, as acme/pack.yaml says; documented: 1 s" in told
    assert main([]) == 1
    assert "acme/pack.yaml:1:" in capsys.readouterr().out


def test_the_configuration_knows_facts_better(capsys: pytest.CaptureFixture[str]) -> None:
    pack(SLOW)
    configure("facts: {sub-second-latency: 1400ms}\n")
    assert "1.4 s here, as configured; documented: 1 s" in found(capsys)[LATENCY][1]
    configure("facts: {sub-second-latency: 1100ms}\n")
    assert LATENCY not in found(capsys)


def test_severity_nearest_wins(capsys: pytest.CaptureFixture[str]) -> None:
    pack(f"{SLOW}severity: {{latency: note}}\n")
    assert found(capsys)[LATENCY][0] == "note"
    pack(f"{SLOW}severity: {{{LATENCY}: warning, latency: note}}\n")
    assert found(capsys)[LATENCY][0] == "warning"
    configure(f"severity: {{{LATENCY}: error}}\n")
    assert found(capsys)[LATENCY][0] == "error"


def test_rules_that_are_off_run_where_they_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    pack(f"{SLOW}ignore: [{LATENCY}]\n")
    assert LATENCY not in found(capsys)
    assert LATENCY not in found(capsys, "--preset", "all")
    assert LATENCY in found(capsys, "--select", LATENCY)
    configure(f"select: [{LATENCY}]\n")
    assert LATENCY in found(capsys)


def test_presets_are_moved(capsys: pytest.CaptureFixture[str]) -> None:
    pack(f"{SLOW}presets: {{{LATENCY}: strict}}\n")
    assert LATENCY not in found(capsys)
    assert LATENCY in found(capsys, "--preset", "strict")
    pack(f"{SLOW}presets: {{{LATENCY}: all}}\n")
    assert LATENCY not in found(capsys, "--preset", "strict")
    assert LATENCY in found(capsys, "--preset", "all")


def test_of_two_packs_the_last_wins(capsys: pytest.CaptureFixture[str]) -> None:
    Path("team").mkdir()
    Path("team/pack.yaml").write_text(f"severity: {{{LATENCY}: note}}\n", encoding="utf-8")
    pack(f"{SLOW}severity: {{{LATENCY}: warning}}\n")
    Path("smlint.yaml").write_text("policies: [acme, team]\n", encoding="utf-8")
    assert found(capsys)[LATENCY][0] == "note"
    Path("smlint.yaml").write_text("policies: [team, acme]\n", encoding="utf-8")
    assert found(capsys)[LATENCY][0] == "warning"


FACT = """\
{name}:
  value: 2
  unit: count
  sources:
    - {{title: Ours, url: https://acme.example, read: 2026-11-21, claim: Two are enough.}}
"""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("pack.yaml", "ignore: [nosuch]\n", "acme/pack.yaml:1:10: there is no rule or category"),
        ("pack.yaml", "presets: {nosuch: all}\n", "acme/pack.yaml:1:11: there is no rule"),
        ("pack.yaml", "presets: {cost: al}\n", "acme/pack.yaml:1:17"),
        ("pack.yaml", "select: [cost]\n", "acme/pack.yaml:1:1"),
        ("pack.yaml", "facts: {nosuch: 1}\n", "acme/pack.yaml:1:9: there is no fact"),
        ("pack.yaml", "a: [\n", "acme/pack.yaml:"),
        ("facts.yaml", "a: 1\n", "acme/facts.yaml:1:4"),
        ("facts.yaml", "a: [\n", "acme/facts.yaml:"),
        ("facts.yaml", FACT.format(name="serverless-payload"), "called serverless-payload already"),
    ],
)
def test_a_broken_pack_ends_the_run(
    name: str, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(text, name)
    assert main([]) == 2
    assert told in capsys.readouterr().err


def test_facts_of_the_pack_are_for_its_policies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "new", "acme-few", "acme"]) == 0
    path = Path("acme/acme-few.yaml")
    text = path.read_text(encoding="utf-8").replace("setting: variant.instance_type", (
        "setting: variant.serverless_config.max_concurrency"
    )).replace("not_in: [ml.m5.large, ml.m5.xlarge]", "gt: {fact: acme-two}")  # fmt: skip
    path.write_text(text.replace("is not on our list", "{fact:acme-two}"), encoding="utf-8")
    pack(FACT.format(name="acme-two"), "facts.yaml")
    capsys.readouterr()
    assert "acme-few" in found(capsys)


def test_a_pack_may_be_an_installed_package(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policy", "new", "acme-few", "acme"]) == 0
    pack(f"{SLOW}severity: {{{LATENCY}: note}}\n")
    plugin = (
        "from smlint.plugins import hook\n\n@hook\ndef smlint_policies():\n    return ['acme']\n"
    )
    Path("acme_installed_pack.py").write_text(plugin, encoding="utf-8")
    monkeypatch.syspath_prepend(str(here))
    Path("smlint.yaml").write_text("plugins: [acme_installed_pack]\n", encoding="utf-8")
    capsys.readouterr()
    assert found(capsys)[LATENCY][0] == "note"
    assert main(["policy", "test"]) == 0
    assert "ACME101 acme-few" in capsys.readouterr().out
