"""Alarms and policies on metrics of an endpoint: what the examples of rules on metrics are."""

from __future__ import annotations

from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_PY,
    ENDPOINT_TF,
    TARGET_PY,
    policy_py,
)

BOTH_TF = """{
    EndpointName = aws_sagemaker_endpoint.search.name
    VariantName  = "AllTraffic"
  }"""


def alarm_tf(
    metric: str = '"ModelLatency"',
    namespace: str = '"AWS/SageMaker"',
    statistic: str = '"Average"',
    *,
    threshold: str = "500000",
    dimensions: str = BOTH_TF,
) -> str:
    """An endpoint with an alarm in Terraform."""
    return f"""\
{ENDPOINT_TF}resource "aws_cloudwatch_metric_alarm" "search" {{
  alarm_name          = "search"
  namespace           = {namespace}
  metric_name         = {metric}
  statistic           = {statistic}
  period              = 60
  evaluation_periods  = 3
  threshold           = {threshold}
  comparison_operator = "GreaterThanThreshold"
  dimensions = {dimensions}
}}
"""


def alarm_cfn(
    metric: str = "ModelLatency",
    namespace: str = "AWS/SageMaker",
    statistic: str = "Average",
    threshold: str = "500000",
    variant: str = "        - {Name: VariantName, Value: AllTraffic}\n",
) -> str:
    """An endpoint with an alarm in CloudFormation."""
    return f"""\
{ENDPOINT_CFN}  SearchAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: {namespace}
      MetricName: {metric}
      Statistic: {statistic}
      Period: 60
      EvaluationPeriods: 3
      Threshold: {threshold}
      ComparisonOperator: GreaterThanThreshold
      Dimensions:
        - {{Name: EndpointName, Value: !GetAtt SearchEndpoint.EndpointName}}
{variant}"""


def tracking_py(
    metric: str = '"CPUUtilization",',
    namespace: str = '"/aws/sagemaker/Endpoints",',
    statistic: str = '"Average",',
    target: str = "50,",
    variant: str = '                {"Name": "VariantName", "Value": "AllTraffic"},\n',
) -> str:
    """A policy on a customized metric in Python."""
    return (
        ENDPOINT_PY
        + TARGET_PY
        + policy_py(f"""\
        "TargetValue": {target}
        "CustomizedMetricSpecification": {{
            "MetricName": {metric}
            "Namespace": {namespace}
            "Statistic": {statistic}
            "Dimensions": [
                {{"Name": "EndpointName", "Value": "search"}},
{variant}            ],
        }},
""")
    )
