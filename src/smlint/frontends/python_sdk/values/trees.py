"""What the values of a script come to as settings of what it deploys."""

from __future__ import annotations

from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.python_sdk.shapes import opened
from smlint.frontends.python_sdk.values.leaves import Deployed, Name, Native
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Choice,
    Construct,
    Instance,
    Module,
    Opaque,
    Value,
)

TREE_LIMIT = 20_000
"""Values in one setting. Lists may hold each other many times over, or themselves."""

NEST_COST = 400
"""What a level of nesting counts for while it is being read: at most 50 are."""


def softened(value: Value) -> Value:
    """`value`, as the text or number that it is as well."""
    if isinstance(value, Instance) and value.data is not None:
        return value.data
    return value


def tree_of(value: Value) -> Tree:
    """`value` as a setting: boxes as lists and mappings, other things as unknown."""
    return _tree(value, [TREE_LIMIT])


def _tree(value: Value, left: list[int]) -> Tree:
    """As `tree_of`, while `left[0]` further values may be looked at."""
    left[0] -= 1
    if isinstance(value, (Known, Unknown, Absent)):
        return value
    if isinstance(value, (Opaque, Choice)):
        return value.unknown
    if isinstance(value, Box):
        return _box_tree(value, left)
    if isinstance(value, Deployed):
        return value.endpoint
    if isinstance(value, Construct):
        return Unknown("it is known only after the deployment", value.span, (), (value.reference,))
    if isinstance(value, Instance):
        if value.data is not None:
            return value.data
        return Unknown("it is an object of the script", value.span, (), (value.reference,))
    if isinstance(value, Module):
        return Unknown("it is a module, not a value", value.span)
    if isinstance(value, Native):
        return Unknown("it is binary data", value.span)
    return Unknown("it is a function or class, not a value", value.span)


def _box_tree(box: Box, left: list[int]) -> Tree:
    if left[0] < 0:
        return Unknown("it is part of something too large to be read", box.span)
    left[0] -= NEST_COST
    try:
        if box.kind == "list":
            return Known((*(_tree(item, left) for item in box.items), *box.rest), box.span)
        members: dict[str, Tree] = {}
        for key, item in box.store.items():
            twice = str(key) in members
            members[str(key)] = (
                Unknown("its key is there twice", box.span) if twice else _tree(item, left)
            )
    finally:
        left[0] += NEST_COST - 1
    return Known(members, box.span) if box.open is None else opened(members, box.open, box.span)


def scalar_of(value: Value) -> Name:
    """`value` as a setting that is no list or mapping."""
    return name_of(tree_of(value))


def name_of(tree: Tree) -> Name:
    """`tree`, unknown where it is a list or mapping."""
    if not isinstance(tree, Known):
        return tree
    if isinstance(tree.value, (str, int, float)):
        return Known(tree.value, tree.span, tree.via)
    return Unknown("it is a list or mapping", tree.span)


def known_text(value: Value | None) -> str | None:
    """The text that `value` is, or None."""
    return value.value if isinstance(value, Known) and isinstance(value.value, str) else None
