"""The table of names against the API's own service model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest

from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
)
from smlint.frontends.terraform.shapes import SHAPES, Members, Structure, camel

OPERATIONS = {
    MODEL: [("sagemaker", "CreateModel")],
    ENDPOINT_CONFIG: [("sagemaker", "CreateEndpointConfig")],
    ENDPOINT: [("sagemaker", "CreateEndpoint"), ("sagemaker", "UpdateEndpoint")],
    INFERENCE_COMPONENT: [
        ("sagemaker", "CreateInferenceComponent"),
        ("sagemaker", "UpdateInferenceComponent"),
    ],
    SCALABLE_TARGET: [("application-autoscaling", "RegisterScalableTarget")],
    SCALING_POLICY: [("application-autoscaling", "PutScalingPolicy")],
    SCHEDULED_ACTION: [("application-autoscaling", "PutScheduledAction")],
}
MISSING_IN_PROVIDERS = {
    "AcceleratorPartitionLayouts", "AcceleratorPartitionType", "CrossRegionTrafficConfig",
    "ContainerMetricsConfig",
}  # fmt: skip
"""Members of the API that neither provider documents (a model's container has no metrics there)."""
CLOUDFORMATION_ONLY = {"ScheduledActions", "ScalingTargetId"}
"""Members that `awscc` takes over from CloudFormation's schema."""


@pytest.fixture(scope="module")
def session() -> Any:
    return botocore.session.get_session()


def inputs(session: Any, type_: str) -> list[Any]:
    return [
        session.get_service_model(service).operation_model(operation).input_shape
        for service, operation in OPERATIONS[type_]
    ]


def structure_of(shape: Any) -> Any:
    while shape.type_name == "list":
        shape = shape.member
    return shape


def member_shapes(shapes: list[Any], name: str) -> list[Any]:
    return [shape.members[name] for shape in shapes if name in shape.members]


def unmapped(members: Members, shapes: list[Any], path: str) -> Iterator[str]:
    """The paths of the API's members that the table does not reach."""
    targets: dict[str, str | Structure] = {}
    for target in members.values():
        targets[target if isinstance(target, str) else target.member] = target
    for name in sorted({name for shape in shapes for name in shape.members}):
        kind = targets.get(name, "")
        if not kind:
            yield f"{path}.{name}"
        elif isinstance(kind, Structure):
            inner = [structure_of(shape) for shape in member_shapes(shapes, name)]
            yield from unmapped(kind.members, inner, f"{path}.{name}")


def unreal(members: Members, shapes: list[Any], path: str) -> Iterator[str]:
    """The paths of the table's members that the API does not have, or has in another form."""
    for kind in members.values():
        name = kind if isinstance(kind, str) else kind.member
        found = member_shapes(shapes, name)
        if not found:
            yield f"{path}.{name}"
        elif isinstance(kind, Structure):
            if kind.many != (found[0].type_name == "list"):
                yield f"{path}.{name} (list or not)"
            inner = [structure_of(shape) for shape in found]
            yield from unreal(kind.members, inner, f"{path}.{name}")
        elif name != "Tags" and structure_of(found[0]).type_name == "structure":
            yield f"{path}.{name} (a structure)"


def test_every_member_of_the_api_is_mapped(session: Any) -> None:
    found: set[str] = set()
    for type_ in OPERATIONS:
        members: Members = {}
        for shape in SHAPES.values():
            if shape.type == type_:
                members = {**members, **shape.members}
        paths = unmapped(members, inputs(session, type_), type_)
        found.update(path.rsplit(".", 1)[1] for path in paths)
    assert found == MISSING_IN_PROVIDERS


@pytest.mark.parametrize("name", SHAPES)
def test_every_mapped_member_is_the_apis(session: Any, name: str) -> None:
    shape = SHAPES[name]
    found = {
        path.rsplit(".", 1)[1] for path in unreal(shape.members, inputs(session, shape.type), "")
    }
    assert found <= CLOUDFORMATION_ONLY


@pytest.mark.parametrize("name", SHAPES)
def test_the_name_is_an_argument(name: str) -> None:
    assert SHAPES[name].name in SHAPES[name].members


def test_camel() -> None:
    assert camel("initial_instance_count") == "InitialInstanceCount"
