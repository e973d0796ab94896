"""Texts with placeholders: `{workload.latency}`, `{count:…}`, `{fact:…}`, `{alternatives}`."""

from __future__ import annotations

from typing import TypeAlias

from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.model import Endpoint
from smlint.policy.conditions import FactName, Look
from smlint.policy.paths import Path, show


@dataclass(frozen=True, slots=True)
class Label:
    """The place of the endpoint's name."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The place of what fits the endpoint's workload instead."""

    def __str__(self) -> str:
        return "alternatives"


Piece: TypeAlias = str | Path | FactName | Label | Alternatives
Saying: TypeAlias = tuple[str | FactName, ...]
"""A text that says the same of every endpoint."""


def rendered(pieces: tuple[Piece, ...], endpoint: Endpoint, look: Look, facts: Facts) -> str:
    """The text for one endpoint."""
    return "".join(_rendered(piece, endpoint, look, facts) for piece in pieces)


def said(saying: Saying, facts: Facts) -> str:
    """The text with its facts written out."""
    return "".join(_shown(part, facts) if isinstance(part, FactName) else part for part in saying)


def _rendered(piece: Piece, endpoint: Endpoint, look: Look, facts: Facts) -> str:
    if isinstance(piece, Label):
        return endpoint.label
    if isinstance(piece, Alternatives):
        from smlint.fit.evidence import alternatives  # noqa: PLC0415 - findings alone ask

        return alternatives(endpoint, facts)
    if isinstance(piece, FactName):
        return _shown(piece, facts)
    return show(piece, look(piece)) if isinstance(piece, Path) else piece


def _shown(name: FactName, facts: Facts) -> str:
    fact = facts.by_name[name.name]
    return f"{fact.shown}{fact.aside}"
