"""`smlint fit`: the table for given needs, and for the endpoints of a tree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from smlint.cli import main
from smlint.cli.fit import NEEDS
from smlint.core.workload import MEMBERS
from smlint.reporters.fit_schema import fit_schema

ENDPOINT = """\
# smlint: latency=200ms payload=10MB
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  name = "fraud"
  production_variants {
    model_name             = aws_sagemaker_model.fraud.name
    instance_type          = var.type
    initial_instance_count = 2
  }
}
variable "type" {}
resource "aws_sagemaker_model" "fraud" {
  primary_container {
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2"
  }
  vpc_config {
    subnets            = ["subnet-1", "subnet-2"]
    security_group_ids = ["sg-1"]
  }
}
"""

SHOWN = """\
needs: latency 2 s, payload 10 MB

real-time  fits
  + payload 10 MB  25 MB at most, but 6.291 MB by the API Reference  [1]
asynchronous  fits
  + payload 10 MB  1024 MB at most  [2]
  + latency 2 s  not below 1 s  [3]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert main(("fit", "--format", "json", *arguments)) == 0
    written = json.loads(capsys.readouterr().out)
    Draft202012Validator(fit_schema()).validate(written)
    workloads: list[dict[str, Any]] = written["workloads"]
    return workloads


def test_every_need_can_be_given() -> None:
    assert set(NEEDS) == set(MEMBERS)


def test_given_needs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("fit", "--payload", "10MB", "--latency", "2s")) == 0
    out = capsys.readouterr().out
    assert re.sub("  +", "  ", out).startswith(SHOWN)
    assert "serverless       does not fit\n  - payload 10 MB  4 MB at most" in out
    assert "batch transform  unknown\n  ? latency 2 s    works offline" in out
    assert "would decide too: processing time, traffic, streaming, models" in out
    assert "[1] Model deployment options in Amazon SageMaker AI (read 2026-11-21)" in out


def test_conditions_are_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("fit", "--latency", "200ms")) == 0
    assert "serverless       fits with provisioned concurrency\n" in capsys.readouterr().out


def test_the_endpoints_of_a_tree(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "main.tf").write_text(ENDPOINT)
    assert main(("fit",)) == 0
    out = capsys.readouterr().out
    assert out.startswith("fraud  real-time, stage default\n  main.tf:2:1\n")
    assert "needs: latency 200 ms, payload 10 MB, accelerator unknown, vpc true\n" in out
    assert "real-time        fits, recommended  (its kind now)\n" in out
    assert "  - vpc true        cannot be in a VPC" in out


def test_what_is_given_goes_before_what_is_declared(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "main.tf").write_text(ENDPOINT)
    (one,) = data(capsys, "--vpc", "false", "--latency", "1min", ".")
    assert one["endpoint"] == {
        "name": "fraud", "stage": "default", "path": "main.tf", "cell": None, "line": 2,
        "column": 1, "end_line": 2, "end_column": 57,
    } | {key: one["endpoint"][key] for key in ("end_line", "end_column")}  # fmt: skip
    unknown = {"unknown": "var.type has no default, and no file gives it a value"}
    assert one["needs"] == {"latency": 60, "payload": 10, "vpc": False, "accelerator": unknown}
    verdicts = {option["option"]: option["verdict"] for option in one["options"]}
    assert verdicts["real-time"] == "fits"
    assert verdicts["asynchronous"] == "unknown"
    assert verdicts["serverless"] == "does not fit"


def test_the_data_say_everything(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = data(capsys, "--traffic", "bulk")
    assert one["endpoint"] is None
    best, *_ = one["options"]
    assert (best["option"], best["standing"]) == ("batch transform", "recommended")
    assert best["reasons"][0]["sources"][0]["url"].startswith("https://docs.aws.amazon.com/")
    assert best["advice"][0]["favours"] is True
    assert "payload" in best["undeclared"]


def test_nothing_is_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("fit",)) == 0
    assert capsys.readouterr().out.startswith("no endpoints found; of one that is planned, say")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--latency", "5"), '--latency: "5" has no unit'),
        (("--traffic", "spiky"), "steady, variable, sporadic or bulk"),
        (("--environment", "moon"), "none of the words for an environment"),
        (("--models", "0"), "such as --models 12"),
        (("--payload", ""), "nothing is given"),
        (("--format", "sarif"), "there is no format called sarif"),
        (("nosuch.tf",), "nosuch.tf"),
    ],
)  # fmt: skip
def test_refused(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert main(("fit", *arguments)) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err


def test_the_schema_notices_what_is_wrong(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = data(capsys, "--payload", "1MB")
    validator = Draft202012Validator(fit_schema())
    changes: tuple[dict[str, Any], ...] = (
        {"needs": {"payload": "1MB"}},
        {"options": [{}]},
        {"endpoint": {}},
    )
    for change in changes:
        assert not validator.is_valid({"format": 1, "workloads": [one | change]})
