"""Asynchronous endpoints that sleep on while a few requests wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.rules._async_examples import (
    ALARM_TF,
    BACKLOG_CFN,
    BACKLOG_TF,
    QUEUE_CFN,
    QUEUE_TF,
    WAKE_TF,
    target_cfn,
    target_tf,
)
from smlint.rules._waking import WITHOUT_CAPACITY, may_wake, waker

METRICS = frozenset({
    "HasBacklogWithoutCapacity", "ApproximateBacklogSize", "ApproximateBacklogSizePerInstance",
    "ApproximateAgeOfOldestRequest",
})  # fmt: skip
"""What is measured of the requests that wait, though no instance runs."""


@per_scalable_target
def check(
    endpoint: Endpoint, variant: Variant | None, target: ScalableTarget, _: Facts
) -> Iterator[Match]:
    """Match a lower bound of zero instances that only a backlog above the target leaves."""
    if variant is None or need(target.min_capacity) != 0 or need(endpoint.kind) != "async":
        return
    if may_wake(target, METRICS):
        return
    tracking = [policy for policy in need_all(target.policies) if need(policy.target_tracking)]
    backlog = [policy for policy in tracking if need(policy.customized_metric) in METRICS]
    own = [p for p in tracking if p not in backlog and need(p.predefined_metric) is None]
    goals = [need(policy.target_value) or 0 for policy in backlog]
    if not tracking or own or min(goals, default=1) < 1:
        return  # nothing scales it, a metric of its own may tell, or the first request does
    yield Match(
        target.min_capacity.span,
        _told(goals),
        (
            Evidence("set here", target.min_capacity),
            *(Evidence("target tracking is configured here", p.target_tracking) for p in tracking),
        ),
        tuple(policy.extent for policy in tracking),
        instead=waker(target, WITHOUT_CAPACITY),
    )


def _told(goals: Sequence[float]) -> str:
    if not goals:
        return (
            "nothing wakes this endpoint: at zero instances no policy sees the requests that wait"
        )
    return (
        "nothing wakes this endpoint for a single request: it stays at zero instances until the "
        f"backlog exceeds {min(goals):g}"
    )


RULE = Rule(
    id="SM306",
    name="async-zero-no-wakeup",
    title="Asynchronous endpoint at zero instances that few requests do not wake",
    category="scaling",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "Autoscale an asynchronous endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html",
            "2026-11-21",
            "Without a step scaling policy and an alarm on HasBacklogWithoutCapacity, an endpoint "
            "at zero instances scales out only when its backlog exceeds the target value.",
        ),
    ),
    explanation=(
        "Target tracking on the backlog does not act before the backlog exceeds its target value. "
        "At zero instances the requests below that number wait, for hours where there are few of "
        "them. A step scaling policy with an alarm on HasBacklogWithoutCapacity starts an instance "
        "for the first one."
    ),
    remedy=(
        "Add a step scaling policy that adds one instance, and an alarm on the metric "
        "HasBacklogWithoutCapacity of the endpoint that triggers it."
    ),
    bad=(
        Example(
            "terraform",
            QUEUE_TF + target_tf("0 # <- here") + BACKLOG_TF,
        ),
        Example(
            "cloudformation",
            QUEUE_CFN + target_cfn("0 # <- here") + BACKLOG_CFN,
        ),
    ),
    good=(
        Example(
            "terraform",
            QUEUE_TF + target_tf("0") + BACKLOG_TF + WAKE_TF + ALARM_TF,
        ),
        Example(
            "cloudformation",
            QUEUE_CFN
            + target_cfn("0")
            + BACKLOG_CFN
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
