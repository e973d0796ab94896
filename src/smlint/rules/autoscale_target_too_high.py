"""Target values that the declared peak does not reach."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.quantity import show_number
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.rules._peak import peaks
from smlint.rules._scaling_examples import SCALED_CFN, SCALED_PY, SCALED_TF


@per_scalable_target
def check(
    endpoint: Endpoint, _: Variant | None, target: ScalableTarget, __: Facts
) -> Iterator[Match]:
    """Match a policy whose target the peak stays below with the fewest instances there are."""
    for peak in peaks(endpoint, target):
        fewest, most = need(target.min_capacity), need(target.max_capacity)
        others = len(need_all(target.policies)) > 1 or need_all(target.scheduled_actions)
        if others or not fewest or most is None or most <= fewest:
            continue
        each = peak.requests / fewest
        if each <= peak.target:
            yield Match(
                peak.policy.target_value.span,
                f"the peak is declared as {show_number(peak.requests)} requests a minute, "
                f"{show_number(each)} for each of the least capacity, {fewest}: that is not above "
                f"the target, {show_number(peak.target)}, so that nothing is ever added",
                (
                    Evidence("the peak is declared here", endpoint.workload.requests_per_second),
                    Evidence("the least capacity is set here", target.min_capacity),
                ),
                (peak.policy.extent,),
            )


DECLARED = "# smlint: requests_per_second=10\n"
MAKES = "sagemaker.create_endpoint_config("

RULE = Rule(
    id="SM314",
    name="autoscale-target-too-high",
    title="Target value that the declared peak never reaches",
    category="scaling",
    severity="warning",
    preset="strict",
    needs=("workload.requests_per_second",),
    sources=(
        Citation(
            "Load testing your auto scaling configuration",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-loadtest.html",
            "2026-11-21",
            "The target is what one instance endures in requests per second, times a safety "
            "factor (0.5 to begin with), times 60, as the metric counts by the minute.",
        ),
    ),
    explanation=(
        "SageMakerVariantInvocationsPerInstance counts the requests that an instance is sent in a "
        "minute. Target tracking adds instances when that is above the target value, so the target "
        "has to be below what one instance endures: its measured maximum of requests per second, "
        "times a safety factor of 0.5, times 60. Where even the declared peak, divided by the "
        "instances that are there anyway, stays below the target, scaling never begins, and the "
        "maximum capacity means nothing: either the target was taken from a test with other "
        "requests, or it is one per second or per hour, or the endpoint needs no scaling. The rule "
        "speaks where the peak is declared (requests_per_second), and one variant or component "
        "takes all requests."
    ),
    remedy=(
        "Measure what one instance endures, and set the target to half of that a minute; or lower "
        "the minimum capacity."
    ),
    bad=(
        Example(
            "terraform",
            DECLARED + SCALED_TF.replace("target_value = 500", "target_value = 500 # <- here"),
        ),
        Example(
            "cloudformation",
            SCALED_CFN.replace(
                "  SearchConfig:\n", "  # smlint: requests_per_second=10\n  SearchConfig:\n"
            ).replace("TargetValue: 500", "TargetValue: 500 # <- here"),
        ),
        Example(
            "python",
            SCALED_PY.replace(MAKES, DECLARED + MAKES).replace(
                '"TargetValue": 500,', '"TargetValue": 500,  # <- here'
            ),
        ),
    ),
    good=(
        Example("terraform", "# smlint: requests_per_second=40\n" + SCALED_TF),
        Example("python", SCALED_PY),
    ),
    check=check,
)
