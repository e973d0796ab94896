"""How surely a run of a script comes to a call, once it has made what the call is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, Call, Reach, Resource
from smlint.core.tree import member
from smlint.core.values import Absent, Part, Tree, parts_of
from smlint.shell.machine import Context

T = TypeVar("T")

NAMES = {ENDPOINT: "EndpointName", ENDPOINT_CONFIG: "EndpointConfigName", MODEL: "ModelName"}
"""By what is made, the member that names it."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A resource or call with the contexts in which it stands, outermost first.

    `turn` counts up in the order in which the run comes to them.
    """

    thing: T
    contexts: tuple[Context, ...]
    turn: int
    scheduled: bool = False


def placed_calls(
    calls: Sequence[Placed[Call]], resources: Sequence[Placed[Resource]]
) -> tuple[Call, ...]:
    """The calls with their reach, each seen from where what it is about is made.

    What clears the way for a creation that follows is left out: it ends something older.
    """
    return tuple(
        replace(placed.thing, reach=_reach(placed, resources))
        for placed in calls
        if not _clears_the_way(placed, resources)
    )


def _about(call: Call, resource: Resource) -> bool:
    """Whether `call` surely names what `resource` is."""
    name = NAMES.get(resource.type)
    if name is None:
        return False
    wanted = _identity(member(call.arguments, name))
    return bool(wanted) and wanted == _identity(member(resource.properties, name))


def _identity(tree: Tree) -> tuple[Part, ...]:
    return () if isinstance(tree, Absent) else parts_of(tree)


def _clears_the_way(call: Placed[Call], resources: Sequence[Placed[Resource]]) -> bool:
    """Whether `call` deletes what the run makes only afterwards, under the same name."""
    thing = call.thing
    late = call.scheduled or any(context.kind == "cleanup" for context in call.contexts)
    if late or not thing.operation.startswith("Delete"):
        return False
    kind = f"AWS::SageMaker::{thing.operation.removeprefix('Delete')}"
    turns = [
        placed.turn
        for placed in resources
        if placed.thing.type == kind
        and _about(thing, placed.thing)
        and _root(placed) == _root(call)
    ]
    return bool(turns) and call.turn < min(turns)


def _root(placed: Placed[Call] | Placed[Resource]) -> Context | None:
    """The function that nobody calls from which the run came here; None where it began above."""
    outermost = placed.contexts[0] if placed.contexts else None
    return outermost if outermost is not None and outermost.kind == "uncalled" else None


def _reach(call: Placed[Call], resources: Sequence[Placed[Resource]]) -> Reach:
    shared = max(
        (
            _shared(call.contexts, placed.contexts)
            for placed in resources
            if _about(call.thing, placed.thing)
        ),
        default=0,
    )
    kinds = {context.kind for context in call.contexts[shared:]}
    if call.scheduled:
        return "scheduled"
    if "uncalled" in kinds:
        return "elsewhere"
    if "branch" in kinds:
        return "conditional"
    return "guaranteed" if "cleanup" in kinds else "always"


def _shared(first: Sequence[Context], second: Sequence[Context]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
