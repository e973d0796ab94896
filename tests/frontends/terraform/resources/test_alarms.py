"""Alarms: those that matter to endpoints are read, and joined by identity; others cost nothing."""

from __future__ import annotations

import pytest

from smlint.core.model import ScalingPolicy
from smlint.core.tree import plain
from smlint.core.values import Absent, Known
from tests.frontends.terraform.evaluating import resources
from tests.project import endpoints

SCALED = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name = "v"
    model_name   = "m"
  }
}

resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}

resource "aws_appautoscaling_target" "t" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.e.name}/variant/v"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
}
"""
POLICY = """
resource "aws_appautoscaling_policy" "wake" {
  %s
  name               = "wake"
  policy_type        = "StepScaling"
  service_namespace  = "sagemaker"
  resource_id        = aws_appautoscaling_target.t.resource_id
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
}
"""
TOPIC = 'resource "aws_sns_topic" "t" {}'
ALARM = """
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name = "a"
  namespace  = "Custom"
  %s
}
"""


def policies(more: str, policy: str = "", **files: str) -> list[ScalingPolicy]:
    text = SCALED + POLICY % policy + more
    (found,) = endpoints({"main.tf": text, **files})
    (variant,) = found.variants
    (target,) = variant.scalable_targets
    return list(target.policies)


@pytest.mark.parametrize(
    ("policy", "actions", "more"),
    [
        ("", "[aws_appautoscaling_policy.wake.arn]", ""),
        ("", "[local.wake]", "locals {\n  wake = aws_appautoscaling_policy.wake.arn\n}"),
        ("", "local.all", "locals {\n  all = [aws_appautoscaling_policy.wake.arn]\n}"),
        ("count = 1", "aws_appautoscaling_policy.wake[*].arn", ""),
        ("count = 1", "[one(aws_appautoscaling_policy.wake[*].arn)]", ""),
        ('for_each = toset(["x"])', '[aws_appautoscaling_policy.wake["x"].arn]', ""),
        ('for_each = toset(["x"])', "values(aws_appautoscaling_policy.wake)[*].arn", ""),
        ("", "[aws_sns_topic.t.arn, aws_appautoscaling_policy.wake.arn]", TOPIC),
        ("count = var.n", "[aws_appautoscaling_policy.wake[0].arn]", 'variable "n" {}'),
    ],
)
def test_an_alarm_is_joined_by_identity(policy: str, actions: str, more: str) -> None:
    (found,) = policies(ALARM % f"alarm_actions = {actions}" + more, policy)
    assert [alarm.address for alarm in found.alarms] == ["aws_cloudwatch_metric_alarm.a"]
    assert found.alarms.more is None


def test_each_of_several_alarms_is_joined_to_its_own_policy() -> None:
    alarms = ALARM % (
        "for_each = aws_appautoscaling_policy.wake\n  alarm_actions = [each.value.arn]"
    )
    found = policies(alarms, 'for_each = toset(["up", "down"])')
    addresses = [[alarm.address for alarm in policy.alarms] for policy in found]
    assert addresses == [
        ['aws_cloudwatch_metric_alarm.a["down"]'],
        ['aws_cloudwatch_metric_alarm.a["up"]'],
    ]


def test_an_alarm_in_a_module_is_joined_through_its_input() -> None:
    call = 'module "alarm" {\n  source = "./alarm"\n  arn = aws_appautoscaling_policy.wake.arn\n}'
    inside = 'variable "arn" {}\n' + ALARM % "alarm_actions = [var.arn]"
    (found,) = policies(call, **{"alarm/main.tf": inside})
    assert [alarm.address for alarm in found.alarms] == [
        "module.alarm.aws_cloudwatch_metric_alarm.a"
    ]


def test_an_alarm_is_joined_to_a_policy_in_a_module_through_its_output() -> None:
    inside = (
        SCALED + POLICY % "" + ('output "arn" {\n  value = aws_appautoscaling_policy.wake.arn\n}')
    )
    call = 'module "m" {\n  source = "./m"\n}' + ALARM % "alarm_actions = [module.m.arn]"
    (found,) = endpoints({"main.tf": call, "m/main.tf": inside})
    (target,) = next(iter(found.variants)).scalable_targets
    (policy,) = target.policies
    assert [alarm.address for alarm in policy.alarms] == ["aws_cloudwatch_metric_alarm.a"]


@pytest.mark.parametrize(
    "actions",
    [
        "aws_appautoscaling_policy.wake[*].arn",
        "[for policy in aws_appautoscaling_policy.wake : policy.arn]",
        "[one(aws_appautoscaling_policy.wake[*].arn)]",
        "[var.n == 1 ? aws_appautoscaling_policy.wake[0].arn : null]",
        "compact([aws_appautoscaling_policy.wake[0].arn])",
        "local.actions",
        "[local.action]",
    ],
)
def test_policies_of_unknown_number_leave_a_doubt(actions: str) -> None:
    more = """
variable "n" {}
locals {
  actions = var.n == 1 ? aws_appautoscaling_policy.wake[*].arn : []
  action  = var.n == 1 ? one(aws_appautoscaling_policy.wake[*].arn) : null
}
"""
    (found,) = policies(ALARM % f"alarm_actions = {actions}" + more, "count = var.n")
    assert found.alarms.items == ()
    assert found.alarms.more is not None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "alarm_actions = [aws_sns_topic.t.arn]",
        "alarm_actions = [data.aws_sns_topic.t.arn]\nok_actions = []",
        'alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:operators"]',
        "alarm_actions = null",
    ],
)
def test_alarms_that_have_nothing_to_do_with_endpoints_are_dropped(written: str) -> None:
    more = ALARM % written + 'resource "aws_sns_topic" "t" {}\ndata "aws_sns_topic" "t" {}\n'
    assert "aws_cloudwatch_metric_alarm.a" not in resources(SCALED + more)


@pytest.mark.parametrize("actions", ["var.actions", "[var.actions]", "[local.action]"])
def test_alarms_that_may_have_a_policy_act_are_kept(actions: str) -> None:
    more = 'variable "actions" {}\nlocals {\n  action = var.actions ? "x" : var.actions\n}'
    found = resources(SCALED + ALARM % f"alarm_actions = {actions}" + more)
    assert "aws_cloudwatch_metric_alarm.a" in found


@pytest.mark.parametrize("namespace", ["AWS/SageMaker", "/aws/sagemaker/Endpoints", "${var.n}"])
def test_alarms_on_sagemakers_metrics_are_kept(namespace: str) -> None:
    text = ALARM.replace("Custom", namespace) % "" + 'variable "n" {}'
    assert "aws_cloudwatch_metric_alarm.a" in resources(SCALED + text)


def test_dimensions_and_metric_queries_get_the_apis_shape() -> None:
    text = (
        ALARM.replace("Custom", "AWS/SageMaker")
        % """
  dimensions                            = { EndpointName = "e" }
  evaluate_low_sample_count_percentiles = "ignore"
  ok_actions                            = ["x"]
  metric_query {
    id = "m"
    metric {
      metric_name = "Invocations"
      namespace   = "AWS/SageMaker"
      period      = 60
      stat        = "Sum"
      dimensions  = { EndpointName = "e" }
    }
  }
"""
    )
    properties = resources(SCALED + text)["aws_cloudwatch_metric_alarm.a"].properties
    dimensions = [{"Name": "EndpointName", "Value": "e"}]
    assert isinstance(properties, Known)
    assert isinstance(properties.value, dict)
    written = {name: item for name, item in properties.value.items() if type(item) is not Absent}
    assert plain(Known(written, properties.span)) == {
        "AlarmName": "a",
        "Namespace": "AWS/SageMaker",
        "Dimensions": dimensions,
        "EvaluateLowSampleCountPercentile": "ignore",
        "OKActions": ["x"],
        "Metrics": [
            {
                "Id": "m",
                "MetricStat": {
                    "Period": 60,
                    "Stat": "Sum",
                    "Metric": {
                        "MetricName": "Invocations",
                        "Namespace": "AWS/SageMaker",
                        "Dimensions": dimensions,
                    },
                },
            }
        ],
    }


def test_the_twin_of_awscc_is_the_same_alarm() -> None:
    twin = """
resource "awscc_cloudwatch_alarm" "a" {
  alarm_name = "a"
  namespace = "AWS/SageMaker"
  dimensions = [{ name = "EndpointName", value = aws_sagemaker_endpoint.e.name }]
  alarm_actions = [aws_appautoscaling_policy.wake.arn]
}
"""
    (found,) = policies(twin)
    assert [alarm.address for alarm in found.alarms] == ["awscc_cloudwatch_alarm.a"]
