"""What is to be written instead, applied to what was read: as a user would merge it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    MAKES,
    SCALING_POLICY,
    SYNCHRONOUS,
    TRANSFORM_JOB,
    Call,
    Deployment,
    Resource,
)
from smlint.core.rule import CLIENT, ENDPOINT_NAME, POLICY_ARN, Instead, Match, Written
from smlint.core.spans import Span
from smlint.core.tree import elements, member
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, joined
from smlint.remedies.places import ITEMS, nearest, placed

FILLED_IN: Mapping[str, str] = {
    "REGION": "eu-west-1",
    "ACCOUNT": "111122223333",
}
"""What only the user knows, and fills in."""
BEHIND = 9000
"""A line behind all that an example has: what is added stands there."""
INVOCATIONS = (*SYNCHRONOUS, "InvokeEndpointAsync")
Stands: TypeAlias = Mapping[str, Tree]
"""What stands for a name, and that name."""
_WORD = re.compile(r"[A-Z][A-Z_]+")


class UnclearError(Exception):
    """What is to be written instead does not tell which of several things it changes."""


def applied(
    deployment: Deployment, match: Match, there: Sequence[Resource], blocks: Sequence[Span]
) -> Deployment:
    """`deployment` with what `match` says to write; `there` are the resources it concerns.

    `blocks` are those around the finding. Raises `UnclearError`.
    """
    places = (match.at, *(item.setting.span for item in match.because), *reversed(blocks))
    known = {ENDPOINT_NAME: _endpoint_name(there, match.at)}
    if policy := nearest(SCALING_POLICY, there, places):
        known[POLICY_ARN] = _arn(policy, match.at)
    for instead, resource in placed(match.instead, there, places):
        kind = MAKES.get(instead.type, instead.type)
        if kind not in MAKES.values():
            deployment = _called(deployment, instead, match.at, known)
            continue
        if resource is None:
            new = _new(deployment, Instead(kind, instead.properties), match.at, known)
            known |= {POLICY_ARN: _arn(new, match.at)} if kind == SCALING_POLICY else {}
            if kind == TRANSFORM_JOB:
                deployment = _without_endpoint(deployment, there)
            deployment = replace(deployment, resources=(*deployment.resources, new))
            continue
        told = {"create_before_destroy": Known(value=True, span=match.at)} if instead.first else {}
        merged = merge(resource.properties, instead.properties, resource.span, known)
        changed = replace(resource, properties=merged, metadata={**resource.metadata, **told})
        deployment = replace(
            deployment,
            resources=tuple(
                changed if one.address == resource.address else one for one in deployment.resources
            ),
        )
    return deployment


def _endpoint_name(there: Sequence[Resource], at: Span) -> Tree:
    """The endpoint's name, or what will have it."""
    for one in there:
        if one.type == ENDPOINT:
            name = member(one.properties, "EndpointName")
            made = Unknown("", at, parts=(Reference(one.address, "EndpointName"),))
            return name if isinstance(name, Known) else made
    return Known("ENDPOINT", at)


def _without_endpoint(deployment: Deployment, there: Sequence[Resource]) -> Deployment:
    """A job takes the place of the endpoint, with whatever is asked of that."""
    gone = {one.address for one in there if one.type in (ENDPOINT, ENDPOINT_CONFIG)}
    left = tuple(one for one in deployment.resources if one.address not in gone)
    return replace(deployment, resources=left, calls=())


def _arn(policy: Resource, at: Span) -> Tree:
    return Unknown("", at, parts=(Reference(policy.address, "PolicyARN"),))


def _new(deployment: Deployment, instead: Instead, at: Span, known: Stands) -> Resource:
    """A resource beside the others, whose place nobody has written at."""
    span = replace(at, line=BEHIND + len(deployment.resources), end_line=BEHIND + BEHIND)
    address = f"{at.path}:{span.line}:1"
    return Resource(instead.type, address, grown(instead.properties, span, known), span, span)


def _called(deployment: Deployment, instead: Instead, at: Span, known: Stands) -> Deployment:
    """A call with other arguments, in the place of another, or at the end of the script."""
    calls = list(deployment.calls)
    here = [number for number, call in enumerate(calls) if call.extent.contains(at)]
    if instead.type == CLIENT:
        waits = Known(float(str(instead.properties["read_timeout"])), at)
        calls = [
            replace(call, read_timeout=waits) if number in here else call
            for number, call in enumerate(calls)
        ]
        return replace(deployment, calls=tuple(calls))
    for number in here:
        call = calls[number]
        if call.operation == instead.type or {call.operation, instead.type} <= {*INVOCATIONS}:
            if instead.always:
                calls[number] = call = replace(call, reach="guaranteed")
            old = call.arguments if call.operation == instead.type else Absent(call.span)
            arguments = merge(old, instead.properties, call.span, known)
            calls[number] = replace(call, operation=instead.type, arguments=arguments)
            return replace(deployment, calls=tuple(calls))
    span = replace(at, line=BEHIND + len(calls), end_line=BEHIND + BEHIND)
    calls.append(
        Call(instead.type, grown(instead.properties, span, known), span, span, "guaranteed")
    )
    return replace(deployment, calls=tuple(calls))


def merge(tree: Tree, said: Mapping[str, Written], at: Span, known: Stands) -> Tree:
    """`tree` with the members that are `said`; without those that are to be removed."""
    there = tree.value if isinstance(tree, Known) and isinstance(tree.value, Mapping) else {}
    found = {key: item for key, item in there.items() if key not in said or said[key] is not None}
    for key, value in said.items():
        if value is None:
            continue
        if isinstance(value, Mapping) and value:
            found[key] = merge(found.get(key, Absent(at)), value, at, known)
        elif key == "Tags" and isinstance(value, Sequence):
            tags = {str(tag["Key"]): tag["Value"] for tag in value if isinstance(tag, Mapping)}
            found[key] = merge(found.get(key, Absent(at)), tags, at, known)
        elif key in ITEMS and isinstance(value, Sequence) and not isinstance(value, str):
            listed = _items(key, found.get(key, Absent(at)), value, at, known)
            found[key] = Known(tuple(listed), tree.span)
        else:
            found[key] = grown(value, at, known)
    span = tree.span if tree.span.path else at
    return Known(found, span)


def _items(
    key: str, tree: Tree, said: Sequence[Written], at: Span, known: Stands
) -> Iterator[Tree]:
    """The items with those that are `said`, by name; an item without a name is the only one."""
    there = list(elements(tree))
    names = ITEMS[key]
    for number, item in enumerate(said):
        assert isinstance(item, Mapping)
        own = [index for index, other in enumerate(there) if _is(other, item, names)]
        if not own and len(said) == len(there):
            own = [number]
        if len(own) > 1 or (there and not own):
            wanted = f"name it by {' or '.join(names)}"
            raise UnclearError(f"it does not tell which of {len(there)} {key} it is: {wanted}")
        if own:
            there[own[0]] = merge(there[own[0]], item, at, known)
        else:
            there.append(grown(item, at, known))
    yield from there


def _is(tree: Tree, item: Mapping[str, Written], keys: tuple[str, ...]) -> bool:
    return any(
        isinstance(found := member(tree, key), Known) and found.value == item.get(key)
        for key in keys
    )


def _text(value: str, at: Span, known: Stands) -> Tree:
    """`value` with what stands for something else, and what the user fills in."""
    for placeholder, tree in known.items():
        before, found, after = value.partition(placeholder)
        if found:
            around = (before, after)
            first, last = (() if text == "" else (Known(text, at),) for text in around)
            return tree if around == ("", "") else joined((*first, tree, *last), at)
    return Known(_WORD.sub(lambda word: FILLED_IN.get(word[0], word[0]), value), at)


def grown(value: Written, at: Span, known: Stands) -> Tree:
    """`value` as a setting, with what is `known` where it belongs."""
    if isinstance(value, str):
        return _text(value, at, known)
    if isinstance(value, Mapping):
        return Known(
            {key: grown(item, at, known) for key, item in value.items() if item is not None}, at
        )
    if isinstance(value, Sequence):
        return Known(tuple(grown(item, at, known) for item in value), at)
    return Absent(at) if value is None else Known(value, at)
