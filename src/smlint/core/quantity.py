"""Durations and sizes as people write them: `200ms`, `15min`, `4MB`, `1GiB`."""

from __future__ import annotations

import re
from collections.abc import Mapping

DURATIONS: Mapping[str, int] = {"ms": 1, "s": 1000, "min": 60_000, "m": 60_000, "h": 3_600_000}
"""Milliseconds in each unit of duration."""

SIZES: Mapping[str, int] = {
    "B": 1,
    "KB": 10**3,
    "MB": 10**6,
    "GB": 10**9,
    "TB": 10**12,
    "KiB": 2**10,
    "MiB": 2**20,
    "GiB": 2**30,
    "TiB": 2**40,
}
"""Bytes in each unit of size."""

_WRITTEN = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+) *([A-Za-z]*)")


def pattern(units: Mapping[str, int]) -> str:
    """A regular expression, in the dialect of JSON Schema, for a number and one of `units`."""
    spelt = "|".join(
        "".join(f"[{letter.upper()}{letter.lower()}]" for letter in unit) for unit in units
    )
    return rf"^([0-9]+(\.[0-9]+)?|\.[0-9]+) *({spelt})$"


def seconds(text: str) -> float:
    """The duration `text` in seconds; raises `ValueError` that says what is wrong with it."""
    return _quantity(text, DURATIONS, "a duration", "200ms, 1.5s, 15min or 1h") / 1000


def megabytes(text: str) -> float:
    """The size `text` in MB (10^6 bytes); raises `ValueError` that says what is wrong with it."""
    return _quantity(text, SIZES, "a size", "4MB, 1GB or 512KiB") / 10**6


def number(text: str) -> float:
    """The number `text`, zero or more; raises `ValueError` that says what is wrong with it."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or written[2]:
        raise ValueError(f'"{text}" is not a number such as 50 or 0.5')
    return float(written[1])


def count(text: str) -> int:
    """The whole number `text`, 1 or more; raises `ValueError` that says what is wrong with it."""
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", text.strip()):
        raise ValueError(f'"{text}" is not a number of things such as 1 or 12')
    return int(text)


def show_amount(value: float, unit: str | None) -> str:
    """A number in `unit` (MB, s, or none that is written), for people."""
    if unit == "s":
        return show_seconds(value)
    return show_megabytes(value) if unit == "MB" else show_number(value)


def show_seconds(value: float) -> str:
    """A duration given in seconds, for people: `200 ms`, `60 s`, `15 min`, `1 h`."""
    if 0 < value < 1:
        return f"{show_number(value * 1000)} ms"
    if value >= 3600 and value % 3600 == 0:
        return f"{show_number(value / 3600)} h"
    if value > 120 and value % 60 == 0:
        return f"{show_number(value / 60)} min"
    return f"{show_number(value)} s"


def show_megabytes(value: float) -> str:
    """A size given in MB, for people: `128 KB`, `6.291 MB`, `1024 MB`, `2 GB`."""
    if 0 < value < 1:
        return f"{show_number(value * 1000)} KB"
    if value >= 1000 and value % 1000 == 0:
        return f"{show_number(value / 1000)} GB"
    return f"{show_number(value)} MB"


def show_number(value: float) -> str:
    """A number for people: whole where it is whole, else with three decimals at most."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _quantity(text: str, units: Mapping[str, int], what: str, such_as: str) -> float:
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise ValueError(f'"{text}" is not {what}: write a number and a unit, such as {such_as}')
    number, unit = written.groups()
    if not unit:
        raise ValueError(f'"{text}" has no unit: write {what} such as {such_as}')
    spelling = {name.lower(): name for name in units}.get(unit.lower())
    if spelling is None:
        known = ", ".join(units)
        raise ValueError(f'"{unit}" in "{text}" is not a unit of {what}: it is one of {known}')
    return float(number) * units[spelling]
