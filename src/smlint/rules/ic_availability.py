"""Production inference components with too few copies, on too few instances."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, InferenceComponent, Variant
from smlint.core.resource import ENDPOINT_CONFIG, INFERENCE_COMPONENT, SCALABLE_TARGET
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Setting
from smlint.rules._capacity import managed_scaling
from smlint.rules._component_examples import components_cfn, components_tf
from smlint.rules._conditions import all_in


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match few copies of a component, and a low minimum of the instances that they are on."""
    if not all_in((endpoint.environment, ("production",))):
        return
    for component in endpoint.inference_components:
        if need(component.base) is None:
            yield from _copies(endpoint, component, facts)
    if endpoint.inference_components.items:
        for variant in endpoint.variants:
            yield from _instances(endpoint, variant, facts)
        need_all(endpoint.variants)
    need_all(endpoint.inference_components)


def _copies(endpoint: Endpoint, component: InferenceComponent, facts: Facts) -> Iterator[Match]:
    wanted = int(facts.value("production-component-copies"))
    targets = need_all(component.scalable_targets)
    least: Setting[int] = targets[0].min_capacity if targets else component.copy_count
    count = need(least)
    if count is None or count >= wanted:
        return
    instead = (
        Instead(SCALABLE_TARGET, {"MinCapacity": wanted})
        if targets
        else Instead(INFERENCE_COMPONENT, {"RuntimeConfig": {"CopyCount": wanted}})
    )
    yield Match(
        least.span,
        f"this production inference component has {count} {'copy' if count == 1 else 'copies'} "
        f"{'at the least' if targets else 'in all'}; an availability of 99.95% takes {wanted}",
        (
            Evidence("set here", least),
            Evidence("environment is production", endpoint.environment),
        ),
        (component.extent, *(target.extent for target in targets)),
        instead=(instead,),
    )


def _instances(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """A low minimum, where the initial count is none: that is told by another rule."""
    wanted = int(facts.value("production-component-instances"))
    managed = managed_scaling(variant)
    first = need(variant.initial_instance_count)
    if managed is None or (first is not None and first < wanted):
        return
    count = need(managed.min_instance_count)
    if count is not None and count < wanted:
        yield Match(
            managed.min_instance_count.span,
            f"the instances of these production inference components may be scaled in to {count}; "
            f"an availability of 99.95% takes {wanted}",
            (
                Evidence("set here", managed.min_instance_count),
                Evidence("environment is production", endpoint.environment),
            ),
            (variant.extent,),
            instead=(
                Instead(
                    ENDPOINT_CONFIG,
                    {
                        "ProductionVariants": [
                            {"ManagedInstanceScaling": {"MinInstanceCount": wanted}}
                        ]
                    },
                ),
            ),
        )


PRODUCTION = "# smlint: environment=production\n"
PRODUCTION_CFN = "  # smlint: environment=production\n"

RULE = Rule(
    id="SM605",
    name="ic-availability",
    title="Production inference component with few copies or instances",
    category="reliability",
    severity="warning",
    preset="strict",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "Best practices for deploying models on hosting services",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-best-practices.html",
            "2026-11-21",
            "For an availability of 99.95% an inference component has more than two copies, and "
            "managed scaling a minimum of two instances.",
        ),
    ),
    explanation=(
        "A copy of an inference component is what answers requests; the copies are placed on the "
        "instances of the endpoint, which SageMaker spreads over Availability Zones. One copy, or "
        "all copies on one instance, fail together. Documents name what an availability of 99.95% "
        "takes: more than two copies of each component, and a minimum of two instances in managed "
        "scaling. Where copies are scaled, the minimum capacity of the target is what counts, not "
        "the number at first. The rule speaks of production only; adapters, which live on the "
        "copies of their base component, are left alone."
    ),
    remedy=("Keep three copies or more of each component, and a MinInstanceCount of two or more."),
    bad=(
        Example("terraform", components_tf(least="1 # <- here", first=PRODUCTION)),
        Example("cloudformation", components_cfn(instances="1 # <- here", first=PRODUCTION_CFN)),
    ),
    good=(
        Example("terraform", components_tf(first=PRODUCTION)),
        Example("cloudformation", components_cfn(first=PRODUCTION_CFN)),
        Example("terraform", components_tf(1, 1, 1)),
    ),
    check=check,
)
