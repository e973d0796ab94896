"""From the data files of this package to `Facts`."""

from __future__ import annotations

import os
import re
from typing import cast, get_args

from smlint.core.facts import Citation, Fact, Facts, InstanceType, Unit
from smlint.core.source import Source, decode
from smlint.facts.prices import read_prices
from smlint.formats.fields import FieldError, choice, fields, items, mapping, scalar, text
from smlint.formats.nodes import MapNode, Node

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
URL = r"https?://\S+"
UNITS: tuple[Unit, ...] = get_args(Unit)
ACCELERATORS = ("gpu", "neuron", "gaudi")


def load_facts() -> Facts:
    """The documented facts. Instance types and prices are read when they are first asked for."""
    return Facts(
        read_limits(data_file("limits.yaml")),
        lambda: read_instance_types(data_file("instances.yaml")),
        lambda: read_prices(data_file("prices.yaml")),
    )


def read_limits(source: Source) -> dict[str, Fact]:
    """The facts written in `source`, by name; raises `FieldError` at what is wrong."""
    return {name.text: _fact(name.text, node) for name, node in _document(source).pairs}


def read_instance_types(source: Source) -> dict[str, InstanceType]:
    """The instance types written in `source`, by name; raises `FieldError` at what is wrong."""
    pairs = fields(_document(source), ("source", "families"))
    citation(pairs["source"])
    families = mapping(pairs["families"]).pairs
    return {kind.name: kind for name, node in families for kind in _family(name.text, node)}


def citation(node: Node) -> Citation:
    """The document that `node` names; raises `FieldError` at what is wrong."""
    pairs = fields(node, ("title", "url", "read", "claim"))
    for key, shape, such_as in (("url", URL, "https://…"), ("read", DAY, "2026-11-21")):
        if not re.fullmatch(shape, text(pairs[key])):
            message = f'"{text(pairs[key])}" does not have the right form'
            raise FieldError(pairs[key].span, message, f"such as {such_as}")
    return Citation(*(text(pairs[key]) for key in ("title", "url", "read", "claim")))


def data_file(name: str) -> Source:
    """The file `name` of this package."""
    with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:
        return decode(f"facts/{name}", file.read())


def _fact(name: str, node: Node) -> Fact:
    pairs = fields(node, ("value", "unit", "sources"), ("note",))
    value = scalar(pairs["value"]).value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise FieldError(pairs["value"].span, f'"{text(pairs["value"])}" is not a number')
    return Fact(
        name,
        value,
        cast("Unit", choice(pairs["unit"], UNITS, "a unit of facts")),
        tuple(citation(item) for item in items(pairs["sources"])),
        text(pairs["note"]) if "note" in pairs else "",
    )


def _family(name: str, node: Node) -> list[InstanceType]:
    pairs = fields(node, ("sizes",), ("burstable", "accelerator"))
    accelerator = (
        choice(pairs["accelerator"], ACCELERATORS, "an accelerator")
        if "accelerator" in pairs
        else None
    )
    return [
        InstanceType(f"ml.{name}.{text(size)}", name, "burstable" in pairs, accelerator)
        for size in items(pairs["sizes"])
    ]


def _document(source: Source) -> MapNode:
    from smlint.formats.yaml import read_yaml  # noqa: PLC0415 - ruamel.yaml is slow to import

    (document,) = read_yaml(source)
    return mapping(document)
