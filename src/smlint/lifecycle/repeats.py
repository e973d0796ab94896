"""What a run comes to more than once: the same thing, made in another way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from smlint.core.resource import Resource
from smlint.core.values import Known, Reference, Tree, Unknown
from smlint.lifecycle.contexts import Placed, root_of

ROUND = re.compile(r"\[\d+\]")


def distinct(resources: Sequence[Placed[Resource]]) -> tuple[Placed[Resource], ...]:
    """`resources` without those that another function nobody calls makes equally, at the same call.

    Two entry points of a script that share a helper are two ways to one endpoint.
    """
    kept: dict[object, Placed[Resource]] = {}
    for number, placed in enumerate(resources):
        thing = placed.thing
        root = root_of(placed)
        key: object = number
        if root:
            key = (thing.type, thing.extent, fingerprint(thing.properties))
        before = kept.setdefault(key, placed)
        if before is not placed and root_of(before) == root:
            kept[number] = placed
    return tuple(kept.values())


def fingerprint(tree: Tree, *, rounds: bool = False) -> object:
    """What `tree` says, without places; which round of a loop made a value counts for `rounds`."""
    if isinstance(tree, Known):
        value = tree.value
        if isinstance(value, tuple):
            return tuple(fingerprint(item, rounds=rounds) for item in value)
        if isinstance(value, Mapping):
            return tuple((name, fingerprint(item, rounds=rounds)) for name, item in value.items())
        return (type(value).__name__, value)
    if isinstance(tree, Unknown):
        return tuple(
            (part.address if rounds else ROUND.sub("", part.address), part.attribute)
            if isinstance(part, Reference)
            else part
            for part in tree.parts
        )
    return None
