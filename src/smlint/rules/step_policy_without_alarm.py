"""Step scaling policies that no alarm ever has act."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.rules._async_examples import (
    ALARM_TF,
    QUEUE_CFN,
    QUEUE_TF,
    WAKE_TF,
    target_cfn,
    target_tf,
)
from smlint.rules._autoscaling import COPIES
from smlint.rules._waking import NO_CAPACITY, WITHOUT_CAPACITY, Sign, alarm_on


@per_scalable_target
def check(_: Endpoint, __: Variant | None, target: ScalableTarget, ___: Facts) -> Iterator[Match]:
    """Match each step scaling policy without an alarm."""
    for policy in target.policies:
        if need(policy.step_scaling) and not (policy.alarms.items or need_all(policy.alarms)):
            yield Match(
                policy.span,
                "no alarm triggers this step scaling policy: it never changes the capacity",
                (Evidence("step scaling is configured here", policy.step_scaling),),
                (policy.extent,),
                instead=(alarm_on(_sign(target), target),),
            )
    need_all(target.policies)


def _sign(target: ScalableTarget) -> Sign:
    """What nearly every step scaling policy of SageMaker is for: waking what is at zero."""
    return NO_CAPACITY if need(target.scalable_dimension) == COPIES else WITHOUT_CAPACITY


RULE = Rule(
    id="SM305",
    name="step-policy-without-alarm",
    title="Step scaling policy without an alarm",
    category="scaling",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "Step scaling policies for Application Auto Scaling",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html",
            "2026-11-21",
            "The alarms that start step scaling are made and kept by whoever makes the policy.",
        ),
    ),
    explanation=(
        "Target tracking makes its own alarms; step scaling has none. A step scaling policy acts "
        "when a CloudWatch alarm that names it among its actions changes its state, and at no "
        "other time. For endpoints it is mostly used to leave zero: with HasBacklogWithoutCapacity "
        "for asynchronous ones, with NoCapacityInvocationFailures for inference components; for "
        "all else target tracking is recommended."
    ),
    remedy="Add a CloudWatch alarm with the ARN of the policy among its alarm actions.",
    bad=(
        Example(
            "terraform",
            QUEUE_TF
            + target_tf("0")
            + """\

resource "aws_appautoscaling_policy" "wake" { # <- here
  name               = "wake"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.ocr.service_namespace
  resource_id        = aws_appautoscaling_target.ocr.resource_id
  scalable_dimension = aws_appautoscaling_target.ocr.scalable_dimension
  step_scaling_policy_configuration {
    adjustment_type = "ChangeInCapacity"
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "backlog" {
  alarm_name          = "ocr-backlog-without-capacity"
  namespace           = "AWS/SageMaker"
  metric_name         = "HasBacklogWithoutCapacity"
  dimensions          = { EndpointName = aws_sagemaker_endpoint.ocr.name }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 2
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  alarm_actions       = [aws_sns_topic.operators.arn]
}

resource "aws_sns_topic" "operators" {
  name = "operators"
}
""",
        ),
        Example(
            "cloudformation",
            QUEUE_CFN
            + target_cfn("0")
            + """\
  OcrWake: # <- here
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: wake
      PolicyType: StepScaling
      ScalingTargetId: !Ref OcrTarget
      StepScalingPolicyConfiguration:
        AdjustmentType: ChangeInCapacity
        StepAdjustments:
          - MetricIntervalLowerBound: 0
            ScalingAdjustment: 1
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            QUEUE_TF + target_tf("0") + WAKE_TF + ALARM_TF,
        ),
        Example(
            "cloudformation",
            QUEUE_CFN
            + target_cfn("0")
            + """\
  OcrWake:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: wake
      PolicyType: StepScaling
      ScalingTargetId: !Ref OcrTarget
      StepScalingPolicyConfiguration:
        AdjustmentType: ChangeInCapacity
        StepAdjustments:
          - MetricIntervalLowerBound: 0
            ScalingAdjustment: 1
  OcrBacklogWithoutCapacity:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SageMaker
      MetricName: HasBacklogWithoutCapacity
      Dimensions:
        - Name: EndpointName
          Value: !GetAtt OcrEndpoint.EndpointName
      Statistic: Average
      Period: 60
      EvaluationPeriods: 2
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      AlarmActions:
        - !Ref OcrWake
""",
        ),
    ),
    check=check,
)
