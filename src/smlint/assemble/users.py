"""What makes an endpoint of a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from smlint.assemble.identity import Identity
from smlint.assemble.scaling import uncertain
from smlint.core.frozen import dataclass
from smlint.core.resource import Call, Resource
from smlint.core.spans import Span
from smlint.core.tree import member, text
from smlint.core.values import Absent, Setting, Tree, Unknown


@dataclass(frozen=True, slots=True)
class User:
    """What makes a configuration an endpoint: an endpoint resource, or a call that updates one."""

    identity: Identity
    properties: Tree
    span: Span
    extent: Span
    created: bool
    metadata: Mapping[str, Tree]
    exists: Unknown | None
    callers: tuple[Span, ...] = ()

    @property
    def address(self) -> str:
        """The address of the endpoint resource; empty for a call."""
        return self.identity.address


Use: TypeAlias = User | Unknown | None
"""The user of a configuration; `Unknown` where it can't be told whether there is one."""


def created(endpoint: Resource) -> User:
    """The user that an endpoint resource is."""
    return User(
        identity_of(endpoint, "EndpointName"),
        endpoint.properties,
        endpoint.span,
        endpoint.extent,
        created=True,
        metadata=endpoint.metadata,
        exists=uncertain(endpoint),
        callers=endpoint.callers,
    )


def updated(call: Call) -> User:
    """The user that a call is which puts a configuration behind an existing endpoint."""
    identity = Identity("", text(member(call.arguments, "EndpointName")))
    return User(identity, call.arguments, call.span, call.extent, False, {}, None)


def identity_of(resource: Resource, name: str) -> Identity:
    """What `resource` is known by; `name` is the member that holds its physical name."""
    return Identity(resource.address, text(member(resource.properties, name)))


def owner_of(user: Use, span: Span) -> Tree:
    """The properties of the endpoint itself; absent, at `span`, where there is none."""
    if isinstance(user, User):
        return user.properties
    return Absent(span) if user is None else user


def name_of(user: Use, span: Span) -> Setting[str]:
    """The endpoint's name; absent, at `span`, where no endpoint uses the configuration."""
    if isinstance(user, User):
        return user.identity.name
    return Absent(span) if user is None else user
