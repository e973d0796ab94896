"""What Application Auto Scaling knows of SageMaker: its dimensions, metrics and resource ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from smlint.core.model import Deployed, Endpoint, Variant
from smlint.core.resource import SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION, Resource
from smlint.core.rule import ENDPOINT_NAME, Evidence
from smlint.core.tree import member, text
from smlint.core.values import (
    Absent,
    Gap,
    Known,
    Many,
    Part,
    Reference,
    Setting,
    Unknown,
    parts_of,
    reference_of,
    split,
)

TYPES = (SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION)
"""The types of what says how something is scaled."""

NAMESPACE = "sagemaker"
INSTANCES = "sagemaker:variant:DesiredInstanceCount"
CONCURRENCY = "sagemaker:variant:DesiredProvisionedConcurrency"
COPIES = "sagemaker:inference-component:DesiredCopyCount"

DIMENSIONS: Mapping[str, str] = {
    INSTANCES: "the instances of a variant",
    CONCURRENCY: "the provisioned concurrency of a serverless variant",
    COPIES: "the copies of an inference component",
}
"""The scalable dimensions of SageMaker, and what each of them is."""

INVOCATIONS = "SageMakerVariantInvocationsPerInstance"
INVOCATIONS_PER_COPY = "SageMakerInferenceComponentInvocationsPerCopy"

PREDEFINED: Mapping[str, str] = {
    INVOCATIONS: INSTANCES,
    "SageMakerVariantConcurrentRequestsPerModelHighResolution": INSTANCES,
    "SageMakerVariantProvisionedConcurrencyUtilization": CONCURRENCY,
    INVOCATIONS_PER_COPY: COPIES,
    "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution": COPIES,
}
"""The predefined metrics of SageMaker, and the dimension that each of them tells of."""

CONFIGURATION = "TargetTrackingScalingPolicyConfiguration"
SPECIFICATION = "PredefinedMetricSpecification"
PREDEFINED_METRIC = (CONFIGURATION, SPECIFICATION, "PredefinedMetricType")
"""Where a policy names its predefined metric."""

FORMS: Mapping[str, str] = {
    INSTANCES: "endpoint/NAME/variant/VARIANT",
    CONCURRENCY: "endpoint/NAME/variant/VARIANT",
    COPIES: "inference-component/NAME",
}
"""How resource ids of each dimension look."""


def target_of(resource: Resource, deployed: Deployed) -> Resource | None:
    """The scalable target that a policy or action refers to, where that is made here."""
    reference = reference_of(member(resource.properties, "ScalingTargetId"))
    return None if reference is None else deployed.resource(reference.address)


def told(resource: Resource, name: str, deployed: Deployed) -> Setting[str]:
    """The member `name` of a policy, or of the target that it refers to in place of naming it."""
    own = text(member(resource.properties, name))
    target = target_of(resource, deployed)
    if isinstance(own, Absent) and target is not None:
        return text(member(target.properties, name))
    return own


def scales_sagemaker(resource: Resource, deployed: Deployed) -> bool:
    """Whether `resource` surely says how something of SageMaker is scaled."""
    if resource.type not in TYPES:
        return False
    namespace = told(resource, "ServiceNamespace", deployed)
    dimension = told(resource, "ScalableDimension", deployed)
    return (isinstance(namespace, Known) and namespace.value == NAMESPACE) or (
        isinstance(dimension, Known) and dimension.value in DIMENSIONS
    )


class Named(NamedTuple):
    """The endpoint and the variant that a resource id names, each as far as it is known."""

    endpoint: tuple[Part, ...]
    variant: tuple[Part, ...]


def named(resource_id: Setting[str]) -> Named | None:
    """What `endpoint/NAME/variant/VARIANT` names; None for what is not sure to be of that form."""
    match split(parts_of(resource_id), "/"):
        case [("endpoint",), endpoint, ("variant",), variant]:
            return Named(endpoint, variant)
    return None


def is_named(endpoint: Endpoint, parts: tuple[Part, ...]) -> bool:
    """Whether `parts`, the name in a resource id, surely are that of `endpoint`."""
    if not parts or any(isinstance(part, Gap) for part in parts):
        return False
    if len(parts) == 1 and isinstance(parts[0], Reference):
        made = {resource.address for resource in endpoint.resources[:2]}
        return parts[0].address in made and parts[0].attribute == "EndpointName"
    return parts_of(endpoint.name) == parts


def only_variant(endpoints: Sequence[Endpoint]) -> str:
    """The name of the variant that `endpoints` have, where that is known and no other is."""
    names = {item.name for endpoint in endpoints for item in endpoint.variants.items}
    only = names.pop() if len(names) == 1 else None
    return only.value if isinstance(only, Known) else "VARIANT"


def variants_of(endpoints: tuple[Endpoint, ...]) -> Many[Variant]:
    """The variants of all configurations that one endpoint may have."""
    found = tuple(variant for endpoint in endpoints for variant in endpoint.variants)
    hidden = (endpoint.variants.more for endpoint in endpoints)
    return Many(found, next((more for more in hidden if more is not None), None))


def scaling_resources(deployed: Deployed, kind: str) -> Iterator[Resource]:
    """The resources of the type `kind` that scale, or may scale, something of SageMaker."""
    for resource in deployed.deployment.resources:
        if resource.type == kind:
            namespace = told(resource, "ServiceNamespace", deployed)
            if not isinstance(namespace, Known) or namespace.value == NAMESPACE:
                yield resource


def written(note: str, setting: Setting[str]) -> Evidence:
    """Evidence that something is written, sure even where its text is known after deployment."""
    if isinstance(setting, Unknown):
        return Evidence(note, Known("", setting.span, setting.via))
    return Evidence(note, setting)


def id_written(found: Setting[str]) -> str:
    """The resource id as it can be written once more, with the endpoint's name for a reference."""
    if isinstance(found, Known):
        return found.value
    match split(parts_of(found), "/"):
        case [("endpoint",), name, ("variant",), variant]:
            return (
                f"endpoint/{_plain(name) or ENDPOINT_NAME}/variant/{_plain(variant) or 'VARIANT'}"
            )
        case [("inference-component",), name]:
            return f"inference-component/{_plain(name) or 'COMPONENT'}"
        case _:
            return FORMS[INSTANCES]


def _plain(parts: tuple[Part, ...]) -> str:
    """The text that `parts` are, empty where a piece of it is not known."""
    texts = [part for part in parts if isinstance(part, str)]
    return "".join(texts) if len(texts) == len(parts) else ""
