"""The intrinsic functions that take or give lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network

from smlint.core import tree
from smlint.core.spans import Span
from smlint.core.values import (
    Absent,
    Hop,
    Known,
    Reference,
    Tree,
    Unknown,
    joined,
    reference_of,
)
from smlint.formats.nodes import ListNode, Node
from smlint.frontends.cloudformation.evaluation.doubts import misused, no_list, passed_on
from smlint.frontends.cloudformation.evaluation.scope import Scope

CIDR_LIMIT = 256
"""The most blocks that `Fn::Cidr` gives."""


def join(scope: Scope, argument: Node, at: Span) -> Tree:
    """`Fn::Join`: the items of a list as one text. What may be absent takes its delimiter along."""
    match argument:
        case ListNode(items=(delimiter, listed)):
            between = tree.text(scope.evaluate(delimiter))
            items = scope.evaluate(listed)
        case _:
            return misused("Fn::Join", "a delimiter and a list", at)
    if not isinstance(items, Known) or not isinstance(items.value, tuple):
        return no_list(items, "Fn::Join", at)
    pieces: list[Tree] = []
    follows = False
    for item in items.value:
        if isinstance(item, Absent):
            continue
        if follows and not _may_be_absent(item):
            pieces.append(between)
        pieces.append(item)
        follows = follows or not _may_be_absent(item)
    found = joined(tuple(pieces), at)
    return replace(found, via=tuple(dict.fromkeys((*found.via, *items.via))))


def select(scope: Scope, argument: Node, at: Span) -> Tree:
    """`Fn::Select`: one item of a list. Its documentation refuses lists with an absent item."""
    match argument:
        case ListNode(items=(position, listed)):
            index = tree.integer(scope.evaluate(position))
            items = scope.evaluate(listed)
        case _:
            return misused("Fn::Select", "an index and a list", at)
    if not isinstance(items, Known) or not isinstance(items.value, tuple):
        doubt = no_list(items, "Fn::Select", at)
        origin = reference_of(items)
        if isinstance(index, Known) and origin and origin.address not in scope.template.resources:
            named = f"{origin.attribute}[{tree.describe(index.value)}]"
            return replace(doubt, parts=(Reference(origin.address, named),))
        return doubt
    if not isinstance(index, Known):
        return Unknown("which element of the list is meant is not known", at)
    if any(isinstance(item, Absent) for item in items.value):
        return Unknown("an element of the list is absent, which Fn::Select does not take", at)
    if not 0 <= index.value < len(items.value):
        return Unknown(f"the list has no element {tree.describe(index.value)}", at)
    item = items.value[index.value]
    return replace(item, span=at, via=tuple(dict.fromkeys((*item.via, *items.via, *index.via))))


def split(scope: Scope, argument: Node, at: Span) -> Tree:
    """`Fn::Split`: the pieces of a text."""
    match argument:
        case ListNode(items=(delimiter, node)):
            by, whole = (tree.text(scope.evaluate(part)) for part in (delimiter, node))
        case _:
            return misused("Fn::Split", "a delimiter and text", at)
    if not isinstance(by, Known) or not by.value:
        return misused("Fn::Split", "a delimiter and text", at)
    if not isinstance(whole, Known):
        return replace(whole, span=at) if isinstance(whole, Absent) else passed_on(whole, at)
    pieces: list[Tree] = [Known(piece, at) for piece in whole.value.split(by.value)]
    return Known(tuple(pieces), at, whole.via)


def length(scope: Scope, argument: Node, at: Span) -> Tree:
    """`Fn::Length`: how many items a list has, where none may be absent."""
    items = scope.evaluate(argument)
    if not isinstance(items, Known) or not isinstance(items.value, tuple):
        return no_list(items, "Fn::Length", at)
    doubt = next((item for item in items.value if _may_be_absent(item)), None)
    if isinstance(doubt, Unknown):
        return passed_on(doubt, at)
    return Known(sum(not isinstance(item, Absent) for item in items.value), at, items.via)


def get_azs(scope: Scope, argument: Node, at: Span) -> Tree:
    """`Fn::GetAZs`: the zones of a region, of the stack's own where the text is empty."""
    region = tree.text(scope.evaluate(argument))
    doubt = Unknown("what Fn::GetAZs gives is known only when the stack is deployed", at)
    own = reference_of(region) == Reference("AWS::Region")
    if isinstance(region, Known) or own:
        name = region.value if isinstance(region, Known) else ""
        return replace(doubt, parts=(Reference("Fn::GetAZs", name),))
    return doubt


def cidr(scope: Scope, argument: Node, at: Span) -> Tree:
    """`Fn::Cidr`: the first `count` blocks with `bits` free bits each, of a larger one."""
    match argument:
        case ListNode(items=(block_node, count_node, bits_node)):
            block = tree.text(scope.evaluate(block_node))
            count, bits = (tree.integer(scope.evaluate(node)) for node in (count_node, bits_node))
        case _:
            return misused("Fn::Cidr", "a block, a count and a number of bits", at)
    for operand in (block, count, bits):
        if isinstance(operand, Unknown):
            return passed_on(operand, at)
    if not (isinstance(block, Known) and isinstance(count, Known) and isinstance(bits, Known)):
        return misused("Fn::Cidr", "a block, a count and a number of bits", at)
    blocks = tuple(_blocks(block.value, count.value, bits.value))
    if not blocks:
        return Unknown(f"{block.value} is no block with room for what Fn::Cidr asks of it", at)
    via: dict[Hop, None] = dict.fromkeys((*block.via, *count.via, *bits.via))
    return Known(tuple(Known(item, at) for item in blocks), at, tuple(via))


def _blocks(block: str, count: int, bits: int) -> Iterator[str]:
    """The blocks in order; none where CloudFormation refuses the operands."""
    try:
        whole = ip_network(block)
    except ValueError:
        return
    room = whole.max_prefixlen - whole.prefixlen - bits
    if 0 < count <= CIDR_LIMIT and bits > 0 and room >= 0 and count <= 1 << room:
        for number in range(count):
            start = whole.network_address + (number << bits)
            yield f"{start}/{whole.max_prefixlen - bits}"


def _may_be_absent(item: Tree) -> bool:
    """Whether `item` may be `AWS::NoValue` after all: it is no text that is known in part."""
    return isinstance(item, Unknown) and not item.parts
