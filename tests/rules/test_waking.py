"""What wakes an endpoint at zero, and what does not."""

from __future__ import annotations

import pytest

from tests.rules.judged import RULES, judged, report

WAKING = {
    name: RULES[name].good[0].code for name in ("step-policy-without-alarm", "async-zero-no-wakeup")
}


@pytest.mark.parametrize(
    ("action", "findings", "undecided"),
    [
        ("aws_appautoscaling_policy.wake.arn", 0, 0),
        ("var.arn", 0, 1),
        ("aws_sns_topic.operators.arn", 1, 0),
    ],
)
def test_an_alarm_that_may_be_meant_for_a_policy_leaves_it_open(
    action: str, findings: int, undecided: int
) -> None:
    code = WAKING["step-policy-without-alarm"].replace("aws_appautoscaling_policy.wake.arn", action)
    more = 'variable "arn" {}\nresource "aws_sns_topic" "operators" {}\n'
    lines, doubts = judged("step-policy-without-alarm", code + more)
    assert (len(lines), doubts) == (findings, undecided)


@pytest.mark.parametrize(
    ("written", "instead", "findings", "undecided"),
    [
        ("CPUUtilization", "CPUUtilization", 1, 0),
        ("CPUUtilization", "ApproximateBacklogSize", 0, 0),
        ('"CPUUtilization"', "var.x", 0, 1),
        ('"AWS/SageMaker"', '"Queue"', 0, 0),
        ("[aws_appautoscaling_policy.wake.arn]", "[]", 0, 0),  # that is said of the policy
        ("target_value = 5", "target_value = 0.5", 0, 0),
        ("ApproximateBacklogSizePerInstance", "QueueLength", 0, 0),
        ('"ApproximateBacklogSizePerInstance"', "var.x", 0, 1),
        ("min_capacity       = 0", "min_capacity       = 1", 0, 0),
        ("min_capacity       = 0", "min_capacity       = var.x", 0, 1),
        ("async_inference_config {", 'dynamic "async_inference_config" {', 0, 1),
    ],
)
def test_what_is_measured_at_zero_wakes_an_asynchronous_endpoint(
    written: str, instead: str, findings: int, undecided: int
) -> None:
    awake = WAKING["async-zero-no-wakeup"] + 'variable "x" {}\n'
    asleep = awake.replace("HasBacklogWithoutCapacity", "CPUUtilization")
    assert written in asleep
    lines, doubts = judged("async-zero-no-wakeup", asleep.replace(written, instead))
    assert (len(lines), doubts) == (findings, undecided)


def test_invocations_of_instances_wake_nothing_where_there_are_none() -> None:
    asleep = RULES["async-zero-no-wakeup"].bad[0].code.replace(" # <- here", "")
    start, end = asleep.index("    customized_metric"), asleep.rindex("  }\n}")
    predefined = """    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
"""
    (found,) = report("async-zero-no-wakeup", asleep[:start] + predefined + asleep[end:]).findings
    assert "no policy sees the requests that wait" in found.message


def test_a_schedule_wakes_an_endpoint_too() -> None:
    asleep = RULES["async-zero-no-wakeup"].bad[0].code.replace(" # <- here", "")
    assert len(judged("async-zero-no-wakeup", asleep)[0]) == 1
    schedule = """
resource "aws_appautoscaling_scheduled_action" "morning" {
  name               = "morning"
  service_namespace  = "sagemaker"
  resource_id        = aws_appautoscaling_target.ocr.resource_id
  scalable_dimension = aws_appautoscaling_target.ocr.scalable_dimension
  schedule           = "cron(0 7 ? * MON-FRI *)"
  scalable_target_action {
    min_capacity = 1
  }
}
"""
    assert judged("async-zero-no-wakeup", asleep + schedule) == ([], 0)
