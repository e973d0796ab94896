"""Documents as trees of nodes that know where they stand. YAML and JSON give the same nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.problem import Fault
from smlint.core.spans import Span

DEPTH_LIMIT = 200
"""Deeper documents are refused: no real one is, and parsers written in C crash on them."""


class FormatError(Fault):
    """A document that cannot be read."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar: `text` as written (unquoted, unescaped) and `value` as the format resolves it.

    `tag` is the tag as written (`!Ref`), empty where there is none; a tagged plain scalar keeps
    its resolved value. `quoted` is true for text in quotes or in a block (`|`, `>`).
    """

    text: str
    value: str | int | float | bool | None
    span: Span = field(compare=False)
    tag: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class ListNode:
    """A sequence."""

    items: tuple[Node, ...]
    span: Span = field(compare=False)
    tag: str = ""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping: pairs in file order, duplicate keys kept, YAML merge keys (`<<`) merged."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    span: Span = field(compare=False)
    tag: str = ""

    def get(self, key: str) -> Node | None:
        """The value of the last pair called `key`, as every parser takes it; None without one."""
        for name, node in reversed(self.pairs):
            if name.text == key:
                return node
        return None

    def duplicates(self) -> Iterator[ScalarNode]:
        """The keys that repeat an earlier one of this mapping."""
        seen: set[str] = set()
        for name, _ in self.pairs:
            if name.text in seen:
                yield name
            seen.add(name.text)


Node: TypeAlias = ScalarNode | ListNode | MapNode


def plain(node: Node) -> object:
    """`node` as plain Python data: what a parser without positions would give. Tags are dropped."""
    match node:
        case ScalarNode(value=value):
            return value
        case ListNode(items=items):
            return [plain(item) for item in items]
        case MapNode(pairs=pairs):
            return {name.text: plain(item) for name, item in pairs}


def headline(node: Node) -> Span:
    """What of `node` stands on its first line."""
    span = node.span
    if span.line == span.end_line:
        return span
    if node.tag:
        return Span(
            span.path, span.line, span.column, span.line, span.column + len(node.tag), span.cell
        )
    match node:
        case MapNode(pairs=((name, value), *_)) if name.span.line == span.line:
            one_line = value.span.line == value.span.end_line == span.line
            return span.start.to(value.span if one_line else name.span)
        case ListNode(items=(item, *_)) if item.span.line == span.line:
            return span.start.to(headline(item))
    return span.start
