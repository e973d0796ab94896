"""The parts of an endpoint about which rules are asked one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias, TypeVar, get_args

from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.spans import Span
from smlint.core.values import Known, Many, Unknown, left_to

T = TypeVar("T")

Subject = Literal["endpoint", "variant", "container", "scalable_target", "call"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
"""What a rule may be about: it is judged for each of them."""


class Part(NamedTuple):
    """What a check is asked about, with what it belongs to; `blocks` are those around it."""

    arguments: tuple[object, ...]
    blocks: tuple[Span, ...]


Parts: TypeAlias = Iterator["Part | Unknown"]
"""The parts that are known, and why there may be more."""


def parts(subject: Subject, endpoint: Endpoint) -> Parts:
    """The parts of `endpoint` that are subjects of a kind."""
    return _WALKS[subject](endpoint)


def _endpoint(endpoint: Endpoint) -> Parts:
    yield Part((endpoint,), (endpoint.extent,))


def _variants(endpoint: Endpoint) -> Parts:
    for variant in endpoint.variants:
        yield Part((endpoint, variant), (endpoint.extent, variant.extent))
    yield from _unseen(endpoint.variants)


def _containers(endpoint: Endpoint) -> Parts:
    """Those of models of which it is known which they are, and that these files make.

    Others are judged where they are made, and no question here.
    """
    yield from _unseen(endpoint.variants)
    for variant in endpoint.variants:
        if not isinstance(variant.model, Known):
            continue
        model = variant.model.value
        for container in model.containers:
            yield Part((endpoint, container), (model.extent, container.span))
        for more in _unseen(model.containers):
            if not left_to(more, "elsewhere"):
                yield more


def _targets(endpoint: Endpoint) -> Parts:
    """What is registered elsewhere is judged there, and no question here."""
    variants, components = endpoint.variants, endpoint.inference_components
    scaled: list[tuple[Variant | None, Many[ScalableTarget]]] = [
        *((variant, variant.scalable_targets) for variant in variants),
        *((None, component.scalable_targets) for component in components),
    ]
    for variant, targets in scaled:
        for target in targets:
            yield Part((endpoint, variant, target), (target.extent,))
    for more in chain(*map(_unseen, (variants, components, *(targets for _, targets in scaled)))):
        if not left_to(more, "elsewhere"):
            yield more


def _calls(endpoint: Endpoint) -> Parts:
    for call in endpoint.calls:
        yield Part((endpoint, call), (call.extent,))
    yield from _unseen(endpoint.calls)


_WALKS: Mapping[Subject, Callable[[Endpoint], Parts]] = {
    "endpoint": _endpoint,
    "variant": _variants,
    "container": _containers,
    "scalable_target": _targets,
    "call": _calls,
}


def _unseen(many: Many[T]) -> Iterator[Unknown]:
    if many.more is not None:
        yield many.more
