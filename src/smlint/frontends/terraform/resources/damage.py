"""Blocks of which a part cannot be read: what is not seen there may stand in that part."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.values import Known, Tree, Unknown
from smlint.frontends.terraform.resources.shapes.notation import Members, Structure
from smlint.frontends.terraform.values.data import unlisted


def blurred(told: Mapping[str, Tree], members: Members, why: Unknown) -> Mapping[str, Tree]:
    """`told`, in which each of `members` that is not written is unknown for the reason `why`."""
    found = {name: _blurred(told[name], members.get(name), why) for name in told}
    return found | {name: why for name in members if name not in told}


def _blurred(tree: Tree, kind: str | Structure | None, why: Unknown) -> Tree:
    if not isinstance(kind, Structure) or not isinstance(tree, Known) or kind.named:
        return tree
    if isinstance(tree.value, tuple):
        items = tuple(_blurred(item, kind, why) for item in tree.value)
        return Known(items, tree.span, tree.via)
    if isinstance(tree.value, Mapping) and unlisted(tree) is None:
        return Known(blurred(tree.value, kind.members, why), tree.span, tree.via)
    return tree
