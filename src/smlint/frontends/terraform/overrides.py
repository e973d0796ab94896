"""Override files: their blocks are merged into those of the same name, argument by argument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from smlint.frontends.terraform.nodes import Block, Body


def is_override(name: str) -> bool:
    """Whether the file called `name` is an override file."""
    return name == "override.tf" or name.endswith("_override.tf")


def overridden(blocks: Sequence[Block], overrides: Sequence[Block]) -> list[Block]:
    """`blocks` with `overrides` merged in; an override without a counterpart is added."""
    merged = list(blocks)
    for override in overrides:
        same = (
            position
            for position, block in enumerate(merged)
            if (block.type, block.labels) == (override.type, override.labels)
            and block.type != "locals"
        )
        position = next(same, None)
        if position is None:
            merged.append(override)
        else:
            block = merged[position]
            merged[position] = replace(block, body=_merged(block.body, override.body))
    return merged


def _merged(body: Body, override: Body) -> Body:
    """Arguments of the override replace those of the same name, its nested blocks all of a type."""
    attributes = {item.name: item for item in (*body.attributes, *override.attributes)}
    types = {_type(block) for block in override.blocks}
    kept = tuple(block for block in body.blocks if _type(block) not in types)
    return Body(tuple(attributes.values()), (*kept, *override.blocks))


def _type(block: Block) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
