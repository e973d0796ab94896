"""Endpoints as JSON data: every setting with its value, its place and where it comes from.

A setting becomes `{"value", "at", "via"}`, `{"unknown", "at", "via"}`, or null when it is not
written; a structure an object with `at` and its own settings. Where a list may have further
members that these files do not show, `more_` and its name says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from math import isfinite

from smlint.core.assumption import Branch, deciding
from smlint.core.model import Endpoint, InferenceComponent, Variant
from smlint.core.resource import Call
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Many, Setting, Unknown

Json = dict[str, object]

SERVERLESS = ("memory_size_in_mb", "max_concurrency", "provisioned_concurrency")
APART = {
    "address", "unit", "assumptions", "at", "language", "path", "stage", "span", "kind", "name",
    "environment", "exists",
    "variants", "shadow_variants", "calls", "cleanup", "inputs", "blocks", "declarations",
    "workload", "tags",
}  # fmt: skip
"""Members of an endpoint that are written in a way of their own, or not at all."""


def told_apart(endpoints: Iterable[Endpoint]) -> Iterator[tuple[Endpoint, Json]]:
    """Each endpoint with its data; once where branches of a stage do not differ in it.

    Its assumptions are then those without which it would be another. What a script tries several
    times is one configuration, too.
    """
    found: dict[str, tuple[Endpoint, Json]] = {}
    branches: dict[str, list[Branch]] = {}
    for endpoint in endpoints:
        data = endpoint_data(endpoint)
        key = str({**data, "assumptions": None, "address": None})
        found.setdefault(key, (endpoint, data))
        branches.setdefault(key, []).append(endpoint.stage.branch)
    for key, (endpoint, data) in found.items():
        yield endpoint, {**data, "assumptions": list(map(str, deciding(branches[key])))}


def endpoint_data(endpoint: Endpoint) -> Json:
    """The endpoint as `schemas/inventory.schema.json` describes it."""
    kind, environment = endpoint.kind, endpoint.environment
    rest = {
        key: value for key, value in _members(endpoint) if key.removeprefix("more_") not in APART
    }
    return {
        "name": setting(endpoint.name),
        "address": endpoint.address,
        "unit": endpoint.unit or endpoint.address,
        "path": endpoint.span.path,
        "line": endpoint.span.line,
        "column": endpoint.span.column,
        "cell": endpoint.span.cell,
        "language": endpoint.language,
        "stage": endpoint.stage.name,
        "assumptions": list(map(str, endpoint.stage.branch)),
        "kind": kind.value if isinstance(kind, Known) else "unknown",
        "environment": _environment(environment),
        "variants": [_variant(variant) for variant in endpoint.variants],
        **_more("variants", endpoint.variants),
        "shadow_variants": [_variant(variant) for variant in endpoint.shadow_variants],
        **_more("shadow_variants", endpoint.shadow_variants),
        "scalable_targets": _scalable_targets(endpoint),
        "cleanup": setting(endpoint.cleanup),
        **rest,
        "tags": setting(endpoint.tags),
        "workload": _structure(endpoint.workload),
        "calls": [_call(call) for call in endpoint.calls],
        **_more("calls", endpoint.calls),
        "evidence": {
            "kind": setting(kind),
            "environment": setting(environment),
            "exists": setting(endpoint.exists),
        },
    }


def setting(value: Setting[object]) -> object:
    """A setting as JSON data."""
    if isinstance(value, Absent):
        return None
    origin: Json = {"at": str(value.span), "via": [_hop(hop) for hop in value.via]}
    if isinstance(value, Unknown):
        return {"unknown": value.reason, **origin}
    inner = value.value
    if is_dataclass(inner) and not isinstance(inner, (type, Known, Unknown, Absent)):
        return {**origin, **_structure(inner)}
    return {"value": _plain(inner), **origin}


def _plain(value: object) -> object:
    """A value that may hold further settings."""
    if isinstance(value, (Known, Unknown, Absent)):
        return setting(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # which JSON has no number for
    return value


def _structure(thing: object) -> Json:
    return dict(_members(thing))


def _members(thing: object) -> Iterator[tuple[str, object]]:
    """The members of a structure of the model, those of its lists included."""
    assert is_dataclass(thing)
    for member in fields(thing):
        value = getattr(thing, member.name)
        if isinstance(value, Many):
            yield member.name, [_item(item) for item in value]
            yield from _more(member.name, value).items()
        elif isinstance(value, (Known, Unknown, Absent)):
            yield member.name, setting(value)
        elif isinstance(value, Span):
            if member.name == "span":
                yield "at", str(value)
        elif isinstance(value, str):
            yield member.name, value


def _item(item: object) -> object:
    return setting(item) if isinstance(item, (Known, Unknown, Absent)) else _structure(item)


def _more(name: str, many: Many[object]) -> Json:
    return {} if many.more is None else {f"more_{name}": setting(many.more)}


def _hop(hop: Hop) -> Json:
    return {"note": hop.note, "at": str(hop.span)}


def _environment(environment: Setting[str]) -> str | None:
    """Plain text: null where nothing tells the environment."""
    if isinstance(environment, Known):
        return environment.value
    return "unknown" if isinstance(environment, Unknown) else None


def _variant(variant: Variant) -> Json:
    """A variant with the members of its serverless configuration beside its own."""
    data = _structure(variant)
    serverless = variant.serverless_config
    inner = serverless.value if isinstance(serverless, Known) else None
    hidden = setting(serverless) if isinstance(serverless, Unknown) else None
    for name in SERVERLESS:
        data[name] = hidden if inner is None else setting(getattr(inner, name))
    if inner is not None:
        data["serverless_config"] = {"at": str(serverless.span)}
    del data["scalable_targets"]
    data.pop("more_scalable_targets", None)
    return data


def _scalable_targets(endpoint: Endpoint) -> object:
    """The scalable targets of all variants and components, or why there may be some, or null."""
    scaled: tuple[tuple[str, Variant | InferenceComponent], ...] = (
        *(("variant", variant) for variant in endpoint.variants),
        *(("inference_component", component) for component in endpoint.inference_components),
    )
    targets = [
        {what: setting(owner.name), **_structure(target)}
        for what, owner in scaled
        for target in owner.scalable_targets
    ]
    more = (owner.scalable_targets.more for _, owner in scaled)
    hidden = [unknown for unknown in more if unknown is not None]
    if hidden:
        return [*targets, setting(hidden[0])] if targets else setting(hidden[0])
    return targets or None


def _call(call: Call) -> Json:
    return {"operation": call.operation, "at": str(call.span), "reach": call.reach}
