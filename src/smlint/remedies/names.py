"""Names in what is written instead: that of the endpoint, and of what comes in addition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smlint.core.resource import ENDPOINT, Resource
from smlint.core.rule import ENDPOINT_NAME, Instead, Written
from smlint.core.tree import member, text
from smlint.core.values import Known

UNKNOWN = "ENDPOINT"
"""What stands for a name that nobody knows."""


def endpoint_among(there: Sequence[Resource]) -> Resource | None:
    """The endpoint among the resources that a finding concerns."""
    return next((one for one in there if one.type == ENDPOINT), None)


def known_name(there: Sequence[Resource]) -> str:
    """The endpoint's name as far as the files tell it."""
    found = endpoint_among(there)
    name = None if found is None else text(member(found.properties, "EndpointName"))
    return name.value if isinstance(name, Known) else UNKNOWN


def new_name(instead: Instead) -> str:
    """How a policy or an alarm is called that comes in addition; empty for what is there."""
    named = instead.properties.get("PolicyName", instead.properties.get("AlarmName"))
    return named if isinstance(named, str) else ""


def filled(value: Written, name: str) -> Written:
    """`value` with the `name` where that of the endpoint belongs."""
    if isinstance(value, str):
        return value.replace(ENDPOINT_NAME, name)
    if isinstance(value, Mapping):
        return {key: filled(item, name) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [filled(item, name) for item in value]
    return value
