"""Instances for the tests of this folder."""

from __future__ import annotations

ENDPOINT = """
resource "aws_sagemaker_endpoint" "e" {
  %s
  name = "%s"
  endpoint_config_name = "c"
}
variable "unknown" {}
"""
