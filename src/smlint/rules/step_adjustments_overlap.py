"""Step adjustments that leave values without a step, or with two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.quantity import show_number
from smlint.core.resource import SCALING_POLICY, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need, need_all
from smlint.core.spans import Span
from smlint.core.tree import elements, member, number
from smlint.core.values import Known, Setting, Tree
from smlint.rules._autoscaling import scales_sagemaker
from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_TF,
    SCALED_PY,
    TARGET_CFN,
    TARGET_TF,
)

STEPS = ("StepScalingPolicyConfiguration", "StepAdjustments")


class Step(NamedTuple):
    """A step: from `low` to `high`, infinite where no bound is written, adds `change`."""

    low: float
    high: float
    span: Span
    change: Setting[float]


@per_resource_of(SCALING_POLICY)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match steps that overlap, leave a gap, or end where they have to go on."""
    if not scales_sagemaker(resource, deployed):
        return
    found = need_all(elements(member(resource.properties, *STEPS)))
    steps = sorted(map(_step, found), key=lambda step: step[:2])
    fault = _fault(steps)
    if fault is not None:
        step, said = fault
        place = Known(True, step.span)
        yield Match(
            step.span,
            f"{said}: the policy is refused",
            (Evidence("the step", place),),
            instead=_joined(steps),
        )


def _step(item: Tree) -> Step:
    low = need(number(member(item, "MetricIntervalLowerBound")))
    high = need(number(member(item, "MetricIntervalUpperBound")))
    return Step(
        -inf if low is None else low,
        inf if high is None else high,
        item.span,
        number(member(item, "ScalingAdjustment")),
    )


def _joined(steps: list[Step]) -> tuple[Instead, ...]:
    """The steps, each of which begins where the one before it ends; the outer ones are open.

    Nothing where one would be empty then, or where nobody can read what it adds.
    """
    written: list[Written] = []
    for position, step in enumerate(steps):
        low = steps[position - 1].high if position else step.low
        if not isinstance(step.change, Known) or low >= step.high:
            return ()
        bounds = {"MetricIntervalLowerBound": low, "MetricIntervalUpperBound": step.high}
        if position == 0 and low < 0:
            del bounds["MetricIntervalLowerBound"]
        if step is steps[-1] and step.high > 0:
            del bounds["MetricIntervalUpperBound"]
        if not bounds:
            return ()
        written.append({**bounds, "ScalingAdjustment": step.change.value})
    return (Instead(SCALING_POLICY, {STEPS[0]: {STEPS[1]: written}}),)


def _fault(steps: list[Step]) -> tuple[Step, str] | None:
    for step in steps:
        if step.low == -inf and step.high == inf:
            return step, "this step has neither a lower nor an upper bound"
        if step.low >= step.high:
            return step, f"this step ends at {_shown(step.high)}, before it begins"
    for step, after in pairwise(steps):
        if after.low < step.high:
            return after, f"this step begins at {_shown(after.low)}, within the one before it"
        if after.low > step.high:
            return after, (
                f"this step begins at {_shown(after.low)}, and the one before it ends at "
                f"{_shown(step.high)}: nothing is said of what is between"
            )
    return _ends(steps)


def _ends(steps: list[Step]) -> tuple[Step, str] | None:
    """Steps that go beyond the threshold go on to the end."""
    if steps and -inf < steps[0].low < 0:
        return steps[0], f"the lowest step begins at {_shown(steps[0].low)}, and none is below it"
    if steps and 0 < steps[-1].high < inf:
        return steps[-1], f"the highest step ends at {_shown(steps[-1].high)}, and none is above it"
    return None


def _shown(bound: float) -> str:
    return "no bound" if abs(bound) == inf else show_number(bound)


def _tf(steps: str) -> str:
    return (
        ENDPOINT_TF
        + TARGET_TF
        + f"""\
resource "aws_appautoscaling_policy" "search" {{
  name               = "search"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  step_scaling_policy_configuration {{
    adjustment_type = "ChangeInCapacity"
{steps}  }}
}}

resource "aws_cloudwatch_metric_alarm" "search" {{
  alarm_name          = "search-busy"
  namespace           = "/aws/sagemaker/Endpoints"
  metric_name         = "CPUUtilization"
  dimensions          = {{ EndpointName = "search", VariantName = "AllTraffic" }}
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 70
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [aws_appautoscaling_policy.search.arn]
}}
"""
    )


def _cfn(steps: str) -> str:
    return (
        ENDPOINT_CFN
        + TARGET_CFN
        + f"""\
  SearchPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: search
      PolicyType: StepScaling
      ScalingTargetId: !Ref SearchTarget
      StepScalingPolicyConfiguration:
        AdjustmentType: ChangeInCapacity
        StepAdjustments:
{steps}  SearchIdle:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: /aws/sagemaker/Endpoints
      MetricName: CPUUtilization
      Dimensions:
        - {{Name: EndpointName, Value: !GetAtt SearchEndpoint.EndpointName}}
        - {{Name: VariantName, Value: AllTraffic}}
      Statistic: Average
      Period: 60
      EvaluationPeriods: 15
      Threshold: 20
      ComparisonOperator: LessThanThreshold
      AlarmActions:
        - !Ref SearchPolicy
"""
    )


RULE = Rule(
    id="SM985",
    name="step-adjustments-overlap",
    title="Step adjustments that overlap or leave a gap",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "How step scaling works",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
            "2026-11-21",
            "Steps must not overlap or leave a gap; a step with a negative lower bound, or a "
            "positive upper one, takes another that is open there; no step is open at both ends.",
        ),
    ),
    explanation=(
        "A step scaling policy says by how much capacity changes, depending on how far the metric "
        "is from the threshold of its alarm. The bounds of a step are written as differences to "
        "that threshold: with a threshold of 80, the bounds 0 and 10 are the values from 80 to 90. "
        "For every value beyond the threshold there has to be exactly one step: the upper bound of "
        "one is the lower bound of the next, the last step upwards has no upper bound, the last "
        "one downwards no lower one. A policy that reacts to one side alone, as nearly all do, "
        "begins or ends at 0."
    ),
    remedy=(
        "Let each step begin where the one before it ends, and leave out the outer bound of the "
        "last one."
    ),
    bad=(
        Example(
            "terraform",
            _tf("""\
    step_adjustment {
      metric_interval_lower_bound = 0
      metric_interval_upper_bound = 10
      scaling_adjustment          = 1
    }
    step_adjustment { # <- here
      metric_interval_lower_bound = 20
      scaling_adjustment          = 3
    }
"""),
        ),
        Example(
            "cloudformation",
            _cfn("""\
          - MetricIntervalLowerBound: 0 # <- here
            MetricIntervalUpperBound: 10
            ScalingAdjustment: 1
"""),
        ),
    ),
    good=(
        Example(
            "terraform",
            _tf("""\
    step_adjustment {
      metric_interval_lower_bound = 0
      metric_interval_upper_bound = 10
      scaling_adjustment          = 1
    }
    step_adjustment {
      metric_interval_lower_bound = 10
      scaling_adjustment          = 3
    }
"""),
        ),
        Example(
            "cloudformation",
            _cfn("""\
          - MetricIntervalUpperBound: 0
            ScalingAdjustment: -1
"""),
        ),
        Example("python", SCALED_PY),
    ),
    check_deployed=check,
)
