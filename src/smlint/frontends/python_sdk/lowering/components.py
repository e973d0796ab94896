"""Inference components, as the SageMaker SDK puts a model on an endpoint."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, implied
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    arguments_of,
    given,
    made_by,
    unmade,
)
from smlint.frontends.python_sdk.lowering.variants import ON_INSTANCES, VARIANT
from smlint.frontends.python_sdk.values.leaves import Deployed, Name
from smlint.frontends.python_sdk.values.objects import Value
from smlint.frontends.python_sdk.values.trees import name_of

STARTUP = ("model_data_download_timeout", "container_startup_health_check_timeout")
REQUESTS: Mapping[str, str] = {
    "memory": "MinMemoryRequiredInMb",
    "num_cpus": "NumberOfCpuCoresRequired",
    "num_accelerators": "NumberOfAcceleratorDevicesRequired",
}
"""What `ResourceRequirements` calls the requests, and what the API does."""


def is_components(kind: Value | None, inference_config: Value | None) -> bool | None:
    """Whether a model is put on its endpoint as a component; None where that is not known."""
    if made_by(inference_config, "ResourceRequirements") is not None:
        return True
    if kind is None or isinstance(kind, Absent):
        return False
    path = getattr(kind, "path", "")
    if path.endswith(".INFERENCE_COMPONENT_BASED"):
        return True
    return False if path.endswith(".MODEL_BASED") else None


def component_name(bound: Bound, address: str, span: Span) -> Name:
    """The name of the component, which the SDK makes up where none is given."""
    name = given(bound, span, "inference_component_name")
    if isinstance(name, Absent):
        reference = Reference(address, "InferenceComponentName")
        return Unknown("the SDK makes up the component's name", span, (), (reference,))
    return name_of(name)


def component(bound: Bound, names: Deployed, labels: Tree, span: Span) -> Tree:
    """The request for the component that a `deploy()` makes, of these `names`."""
    required = bound.get("resources")
    startup: Members = {ON_INSTANCES[item]: given(bound, span, item) for item in STARTUP}
    specification: Members = {
        "ModelName": names.model,
        "StartupParameters": Known(startup, span),
        "ComputeResourceRequirements": requirements(required, span),
    }
    return Known({
        "InferenceComponentName": names.model if names.component is None else names.component,
        "EndpointName": names.endpoint,
        "VariantName": implied(VARIANT, "the SDK", span),
        "Specification": Known(specification, span),
        "RuntimeConfig": Known({"CopyCount": _copies(required, span)}, span),
        "Tags": labels,
    }, span)  # fmt: skip


def requirements(value: Value | None, span: Span) -> Tree:
    """`ComputeResourceRequirements` of the SDK's `ResourceRequirements`."""
    made = made_by(value, "ResourceRequirements")
    if made is None:
        return unmade(value, span)
    bound = Bound(arguments_of(made), "ResourceRequirements")
    requests, limits = given(bound, made.span, "requests"), given(bound, made.span, "limits")
    members: Members = {member: _entry(requests, name) for name, member in REQUESTS.items()}
    members["MaxMemoryRequiredInMb"] = _entry(limits, "memory")
    return Known(members, made.span)


def _entry(tree: Tree, name: str) -> Tree:
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return tree.value.get(name, Absent(tree.span))
    return tree


def _copies(value: Value | None, span: Span) -> Tree:
    made = made_by(value, "ResourceRequirements")
    if made is None:
        return Unknown("its resources are not known", span)
    bound = Bound(arguments_of(made), "ResourceRequirements")
    copies = _entry(given(bound, made.span, "requests"), "copies")
    return implied(1, "ResourceRequirements", span) if isinstance(copies, Absent) else copies


def managed_scaling(bound: Bound, span: Span) -> Tree:
    """`ManagedInstanceScaling` of an endpoint of components; enabled where anything is given."""
    tree = given(bound, span, "managed_instance_scaling")
    if not isinstance(tree, Known) or not isinstance(tree.value, Mapping):
        return tree
    if not tree.value:
        return Absent(tree.span)
    least = tree.value.get("MinInstanceCount")
    members: Members = {
        "Status": implied("ENABLED", "managed_instance_scaling", tree.span),
        "MinInstanceCount": given(bound, span, "initial_instance_count")
        if least is None
        else least,
        "MaxInstanceCount": tree.value.get("MaxInstanceCount", Absent(tree.span)),
    }
    return Known(members, tree.span, tree.via)
