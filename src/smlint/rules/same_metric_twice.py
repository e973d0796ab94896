"""Two target tracking policies that follow one metric."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.core.values import Absent
from smlint.rules._scaling_examples import (
    INVOCATIONS_CFN,
    INVOCATIONS_PY,
    INVOCATIONS_TF,
    SCALED_CFN,
    SCALED_PY,
    SCALED_TF,
    policy_cfn,
    policy_py,
    policy_tf,
)


@per_scalable_target
def check(
    endpoint: Endpoint, _: Variant | None, target: ScalableTarget, __: Facts
) -> Iterator[Match]:
    """Match each policy on a predefined metric that one before it tracks on the same target."""
    if not isinstance(endpoint.cleanup, Absent):  # a script may take the first one away again
        return
    tracked: dict[str, str | None] = {}
    for policy in target.policies:
        metric = need(policy.predefined_metric)
        if metric is None or not need(policy.target_tracking):
            continue
        name = need(policy.name)
        if metric in tracked and tracked[metric] != name:
            yield Match(
                policy.predefined_metric.span,
                f"another policy of this target tracks {metric} already: a second one is refused",
                (Evidence("set here", policy.predefined_metric),),
                (policy.extent,),
            )
        tracked.setdefault(metric, name)
    need_all(target.policies)


SECOND_TF = policy_tf(INVOCATIONS_TF.replace("500", "100")).replace(
    '"search" {\n  name               = "search"', '"fast" {\n  name               = "fast"'
)
SECOND_CFN = (
    policy_cfn(INVOCATIONS_CFN.replace("500", "100"))
    .replace("SearchPolicy", "FastPolicy")
    .replace("PolicyName: search", "PolicyName: fast")
)

RULE = Rule(
    id="SM986",
    name="same-metric-twice",
    title="Two target tracking policies on one metric",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "How target tracking scaling works",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html",
            "2026-11-21",
            "A target may have several target tracking policies, provided that each uses another "
            "metric.",
        ),
    ),
    explanation=(
        "Several target tracking policies may act on one target: it scales out when one of them "
        "wants to, and in only when all do. Each has to follow another metric; two targets for one "
        "metric contradict each other, and the second policy is refused. For a stronger reaction "
        "to a large overload, step scaling stands beside target tracking. The rule is silent in "
        "scripts, which may take a policy away before they put the next."
    ),
    remedy="Keep one of the two policies, or let the second follow another metric.",
    bad=(
        Example(
            "terraform",
            SCALED_TF + "\n" + SECOND_TF.replace('PerInstance"', 'PerInstance" # <- here'),
        ),
        Example(
            "cloudformation",
            SCALED_CFN + SECOND_CFN.replace("PerInstance", "PerInstance # <- here"),
        ),
    ),
    good=(
        Example(
            "terraform",
            SCALED_TF
            + "\n"
            + SECOND_TF.replace(
                "InvocationsPerInstance", "ConcurrentRequestsPerModelHighResolution"
            ),
        ),
        Example("cloudformation", SCALED_CFN),
        Example("python", SCALED_PY + policy_py(INVOCATIONS_PY)),
    ),
    check=check,
)
