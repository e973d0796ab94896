"""Prices that are given to a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from smlint.cli import main

DEV = """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
  tags = { Environment = "dev" }
}

resource "aws_sagemaker_endpoint" "fraud" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.fraud.name
}
"""
OURS = "prices: [{region: eu-west-1, title: ours, realtime: {ml.m5.xlarge: 0.1}}]\n"
PUBLISHED = Path(__file__).parents[1] / "facts" / "data" / "price_list.json"

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Checks one endpoint that is always on; the exit code, output and errors."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.tf").write_text(DEV, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def call(*options: str) -> tuple[int, str, str]:
        code = main(("--select", "nonprod-always-on", *options))
        return (code, *capsys.readouterr())

    return call


def cost(output: str) -> object:
    (finding,) = json.loads(output)["findings"]
    return finding["cost"]


def test_the_price_of_ones_own_goes_before_the_bundled_one(check: Check) -> None:
    Path("ours.yaml").write_text(OURS, encoding="utf-8")
    _, out, _ = check("--prices", "ours.yaml", "--format", "json")
    assert cost(out) == {
        "currency": "USD",
        "per_month": 73.0,
        "saves": 54.75,
        "basis": "1 \N{MULTIPLICATION SIGN} ml.m5.xlarge at $0.1/h in eu-west-1, 730 h; ours",
    }
    assert json.loads(out)["summary"]["cost_per_month"] == 73.0


def test_the_price_list_of_aws_is_read_as_it_is_published(check: Check) -> None:
    _, out, _ = check("--prices", str(PUBLISHED), "--format", "text")
    assert "$0.11/h in us-east-1, 730 h; AWS price list of 2027-01-03" in out


def test_the_configuration_may_name_prices_beside_it(check: Check) -> None:
    Path("ours.yaml").write_text(OURS, encoding="utf-8")
    Path("smlint.yaml").write_text("prices: ours.yaml\n", encoding="utf-8")
    assert "at $0.1/h in eu-west-1" in check()[1]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("none.yaml", None, "the prices in none.yaml cannot be read (no such file or directory)"),
        ("odd.yaml", "prices: 3", 'odd.yaml:1:9: "3" stands where a list is expected'),
        ("odd.yaml", "prices: [", "odd.yaml:1:"),
        ("odd.json", '{"formatVersion": "1"}', "odd.json: this is an index of price lists"),
        ("odd.yaml", "\0", "odd.yaml: "),
    ],
)
def test_prices_that_cannot_be_read_end_the_run(
    check: Check, name: str, text: str | None, told: str
) -> None:
    if text is not None:
        Path(name).write_text(text, encoding="utf-8")
    code, out, errors = check("--prices", name)
    assert (code, out) == (2, "")
    assert told in errors
