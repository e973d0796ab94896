"""Requests made of the services' own models, and what these models say of them.

Knows nothing of smlint: types and required members are judged by botocore itself, and what it does
not enforce (largest numbers and lengths, choices, patterns) by a reading of the model of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TypeAlias

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape
from botocore.validate import ParamValidator
from hypothesis import strategies as st

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Steps = tuple[str | int, ...]

ANYTHING = r"[\s\S]*"
PATTERNS = {
    r"\p{ASCII}*": r"[\x00-\x7f]*",
    r"\p{Print}+": r"[ -~]+",
    r"\A\S[\p{Print}]*\z": r"\S[ -~]*",
    r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)": r"[a-zA-Z0-9\u00e9 _.:/=+\-@]*",
}
"""Patterns that Python does not read, as far as the texts below go."""

TEXTS = (
    "a", "search", "search-1", "text/csv", "s3://bucket/key", "https://host/key", "/metrics",
    "arn:aws:iam::111122223333:role/search", "arn:aws:sns:eu-west-1:111122223333:topic",
    "arn:aws:sagemaker:eu-west-1:111122223333:reservation/one", "mig-1g.5gb", "P1D", "-PT1H",
    "arn:aws:sagemaker:eu-west-1:111122223333:model-package/search/1", "a1", "A_B", "1",
    "two words", "under_score", "ends-", "-begins", "*", "a" * 32, "a" * 33, "a" * 63, "a" * 64,
    "a" * 121, "a" * 256, "a" * 257, "a" * 1025, "a" * 2049, "nonsense!", "", "\u00e9",
)  # fmt: skip
NUMBERS = (0, 1, 2, 5, 10, 50, 60, 100, 128, 300, 599, 600, 3600, 3601, 28801, 70000, -1, 0.25, 1.5)


@cache
def model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def request_shape(service: str, operation: str) -> Shape:
    shape = model(service).operation_model(operation).input_shape
    assert shape is not None
    return shape


def is_refused(shape: Shape, request: Json) -> bool:
    """Whether botocore refuses `request`, or the service by its model."""
    return bool(ParamValidator().validate(request, shape).has_errors()) or any(
        faults(shape, request)
    )


def faults(shape: Shape, value: Json) -> Iterator[str]:
    """What botocore lets pass and the model does not; of values that have the right types.

    Of least numbers and lengths it overlooks those of maps alone.
    """
    limit = shape.metadata.get("max")
    if isinstance(shape, StructureShape):
        assert isinstance(value, dict)
        for name, item in value.items():
            yield from faults(shape.members[name], item)
    elif isinstance(shape, ListShape):
        assert isinstance(value, list)
        yield from ["long"] if limit is not None and len(value) > limit else []
        for item in value:
            yield from faults(shape.member, item)
    elif isinstance(shape, MapShape):
        assert isinstance(value, dict)
        yield from ["long"] if limit is not None and len(value) > limit else []
        yield from ["short"] if len(value) < shape.metadata.get("min", 0) else []
        for name, item in value.items():
            yield from faults(shape.key, name)
            yield from faults(shape.value, item)
    elif isinstance(value, str):
        choices, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
        yield from ["long"] if limit is not None and len(value.encode()) > limit else []
        yield from ["choice"] if choices and value not in choices else []
        yield from ["pattern"] if pattern and not _meets(pattern, value) else []
    elif limit is not None and isinstance(value, (int, float)):
        yield from ["large"] if value > limit else []


def _meets(pattern: str, text: str) -> bool:
    written = ANYTHING if r"\uD800" in pattern else PATTERNS.get(pattern, pattern)
    return re.fullmatch(written, text) is not None


@cache
def right_texts(shape: Shape) -> tuple[str, ...]:
    least = shape.metadata.get("min", 0)
    texts = shape.metadata.get("enum") or TEXTS
    right = [text for text in texts if len(text) >= least and not any(faults(shape, text))]
    assert right, shape.name
    return tuple(right)


@cache
def right(shape: Shape, depth: int = 0) -> st.SearchStrategy[Json]:
    """Values that the service accepts."""
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max", 10**5)
    if isinstance(shape, StructureShape):
        return _structures(shape, depth)
    if isinstance(shape, ListShape):
        size = min(most, least + 1)
        return st.lists(right(shape.member, depth + 1), min_size=least, max_size=size)
    if isinstance(shape, MapShape):
        keys = st.sampled_from(right_texts(shape.key))
        values = right(shape.value, depth + 1)
        return st.dictionaries(keys, values, min_size=least, max_size=min(most, least + 1))
    match shape.type_name:
        case "string":
            return st.sampled_from(right_texts(shape))
        case "integer" | "long":
            return st.integers(least, most)
        case "float" | "double":
            return st.floats(least, most) | st.integers(int(least) + 1, int(most))
        case "boolean":
            return st.booleans()
        case "blob":
            return st.just("body")
        case "timestamp":
            return st.just("2026-11-21T00:00:00Z")
    raise TypeError(shape.type_name)


def _structures(shape: StructureShape, depth: int) -> st.SearchStrategy[Json]:
    @st.composite
    def build(draw: st.DrawFn) -> Json:
        if getattr(shape, "is_tagged_union", False):
            chosen = [draw(st.sampled_from(sorted(shape.members)))]
        else:
            others = sorted(set(shape.members) - set(shape.required_members))
            some = st.lists(st.sampled_from(others), unique=True, max_size=max(0, 4 - depth))
            chosen = [*shape.required_members, *(draw(some) if others else ())]
        return {name: draw(right(shape.members[name], depth + 1)) for name in chosen}

    return build()


def places(shape: Shape, value: Json, at: Steps = ()) -> Iterator[tuple[Steps, Shape]]:
    """Every place of a right value, with its shape."""
    yield at, shape
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name, item in value.items():
            yield from places(shape.members[name], item, (*at, name))
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(shape.member, item, (*at, index))
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for name, item in value.items():
            yield from places(shape.value, item, (*at, name))


@st.composite
def changed(draw: st.DrawFn, shape: Shape) -> Json:
    """A right request with one thing changed: left out, put in, or given another value."""
    request = deepcopy(draw(right(shape)))
    at, there = draw(st.sampled_from(list(places(shape, request))))
    if not at or draw(st.booleans()):
        found = _at(request, at)
        if isinstance(found, dict) and isinstance(there, StructureShape):
            leaves = draw(st.booleans())
            if found and leaves:
                del found[draw(st.sampled_from(sorted(found)))]
            else:
                found[draw(st.sampled_from(("Nonsense", "name")))] = "nonsense"
            return request
    if at and there.type_name != "timestamp":
        holder = _at(request, at[:-1])
        old = _at(request, at)
        holder[at[-1]] = draw(_others(there, old))  # type: ignore[index]
    return request


def _others(shape: Shape, old: Json) -> st.SearchStrategy[Json]:
    """Values that may be wrong for `shape`."""
    other_types: list[Json] = ["1", 1, 1.5, True, [], {}, ["a"], {"a": "b"}, [None], None]
    if isinstance(shape, ListShape) and isinstance(old, list):
        return st.sampled_from([[], old * 60, *other_types])
    if shape.type_name == "string":
        return st.sampled_from([*TEXTS, *other_types, f"{old} "])
    return st.sampled_from([*NUMBERS, *other_types])


def _at(value: Json, at: Steps) -> Json:
    for step in at:
        value = value[step]  # type: ignore[index]
    return value
