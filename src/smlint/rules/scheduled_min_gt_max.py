"""Scheduled actions whose bounds are the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all, per_target
from smlint.rules._scaling_examples import SCALED_CFN, SCALED_PY, SCALED_TF


@per_target
def check(_: Endpoint, __: Variant | None, target: ScalableTarget, ___: Facts) -> Iterator[Match]:
    """Match actions that set a minimum above the maximum."""
    for action in target.scheduled_actions:
        low, high = need(action.min_capacity), need(action.max_capacity)
        if low is not None and high is not None and low > high:
            yield Match(
                action.min_capacity.span,
                f"this action sets the minimum capacity to {low}, above the maximum, {high}",
                (
                    Evidence("set here", action.min_capacity),
                    Evidence("the maximum is set here", action.max_capacity),
                ),
                (action.span,),
            )
    need_all(target.scheduled_actions)


ACTION_TF = """\

resource "aws_appautoscaling_scheduled_action" "morning" {
  name               = "morning"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  schedule           = "cron(0 7 * * ? *)"
  scalable_target_action {
    min_capacity = MIN
    max_capacity = 6
  }
}
"""
ACTION_PY = """\
scaling.put_scheduled_action(
    ScheduledActionName="morning",
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/search/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    Schedule="cron(0 7 * * ? *)",
    ScalableTargetAction={
        "MinCapacity": MIN
        "MaxCapacity": 6,
    },
)
"""
ACTION_CFN = """\
      MaxCapacity: 6
      ScheduledActions:
        - ScheduledActionName: morning
          Schedule: cron(0 7 * * ? *)
          ScalableTargetAction:
            MinCapacity: MIN
            MaxCapacity: 6
"""


def _cfn(low: str) -> str:
    return SCALED_CFN.replace("      MaxCapacity: 6\n", ACTION_CFN.replace("MIN", low))


RULE = Rule(
    id="SM984",
    name="scheduled-min-gt-max",
    title="Scheduled action with a minimum above its maximum",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "How scheduled scaling works",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html",
            "2026-11-21",
            "A scheduled action sets the minimum and the maximum capacity of its target; the new "
            "minimum must not be above the maximum.",
        ),
    ),
    explanation=(
        "At its time a scheduled action gives its target new bounds: capacity below the minimum is "
        "scaled out to it, capacity above the maximum is scaled in. The bounds stay until another "
        "action sets others, and policies move the capacity between them. A minimum above the "
        "maximum is refused. An action that sets only one of the two must fit the other as it "
        "stands then, which files do not tell."
    ),
    remedy="Swap the two numbers, or raise the maximum.",
    bad=(
        Example("terraform", SCALED_TF + ACTION_TF.replace("MIN", "8 # <- here")),
        Example("cloudformation", _cfn("8 # <- here")),
        Example("python", SCALED_PY + ACTION_PY.replace("MIN", "8,  # <- here")),
    ),
    good=(
        Example("terraform", SCALED_TF + ACTION_TF.replace("MIN", "4")),
        Example("cloudformation", _cfn("4")),
    ),
    check=check,
)
