"""Resources that a program declares: their properties, by the names and in the shape of the API."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from smlint.core.resource import MADE_BY
from smlint.core.spans import Span
from smlint.core.values import Absent, Gap, Reference, Unknown, parts_of
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.shapes import MEMBERS, api_name
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Construct,
    Instance,
    Key,
    Opaque,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.trees import tree_of

STRUCTURE = re.compile(
    r"(?:aws_cdk|pulumi_aws(?:_native)?)\..*?(?:Property|Props|Args|CfnTag|ContainerDefinition)\(\)"
)
"""What makes a structure of its arguments."""

FREE = frozenset({"Environment", "Tags", "Dimensions"})
"""Members that are mappings whose names are free, where they are mappings."""

DEPTH_LIMIT = 30
"""Structures one in another: those of the API are nested six deep."""


def declare(  # noqa: PLR0913
    machine: Machine,
    path: str,
    kind: str,
    properties: Mapping[str, Value],
    node: ast.Call,
    *,
    scope: Value | None = None,
    name: Value | None = None,
) -> Construct:
    """The resource of type `kind` with `properties` that the call `node` of `path` declares.

    A `name` can be given once in its scope: the same call that gives it anew is read anew, as a
    property that keeps what it made the first time, and is the same resource.
    """
    span = syntax.header_of(node, machine.source)
    key = (str(machine.span(node)), _identity(scope), _identity(name))
    before = machine.declared.named.get(key)
    if before is not None and key[-1]:
        return before
    store = Store(optional=True)
    store.update(properties)
    conditions = [context.span for context in machine.contexts if context.kind == "branch"]
    made = Construct(
        path,
        kind,
        store,
        span,
        machine.span(node),
        Reference(machine.address(span)),
        scope,
        conditions[-1] if conditions else None,
    )
    machine.declared.constructs.append(made)
    machine.declared.named[key] = made
    return made


def _identity(value: Value | None) -> str:
    """What tells `value` from others of a program; empty where nothing does."""
    if isinstance(value, (Construct, Instance, Opaque)):
        return str(value.reference)
    parts = () if value is None else parts_of(tree_of(value))
    return "" if any(isinstance(part, Gap) for part in parts) else "".join(map(str, parts))


def properties_of(machine: Machine, kind: str, arguments: Arguments) -> dict[str, Value]:
    """The named arguments of a call that declares a `kind`, as properties of it."""
    found = {
        api_name(name): boxed(machine, value, api_name(name))
        for name, value in arguments.keywords.items()
    }
    if arguments.open is not None:
        for name in MEMBERS.get(MADE_BY.get(kind, ""), ()):
            found.setdefault(name, arguments.open)
    return found


def boxed(machine: Machine, value: Value, member: str = "", depth: int = 0) -> Value:
    """`value` in the shape of the API, apart from what the program may do to it later."""
    machine.tick()
    if depth > DEPTH_LIMIT:
        return machine.unknown("it is nested too deeply to be read", value.span)
    if isinstance(value, Opaque) and value.arguments and STRUCTURE.fullmatch(value.path):
        members = _members(machine, value.arguments.keywords, depth)
        box = _box(machine, "mapping", value.span, members)
        box.rest.extend(() if value.arguments.open is None else (value.arguments.open,))
        return box
    if not isinstance(value, Box):
        return value
    items: Mapping[str, Value] | Sequence[Value]
    if value.kind == "list":
        items = [boxed(machine, item, "", depth + 1) for item in value.items]
    elif member in FREE:
        items = {str(name): item for name, item in value.store.items()}
    else:
        items = _members(machine, value.store, depth)
    box = _box(machine, value.kind, value.span, items)
    box.rest.extend(value.rest)
    return box


def _members(
    machine: Machine, given: Mapping[Key, Value] | Mapping[str, Value], depth: int
) -> dict[str, Value]:
    named = {api_name(str(name)): value for name, value in given.items()}
    return {name: boxed(machine, value, name, depth + 1) for name, value in named.items()}


def _box(
    machine: Machine,
    kind: Literal["list", "mapping"],
    span: Span,
    items: Mapping[str, Value] | Sequence[Value],
) -> Box:
    """A new box at `span`, which may be a place of another file."""
    return machine.box(kind, span if span.path == machine.source.path else span.start, items)


def asked(arguments: Arguments, name: str, position: int | None = None) -> Value | None:
    """The argument `name`; unknown where it may be given, None where it is not."""
    value = arguments.get(name, position)
    return arguments.open if value is None else value


def part(box: Box, name: str) -> Value | None:
    """The member `name` of `box`; unknown where it may have it, None where it does not."""
    value = box.store.get(name)
    return box.open if value is None else value


def otherwise(value: Value | None, default: Value) -> Value:
    """`value`, or `default` where nothing is given."""
    return default if value is None else value


NAMES = frozenset(
    {"ModelName", "EndpointConfigName", "EndpointName", "InferenceComponentName"}
    | {"PolicyName", "AlarmName"}
)
"""Attributes that are what the resource was called, where it was given a name."""


def token(construct: Construct, attribute: str, span: Span) -> Value:
    """What `construct` is known by once it is deployed: its name, where it was given one."""
    given = construct.properties.get(attribute) if attribute in NAMES else None
    own = MADE_BY.get(construct.kind, "").removeprefix("Create") in attribute
    if own and given is not None and not isinstance(given, Absent):
        return at(given, span)
    reference = Reference(construct.reference.address, attribute)
    return Unknown("it is known only after the deployment", span, (), (reference,))
