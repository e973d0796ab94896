"""From the texts of a policy to their pieces: what stands in braces is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.formats.fields import FieldError, mapping, scalar, text
from smlint.formats.nodes import ListNode, MapNode, Node
from smlint.policy.conditions import FactName
from smlint.policy.grammar import Grammar
from smlint.policy.insteads import Draft, Drafts, Text
from smlint.policy.members import check_members
from smlint.policy.paths import PathError, find
from smlint.policy.templates import Alternatives, Label, Piece, Saying

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")


def template(node: Node, grammar: Grammar) -> tuple[Piece, ...]:
    """The pieces of a message, on one line; raises `FieldError`."""
    return tuple(_pieces(" ".join(text(node).split()), node, grammar))


def saying(node: Node, grammar: Grammar) -> Saying:
    """The pieces of a text that says the same of every endpoint; raises `FieldError`."""
    parts: list[str | FactName] = []
    for piece in _pieces(text(node), node, grammar):
        if not isinstance(piece, (str, FactName)):
            name = "endpoint" if isinstance(piece, Label) else piece
            raise FieldError(
                node.span,
                f"{{{name}}} differs from endpoint to endpoint",
                "here only {fact:NAME} is filled in; use it in message",
            )
        parts.append(piece)
    return tuple(parts)


def drafts(node: Node, grammar: Grammar) -> Drafts:
    """The resources at `node` by their type, of which there may be several; raises `FieldError`."""
    written = [
        (kind, mapping(properties))
        for kind, value in mapping(node).pairs
        for properties in (value.items if isinstance(value, ListNode) else (value,))
    ]
    for kind, properties in written:
        check_members(kind, properties)
    return tuple((kind.text, dict(_members(properties, grammar))) for kind, properties in written)


def _members(node: MapNode, grammar: Grammar) -> Iterator[tuple[str, Draft]]:
    for name, value in node.pairs:
        yield name.text, _draft(value, grammar)


def _draft(node: Node, grammar: Grammar) -> Draft:
    if isinstance(node, MapNode):
        return dict(_members(node, grammar))
    if isinstance(node, ListNode):
        return tuple(_draft(item, grammar) for item in node.items)
    value = scalar(node).value
    return Text(template(node, grammar)) if isinstance(value, str) else value


def _pieces(written: str, node: Node, grammar: Grammar) -> list[Piece]:
    return [_piece(match, node, grammar) for match in _PIECE.finditer(written)]


def _piece(match: re.Match[str], node: Node, grammar: Grammar) -> Piece:
    whole, name = match[0], match[1]
    if whole in ("{{", "}}"):
        return whole[0]
    if whole in ("{", "}"):
        raise FieldError(
            node.span, f'a lone "{whole}" in the text', f'write "{whole * 2}" for a brace'
        )
    if name is None:
        return whole
    if name == "endpoint":
        return Label()
    if name == "alternatives":
        return Alternatives()
    if name.startswith("fact:"):
        return grammar.fact(node, name.removeprefix("fact:"))
    counted = name.startswith("count:")
    try:
        path = find(name.removeprefix("count:"), grammar.subject)
    except PathError as error:
        raise FieldError(node.span, f"{{{name}}}: {error.message}", error.hint) from None
    if (path.kind == "list") != counted or len(path.names) == 1:
        right = f"{{count:{path}}}" if path.kind == "list" else f"{{{path}}}"
        hint = f"write {right}" if len(path.names) > 1 else "name a setting"
        raise FieldError(node.span, f"{{{name}}} has no text", hint)
    return path
