"""Target tracking that only ever adds."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, ScalingPolicy, Variant
from smlint.core.resource import SCALING_POLICY
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_PY,
    ENDPOINT_TF,
    INVOCATIONS_CFN,
    INVOCATIONS_PY,
    INVOCATIONS_TF,
    SCALED_CFN,
    SCALED_PY,
    SCALED_TF,
    TARGET_CFN,
    TARGET_PY,
    TARGET_TF,
    policy_cfn,
    policy_py,
    policy_tf,
)


@per_scalable_target
def check(_: Endpoint, __: Variant | None, target: ScalableTarget, ___: Facts) -> Iterator[Match]:
    """Match targets of which every policy has scale-in disabled, and nothing else acts."""
    policies = need_all(target.policies)
    if need_all(target.scheduled_actions) or not policies:
        return
    if not all(_only_adds(policy) for policy in policies):
        return
    for policy in policies:
        yield Match(
            policy.disable_scale_in.span,
            "scale-in is disabled and nothing else scales in: what a peak has added is paid for "
            "until somebody takes it away by hand",
            (Evidence("set here", policy.disable_scale_in),),
            (policy.extent,),
            instead=(
                Instead(
                    SCALING_POLICY,
                    {"TargetTrackingScalingPolicyConfiguration": {"DisableScaleIn": False}},
                ),
            ),
        )


def _only_adds(policy: ScalingPolicy) -> bool:
    return bool(need(policy.target_tracking)) and bool(need(policy.disable_scale_in))


RULE = Rule(
    id="SM409",
    name="autoscale-disable-scale-in",
    title="Autoscaling that never scales in",
    category="cost",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "TargetTrackingScalingPolicyConfiguration, Application Auto Scaling API Reference",
            "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html",
            "2026-11-21",
            "With DisableScaleIn the policy removes no capacity; by default it does.",
        ),
        Citation(
            "How target tracking scaling works",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html",
            "2026-11-21",
            "Scale-in is disabled where another method, such as step scaling, scales in instead.",
        ),
    ),
    explanation=(
        "Target tracking adds capacity while its metric is above the target value and removes it "
        "while the metric is below. DisableScaleIn takes the second half away: it is meant for "
        "targets that something else scales in, such as a step scaling policy. Without that, the "
        "number of instances only rises, up to the maximum capacity, and stays there. The rule is "
        "silent where another policy, or a scheduled action, acts on the same target."
    ),
    remedy=(
        "Let the policy scale in; a longer scale-in cooldown keeps it from doing so too early. Or "
        "add a step scaling policy that scales in."
    ),
    bad=(
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + policy_tf(INVOCATIONS_TF + "    disable_scale_in = true # <- here\n"),
        ),
        Example(
            "cloudformation",
            ENDPOINT_CFN
            + TARGET_CFN
            + policy_cfn(INVOCATIONS_CFN + "        DisableScaleIn: true # <- here\n"),
        ),
        Example(
            "python",
            ENDPOINT_PY
            + TARGET_PY
            + policy_py(INVOCATIONS_PY + '        "DisableScaleIn": True,  # <- here\n'),
        ),
    ),
    good=(
        Example("terraform", SCALED_TF),
        Example("cloudformation", SCALED_CFN),
        Example("python", SCALED_PY),
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + policy_tf(INVOCATIONS_TF + "    disable_scale_in = true\n")
            + """\

resource "aws_appautoscaling_scheduled_action" "night" {
  name               = "night"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  schedule           = "cron(0 22 * * ? *)"
  scalable_target_action {
    min_capacity = 2
    max_capacity = 2
  }
}
""",
        ),
    ),
    check=check,
)
