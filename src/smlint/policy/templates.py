"""Texts with placeholders: `{workload.latency}`, `{count:…}`, `{fact:…}`, `{endpoint}`, …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from smlint.core.facts import Facts
from smlint.core.model import Endpoint
from smlint.formats.fields import FieldError, text
from smlint.formats.nodes import Node
from smlint.policy.conditions import FactName, Look
from smlint.policy.grammar import Grammar
from smlint.policy.paths import Path, PathError, find, show, show_amount

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")


@dataclass(frozen=True, slots=True)
class Label:
    """The place of the endpoint's name."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """The place of what fits the endpoint's workload instead."""

    def __str__(self) -> str:
        return "fits"


Piece: TypeAlias = str | Path | FactName | Label | Fitting


def template(node: Node, grammar: Grammar) -> tuple[Piece, ...]:
    """The pieces of a message, on one line; raises `FieldError`."""
    return tuple(_pieces(" ".join(text(node).split()), node, grammar))


def rendered(pieces: tuple[Piece, ...], endpoint: Endpoint, look: Look, facts: Facts) -> str:
    """The text for one endpoint."""
    return "".join(_rendered(piece, endpoint, look, facts) for piece in pieces)


def with_facts(node: Node, grammar: Grammar) -> str:
    """A text that says the same of every endpoint, its facts written out; raises `FieldError`."""
    written = []
    for piece in _pieces(text(node), node, grammar):
        if isinstance(piece, FactName):
            written.append(_shown(piece, grammar.facts))
        elif isinstance(piece, str):
            written.append(piece)
        else:
            name = "endpoint" if isinstance(piece, Label) else piece
            raise FieldError(
                node.span,
                f"{{{name}}} differs from endpoint to endpoint",
                "here only {fact:NAME} is filled in; use it in message",
            )
    return "".join(written)


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
    if name == "fits":
        return Fitting()
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


def _rendered(piece: Piece, endpoint: Endpoint, look: Look, facts: Facts) -> str:
    if isinstance(piece, Label):
        return endpoint.label
    if isinstance(piece, Fitting):
        from smlint.core.fit.evidence import alternatives  # noqa: PLC0415 - findings alone ask

        return alternatives(endpoint, facts)
    if isinstance(piece, FactName):
        return _shown(piece, facts)
    return show(piece, look(piece)) if isinstance(piece, Path) else piece


def _shown(name: FactName, facts: Facts) -> str:
    fact = facts.limits[name.name]
    shown = show_amount(fact.value, fact.unit)
    return f"{shown} (as configured)" if fact.overridden else shown
