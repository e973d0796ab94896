"""What calls are about: endpoints, configurations and models, by the names they are given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, Call, Resource
from smlint.core.tree import mapping, member
from smlint.core.values import Absent, Gap, Known, Part, Tree, Unknown, parts_of
from smlint.lifecycle.contexts import Placed, shared, without_listings

NAMED = ((ENDPOINT, "EndpointName"), (ENDPOINT_CONFIG, "EndpointConfigName"), (MODEL, "ModelName"))
"""The types of what is named, and the member that names it, in requests for it and in calls."""
DELETED = {f"Delete{kind.rpartition(':')[2]}": (kind, name) for kind, name in NAMED}
"""By the operations that delete something, its type and the member that names it."""

NAME = re.compile(r"(?!(?i:(.*-)?your-))[a-zA-Z0-9](-*[a-zA-Z0-9])*")
"""Of all three, https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html

A name with `your` in it asks the reader for another one.
"""

LISTED = Gap("whatever is listed")
"""Stands around the text that the names of all those hold that a listing gives."""

Identity: TypeAlias = tuple[Part, ...]
"""What a name is made of; empty where there is none."""

Made: TypeAlias = Mapping[tuple[str, Identity], Sequence[Placed[Resource]]]
"""What is made, by its type and name, in order."""


def by_name(resources: Iterable[Placed[Resource]]) -> Made:
    """`resources` of the kinds that have a name which calls use."""
    made: dict[tuple[str, Identity], list[Placed[Resource]]] = defaultdict(list)
    names = dict(NAMED)
    for placed in resources:
        name = names.get(placed.thing.type)
        identity = () if name is None else identity_of(member(placed.thing.properties, name))
        if identity:
            made[placed.thing.type, identity].append(placed)
    return made


def identity_of(tree: Tree) -> Identity:
    """What the name `tree` is made of."""
    return () if isinstance(tree, Absent) else parts_of(tree)


def subject_of(call: Placed[Call], made: Made) -> Placed[Resource] | None:
    """The resource that `call` is about: the one that shares most contexts with it."""
    names = ((kind, identity_of(member(call.thing.arguments, name))) for kind, name in NAMED)
    meant = chain.from_iterable(made.get(name, ()) for name in names)
    return max(meant, key=lambda placed: len(shared(call.contexts, placed.contexts)), default=None)


def meant_by(call: Placed[Call], made: Made) -> Iterator[Placed[Call]]:
    """`call` on each of what is made that it surely means, where it is done to all that are listed.

    It stays as it is where it means none of them, or where more may be listed.
    """
    kind, name = DELETED.get(call.thing.operation, ("", ""))
    given = member(call.thing.arguments, name)
    parts = given.parts if isinstance(given, Unknown) else ()
    contexts = without_listings(call.contexts)
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


def _holds(name: Identity, wanted: Identity) -> bool:
    """Whether a name surely holds the text `wanted`."""
    if not all(isinstance(part, str) for part in wanted):
        return name == wanted
    text = "".join(map(str, wanted))
    return any(isinstance(part, str) and text in part for part in name) or not text


def filled_in(call: Call, made: Made) -> Tree:
    """The arguments of `call`, unknown where a placeholder stands for the name of what it deletes.

    A placeholder is no `NAME`, and no name that the script gives to anything. Where several
    endpoints have a name, one after the other, it is unknown which of them is invoked.
    """
    arguments = call.arguments
    if call.operation.startswith("Invoke") and isinstance(arguments, Known):
        invoked = member(arguments, "EndpointName")
        if len(made.get((ENDPOINT, identity_of(invoked)), ())) > 1:
            several = Unknown("several endpoints are made with this name", invoked.span)
            told = mapping(arguments)
            others = told.value if isinstance(told, Known) else {}
            return Known({**others, "EndpointName": several}, arguments.span, arguments.via)
    if call.operation not in DELETED or not isinstance(arguments, Known):
        return arguments
    kind, name = DELETED[call.operation]
    given = member(arguments, name)
    if not isinstance(given, Known) or NAME.fullmatch(str(given.value)):
        return arguments
    if (kind, identity_of(given)) in made:
        return arguments
    unknown = Unknown(f'"{str(given.value)[:80]}" is no name: one is put in its place', given.span)
    return Known({name: unknown}, arguments.span, arguments.via)
