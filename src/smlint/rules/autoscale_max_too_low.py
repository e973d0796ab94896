"""Maximum capacities that do not take the declared peak."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.quantity import show_number
from smlint.core.resource import SCALABLE_TARGET
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._peak import peaks
from smlint.rules._scaling_examples import SCALED_CFN, SCALED_PY, SCALED_TF


@per_scalable_target
def check(
    endpoint: Endpoint, _: Variant | None, target: ScalableTarget, __: Facts
) -> Iterator[Match]:
    """Match a maximum with which the peak is above the target that the policy is to keep."""
    for peak in peaks(endpoint, target):
        most = need(target.max_capacity)
        needed = ceil(peak.requests / peak.target)
        if not most or need_all(target.scheduled_actions) or needed <= most:
            continue
        yield Match(
            target.max_capacity.span,
            f"the peak is declared as {show_number(peak.requests)} requests a minute, which takes "
            f"{needed} to keep each at {show_number(peak.target)}, but the maximum capacity is "
            f"{most}",
            (
                Evidence("the peak is declared here", endpoint.workload.requests_per_second),
                Evidence("the target is set here", peak.policy.target_value),
            ),
            (peak.policy.extent,),
            instead=(Instead(SCALABLE_TARGET, {"MaxCapacity": needed}),),
        )


DECLARED = "# smlint: requests_per_second=100\n"

RULE = Rule(
    id="SM319",
    name="autoscale-max-too-low",
    title="Maximum capacity that does not take the declared peak",
    category="scaling",
    severity="warning",
    preset="strict",
    needs=("workload.requests_per_second",),
    sources=(
        Citation(
            "Auto scaling policy overview",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-policy.html",
            "2026-11-21",
            "The bounds are to be found by a test with the rate of traffic that is expected; "
            "SageMaker itself sets no limit for the maximum.",
        ),
        Citation(
            "Load testing your auto scaling configuration",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-loadtest.html",
            "2026-11-21",
            "The target value keeps each instance safely below the requests that it endures in a "
            "minute.",
        ),
    ),
    explanation=(
        "Target tracking adds instances until each is sent no more than the target value, or until "
        "the maximum capacity is there. How many a peak takes is arithmetic: the requests of a "
        "minute, divided by the target value. With a lower maximum the endpoint stops growing "
        "before the load is carried, latency rises, and requests are throttled, though scaling is "
        "set up. The rule speaks where the peak is declared (requests_per_second), and one variant "
        "or component takes all requests."
    ),
    remedy=(
        "Raise the maximum capacity to what the peak takes, or use a larger instance type and "
        "raise the target."
    ),
    bad=(
        Example(
            "terraform",
            DECLARED
            + SCALED_TF.replace("max_capacity       = 6", "max_capacity       = 6 # <- here"),
        ),
        Example(
            "cloudformation",
            SCALED_CFN.replace(
                "  SearchConfig:\n", "  # smlint: requests_per_second=100\n  SearchConfig:\n"
            ).replace("MaxCapacity: 6", "MaxCapacity: 6 # <- here"),
        ),
    ),
    good=(
        Example("terraform", "# smlint: requests_per_second=40\n" + SCALED_TF),
        Example("python", SCALED_PY),
    ),
    check=check,
)
