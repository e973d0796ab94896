"""The names of members against the API's own service model."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
import pytest

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    TRANSFORM_JOB,
)
from smlint.frontends.kubernetes.names import IRREGULAR, KINDS, VERBATIM, Kind, api_name

OPERATIONS = {
    MODEL: ("sagemaker", "CreateModel"),
    ENDPOINT_CONFIG: ("sagemaker", "CreateEndpointConfig"),
    ENDPOINT: ("sagemaker", "CreateEndpoint"),
    INFERENCE_COMPONENT: ("sagemaker", "CreateInferenceComponent"),
    TRANSFORM_JOB: ("sagemaker", "CreateTransformJob"),
    SCALABLE_TARGET: ("application-autoscaling", "RegisterScalableTarget"),
    SCALING_POLICY: ("application-autoscaling", "PutScalingPolicy"),
    ALARM: ("cloudwatch", "PutMetricAlarm"),
}
INITIALISMS = ("Ami", "Arn", "Cpu", "Id", "Kms", "Uri", "Url")
"""Which the controllers' generator writes in capitals, unless a name begins with them."""


@cache
def request(type_: str) -> Any:
    service, operation = OPERATIONS[type_]
    model = botocore.session.get_session().get_service_model(service)
    return model.operation_model(operation).input_shape


def members(shape: Any) -> Iterator[tuple[str, Any]]:
    """The names of all members of a request, with their shapes, lists taken apart."""
    for name, member in shape.members.items():
        inner = member
        while inner.type_name == "list":
            inner = inner.member
        yield name, inner
        if inner.type_name == "structure":
            yield from members(inner)


NAMES = {name for type_ in OPERATIONS for name, _ in members(request(type_))}


def spelt(name: str) -> str:
    """How the controllers spell the API's `name`, by the rule that their generator follows."""
    written = name[:1].lower() + name[1:]
    for word in INITIALISMS:
        at = written.find(word)
        while at > 0:
            end = at + len(word)
            if not written[end : end + 1].islower() or written[end:] == "s":
                written = written[:at] + word.upper() + written[end:]
            at = written.find(word, at + 1)
    return "type_" if written == "type" else written


def test_every_member_of_the_api_is_known_as_manifests_spell_it() -> None:
    assert {name: api_name(spelt(name)) for name in NAMES} == {name: name for name in NAMES}


def test_every_irregular_name_is_a_member_of_the_api() -> None:
    assert {*IRREGULAR.values()} <= NAMES


def test_the_members_whose_names_are_the_users_are_those_that_the_api_has() -> None:
    maps = {
        name
        for type_ in OPERATIONS
        for name, shape in members(request(type_))
        if shape.type_name == "map"
    }
    assert maps == {api_name(name) for name in VERBATIM}


@pytest.mark.parametrize("kind", KINDS.values(), ids=[name for _, name in KINDS])
def test_what_a_kind_must_have_is_of_the_api(kind: Kind) -> None:
    names = {api_name(kind.names.get(name, name)) for name in kind.required}
    assert names <= {*request(kind.type).members}


def test_every_type_has_a_kind() -> None:
    assert {kind.type for kind in KINDS.values()} == {*OPERATIONS}
