"""Scalars as they are written."""

from __future__ import annotations

import re
from math import isfinite

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, joined
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode

_DYNAMIC = re.compile(r"(\{\{resolve:[^}]*\}\})")


def literal(node: ScalarNode, at: Span) -> Tree:
    """A scalar as it is written; null is absent, a dynamic reference known only to AWS."""
    if node.value is None:
        return Absent(at)
    if isinstance(node.value, str):
        return text(node.value, node.span)
    if not isfinite(node.value):
        return Unknown("it is no finite number, or one too large to be read", node.span)
    return Known(node.value, node.span)


def text(value: str, at: Span) -> Tree:
    """Text in which `{{resolve:…}}` stands for what AWS looks up."""
    if "{{resolve:" not in value:
        return Known(value, at)
    return joined(tuple(_piece(piece, at) for piece in _DYNAMIC.split(value)), at)


def _piece(piece: str, at: Span) -> Tree:
    if piece.startswith("{{resolve:"):
        reason = "it is looked up when the stack is deployed ({{resolve:…}})"
        return Unknown(reason, at, parts=(Reference(piece),))
    return Known(piece, at)


def data(node: Node, at: Span) -> Tree:
    """`node` without evaluating functions, which metadata has none of; `at` as in `Evaluator`."""
    match node:
        case ScalarNode():
            return literal(node, at)
        case ListNode(items=items):
            return Known(tuple(data(item, item.span) for item in items), at)
        case MapNode(pairs=pairs):
            return Known({name.text: data(value, name.span) for name, value in pairs}, at)
