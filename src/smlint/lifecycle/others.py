"""What a script does with what others make: modules that it imports, and other projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from smlint.core.resource import Call, Resource
from smlint.core.tree import member
from smlint.lifecycle.contexts import Placed
from smlint.lifecycle.subjects import DELETED, NAMED, by_name, identity_of, subject_of


def calls_on(
    others: Iterable[tuple[str, Resource]], calls: Sequence[Placed[Call]]
) -> Iterator[tuple[str, Call]]:
    """Those of `calls` that are about what modules make when they are imported, with the module.

    `others` are these resources, each with the file of its module, whose own project they are in.
    """
    made = {
        (name, identity): file
        for file, resource in others
        for kind, name in NAMED
        if resource.type == kind and (identity := identity_of(member(resource.properties, name)))
    }
    for placed in calls if made else ():
        for _, name in NAMED:
            file = made.get((name, identity_of(member(placed.thing.arguments, name))))
            if file is not None:
                yield file, replace(placed.thing, reach="elsewhere")


def deletions_of_others(
    calls: Sequence[Placed[Call]], resources: Sequence[Placed[Resource]]
) -> Iterator[Call]:
    """The deletions among `calls` that are about none of `resources`, seen from elsewhere."""
    made = by_name(resources)
    for placed in calls:
        if placed.thing.operation in DELETED and subject_of(placed, made) is None:
            yield replace(placed.thing, reach="elsewhere")
