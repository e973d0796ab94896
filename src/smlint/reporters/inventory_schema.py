"""The JSON Schema of `smlint inventory --format json`, which follows from the model's types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from smlint.core import model, values
from smlint.core.model import Deployed, Endpoint, ScalableTarget, Variant
from smlint.core.resource import Reach
from smlint.core.spans import Span
from smlint.core.values import Known, Many
from smlint.core.workload import ENVIRONMENTS, Workload
from smlint.reporters.endpoints import APART, SERVERLESS
from smlint.reporters.json import FORMAT
from smlint.reporters.shapes import COUNT, DRAFT, TEXT, Json, listing, place, problem, record

_AT: Json = {"type": "string", "description": "path[#cellN]:line:column"}
_VIA: Json = {"type": "array", "items": {"$ref": "#/$defs/hop"}}
_SCALARS: dict[type, Json] = {
    str: TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
}


def inventory_schema() -> Json:
    """The schema of `smlint inventory --format json`."""
    summary = record({"endpoints": COUNT, "files": COUNT})
    return {
        "$schema": DRAFT,
        "title": "Report of smlint inventory",
        "description": "Paths are relative to the working directory where beneath it.",
        **record(
            {
                "format": {"const": FORMAT},
                "endpoints": listing({"$ref": "#/$defs/endpoint"}),
                "problems": listing(problem()),
                "summary": summary,
            }
        ),
        "$defs": {
            "endpoint": _endpoint(),
            "variant": _variant(),
            "hop": record({"note": TEXT, "at": _AT}),
            "unknown": {
                "description": "written, but these files do not determine it",
                **record({"unknown": TEXT, "at": _AT, "via": _VIA}),
            },
            **{
                f"{scalar.__name__}_setting": {
                    "anyOf": [_known(value), {"$ref": "#/$defs/unknown"}, {"type": "null"}]
                }
                for scalar, value in _SCALARS.items()
            },
            **{
                thing.__name__: _structure(thing)
                for thing in vars(model).values()
                if isinstance(thing, type)
                and is_dataclass(thing)
                and thing.__module__.startswith(model.__name__)
                and thing not in (Deployed, Endpoint, Variant)
            },
        },
    }


def _endpoint() -> Json:
    hints = _hints(Endpoint)
    rest = {
        name: value
        for name, value in _properties(Endpoint).items()
        if name.removeprefix("more_") not in APART
    }
    variants = listing({"$ref": "#/$defs/variant"})
    call = {"operation": TEXT, "at": _AT, "reach": {"enum": list(get_args(Reach))}}
    told = {name: _hint(hints[name]) for name in ("kind", "environment", "exists")}
    more = {
        f"more_{name}": {"$ref": "#/$defs/unknown"}
        for name in ("variants", "shadow_variants", "calls")
    }
    members: Json = {
        **_identity(),
        "kind": {"enum": [*get_args(model.Kind), "unknown"]},
        "environment": {"enum": [*ENVIRONMENTS, "unknown", None]},
        "variants": variants,
        "shadow_variants": variants,
        "scalable_targets": _scalable_targets(),
        "cleanup": _hint(hints["cleanup"]),
        **rest,
        "tags": _hint(hints["tags"]),
        "workload": {"description": "durations in s, sizes in MB", **_structure(Workload)},
        "calls": listing(record(call)),
        "evidence": record(told),
        **more,
    }
    return record(members, optional=(*more, *_optional(Endpoint)))


def _identity() -> Json:
    """Which endpoint it is, where it is written, and in which stage it is made."""
    return {
        "name": _setting(str),
        "address": TEXT,
        "unit": {
            "description": "the same for all configurations that one endpoint gets",
            **TEXT,
        },
        **{name: value for name, value in place().items() if not name.startswith("end_")},
        "language": TEXT,
        "stage": TEXT,
        "assumptions": listing(TEXT),
    }


def _scalable_targets() -> Json:
    """Those of all variants and components, each with whose it is."""
    owners = {"variant": _setting(str), "inference_component": _setting(str)}
    target = record(
        {**owners, **_properties(ScalableTarget)}, optional=(*owners, *_optional(ScalableTarget))
    )
    targets = listing({"anyOf": [target, {"$ref": "#/$defs/unknown"}]})
    return {"anyOf": [targets, {"$ref": "#/$defs/unknown"}, {"type": "null"}]}


def _variant() -> Json:
    hints = _hints(model.ServerlessConfig)
    members = {
        **{
            name: value
            for name, value in _properties(Variant).items()
            if name.removeprefix("more_") != "scalable_targets"
        },
        **{name: _hint(hints[name]) for name in SERVERLESS},
        "serverless_config": {
            "anyOf": [record({"at": _AT}), {"$ref": "#/$defs/unknown"}, {"type": "null"}]
        },
    }
    return record(members, optional=_optional(Variant))


def _structure(thing: type) -> Json:
    """What is written for a structure: in a list, or (with `via`) as the value of a setting."""
    return record({**_properties(thing), "via": _VIA}, optional=("via", *_optional(thing)))


def _properties(thing: type) -> Json:
    """The members that `endpoints.py` writes of a structure of the model."""
    assert is_dataclass(thing)
    hints = _hints(thing)
    found: Json = {}
    for member in fields(thing):
        hint = hints[member.name]
        if hint is Span:
            if member.name == "span":
                found["at"] = _AT
        elif hint is str or get_origin(hint) in (Union, UnionType):
            found[member.name] = _hint(hint)
        elif get_origin(hint) is Many:
            found[member.name] = listing(_hint(get_args(hint)[0]))
            found[f"more_{member.name}"] = {"$ref": "#/$defs/unknown"}
    return found


def _hints(thing: type) -> dict[str, Any]:
    """The types of the members of `thing`; some are written by names of `core.values`."""
    return get_type_hints(thing, localns=vars(values))


def _optional(thing: type) -> tuple[str, ...]:
    return tuple(name for name in _properties(thing) if name.startswith("more_"))


def _hint(hint: Any) -> Json:
    """The schema of what is written for a value of the type `hint`."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if get_origin(hint) in (Union, UnionType):
        known = next(part for part in get_args(hint) if get_origin(part) is Known)
        return _setting(get_args(known)[0])
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _setting(inner: Any) -> Json:
    """The schema of a setting with values of the type `inner`."""
    if inner in _SCALARS:
        return {"$ref": f"#/$defs/{inner.__name__}_setting"}
    if is_dataclass(inner) and isinstance(inner, type):
        known: Json = {"$ref": f"#/$defs/{inner.__name__}"}
    else:
        known = _known(_value(inner))
    return {"anyOf": [known, {"$ref": "#/$defs/unknown"}, {"type": "null"}]}


def _known(value: Json) -> Json:
    return record({"value": value, "at": _AT, "via": _VIA})


def _value(inner: Any) -> Json:
    if get_origin(inner) is Literal:
        return {"enum": list(get_args(inner))}
    assert get_origin(inner) is Mapping
    return {"type": "object", "additionalProperties": _hint(get_args(inner)[1])}
