"""Scaling policies and scheduled actions of what nobody has registered."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint, ScalableTarget
from smlint.core.resource import SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION, Resource
from smlint.core.rule import Example, Instead, Match, Rule, Undetermined, need, need_all
from smlint.core.tree import member, text
from smlint.core.values import Absent, Known, Part, Setting, Unknown, parts_of
from smlint.rules._autoscaling import (
    DIMENSIONS,
    INSTANCES,
    Named,
    id_written,
    is_named,
    named,
    scales_sagemaker,
    scaling_resources,
    written,
)
from smlint.rules._scaling_examples import (
    ENDPOINT_PY,
    ENDPOINT_TF,
    SCALED_CFN,
    SCALED_PY,
    SCALED_TF,
    TARGET_PY,
)

ACTS = {SCALING_POLICY: "this scaling policy", SCHEDULED_ACTION: "this scheduled action"}


@per_resource_of(*ACTS)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a policy or action of an endpoint made here that has no target for its dimension."""
    if not scales_sagemaker(resource, deployed):
        return
    if not isinstance(member(resource.properties, "ScalingTargetId"), Absent):
        return
    found = text(member(resource.properties, "ResourceId"))
    dimension = text(member(resource.properties, "ScalableDimension"))
    name = named(found)
    if name is None or need(dimension) not in DIMENSIONS:
        return
    meant = [item for item in deployed.endpoints if is_named(item, name.endpoint)]
    if (
        not meant
        or _is_registered(found, dimension, deployed)
        or _is_scaled(meant, dimension, name)
    ):
        return
    if deployed.deployment.script and not _scales_others(name.endpoint, deployed):
        return
    yield Match(
        resource.span,
        f"{ACTS[resource.type]} acts on {need(dimension)} of {meant[0].label}, which is not "
        "registered as a scalable target: it is refused",
        (written("what is scaled is set here", found),),
        instead=(
            Instead(
                SCALABLE_TARGET,
                {
                    "ServiceNamespace": "sagemaker",
                    "ResourceId": id_written(found),
                    "ScalableDimension": need(dimension),
                    "MinCapacity": 1,
                    "MaxCapacity": 4,
                },
            ),
        ),
        endpoints=tuple(meant),
    )


def _has(endpoints: list[Endpoint], name: Named) -> bool:
    """Whether one of `endpoints` may have the variant; another rule tells where none has."""
    names = (parts_of(item.name) for endpoint in endpoints for item in need_all(endpoint.variants))
    return any(not _differ(parts, name.variant) for parts in names)


def _is_registered(found: Setting[str], dimension: Setting[str], deployed: Deployed) -> bool:
    """Whether a target made here is of the same id; raises `Undetermined` where one may be."""
    doubts: list[Unknown] = []
    for target in scaling_resources(deployed, SCALABLE_TARGET):
        scales = text(member(target.properties, "ScalableDimension"))
        if isinstance(scales, Known) and isinstance(dimension, Known):
            if scales.value != dimension.value:
                continue
        elif isinstance(scales, Unknown):
            doubts.append(scales)
        own = text(member(target.properties, "ResourceId"))
        if parts_of(own) == parts_of(found):
            return True
        if isinstance(own, Unknown):
            doubts.append(own)
        elif isinstance(found, Unknown):
            doubts.append(found)
    if doubts:
        raise Undetermined(doubts[0])
    return False


def _scales_others(endpoint: tuple[Part, ...], deployed: Deployed) -> bool:
    """Whether a script registers something else of the endpoint: then it means to register all."""
    targets = scaling_resources(deployed, SCALABLE_TARGET)
    ids = (named(text(member(target.properties, "ResourceId"))) for target in targets)
    return any(name is not None and name.endpoint == endpoint for name in ids)


def _is_scaled(endpoints: list[Endpoint], dimension: Setting[str], name: Named) -> bool:
    """Whether a target may scale what is named of `endpoints`, wherever that is registered."""
    for endpoint in endpoints:
        for target in _targets(endpoint):
            other = named(target.resource_id)
            if other is not None and _differ(other.variant, name.variant):
                continue
            if need(target.scalable_dimension) == need(dimension):
                return True
    return False


def _differ(left: tuple[Part, ...], right: tuple[Part, ...]) -> bool:
    """Whether two names are known, and not the same."""
    texts = all(isinstance(part, str) for part in (*left, *right))
    return texts and left != right


def _targets(endpoint: Endpoint) -> Iterator[ScalableTarget]:
    for variant in need_all(endpoint.variants):
        yield from need_all(variant.scalable_targets)


TWO_PY = ENDPOINT_PY.replace(
    "        }\n    ],",
    """\
        },
        {
            "VariantName": "Candidate",
            "ModelName": "search-2",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 1,
        },
    ],""",
)

RULE = Rule(
    id="SM311",
    name="policy-without-target",
    title="Scaling policy of what is not registered for scaling",
    category="scaling",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "Amazon SageMaker and Application Auto Scaling",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-sagemaker.html",
            "2026-11-21",
            "A scalable target has to be there before policies or scheduled actions can be made; "
            "resource id, dimension and namespace together tell it from others.",
        ),
        Citation(
            "PutScalingPolicy, Application Auto Scaling API Reference",
            "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html",
            "2026-11-21",
            "A policy of a target that does not exist fails with ObjectNotFoundException.",
        ),
    ),
    explanation=(
        "Scaling takes two steps. First a scalable target is registered: what may be scaled, "
        "between which bounds. Then policies and scheduled actions are put on it, which name it by "
        "the same resource id and the same dimension; where there is no such target they are "
        "refused. A target of another dimension, or of another variant, is another target. Only "
        "the console registers one by itself. The rule speaks where the endpoint is made in the "
        "same files and nothing that was read registers it; a target of another project counts. A "
        "script may leave the registering to another one, so there the rule waits until it "
        "registers something else of the same endpoint. As a target may always be registered by "
        "hand, this is a warning."
    ),
    remedy=(
        "Register the scalable target, with the resource id and the dimension of the policy, "
        "before the policy is made."
    ),
    bad=(
        Example(
            "terraform",
            ENDPOINT_TF
            + f"""\
resource "aws_appautoscaling_policy" "search" {{ # <- here
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${{aws_sagemaker_endpoint.search.name}}/variant/AllTraffic"
  scalable_dimension = "{INSTANCES}"
  target_tracking_scaling_policy_configuration {{
    target_value = 500
    predefined_metric_specification {{
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }}
  }}
}}
""",
        ),
        Example(
            "python",
            TWO_PY
            + TARGET_PY
            + f"""\
scaling.put_scheduled_action(  # <- here
    ScheduledActionName="evening",
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/search/variant/Candidate",
    ScalableDimension="{INSTANCES}",
    Schedule="cron(0 20 * * ? *)",
    ScalableTargetAction={{"MinCapacity": 1, "MaxCapacity": 2}},
)
""",
        ),
    ),
    good=(
        Example("terraform", SCALED_TF),
        Example("cloudformation", SCALED_CFN),
        Example("python", SCALED_PY),
    ),
    check_deployed=check,
)
