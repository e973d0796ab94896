"""Whether every path that makes an endpoint also comes to a call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, Call, Reach, Resource
from smlint.core.tree import member
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, parts_of
from smlint.frontends.python_sdk.machine import Context, Placed

ROUND = re.compile(r"\[\d+\]")
NAMED = ((ENDPOINT, "EndpointName"), (ENDPOINT_CONFIG, "EndpointConfigName"), (MODEL, "ModelName"))


def placed_calls(
    calls: Sequence[Placed[Call]], resources: Sequence[Placed[Resource]]
) -> tuple[Call, ...]:
    """The calls with their reach, each seen from where what it is about is made.

    A deletion under the same condition as the creation is not conditional: both happen or neither.
    """
    found = (
        replace(placed.thing, reach=_reach(placed, _base(placed, resources))) for placed in calls
    )
    different: dict[object, Call] = {}
    for call in found:
        key = (call.operation, call.extent, fingerprint(call.arguments))
        if key not in different or different[key].reach == "conditional":
            different[key] = call
    return tuple(different.values())


def distinct(resources: Sequence[Placed[Resource]]) -> tuple[Placed[Resource], ...]:
    """`resources` without those that another function nobody calls makes equally, at the same call.

    Two entry points of a script that share a helper are two ways to one endpoint.
    """
    kept: dict[object, Placed[Resource]] = {}
    for number, placed in enumerate(resources):
        thing = placed.thing
        root = placed.contexts[0] if placed.contexts else None
        key: object = number
        if root is not None and root.kind == "uncalled":
            key = (thing.type, thing.extent, fingerprint(thing.properties))
        before = kept.setdefault(key, placed)
        if before is not placed and before.contexts[0] == root:
            kept[number] = placed
    return tuple(kept.values())


def fingerprint(tree: Tree) -> object:
    """What `tree` says, without places: which round of a loop made a value does not count."""
    if isinstance(tree, Known):
        value = tree.value
        if isinstance(value, tuple):
            return tuple(fingerprint(item) for item in value)
        if isinstance(value, Mapping):
            return tuple((name, fingerprint(item)) for name, item in value.items())
        return (type(value).__name__, value)
    if isinstance(tree, Unknown):
        return tuple(
            (ROUND.sub("", part.address), part.attribute) if isinstance(part, Reference) else part
            for part in tree.parts
        )
    return None


def _base(call: Placed[Call], resources: Sequence[Placed[Resource]]) -> tuple[Context, ...]:
    """The contexts of the resource that `call` is about: the one that shares most with it."""
    best: tuple[Context, ...] = ()
    for kind, name in NAMED:
        wanted = _identity(member(call.thing.arguments, name))
        for resource in resources:
            thing = resource.thing
            if (
                wanted
                and thing.type == kind
                and _identity(member(thing.properties, name)) == wanted
            ):
                shared = _shared(call.contexts, resource.contexts)
                best = max(best, shared, key=len)
    return best


def _identity(tree: Tree) -> tuple[object, ...]:
    return () if isinstance(tree, Absent) else parts_of(tree)


def _shared(first: tuple[Context, ...], second: tuple[Context, ...]) -> tuple[Context, ...]:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return first[:count]


def _reach(call: Placed[Call], base: tuple[Context, ...]) -> Reach:
    kinds = {context.kind for context in call.contexts[len(base) :]}
    if kinds & {"branch", "uncalled"}:
        return "conditional"
    return "guaranteed" if "cleanup" in kinds else "always"
