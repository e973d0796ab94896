"""Configurations that take their time."""

from __future__ import annotations

import time
from collections.abc import Mapping

from smlint.run import Inventory
from tests.project import stock

CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "%s" {
  %s
  name = %s
  production_variants {
    variant_name  = "main"
    instance_type = "ml.m5.large"
  }
}
"""


def config(name: str = '"c"', more: str = "", label: str = "c") -> str:
    return CONFIG % (label, more, name)


def seconds_of(files: Mapping[str, str]) -> tuple[Inventory, float]:
    started = time.process_time()
    found = stock(files)
    return found, time.process_time() - started
