"""Endpoints as plain data, without where they are written and what is only known in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from smlint.core.values import Absent, Known, Unknown

HOME = Path(__file__).parent
UNKNOWN = "(unknown)"


def plain(value: object) -> object:
    """`value` as data: what is compared of a dataclass, `UNKNOWN` for what is not known."""
    match value:
        case Known():
            return plain(value.value)
        case Unknown():
            return UNKNOWN
        case Absent():
            return None
        case Mapping():
            return {str(name): plain(item) for name, item in value.items()}
        case tuple():
            return [plain(item) for item in value]
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.compare}
    return value


def ordered(endpoints: object) -> list[object]:
    """`endpoints` as data, in an order that does not depend on where they are written."""
    assert isinstance(endpoints, tuple)
    return sorted((plain(one) for one in endpoints), key=repr)
