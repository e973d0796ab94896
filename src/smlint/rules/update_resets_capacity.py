"""Updates that set scaled instances back."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_call, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget
from smlint.core.resource import ENDPOINT, Call
from smlint.core.rule import Evidence, Example, Instead, Match, Outcome, Rule, need
from smlint.core.tree import elements, member, truth
from smlint.core.values import Known, Tree
from smlint.rules._autoscaling import INSTANCES
from smlint.rules._scaling_examples import SCALED_CFN, SCALED_PY

RETAIN = "RetainAllVariantProperties"
EXCLUDE = "ExcludeRetainedVariantProperties"
COUNT = "DesiredInstanceCount"


@per_call
def _updates(endpoint: Endpoint, call: Call, _: Facts) -> Iterator[Match]:
    """Match a call that updates a scaled endpoint and does not keep its instances."""
    if call.operation != "UpdateEndpoint":
        return
    for target in _scaled(endpoint):
        retain = truth(member(call.arguments, RETAIN))
        excluded = elements(member(call.arguments, EXCLUDE))
        drops = any(_is_count(item) for item in excluded)
        if need(retain) and not drops:
            return
        yield Match(
            call.span,
            "this update sets the instances of a scaled endpoint back to the initial count of the "
            "configuration, whatever the load has made of it",
            (Evidence("it is scaled here", target.scalable_dimension),),
            instead=(Instead("UpdateEndpoint", {RETAIN: True}),),
        )
        return


@per_endpoint
def _templates(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a scaled endpoint of a template whose updates do not keep its instances."""
    if endpoint.language != "cloudformation" or need(endpoint.retain_all_variant_properties):
        return
    if not any(resource.type == ENDPOINT for resource in endpoint.resources):
        return
    for target in _scaled(endpoint):
        made = next(resource for resource in endpoint.resources if resource.type == ENDPOINT)
        yield Match(
            made.span,
            "each new configuration that this stack brings sets the instances of the scaled "
            "endpoint back to its initial count, whatever the load has made of it",
            (Evidence("it is scaled here", target.scalable_dimension),),
            (made.extent,),
            instead=(Instead(ENDPOINT, {RETAIN: True}),),
        )
        return


def check(endpoint: Endpoint, facts: Facts) -> Iterator[Outcome]:
    """Updates by calls, and by deploying a template again."""
    yield from _updates(endpoint, facts)
    yield from _templates(endpoint, facts)


def _scaled(endpoint: Endpoint) -> Iterator[ScalableTarget]:
    """What surely scales the instances of the endpoint."""
    for variant in endpoint.variants:
        for target in variant.scalable_targets:
            dimension = target.scalable_dimension
            if isinstance(dimension, Known) and dimension.value == INSTANCES:
                yield target


def _is_count(item: Tree) -> bool:
    """Whether an excluded property may be the number of instances."""
    kind = member(item, "VariantPropertyType")
    return not isinstance(kind, Known) or kind.value == COUNT


UPDATE_PY = """\
sagemaker.update_endpoint(MARK
    EndpointName="search",
    EndpointConfigName="search-2",
RETAIN)
"""

RULE = Rule(
    id="SM704",
    name="update-resets-capacity",
    title="Update of a scaled endpoint that sets its instances back",
    category="deployment",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "UpdateEndpoint, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html",
            "2026-11-21",
            "Instance counts and weights are those of the new configuration unless "
            "RetainAllVariantProperties is true; by default it is false.",
        ),
        Citation(
            "Update endpoints that use auto scaling",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html",
            "2026-11-21",
            "To keep the instance counts of a scaled endpoint, the update retains the variant "
            "properties; scaling is blocked while it is in progress.",
        ),
    ),
    explanation=(
        "A configuration says with how many instances a variant starts. Autoscaling changes "
        "that number, the configuration does not follow. An update brings a new configuration and "
        "with it the initial count: an endpoint that has grown to ten instances for the day's peak "
        "is updated to two, and scaling, which is blocked while the update is in progress, must "
        "find its way up again under full load. RetainAllVariantProperties keeps instance counts "
        "and weights of variants that are called the same in both configurations. CloudFormation "
        "has the property on the endpoint; Terraform has no argument for it, so the rule is silent "
        "there."
    ),
    remedy=(
        "Set RetainAllVariantProperties to true, and exclude with ExcludeRetainedVariantProperties "
        "what the update is meant to change."
    ),
    bad=(
        Example(
            "cloudformation",
            SCALED_CFN.replace("  SearchEndpoint:\n", "  SearchEndpoint: # <- here\n"),
        ),
        Example(
            "python",
            SCALED_PY + UPDATE_PY.replace("MARK", "  # <- here").replace("RETAIN", ""),
        ),
    ),
    good=(
        Example(
            "cloudformation",
            SCALED_CFN.replace(
                "      EndpointConfigName: !GetAtt",
                "      RetainAllVariantProperties: true\n      EndpointConfigName: !GetAtt",
            ),
        ),
        Example(
            "python",
            SCALED_PY
            + UPDATE_PY.replace("MARK", "").replace(
                "RETAIN", "    RetainAllVariantProperties=True,\n"
            ),
        ),
    ),
    check=check,
)
