"""Scale-in sooner than the default."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.quantity import show_seconds
from smlint.core.resource import SCALING_POLICY
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._autoscaling import INSTANCES
from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_PY,
    ENDPOINT_TF,
    INVOCATIONS_CFN,
    INVOCATIONS_PY,
    INVOCATIONS_TF,
    SCALED_TF,
    TARGET_CFN,
    TARGET_PY,
    TARGET_TF,
    policy_cfn,
    policy_py,
    policy_tf,
)


@per_scalable_target
def check(
    endpoint: Endpoint, _: Variant | None, target: ScalableTarget, facts: Facts
) -> Iterator[Match]:
    """Match a scale-in cooldown of a real-time variant that is shorter than the default."""
    if need(target.scalable_dimension) != INSTANCES or need(endpoint.kind) != "realtime":
        return
    usual = facts.value("scaling-cooldown")
    for policy in target.policies:
        cooldown = need(policy.scale_in_cooldown)
        if cooldown is not None and cooldown < usual:
            yield Match(
                policy.scale_in_cooldown.span,
                f"instances are removed {show_seconds(cooldown)} after the last ones were; the "
                f"default is to wait {show_seconds(usual)}, as new ones take minutes to start",
                (Evidence("set here", policy.scale_in_cooldown),),
                (policy.extent,),
                instead=(
                    Instead(
                        SCALING_POLICY,
                        {"TargetTrackingScalingPolicyConfiguration": {"ScaleInCooldown": usual}},
                    ),
                ),
            )
    need_all(target.policies)


RULE = Rule(
    id="SM313",
    name="autoscale-fast-scale-in",
    title="Instances removed sooner than by default",
    category="scaling",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Auto scaling policy overview",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-policy.html",
            "2026-11-21",
            "A cooldown is 300 seconds unless written; where instances come and go too quickly it "
            "is to be raised.",
        ),
        Citation(
            "How target tracking scaling works",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html",
            "2026-11-21",
            "The scale-in cooldown makes scale-in conservative, for the sake of availability; "
            "a scale-out ends it at once.",
        ),
    ),
    explanation=(
        "A cooldown is how long a policy waits for its last activity to take effect. The one for "
        "scale-in protects availability: a pause between two peaks should not cost the instances "
        "that the second one needs, because a new instance takes minutes to start, load the model "
        "and pass its health checks. The default is 300 seconds for each direction. A shorter "
        "cooldown saves little and lets the fleet flap under spiky traffic; a scale-out never "
        "waits for it. The rule is about the instances of real-time variants, not about "
        "provisioned concurrency or copies of a component."
    ),
    remedy="Leave the scale-in cooldown at its default of 300 seconds, or raise it.",
    bad=(
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + policy_tf(INVOCATIONS_TF + "    scale_in_cooldown = 30 # <- here\n"),
        ),
        Example(
            "cloudformation",
            ENDPOINT_CFN
            + TARGET_CFN
            + policy_cfn(INVOCATIONS_CFN + "        ScaleInCooldown: 60 # <- here\n"),
        ),
        Example(
            "python",
            ENDPOINT_PY
            + TARGET_PY
            + policy_py(INVOCATIONS_PY + '        "ScaleInCooldown": 100,  # <- here\n'),
        ),
    ),
    good=(
        Example("terraform", SCALED_TF),
        Example(
            "cloudformation",
            ENDPOINT_CFN
            + TARGET_CFN
            + policy_cfn(
                INVOCATIONS_CFN + "        ScaleInCooldown: 600\n        ScaleOutCooldown: 60\n"
            ),
        ),
    ),
    check=check,
)
