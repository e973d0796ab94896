"""Scalars as they are written."""

from __future__ import annotations

import re
from math import isfinite

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, joined
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode

_LOOKED_UP = "{{resolve:"
_OPEN = re.compile(
    r"(\{\{resolve:[^}]*\}\}|\{\{[^{}]*\}\}"
    r"|\$\{(?:self|opt|sls|env|param|file|ssm|cf|s3|aws|git)(?:[:(]|\.[\w-]+:)[^{}]*\})"
)


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
    """Text in which `{{resolve:…}}` stands for what AWS looks up, and `{{ … }}` for a placeholder.

    Placeholders are those of an engine that makes the template: CloudFormation has none. Neither
    has it the variables of the Serverless Framework, `${self:…}` and the like.
    """
    if "{{" not in value and "${" not in value:
        return Known(value, at)
    return joined(tuple(_piece(piece, at) for piece in _OPEN.split(value)), at)


def _piece(piece: str, at: Span) -> Tree:
    if _OPEN.fullmatch(piece) is None:
        return Known(piece, at)
    if piece.startswith(_LOOKED_UP):
        reason = "it is looked up when the stack is deployed ({{resolve:…}})"
    elif piece.startswith("{{"):
        reason = "a template engine puts something in the place of {{ … }}"
    else:
        reason = f"the Serverless Framework puts something in the place of {piece}"
    return Unknown(reason, at, parts=(Reference(piece),))


def data(node: Node, at: Span) -> Tree:
    """`node` without evaluating functions, which metadata has none of; `at` as in `Evaluator`."""
    match node:
        case ScalarNode():
            return literal(node, at)
        case ListNode(items=items):
            return Known(tuple(data(item, item.span) for item in items), at)
        case MapNode(pairs=pairs):
            return Known({name.text: data(value, name.span) for name, value in pairs}, at)
