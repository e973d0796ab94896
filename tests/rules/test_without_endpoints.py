"""What scales or watches an endpoint is judged where the endpoint itself is not written."""

from __future__ import annotations

import pytest

from tests.rules.judged import judged

ALARM_TF = """
resource "aws_cloudwatch_metric_alarm" "errors" {
  namespace   = "AWS/SageMaker"
  metric_name = "Invocation5XXErrors"
  dimensions  = { EndpointName = "search" }
}
"""
ALARM_CFN = """
Resources:
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SageMaker
      MetricName: Invocation5XXErrors
      Dimensions:
        - {Name: EndpointName, Value: search}
"""
TARGET_CFN = """
Resources:
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: endpoint/search/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 4
      MaxCapacity: 2
"""


@pytest.mark.parametrize(
    ("rule", "code", "line"),
    [
        ("metric-wrong-dimensions", ALARM_TF, 5),
        ("metric-wrong-dimensions", ALARM_CFN, 8),
        ("autoscale-min-gt-max", TARGET_CFN, 9),
    ],
)
def test_what_needs_no_endpoint_is_judged_without_one(rule: str, code: str, line: int) -> None:
    assert judged(rule, code)[0] == [line]


def test_alarms_of_other_services_are_none_of_ours() -> None:
    other = ALARM_CFN.replace("AWS/SageMaker", "AWS/EC2")
    assert judged("metric-wrong-dimensions", other) == ([], 0)
