"""How the table of names is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from smlint.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Structure:
    """A nested block: the API member it becomes, its own members, and whether it is a list.

    `named` is true where the provider has a mapping from names to values, and the API a list of
    `{Name, Value}`. Members with a dot stand in a structure that the provider does not have.
    """

    member: str
    members: Members
    many: bool = False
    named: bool = False


Members: TypeAlias = "Mapping[str, str | Structure]"


@dataclass(frozen=True, slots=True)
class Shape:
    """A resource type.

    `name` is the argument that holds the physical name; `tagged` is true where the provider's
    default tags apply; `implied` are documented defaults of arguments, by API path.
    """

    type: str
    name: str
    members: Members
    tagged: bool = False
    implied: Mapping[tuple[str, ...], str | bool] = field(default_factory=dict)


def camel(name: str) -> str:
    """`initial_instance_count` as `InitialInstanceCount`."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


def members(regular: str, **others: str | Structure) -> Members:
    """Members by their provider names: `regular` ones follow the rule, `others` say their own."""
    return {**{name: camel(name) for name in regular.split()}, **others}


def one(member: str, regular: str = "", **others: str | Structure) -> Structure:
    """A nested block of which there is one at most."""
    return Structure(member, members(regular, **others))


def many(member: str, regular: str = "", **others: str | Structure) -> Structure:
    """A nested block of which there may be several."""
    return Structure(member, members(regular, **others), many=True)


def named(member: str) -> Structure:
    """A mapping from names to values, or blocks with a `name` and a `value`."""
    return Structure(member, members("name value"), many=True, named=True)
