"""What a policy says to write instead: resources in API shape whose texts are templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.model import Endpoint
from smlint.core.rule import ENDPOINT_NAME, Instead, Written
from smlint.core.values import Known
from smlint.policy.conditions import FactName, Look
from smlint.policy.paths import Path
from smlint.policy.templates import Label, Piece, rendered


@dataclass(frozen=True, slots=True)
class Text:
    """A text with placeholders; one that is nothing but a placeholder has its value and type."""

    pieces: tuple[Piece, ...]


Draft: TypeAlias = "Text | int | float | bool | tuple[Draft, ...] | Mapping[str, Draft] | None"
Drafts: TypeAlias = tuple[tuple[str, Mapping[str, Draft]], ...]


def filled(drafts: Drafts, endpoint: Endpoint, look: Look, facts: Facts) -> tuple[Instead, ...]:
    """What to write for one endpoint."""

    def fill(draft: Draft) -> Written:
        if isinstance(draft, Text):
            return _text(draft, endpoint, look, facts)
        if isinstance(draft, tuple):
            return [fill(item) for item in draft]
        if isinstance(draft, Mapping):
            return {name: fill(item) for name, item in draft.items()}
        return draft

    return tuple(
        Instead(kind, {name: fill(item) for name, item in properties.items()})
        for kind, properties in drafts
    )


def _text(draft: Text, endpoint: Endpoint, look: Look, facts: Facts) -> Written:
    if len(draft.pieces) == 1:
        piece = draft.pieces[0]
        if isinstance(piece, FactName):
            number = facts.value(piece.name)
            return int(number) if float(number).is_integer() else number
        reading = look(piece) if isinstance(piece, Path) else None
        if isinstance(reading, Known) and isinstance(reading.value, (str, int, float)):
            return reading.value
    pieces = tuple(ENDPOINT_NAME if isinstance(piece, Label) else piece for piece in draft.pieces)
    return rendered(pieces, endpoint, look, facts)
