"""Running smlint as users do, and files to run it on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SLOW_SERVERLESS = """\
# smlint: latency=200ms
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    model_name = aws_sagemaker_model.fraud.name
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 20
    }
  }
}
resource "aws_sagemaker_model" "fraud" {
  primary_container {
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2"
  }
}
"""
HIDDEN = SLOW_SERVERLESS.replace("= 20\n", "= var.most\n") + 'variable "most" {}\n'
FINE = SLOW_SERVERLESS.replace("latency=200ms", "latency=5s")


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
