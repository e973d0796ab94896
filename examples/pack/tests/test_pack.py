"""The pack's rules show what they should, and the pack says of other rules what its README tells."""

import json
from pathlib import Path

import pytest

from smlint.cli import main

PACK = Path(__file__).parents[1]

CODE = """\
# smlint: latency=900ms
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 2
  }
  tags = {
    Environment = "dev"
  }
}
resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that uses the pack."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "smlint.yaml").write_text(f"policies: ['{PACK.as_posix()}']\n")
    (tmp_path / "main.tf").write_text(CODE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    main(["--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return {finding["rule"]["name"]: finding for finding in report["findings"]}


def test_the_examples_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "test", str(PACK)]) == 0
    assert "3 rules, none failed" in capsys.readouterr().out


def test_rules_and_facts_of_the_pack_count(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = found(capsys)["acme-nonprod-instances"]
    assert finding["message"].endswith("has 2 instances; the handbook allows 1")


def test_the_pack_says_how_grave_rules_are_and_the_project_may_say_otherwise(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys)["nonprod-always-on"]["severity"] == "error"
    config = project / "smlint.yaml"
    config.write_text(f"{config.read_text()}severity: {{nonprod-always-on: note}}\n")
    assert found(capsys)["nonprod-always-on"]["severity"] == "note"
