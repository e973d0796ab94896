"""Configurations of Terraform around an expression or more."""

from __future__ import annotations

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
    """An endpoint configuration called `name`, an expression, with `more` in its block."""
    return CONFIG % (label, more, name)
