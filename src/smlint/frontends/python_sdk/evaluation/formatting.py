"""`%` and `str.format` over values of which some are not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Known, Scalar, Tree, Unknown, joined
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.objects import HOP_LIMIT, Arguments, Box, Value, tree_of

PART_LIMIT = 100
"""Pieces of which a text is made; what is put together from more is no name."""


def text_of(pieces: tuple[Tree, ...], span: Span) -> Known[str] | Unknown:
    """The text made by writing `pieces` one after another, within bounds."""
    text = joined(pieces, span)
    if isinstance(text, Known):
        size = len(text.value) / operators.TEXT_LIMIT
    else:
        size = len(text.parts) / PART_LIMIT
    if size > 1:
        return Unknown("it is put together from too much", span)
    return replace(text, via=text.via[:HOP_LIMIT])


def percent_text(machine: Machine, template: Known[Scalar], value: Value, span: Span) -> Value:
    """`template % value`, written at `span`."""
    pieces = operators.percent_pieces(str(template.value))
    if pieces is None:
        return machine.unknown("its format is not understood", span)
    values: Iterator[Value] = iter((value,))
    if isinstance(value, Box) and value.kind == "list":
        values = iter(value.items)
    parts: list[Tree] = []
    for before, key, field in pieces:
        parts.append(Known(before, span))
        if not field:
            continue
        item = next(values, None)
        if key and isinstance(value, Box):
            item = value.store.get(key)
        if item is None:
            return machine.unknown("a value for its format is missing", span)
        parts.append(_percent_field(machine, tree_of(item), field))
    return text_of(tuple(parts), span)


def _percent_field(machine: Machine, value: Tree, field: str) -> Tree:
    if not isinstance(value, Known):
        return value
    scalar = value.value
    if isinstance(scalar, (str, int, float)):
        try:
            return Known(field % scalar, value.span, value.via)
        except (TypeError, ValueError):
            pass
    return machine.unknown("its format is not understood", value.span)


def format_text(machine: Machine, template: str, arguments: Arguments, span: Span) -> Value:
    """`template.format(...)`, called at `span`."""
    pieces = operators.fields(template)
    if pieces is None:
        return machine.unknown("its format is not understood", span)
    parts: list[Tree] = []
    automatic = 0
    for before, name, spec, conversion in pieces:
        parts.append(Known(before, span))
        if name is None:
            continue
        position = (
            automatic if name == "" else int(name) if re.fullmatch(r"\d{1,3}", name) else None
        )
        automatic += name == ""
        item = arguments.get(name, position)
        if item is None:
            return machine.unknown("a value for its format is not known", span)
        parts.append(format_field(machine, tree_of(item), spec, conversion))
    return text_of(tuple(parts), span)


def format_field(machine: Machine, value: Tree, spec: str, conversion: str | None) -> Tree:
    """`value` as a replacement field of a text writes it."""
    if not isinstance(value, Known):
        return value
    if isinstance(value.value, (str, int, float)):
        text = operators.formatted(value.value, spec, conversion)
        if text is not None:
            return Known(text, value.span, value.via)
    return machine.unknown("its format is not understood", value.span)
