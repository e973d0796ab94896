"""Names in what is written instead: of the endpoint, of a policy, of what comes in addition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, SCALING_POLICY, Resource
from smlint.core.rule import ENDPOINT_NAME, POLICY_ARN, Instead, Written
from smlint.core.tree import elements, member, text
from smlint.core.values import Known, Unknown

UNKNOWN: Mapping[str, str] = {ENDPOINT_NAME: "ENDPOINT", POLICY_ARN: "POLICY_ARN"}
"""What stands for that which nobody knows."""
VARIANT = "/variant/"

_VARIABLE = re.compile(r"(?:variable|constant) (\w+)")
_WORD = re.compile(r"[A-Za-z0-9]+")


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


def variable(there: Sequence[Resource], kind: str, name: str) -> str:
    """The variable that holds the `name` of the only one of `kind`, where nothing more is known.

    Empty where the script writes it in another way.
    """
    names = [member(one.properties, name) for one in there if one.type == kind]
    if len(names) != 1 or not isinstance(names[0], Unknown) or not names[0].via:
        return ""
    found, span = _VARIABLE.fullmatch(names[0].via[0].note), names[0].span
    is_all = found is not None and span.end_column - span.column == len(found[1])
    return found[1] if found is not None and is_all else ""


def referring(code: str, placeholder: str, expression: str) -> str:
    """Python `code` with an expression where a text, or a part of one, is to be filled in."""
    part = re.compile(rf'"[^"\n]*{re.escape(placeholder)}[^"\n]*"')
    whole = code.replace(f'"{placeholder}"', expression)
    return part.sub(lambda text: f"f{text[0].replace(placeholder, '{' + expression + '}')}", whole)


def bearer(there: Sequence[Resource]) -> Resource | None:
    """What lends its name to what comes in addition."""
    found = (one for kind in (ENDPOINT, ENDPOINT_CONFIG) for one in there if one.type == kind)
    return next(found, None)


def addition(instead: Instead, there: Sequence[Resource]) -> list[str]:
    """The words by which what comes in addition is told from its like, which languages join.

    The variant where there are several, and what a policy or an alarm is for.
    """
    scaled = str(instead.properties.get("ResourceId", ""))
    variant = scaled.rpartition(VARIANT)[2] if VARIANT in scaled and _several(there) else ""
    named = (str(instead.properties.get(name, "")) for name in ("PolicyName", "AlarmName"))
    said = "".join(named).replace(ENDPOINT_NAME, "").removeprefix(known_name(there))
    return _WORD.findall(f"{variant} {said}")


def _several(there: Sequence[Resource]) -> bool:
    """Whether the endpoint has more variants than one."""
    configs = (one.properties for one in there if one.type == ENDPOINT_CONFIG)
    return any(len(elements(member(one, "ProductionVariants")).items) > 1 for one in configs)


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
