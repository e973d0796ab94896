"""Which configurations one endpoint gets, one after the other.

A script makes an endpoint and updates it, or makes it on one path and updates it on another: that
is one endpoint. In a region there is one of a name at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from smlint.assemble.users import Use, User
from smlint.core.resource import Deployment, Resource
from smlint.core.tree import plain
from smlint.core.values import Gap, Part, Tree, parts_of

Made: TypeAlias = "tuple[Resource | None, Use]"
"""A configuration with what makes an endpoint of it; one of the two may be missing."""

REGION = "region"
"""What says among the metadata of a resource in which region it is made, where that is written."""


def units(deployment: Deployment, made: Sequence[Made]) -> Iterator[str]:
    """The unit of each of `made`: the address of the first that makes the same endpoint."""
    found: dict[tuple[Part, ...], dict[str, str]] = {}
    for config, user in made:
        own = _address(config, user)
        name = _name(user) if deployment.script else ()
        if not isinstance(user, User) or not name:
            yield own
            continue
        regions = found.setdefault(name, {})
        region = region_of(user.metadata) or next(iter(regions), "")
        yield regions.setdefault(region, own)


def _address(config: Resource | None, user: Use) -> str:
    address = user.address if isinstance(user, User) else ""
    return address or ("" if config is None else config.address)


def _name(user: Use) -> tuple[Part, ...]:
    """What the name of an endpoint is made of; nothing where it tells of no other's name.

    What a library refuses to make is not there.
    """
    if not isinstance(user, User) or "refused" in user.metadata:
        return ()
    parts = parts_of(user.identity.name)
    return () if any(isinstance(part, Gap) for part in parts) else parts


def in_other_region(one: Mapping[str, Tree], other: Mapping[str, Tree]) -> bool:
    """Whether the metadata of two resources name different regions."""
    return "" != region_of(one) != region_of(other) != ""


def region_of(metadata: Mapping[str, Tree]) -> str:
    """The region that metadata name; empty where they name none."""
    region = metadata.get(REGION)
    return "" if region is None else str(plain(region) or "")
