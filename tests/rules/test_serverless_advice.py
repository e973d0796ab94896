"""Where rules on cost advise a serverless endpoint, with the code for it."""

from __future__ import annotations

import pytest

from tests.rules.judged import report

DEV = "# smlint: environment=non-production"
RUNS = """
{comment}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = "x"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }}
  {more}
}}
resource "aws_sagemaker_endpoint" "x" {{
  name                 = "x"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.x.name
}}
{beside}
"""
CAPTURE = """data_capture_config {{
    enable_capture              = {on}
    initial_sampling_percentage = 10
    destination_s3_uri          = "s3://captured"
    capture_options {{ capture_mode = "Input" }}
  }}"""
SECOND = """production_variants {
    variant_name           = "Second"
    model_name             = "y"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }"""
SCALED = """resource "aws_appautoscaling_target" "x" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/x/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 1
  max_capacity       = 3
}"""


@pytest.mark.parametrize(
    ("more", "beside", "advised"),
    [
        ("", "", True),
        (CAPTURE.format(on="false"), "", True),
        (CAPTURE.format(on="true"), "", False),
        (CAPTURE.format(on="var.capture"), 'variable "capture" {}', False),
        (SECOND, "", False),
        ("", SCALED, False),
    ],
)
@pytest.mark.parametrize(
    ("rule", "comment"),
    [("nonprod-always-on", DEV), ("realtime-for-intermittent", "# smlint: traffic=sporadic")],
)
def test_serverless_is_advised_where_the_variant_alone_has_to_change(
    rule: str, comment: str, more: str, beside: str, advised: bool
) -> None:
    code = RUNS.format(comment=comment, more=more, beside=beside)
    found = report(rule, code).findings
    assert found
    assert ["serverless_config" in one.instead for one in found] == [advised] * len(found)
