"""Whether every path of a script that makes an endpoint also comes to a call."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import get_args

from smlint.core.resource import Call, Reach, Resource
from smlint.core.tree import member
from smlint.lifecycle.contexts import Placed, root_of, shared
from smlint.lifecycle.repeats import fingerprint
from smlint.lifecycle.subjects import (
    DELETED,
    Made,
    by_name,
    filled_in,
    identity_of,
    meant_by,
    subject_of,
)

REACHES: Mapping[str, Reach] = {
    "scheduled": "scheduled",
    "uncalled": "elsewhere",
    "branch": "conditional",
    "listing": "conditional",
    "signalled": "conditional",
    "cleanup": "guaranteed",
}
"""What contexts that a call does not share with the creation make of it; the first one tells."""

DEFERRED = ("cleanup", "resumed", "scheduled", "signalled")
"""Kinds of contexts of what is done later than it is come to."""


def placed_calls(
    calls: Sequence[Placed[Call]], resources: Sequence[Placed[Resource]]
) -> tuple[Call, ...]:
    """The calls with their reach, each seen from where what it is about is made.

    A deletion under the same condition as the creation is not conditional: both happen or neither.
    What clears the way for a creation that follows is left out: it ends something older.
    """
    invoked = [placed.turn for placed in calls if placed.thing.operation.startswith("Invoke")]
    made = by_name(resources)
    calls = tuple(chain.from_iterable(meant_by(placed, made) for placed in calls))
    found = (
        replace(
            placed.thing,
            reach=_reach(placed, made, invoked),
            arguments=filled_in(placed.thing, made),
        )
        for placed in calls
        if not _clears_the_way(placed, made)
    )
    different: dict[object, Call] = {}
    for call in found:
        key = (call.operation, call.extent, fingerprint(call.arguments, rounds=True))
        if key not in different or _surer(call, different[key]):
            different[key] = call
    return tuple(different.values())


def _surer(call: Call, other: Call) -> bool:
    """Whether a run comes more surely to `call` than to `other`."""
    order = get_args(Reach)
    return order.index(call.reach) < order.index(other.reach)


def _clears_the_way(call: Placed[Call], made: Made) -> bool:
    """Whether `call` deletes what the same run makes only afterwards, under the same name."""
    if call.thing.operation not in DELETED or _deferred(call):
        return False
    kind, name = DELETED[call.thing.operation]
    root = root_of(call)
    meant = made.get((kind, identity_of(member(call.thing.arguments, name))), ())
    turns = (placed.turn for placed in meant if placed.contexts[: len(root)] == root)
    return call.turn < min(turns, default=0)


def _deferred(call: Placed[Call]) -> bool:
    return any(context.kind in DEFERRED for context in call.contexts)


def _reach(call: Placed[Call], made: Made, invoked: Sequence[int]) -> Reach:
    """How surely a run comes to `call`, once it has made what that is about.

    A cleanup that begins to hold only after an invocation is skipped where that one fails.
    `invoked` are the turns of all invocations, in order.
    """
    subject = subject_of(call, made)
    common = () if subject is None else shared(call.contexts, subject.contexts)
    contexts = call.contexts[len(common) :]
    kinds = {context.kind for context in contexts}
    otherwise: Reach = "always"
    reach = next((reach for kind, reach in REACHES.items() if kind in kinds), otherwise)
    if reach == "guaranteed" and subject is not None:
        since = min(context.since for context in contexts if context.kind == "cleanup")
        following = bisect_right(invoked, subject.turn)
        if following < len(invoked) and invoked[following] < since:
            return otherwise
    return reach
