"""Requests are refused exactly where botocore, or the model of the service, refuses them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.generate_aws_api import WANTED
from smlint.aws_api.check import Refusal, verdicts
from smlint.aws_api.dialects import DIALECTS, REQUEST, SDK, Dialect
from smlint.core.values import Unknown
from tests.aws_api.generated import Json, changed, is_refused, request_shape, right
from tests.build import tree

OPERATIONS = [
    (service, operation)
    for service, operations in WANTED.items()
    if service != "scheduler"
    for operation in operations
]
OPERATION = st.sampled_from(OPERATIONS)
MANY = settings(max_examples=300, derandomize=True, suppress_health_check=list(HealthCheck))
SENT = {name: dialect._replace(blank=True) for name, dialect in DIALECTS.items()}
"""Languages as they are where what is empty is sent too."""


def refusals(operation: str, request: Json, dialect: Dialect = REQUEST) -> list[Refusal]:
    found = verdicts(operation, tree(request), dialect)
    return [verdict for verdict in found if isinstance(verdict, Refusal)]


def agrees(service: str, operation: str, request: Json) -> bool:
    """Whether smlint says what botocore and the model say, unless a text is to be replaced.

    Tags are a mapping by the time they are judged.
    """
    if isinstance(request, dict) and isinstance(request.get("Tags"), dict):
        return True
    found = list(verdicts(operation, tree(request), REQUEST))
    if any(isinstance(verdict, Unknown) and "replaced" in verdict.reason for verdict in found):
        return True
    said = any(isinstance(verdict, Refusal) for verdict in found)
    return said == is_refused(request_shape(service, operation), request)


@MANY
@given(st.data(), OPERATION)
def test_right_requests_are_refused_in_no_language(
    data: st.DataObject, asked: tuple[str, str]
) -> None:
    service, operation = asked
    request = data.draw(right(request_shape(service, operation)))
    assert not is_refused(request_shape(service, operation), request)
    for dialect in (REQUEST, SDK, *SENT.values()):
        assert refusals(operation, request, dialect) == []


@MANY
@given(st.data(), OPERATION)
def test_changed_requests_are_refused_where_the_service_refuses_them(
    data: st.DataObject, asked: tuple[str, str]
) -> None:
    service, operation = asked
    request = data.draw(changed(request_shape(service, operation)))
    assert agrees(service, operation, request), request


@pytest.mark.parametrize(
    ("dimension", "said"),
    [
        ({"Name": "VariantName"}, "dimensions.value is missing"),
        ({"Name": "VariantName", "Value": ""}, "dimensions.value is empty"),
    ],
    ids=["missing", "empty"],
)
def test_what_is_empty_is_not_called_missing(dimension: Json, said: str) -> None:
    """Terraform sends no empty text; somebody has written one all the same."""
    found = refusals("PutMetricAlarm", {"Dimensions": [dimension]}, DIALECTS["terraform"])
    assert any(refusal.said.startswith(said) for refusal in found)
