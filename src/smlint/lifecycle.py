"""Whether every path of a script that makes an endpoint also comes to a call.

What an abstract run makes and does stands in contexts: a branch, a cleanup, a function that nobody
calls. Those of a call are compared with those of what it is about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile
from typing import Generic, Literal, TypeAlias, TypeVar, get_args

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, Call, Reach, Resource
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Absent, Gap, Known, Part, Reference, Tree, Unknown, parts_of

T = TypeVar("T")

ContextKind = Literal[
    "branch", "cleanup", "listing", "resumed", "scheduled", "signalled", "stand_in", "uncalled"
]
"""`branch`: on some paths only. `cleanup`: even when something fails. `listing`: once for each of
what exists and may be meant (`LISTED`). `resumed`: behind a `yield`,
after what the caller does meanwhile. `scheduled`: after the run. `signalled`: whenever a signal
comes. `stand_in`: where nothing reaches AWS. `uncalled`: in a function that nobody in the file
calls."""

ROUND = re.compile(r"\[\d+\]")
NAMED = ((ENDPOINT, "EndpointName"), (ENDPOINT_CONFIG, "EndpointConfigName"), (MODEL, "ModelName"))
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

NAME = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9])*")
"""Of all three, https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html"""


LISTED = Gap("whatever is listed")
"""Stands around the text that the names of all those hold that a listing gives."""


@dataclass(frozen=True, slots=True)
class Context:
    """A part of the script that is reached only sometimes, or always.

    A cleanup is done whatever fails of the turns from `since` on. `way` tells branches of one
    condition apart.
    """

    kind: ContextKind
    span: Span
    way: int = 0
    since: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A resource or call with the contexts in which it stands, outermost first.

    `turn` counts up in the order in which the run comes to them.
    """

    thing: T
    contexts: tuple[Context, ...]
    turn: int


Identity: TypeAlias = tuple[Part, ...]
"""What a name is made of; empty where there is none."""

Made: TypeAlias = Mapping[tuple[str, Identity], Sequence[Placed[Resource]]]
"""What is made, by its type and name, in order."""

DELETED = {f"Delete{kind.rpartition(':')[2]}": (kind, name) for kind, name in NAMED}


def placed_calls(
    calls: Sequence[Placed[Call]], resources: Sequence[Placed[Resource]]
) -> tuple[Call, ...]:
    """The calls with their reach, each seen from where what it is about is made.

    A deletion under the same condition as the creation is not conditional: both happen or neither.
    What clears the way for a creation that follows is left out: it ends something older.
    """
    invoked = [placed.turn for placed in calls if placed.thing.operation.startswith("Invoke")]
    made = _by_name(resources)
    calls = tuple(chain.from_iterable(_meant(placed, made) for placed in calls))
    found = (
        replace(
            placed.thing,
            reach=_reach(placed, made, invoked),
            arguments=_filled_in(placed.thing, made),
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


def _meant(call: Placed[Call], made: Made) -> Iterator[Placed[Call]]:
    """`call` on each of what is made that it surely means, where it is done to all that are listed.

    It stays as it is where it means none of them, or where more may be listed.
    """
    kind, name = DELETED.get(call.thing.operation, ("", ""))
    given = member(call.thing.arguments, name)
    parts = given.parts if isinstance(given, Unknown) else ()
    contexts = _without_listings(call.contexts)
    if LISTED not in parts or len(contexts) == len(call.contexts):
        yield call
        return
    wanted = tuple(part for part in parts if part != LISTED)
    names = {identity: _holds(identity, wanted) for type_, identity in made if type_ == kind}
    for identity, surely in names.items():
        if surely:
            own = member(made[kind, identity][0].thing.properties, name)
            arguments = Known({name: replace(own, span=given.span)}, call.thing.arguments.span)
            yield replace(call, thing=replace(call.thing, arguments=arguments), contexts=contexts)
    if not names or not all(names.values()):
        yield call


def _without_listings(contexts: tuple[Context, ...]) -> tuple[Context, ...]:
    """`contexts` without the innermost ones that are a listing's."""
    inner = takewhile(lambda context: context.kind == "listing", reversed(contexts))
    return contexts[: len(contexts) - len(tuple(inner))]


def _holds(name: Identity, wanted: Identity) -> bool:
    """Whether a name surely holds the text `wanted`."""
    if not all(isinstance(part, str) for part in wanted):
        return name == wanted
    text = "".join(map(str, wanted))
    return any(isinstance(part, str) and text in part for part in name) or not text


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
        if resource.type == kind and (identity := _identity(member(resource.properties, name)))
    }
    for placed in calls if made else ():
        for _, name in NAMED:
            file = made.get((name, _identity(member(placed.thing.arguments, name))))
            if file is not None:
                yield file, replace(placed.thing, reach="elsewhere")


def deletions_of_others(
    calls: Sequence[Placed[Call]], resources: Sequence[Placed[Resource]]
) -> Iterator[Call]:
    """The deletions among `calls` that are about none of `resources`, seen from elsewhere."""
    made = _by_name(resources)
    for placed in calls:
        if placed.thing.operation in DELETED and _subject(placed, made) is None:
            yield replace(placed.thing, reach="elsewhere")


def _by_name(resources: Iterable[Placed[Resource]]) -> Made:
    """`resources` of the kinds that have a name which calls use."""
    made: dict[tuple[str, Identity], list[Placed[Resource]]] = defaultdict(list)
    names = dict(NAMED)
    for placed in resources:
        name = names.get(placed.thing.type)
        identity = () if name is None else _identity(member(placed.thing.properties, name))
        if identity:
            made[placed.thing.type, identity].append(placed)
    return made


def _surer(call: Call, other: Call) -> bool:
    """Whether a run comes more surely to `call` than to `other`."""
    order = get_args(Reach)
    return order.index(call.reach) < order.index(other.reach)


def distinct(resources: Sequence[Placed[Resource]]) -> tuple[Placed[Resource], ...]:
    """`resources` without those that another function nobody calls makes equally, at the same call.

    Two entry points of a script that share a helper are two ways to one endpoint.
    """
    kept: dict[object, Placed[Resource]] = {}
    for number, placed in enumerate(resources):
        thing = placed.thing
        root = _root(placed)
        key: object = number
        if root:
            key = (thing.type, thing.extent, fingerprint(thing.properties))
        before = kept.setdefault(key, placed)
        if before is not placed and _root(before) == root:
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


def _clears_the_way(call: Placed[Call], made: Made) -> bool:
    """Whether `call` deletes what the same run makes only afterwards, under the same name."""
    if call.thing.operation not in DELETED or _deferred(call):
        return False
    kind, name = DELETED[call.thing.operation]
    root = _root(call)
    meant = made.get((kind, _identity(member(call.thing.arguments, name))), ())
    turns = (placed.turn for placed in meant if placed.contexts[: len(root)] == root)
    return call.turn < min(turns, default=0)


def _filled_in(call: Call, made: Made) -> Tree:
    """The arguments of `call`, unknown where a placeholder stands for the name of what it deletes.

    A placeholder is no name that AWS takes, and no name that the script gives to anything.
    """
    arguments = call.arguments
    if call.operation not in DELETED or not isinstance(arguments, Known):
        return arguments
    kind, name = DELETED[call.operation]
    given = member(arguments, name)
    if not isinstance(given, Known) or NAME.fullmatch(str(given.value)):
        return arguments
    if (kind, _identity(given)) in made:
        return arguments
    unknown = Unknown(f'"{str(given.value)[:80]}" is no name: one is put in its place', given.span)
    return Known({name: unknown}, arguments.span, arguments.via)


def _deferred(call: Placed[Call]) -> bool:
    return any(context.kind in DEFERRED for context in call.contexts)


def _root(placed: Placed[Call] | Placed[Resource]) -> tuple[Context, ...]:
    """The functions that nobody calls from which the run came here; none where it began above."""
    return tuple(takewhile(lambda context: context.kind == "uncalled", placed.contexts))


def _subject(call: Placed[Call], made: Made) -> Placed[Resource] | None:
    """The resource that `call` is about: the one that shares most contexts with it."""
    names = ((kind, _identity(member(call.thing.arguments, name))) for kind, name in NAMED)
    meant = chain.from_iterable(made.get(name, ()) for name in names)
    return max(meant, key=lambda placed: len(_shared(call.contexts, placed.contexts)), default=None)


def _identity(tree: Tree) -> Identity:
    return () if isinstance(tree, Absent) else parts_of(tree)


def _shared(first: tuple[Context, ...], second: tuple[Context, ...]) -> tuple[Context, ...]:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return first[:count]


def _reach(call: Placed[Call], made: Made, invoked: Sequence[int]) -> Reach:
    """How surely a run comes to `call`, once it has made what that is about.

    A cleanup that begins to hold only after an invocation is skipped where that one fails.
    `invoked` are the turns of all invocations, in order.
    """
    subject = _subject(call, made)
    shared = () if subject is None else _shared(call.contexts, subject.contexts)
    contexts = call.contexts[len(shared) :]
    kinds = {context.kind for context in contexts}
    otherwise: Reach = "always"
    reach = next((reach for kind, reach in REACHES.items() if kind in kinds), otherwise)
    if reach == "guaranteed" and subject is not None:
        since = min(context.since for context in contexts if context.kind == "cleanup")
        following = bisect_right(invoked, subject.turn)
        if following < len(invoked) and invoked[following] < since:
            return otherwise
    return reach
