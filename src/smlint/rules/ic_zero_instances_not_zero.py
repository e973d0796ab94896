"""Inference components that scale to zero on instances that do not."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, InferenceComponent, Variant
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Setting
from smlint.pricing import monthly_cost
from smlint.rules._capacity import managed_scaling
from smlint.rules._component_examples import WAKE_CFN, WAKE_TF, components_cfn, components_tf


@having("managed_instance_scaling")
@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match managed scaling that keeps instances though every copy on them may go."""
    managed = managed_scaling(variant)
    components = need_all(endpoint.inference_components)
    if managed is None or not components:
        return
    bounds = [_lowest(component) for component in components]
    if any(need(bound) != 0 for bound in bounds):
        return
    count = need(managed.min_instance_count)
    if count:
        because = [Evidence("copies may go to zero", bound) for bound in bounds]
        yield Match(
            managed.min_instance_count.span,
            "the copies of every inference component may be scaled in to zero, but "
            f"{count} {'instance stays' if count == 1 else 'instances stay'}, empty and billed",
            (Evidence("set here", managed.min_instance_count), *because),
            cost=monthly_cost(endpoint, variant, facts),
            instead=(
                Instead(
                    ENDPOINT_CONFIG,
                    {"ProductionVariants": [{"ManagedInstanceScaling": {"MinInstanceCount": 0}}]},
                ),
            ),
        )


def _lowest(component: InferenceComponent) -> Setting[int]:
    """How many copies scaling leaves; where nothing scales them, how many there are."""
    targets = need_all(component.scalable_targets)
    return targets[0].min_capacity if targets else component.copy_count


RULE = Rule(
    id="SM410",
    name="ic-zero-instances-not-zero",
    title="Inference components at zero copies on instances that stay",
    category="cost",
    severity="note",
    preset="recommended",
    sources=(
        Citation(
            "Scale an endpoint to zero instances",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html",
            "2026-11-21",
            "An endpoint scales in to zero instances when every component may have zero copies and "
            "the minimum instance count of managed instance scaling is 0.",
        ),
    ),
    explanation=(
        "An endpoint with inference components is scaled in two places. Application Auto Scaling "
        "changes the number of copies of each component, managed instance scaling of the variant "
        "follows with the instances that the copies need. What is billed are the instances. A "
        "minimum of zero copies alone frees memory and accelerators for other components, but as "
        "long as the minimum instance count is one or more, the last instances run without "
        "anything on them. To pay nothing while idle takes both: a minimum of zero copies for "
        "every component and a MinInstanceCount of 0."
    ),
    remedy=(
        "Set MinInstanceCount to 0 as well; a step scaling policy on NoCapacityInvocationFailures "
        "brings the first copy, and with it an instance, back. Or keep one copy."
    ),
    bad=(
        Example("terraform", components_tf(instances="1 # <- here", least=0) + WAKE_TF),
        Example("cloudformation", components_cfn(instances="1 # <- here", least=0) + WAKE_CFN),
    ),
    good=(
        Example("terraform", components_tf(instances=0, least=0) + WAKE_TF),
        Example("cloudformation", components_cfn(instances=1, least=1)),
    ),
    check=check,
)
