"""Resources in what is YAML or JSON: templates, manifests, state machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from smlint.core.resource import MADE_BY, SCALABLE_TARGET, SCHEDULED_ACTION, Resource
from smlint.core.rule import ENDPOINT_NAME, POLICY_ARN, Instead, Written
from smlint.frontends.kubernetes.names import KINDS, VERBATIM, manifest_name
from smlint.remedies.commands import service
from smlint.remedies.literals import compact
from smlint.remedies.names import UNKNOWN, addition, bearer, endpoint_among, filled, policy_among
from smlint.remedies.places import NAMES, is_new

ACTED_ON = NAMES[SCALABLE_TARGET]
"""The members of a scheduled action that its target has already."""

VERSION = "v1alpha1"
"""The version of the objects of the controllers that have to do with endpoints."""

_KIND = re.compile(r"(Endpoint)?(Config(uration)?)?$")
"""What the name of an endpoint or of its configuration ends with: what that is."""
_PLAIN = re.compile(r"[A-Za-z_/][\w./:@-]*(?<!:)")
_OTHER = re.compile(r"(?i:true|false|yes|no|on|off|null|y|n)")
"""What YAML takes for something else than text."""


def template(instead: Instead, there: Sequence[Resource], path: str) -> str:
    """`instead` as a resource of a template, in YAML, or in JSON where `path` is."""
    if "::" not in instead.type:
        return ""
    kind, properties = in_template(instead)
    properties = {key: _referring(value, there) for key, value in properties.items()}
    name = logical_id(instead, there)
    return _shown({name: {"Type": kind, "Properties": properties}}, path)


def logical_id(instead: Instead, there: Sequence[Resource]) -> str:
    """What `instead` is called by others."""
    kind, _ = in_template(instead)
    existing = (_logical(one) for one in there if one.type == kind)
    lent = bearer(there)
    owner = "" if lent is None else _KIND.sub("", _logical(lent))
    told = (f"{word[:1].upper()}{word[1:]}" for word in addition(instead, there))
    new = "".join((owner, *told, kind.rpartition("::")[2]))
    return new if is_new(instead) and kind == instead.type else next(existing, new)


def _logical(resource: Resource) -> str:
    """The logical id, or the last name of its path in an app of the CDK."""
    return re.split(r"[./]", resource.address)[-1]


def manifest(instead: Instead, there: Sequence[Resource], path: str) -> str:
    """`instead` as an object of a controller for Kubernetes; whole where it is a new one."""
    if "::" not in instead.type:
        return ""
    kind, properties = in_template(instead)
    found = next((key for key, one in KINDS.items() if one.type == kind), None)
    if found is None:
        return ""
    own = {member: name for name, member in KINDS[found].names.items()}
    spec = {own.get(member, manifest_name(member)): value for member, value in properties.items()}
    existing = next((_logical(one) for one in there if one.type == kind), "")
    document: dict[str, Written] = {
        "apiVersion": f"{found[0]}/{VERSION}",
        "kind": found[1],
        "metadata": {"name": existing or _object_name(instead, there)},
        "spec": _lowered(spec),
    }
    return _shown(document, path)


def _object_name(instead: Instead, there: Sequence[Resource]) -> str:
    lent = bearer(there)
    words = ([] if lent is None else [_logical(lent)]) + addition(instead, there)
    return "-".join(words).lower() or "NAME"


def state(instead: Instead, there: Sequence[Resource], path: str) -> str:
    """`instead` as the parameters of a state that calls the operation."""
    del there, path
    operation = MADE_BY.get(instead.type, instead.type)
    owner = service(operation).replace("-", "")
    if not owner:
        return ""
    called = f"{operation[:1].lower()}{operation[1:]}"
    task: dict[str, Written] = {
        "Type": "Task",
        "Resource": f"arn:aws:states:::aws-sdk:{owner}:{called}",
        "Parameters": compact(instead.properties),
    }
    return json.dumps(task, indent=2, ensure_ascii=False)


def _referring(value: Written, there: Sequence[Resource]) -> Written:
    """`value` with functions that look up what is there."""
    if isinstance(value, Mapping):
        return {key: _referring(item, there) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_referring(item, there) for item in value]
    if not isinstance(value, str):
        return value
    endpoint, policy = endpoint_among(there), policy_among(there)
    if value == ENDPOINT_NAME and endpoint is not None:
        return {"Fn::GetAtt": [_logical(endpoint), "EndpointName"]}
    if value == POLICY_ARN and policy is not None:
        return {"Ref": _logical(policy)}
    if ENDPOINT_NAME in value and endpoint is not None:
        name = f"${{{_logical(endpoint)}.EndpointName}}"
        return {"Fn::Sub": value.replace(ENDPOINT_NAME, name)}
    return filled(value, UNKNOWN)


def in_template(instead: Instead) -> tuple[str, Mapping[str, Written]]:
    """A scheduled action is written inside its target."""
    if instead.type != SCHEDULED_ACTION:
        return instead.type, instead.properties
    action = {name: value for name, value in instead.properties.items() if name not in ACTED_ON}
    return SCALABLE_TARGET, {"ScheduledActions": [action]}


def _shown(document: Mapping[str, Written], path: str) -> str:
    if path.endswith(".json"):
        return json.dumps(compact(document), indent=2, ensure_ascii=False)
    return "\n".join(_lines(document))


def _lowered(value: Written) -> Written:
    """`value` with its members as manifests write them: `productionVariants`."""
    if isinstance(value, Mapping):
        return {
            manifest_name(name): item if manifest_name(name) in VERBATIM else _lowered(item)
            for name, item in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_lowered(item) for item in value]
    return value


def _lines(document: Mapping[str, Written]) -> Iterator[str]:
    """What is to be removed comes last: a comment that begins an item of a list looks lost."""
    for name, value in document.items():
        if value is None:
            continue
        if short := _short(value):
            yield f"{name}: {short}"
        elif isinstance(value, Mapping) and value:
            yield f"{name}:"
            yield from (f"  {line}" for line in _lines(value))
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            yield f"{name}:"
            yield from (f"  {line}" for line in _items(value))
        else:
            yield f"{name}: {_scalar(value)}"
    yield from (f"# without {name}" for name, value in document.items() if value is None)


def _short(value: Written) -> str:
    """A function in its short form; empty for anything else."""
    if not isinstance(value, Mapping):
        return ""
    if isinstance(found := value.get("Fn::GetAtt"), Sequence):
        return f"!GetAtt {'.'.join(map(str, found))}"
    if "Ref" in value:
        return f"!Ref {value['Ref']}"
    return f"!Sub {json.dumps(value['Fn::Sub'])}" if "Fn::Sub" in value else ""


def _items(items: Sequence[Written]) -> Iterator[str]:
    for item in items:
        lines = list(_lines(item)) if isinstance(item, Mapping) and item else [_scalar(item)]
        lines = [_short(item)] if _short(item) else lines
        for number, line in enumerate(lines):
            yield f"{'  ' if number else '- '}{line}"


def _scalar(value: Written) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and not _OTHER.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
