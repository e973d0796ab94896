"""Names in what is written instead: of the endpoint, of a policy, of what comes in addition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from smlint.core.resource import ENDPOINT, SCALING_POLICY, Resource
from smlint.core.rule import ENDPOINT_NAME, POLICY_ARN, Instead, Written
from smlint.core.tree import member, text
from smlint.core.values import Known

UNKNOWN: Mapping[str, str] = {ENDPOINT_NAME: "ENDPOINT", POLICY_ARN: "POLICY_ARN"}
"""What stands for that which nobody knows."""


def endpoint_among(there: Sequence[Resource]) -> Resource | None:
    """The endpoint among the resources that a finding concerns."""
    return next((one for one in there if one.type == ENDPOINT), None)


def policy_among(there: Sequence[Resource]) -> Resource | None:
    """The first scaling policy among them: the one that is meant."""
    return next((one for one in there if one.type == SCALING_POLICY), None)


def known_name(there: Sequence[Resource]) -> str:
    """The endpoint's name as far as the files tell it."""
    found = endpoint_among(there)
    name = None if found is None else text(member(found.properties, "EndpointName"))
    return name.value if isinstance(name, Known) else UNKNOWN[ENDPOINT_NAME]


def new_name(instead: Instead) -> str:
    """How a policy or an alarm is called that comes in addition; empty for what is there."""
    named = instead.properties.get("PolicyName", instead.properties.get("AlarmName"))
    return named if isinstance(named, str) else ""


def words(name: str) -> list[str]:
    """The words of a name, which languages join each in its own way."""
    return re.findall(r"[A-Za-z0-9]+", name)


def filled(value: Written, known: Mapping[str, str]) -> Written:
    """`value` with what is `known` in place of what stands for it."""
    if isinstance(value, str):
        for placeholder, said in known.items():
            value = value.replace(placeholder, said)
        return value
    if isinstance(value, Mapping):
        return {key: filled(item, known) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [filled(item, known) for item in value]
    return value
