"""Override files: their blocks are merged into those of the same name, argument by argument."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body

DECLARING = frozenset({"resource", "data", "module", "variable", "output"})
"""Blocks that an override file may only change, not declare."""


class Misfit(NamedTuple):
    """Something in an override file that terraform refuses."""

    span: Span
    message: str


def is_override(name: str) -> bool:
    """Whether the file called `name` is an override file."""
    stem = name.removesuffix(".json").removesuffix(".tf")
    return stem == "override" or stem.endswith("_override")


def overridden(
    blocks: Sequence[Block], overrides: Sequence[Block]
) -> tuple[list[Block], list[Misfit]]:
    """`blocks` with `overrides` merged in; an override without a counterpart is added."""
    merged = list(blocks)
    misfits: list[Misfit] = []
    for override in overrides:
        misfits.extend(_unfitting(override))
        if override.type == "locals":
            misfits.extend(_override_locals(merged, override))
            continue
        name = (override.type, override.labels)
        same = (at for at, block in enumerate(merged) if (block.type, block.labels) == name)
        position = next(same, None)
        if position is not None:
            merged[position] = _merged(merged[position], override)
        else:
            merged.append(override)
            if override.type in DECLARING:
                misfits.append(_baseless(override.header, ".".join(override.labels)))
    return merged, misfits


def _unfitting(override: Block) -> list[Misfit]:
    if override.type != "variable":
        return []
    message = "an override file cannot change the validation of a variable"
    nested = (block for block in override.body.blocks if block.type == "validation")
    return [Misfit(block.header, message) for block in nested]


def _baseless(span: Span, name: str) -> Misfit:
    return Misfit(span, f"{name} is declared in an override file alone")


def _override_locals(merged: list[Block], override: Block) -> list[Misfit]:
    """Replace the locals of `merged` that `override` gives; those that are not there are added."""
    misfits: list[Misfit] = []
    for item in override.body.attributes:
        groups = ((at, block) for at, block in enumerate(merged) if block.type == "locals")
        holders = (at for at, block in groups if item.name in _names(block.body))
        position = next(holders, None)
        if position is None:
            merged.append(replace(override, body=Body((item,), ())))
            misfits.append(_baseless(item.name_span, f"local.{item.name}"))
        else:
            block = merged[position]
            attributes = _replaced(block.body.attributes, (item,))
            merged[position] = replace(block, body=Body(attributes, block.body.blocks))
    return misfits


def _merged(block: Block, override: Block) -> Block:
    """Arguments of the override replace those of the same name, its nested blocks all of a type.

    `lifecycle` is merged like a block of its own, and a validation stays what it is. `count` wins
    over a `for_each` of the other file.
    """
    attributes = _replaced(block.body.attributes, override.body.attributes)
    numbers = [_names(one.body) & {"count", "for_each"} for one in (block, override)]
    if numbers in ([{"count"}, {"for_each"}], [{"for_each"}, {"count"}]):
        attributes = tuple(one for one in attributes if one.name != "for_each")
    kept = [one for one in override.body.blocks if one.type != "validation"]
    types = {one.made for one in kept}
    attributes = tuple(one for one in attributes if one.name not in types)
    base = {one.type: one for one in block.body.blocks if one.type == "lifecycle"}
    nested = tuple(_merged(base[one.type], one) if one.type in base else one for one in kept)
    # in JSON syntax, what is a block in one file may look like an argument in the other
    changed = types | _names(override.body)
    unchanged = tuple(one for one in block.body.blocks if one.made not in changed)
    return replace(block, body=Body(attributes, (*unchanged, *nested)))


def _replaced(
    attributes: Iterable[Attribute], overrides: Iterable[Attribute]
) -> tuple[Attribute, ...]:
    return tuple({item.name: item for item in (*attributes, *overrides)}.values())


def _names(body: Body) -> set[str]:
    return {item.name for item in body.attributes}
