"""Blocks to settings: their arguments, and their nested and `dynamic` blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Tree, Unknown
from smlint.frontends.terraform.evaluation.access import listed
from smlint.frontends.terraform.evaluation.scope import Bound, Scope
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body
from smlint.frontends.terraform.structure.module import argument
from smlint.frontends.terraform.values.data import Lazy, unlisted

ValueOf: TypeAlias = Callable[[Attribute, Scope], Tree]


def written_names(body: Body) -> tuple[str, ...]:
    """The names of the arguments and nested blocks of `body`, each once."""
    names = (*(item.name for item in body.attributes), *(block.made for block in body.blocks))
    return tuple(dict.fromkeys(names))


def parts(body: Body) -> Mapping[str, Body]:
    """The pieces of `body` by what they are called."""
    attributes: dict[str, list[Attribute]] = {}
    blocks: dict[str, list[Block]] = {}
    for item in body.attributes:
        attributes.setdefault(item.name, []).append(item)
    for block in body.blocks:
        blocks.setdefault(block.made, []).append(block)
    return {
        name: Body(tuple(attributes.get(name, ())), tuple(blocks.get(name, ())))
        for name in (*attributes, *blocks)
    }


def seen(tree: Tree, body: Body, name: str, later: Unknown) -> Tree:
    """`tree`, what the blocks of `body` called `name` hold, as expressions see it.

    What is not written may be filled in by its provider, also whole blocks: it is as unknown as
    `later`.
    """
    blocks = [block for block in body.blocks if block.made == name]
    if not blocks or not isinstance(tree, Known):
        return tree
    value = tree.value
    if isinstance(value, tuple):
        hidden = next((item for item in value if isinstance(item, Unknown)), None)
        if not value or hidden is not None:  # which stands for any number of blocks
            return later if hidden is None else hidden
        return replace(tree, value=tuple(seen(item, body, name, later) for item in value))
    if not isinstance(value, Mapping):
        return tree
    inner = Body((), tuple(block for outer in blocks for block in _content(outer).blocks))

    def make(member: str) -> Tree:
        found = value.get(member)
        if found is None or isinstance(found, Absent):
            return later
        return seen(found, inner, member, later)

    return replace(tree, value=Lazy(value, make, later))


def _content(block: Block) -> Body:
    """The body of a block, or of those that a `dynamic` one makes."""
    if block.type != "dynamic":
        return block.body
    return next((one.body for one in block.body.blocks if one.type == "content"), Body((), ()))


def contents(body: Body, scope: Scope, value_of: ValueOf) -> dict[str, Tree]:
    """The settings of `body` by name; the blocks of one type are a tuple.

    A `dynamic` block without elements leaves an empty tuple with its hops, one whose elements
    cannot be listed an `Unknown` among the blocks. Raises `ExhaustedError` where
    there are too many.
    """
    members = {item.name: value_of(item, scope) for item in body.attributes}
    found: dict[str, list[Tree]] = {}
    spans: dict[str, Span] = {}
    via: dict[str, tuple[Hop, ...]] = {}
    for block in body.blocks:
        name = block.made
        spans.setdefault(name, block.header)
        if block.type == "dynamic":
            items, hops = _dynamic(block, scope, value_of)
            via[name] = (*via.get(name, ()), *hops)
        else:
            items = [Known(contents(block.body, scope, value_of), block.header)]
        found.setdefault(name, []).extend(items)
    for name, blocks in found.items():
        why = () if blocks else via.get(name, ())  # each block has the hops that made it
        members[name] = Known(tuple(blocks), spans[name], why)
    return members


def _dynamic(block: Block, scope: Scope, value_of: ValueOf) -> tuple[list[Tree], tuple[Hop, ...]]:
    """The blocks that a `dynamic` block makes, and how its elements came about."""
    for_each = argument(block.body, "for_each")
    content = next((inner for inner in block.body.blocks if inner.type == "content"), None)
    if for_each is None or content is None:
        return [Unknown("a dynamic block needs for_each and content", block.header)], ()
    subject = value_of(for_each, scope)
    unknown = unlisted(subject)
    if unknown is None and not (
        isinstance(subject, Known) and not isinstance(subject.value, (str, int, float))
    ):
        unknown = Unknown("terraform would refuse for_each: a collection is required", subject.span)
    if unknown is not None:
        return [replace(unknown, span=block.header)], ()
    blocks: list[Tree] = []
    for key, item in listed(subject):
        scope.world.spend(1 + len(content.body.attributes))
        element = Known({"key": key, "value": item}, subject.span)
        inner = Bound(scope, {_iterator(block): element})
        blocks.append(Known(contents(content.body, inner, value_of), block.header, subject.via))
    return blocks, subject.via


def _iterator(block: Block) -> str:
    """The name by which `content` calls the element: `iterator`, else the block's own type."""
    written = argument(block.body, "iterator")
    if written is None:
        return block.labels[0] if block.labels else ""
    return written.source.text[written.start : written.end].strip().strip('"')
