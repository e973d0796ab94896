"""Documented numbers by name, out of `facts.yaml`: the bundled one, or a pack's."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast, get_args

from smlint.core.facts import Fact, Unit
from smlint.core.source import Source
from smlint.facts.documents import citation, document
from smlint.formats.fields import FieldError, choice, fields, items, scalar, text, truth
from smlint.formats.nodes import Node

UNITS: tuple[Unit, ...] = get_args(Unit)


def read_facts(source: Source) -> dict[str, Fact]:
    """The facts written in `source`, by name; raises `FieldError` at what is wrong."""
    pairs = document(source).pairs
    names = {name.text for name, _ in pairs}
    return {name.text: _fact(name.text, node, names) for name, node in pairs}


def _fact(name: str, node: Node, names: Collection[str]) -> Fact:
    pairs = fields(node, ("value", "unit", "sources"), ("note", "in_force", "see"))
    value = scalar(pairs["value"]).value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise FieldError(pairs["value"].span, f'"{text(pairs["value"])}" is not a number')
    others = items(pairs["see"]) if "see" in pairs else ()
    see = tuple(choice(other, names, "a fact") for other in others)
    return Fact(
        name,
        value,
        cast("Unit", choice(pairs["unit"], UNITS, "a unit of facts")),
        tuple(citation(item) for item in items(pairs["sources"])),
        text(pairs["note"]) if "note" in pairs else "",
        truth(pairs["in_force"]) if "in_force" in pairs else True,
        see,
    )
