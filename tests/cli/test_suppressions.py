"""Each language's way to suppress a finding, from the file to the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smlint.cli import main

TERRAFORM = """\
# smlint: ignore[SM901] agreed
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    model_name = "ocr"
    serverless_config {
      memory_size_in_mb = 3000
      max_concurrency   = 3
    }
  }
}
"""
TEMPLATE = """\
Resources:
  Ocr: # smlint: ignore[serverless-memory-step] agreed
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ocr
          ServerlessConfig: {MemorySizeInMB: 3000, MaxConcurrency: 3}
"""
METADATA = json.dumps(
    {
        "Resources": {
            "Ocr": {
                "Type": "AWS::SageMaker::EndpointConfig",
                "Metadata": {"smlint": {"ignore": {"SM901": "agreed"}}},
                "Properties": {
                    "ProductionVariants": [
                        {
                            "VariantName": "AllTraffic",
                            "ModelName": "ocr",
                            "ServerlessConfig": {"MemorySizeInMB": 3000, "MaxConcurrency": 3},
                        }
                    ]
                },
            }
        }
    },
    indent=2,
)
SCRIPT = """\
import boto3

sagemaker = boto3.client("sagemaker")
# smlint: ignore[SM901] agreed
sagemaker.create_endpoint_config(
    EndpointConfigName="ocr",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ocr",
            "ServerlessConfig": {"MemorySizeInMB": 3000, "MaxConcurrency": 3},
        }
    ],
)
"""
NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# OCR"]},
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": SCRIPT.splitlines(keepends=True),
            },
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
)


Check = Callable[..., tuple[int, Any]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def run(*arguments: str) -> tuple[int, Any]:
        code = main(["--select", "SM901", "--format", "json", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("main.tf", TERRAFORM, ("main.tf", None, 6)),
        ("ocr.yaml", TEMPLATE, ("ocr.yaml", None, 8)),
        ("ocr.json", METADATA, ("ocr.json", None, 18)),
        ("deploy.py", SCRIPT, ("deploy.py", None, 11)),
        ("deploy.ipynb", NOTEBOOK, ("deploy.ipynb", 2, 11)),
    ],
)
def test_it_counts_and_is_shown_as_suppressed(
    path: str, text: str, place: tuple[str, int | None, int], folder: Path, check: Check
) -> None:
    (folder / path).write_text(text, encoding="utf-8")
    code, report = check()
    assert (code, report["findings"], report["problems"]) == (0, [], [])
    (left_out,) = report["suppressed"]
    assert (left_out["path"], left_out["cell"], left_out["line"]) == place
    assert left_out["reason"] == "agreed"
    assert check("--no-ignores")[0] == 1
