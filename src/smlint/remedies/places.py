"""What is to be written, put where it belongs: the resource that it changes, the item of a list.

Rules say what matters only; which of several variants, containers or targets is meant follows from
where the finding is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    MAKES,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
    Resource,
)
from smlint.core.rule import Instead, Written
from smlint.core.spans import Span
from smlint.core.tree import elements, integer, member, text
from smlint.core.values import Absent, Known, Tree

NAMES: Mapping[str, frozenset[str]] = {
    SCALABLE_TARGET: frozenset({"ServiceNamespace", "ResourceId", "ScalableDimension"}),
    SCALING_POLICY: frozenset({"PolicyName"}),
    SCHEDULED_ACTION: frozenset({"ScheduledActionName"}),
    ALARM: frozenset({"AlarmName"}),
}
"""The members that name a resource: what says them all comes in addition to what is there."""

ITEMS: Mapping[str, tuple[str, ...]] = {
    "ProductionVariants": ("VariantName", "ModelName"),
    "ShadowProductionVariants": ("VariantName", "ModelName"),
    "Containers": ("ContainerHostname", "Image"),
    "ScheduledActions": ("ScheduledActionName",),
}
"""Lists of which one item is meant, and the members by which it is told from the others."""


UPDATE = "UpdateEndpoint"


RANGES: Mapping[str, str] = {
    "MinCapacity": "MaxCapacity",
    "MinInstanceCount": "MaxInstanceCount",
}
"""Lower bounds, and the upper one of each."""


class Placed(NamedTuple):
    """What to write, and the resource of which it is a part; None where it comes in addition."""

    instead: Instead
    resource: Resource | None


def placed(
    insteads: Sequence[Instead], there: Sequence[Resource], places: Sequence[Span] = ()
) -> Iterator[Placed]:
    """Each of `insteads` with the resource that is `there`, nearest to one of `places`.

    What is to be removed is named only where it is written: a rule may so name all that must go.
    One that has nothing left to say is left out; where there is no resource of its type nobody can
    tell, and it stays as it is.
    """
    for said in insteads:
        instead = _updating(said, there)
        found = _changed(instead, there, places)
        if found is None or isinstance(found.properties, Absent):
            yield Placed(instead, found)
            continue
        properties = _contained(instead.properties, found)
        left = dict(_left(properties, found.properties, places))
        if left or not instead.properties:
            yield Placed(instead._replace(properties=left), found)


def _updating(instead: Instead, there: Sequence[Resource]) -> Instead:
    """What an update says of an endpoint that is not made here."""
    made_elsewhere = there and not any(one.type == ENDPOINT for one in there)
    return instead._replace(type=UPDATE) if instead.type == ENDPOINT and made_elsewhere else instead


def _changed(
    instead: Instead, there: Sequence[Resource], places: Sequence[Span]
) -> Resource | None:
    kind = MAKES.get(instead.type, instead.type)
    return None if is_new(instead) else nearest(kind, there, places)


def is_new(instead: Instead) -> bool:
    """Whether `instead` says all that names it: it comes in addition to what is there."""
    names = NAMES.get(MAKES.get(instead.type, instead.type))
    return names is not None and names <= instead.properties.keys()


def nearest(kind: str, there: Sequence[Resource], places: Sequence[Span]) -> Resource | None:
    """The resource of a type that is `there` around the first of the `places`; else any."""
    alike = [one for one in there if one.type == kind]
    near = (one for place in places for one in alike if one.extent.contains(place))
    return next(near, alike[0] if alike else None)


def _contained(properties: Mapping[str, Written], model: Resource) -> Mapping[str, Written]:
    """`properties` with the container where the `model` has it: alone, or in a list."""
    alone = properties.get("PrimaryContainer")
    listed = isinstance(member(model.properties, "Containers"), Known)
    if model.type != MODEL or alone is None or "Containers" in properties or not listed:
        return properties
    others = {name: value for name, value in properties.items() if name != "PrimaryContainer"}
    return {**others, "Containers": [alone]}


def _left(
    properties: Mapping[str, Written], tree: Tree, places: Sequence[Span]
) -> Iterator[tuple[str, Written]]:
    for name, value in _ranged(properties, tree).items():
        found = member(tree, name)
        if value is None:
            if not isinstance(found, Absent):
                yield name, None
        elif isinstance(value, Mapping) and value:
            inner = dict(_left(value, found, places))
            if inner:
                yield name, None if _is_all(inner, found) else inner
        elif name in ITEMS and isinstance(value, Sequence) and not isinstance(value, str):
            items = list(_items(name, value, elements(found).items, places))
            if any(item != {} for item in items):
                yield name, items
        else:
            yield name, value


def _items(
    name: str, items: Sequence[Written], there: Sequence[Tree], places: Sequence[Span]
) -> Iterator[Written]:
    """The items of the list `name` by the names that they have there, if there are several.

    One of which nothing but removals is said has its name, too. As many as there are stand for each
    of them, in this order.
    """
    all_of_them = len(items) == len(there)
    for number, item in enumerate(items):
        if not there or not isinstance(item, Mapping):
            yield item
            continue
        meant = number if all_of_them else _meant(item, name, there, places)
        left = dict(_left(item, there[meant], places))
        told = left and (len(there) > 1 or _is_removal(left))
        yield {**_name(name, left, there, meant), **left} if told else left


def _ranged(properties: Mapping[str, Written], tree: Tree) -> Mapping[str, Written]:
    """`properties` whose bounds are in order with those that are written: the upper one moves."""
    changed = dict(properties)
    for low, high in RANGES.items():
        lower, upper = (_number(properties, tree, name) for name in (low, high))
        said = properties.keys() & {low, high}
        in_order = lower is None or upper is None or lower < upper + (said == {low})
        if len(said) == 1 and not in_order and lower is not None:
            changed[high] = 2 * lower
    return changed


def _number(properties: Mapping[str, Written], tree: Tree, name: str) -> int | None:
    """What is said of a number, else what is written; None where neither tells."""
    said = properties.get(name)
    if name in properties:
        return said if isinstance(said, int) else None
    there = integer(member(tree, name))
    return there.value if isinstance(there, Known) else None


def _is_removal(members: Mapping[str, Written]) -> bool:
    return all(value is None for value in members.values())


def _is_all(members: Mapping[str, Written], found: Tree) -> bool:
    """Whether the removal of `members` leaves nothing of what is `found`."""
    there = found.value if isinstance(found, Known) else None
    if not isinstance(there, Mapping) or not _is_removal(members):
        return False
    return members.keys() >= {key for key, item in there.items() if not isinstance(item, Absent)}


def _name(
    name: str, item: Mapping[str, Written], there: Sequence[Tree], meant: int
) -> Mapping[str, Written]:
    """The member, if there is one, by which this item is told from the others."""
    for key in ITEMS[name]:
        names = [text(member(tree, key)) for tree in there]
        own = names[meant]
        alike = [other for other in names if isinstance(other, Known) and other == own]
        if isinstance(own, Known) and key not in item and len(alike) == 1:
            return {key: own.value}
    return {}


def _meant(
    item: Mapping[str, Written], name: str, there: Sequence[Tree], places: Sequence[Span]
) -> int:
    """The position of the nearest one; else of the one that has the name which `item` says."""
    spans = [frozenset(_spans(tree)) for tree in there]
    for place in places:
        for number, own in enumerate(spans):
            if place in own:
                return number
    for key in ITEMS[name]:
        for number, tree in enumerate(there):
            value = text(member(tree, key))
            if isinstance(value, Known) and value.value == item.get(key):
                return number
    return 0


def _spans(tree: Tree) -> Iterator[Span]:
    yield tree.span
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        for part in tree.value.values():
            yield from _spans(part)
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        for part in tree.value:
            yield from _spans(part)
