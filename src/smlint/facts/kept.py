"""Instance types and prices as plain data, so that their files need not be read in every run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from smlint.core.facts import InstanceType
from smlint.core.prices import PriceList, Prices
from smlint.kept.packer import Packer
from smlint.kept.store import Data, stored

NAME = "facts"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILES = ("core/facts.py", "core/prices.py")
"""What decides about the form of what is kept, beside the files of this package."""


def instance_types() -> Mapping[str, InstanceType]:
    """The instance types that smlint brings along, by name."""
    return _Types(dict(cast("tuple[tuple[str, Data], ...]", _parts()[0])))


def prices() -> Prices:
    """The prices that smlint brings along."""
    return cast("Prices", _PACKER.unpack(_parts()[1]))


def files() -> dict[str, str]:
    """The files that decide about what is kept, by their names in the package."""
    own = sorted(os.listdir(os.path.join(PACKAGE, "facts")))
    names = (*FILES, *(f"facts/{name}" for name in own if name.endswith((".py", ".yaml"))))
    return {name: os.path.join(PACKAGE, name) for name in names}


def packed() -> Data:
    """What the files say, as data; imports all that reads them."""
    from smlint.facts.documents import data_file  # noqa: PLC0415 - only where nothing is kept
    from smlint.facts.instances import read_instance_types  # noqa: PLC0415
    from smlint.facts.prices import read_prices  # noqa: PLC0415

    types = read_instance_types(data_file("instances.yaml"))
    rows = tuple((name, _PACKER.pack(one)) for name, one in types.items())
    return rows, _PACKER.pack(read_prices(data_file("prices.yaml")))


class _Types(Mapping[str, InstanceType]):
    """Instance types by name, each made of its data when it is asked for: most runs ask for one."""

    def __init__(self, rows: Mapping[str, Data]) -> None:
        self._rows = rows
        self._made: dict[str, InstanceType] = {}

    def __getitem__(self, name: str) -> InstanceType:
        if name not in self._made:
            self._made[name] = cast("InstanceType", _PACKER.unpack(self._rows[name]))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _parts() -> tuple[Data, Data]:
    return cast("tuple[Data, Data]", stored(NAME, PACKAGE, files(), packed))


def _sorted(value: object) -> tuple[object, ...]:
    assert isinstance(value, frozenset)
    return tuple(sorted(value))


@cache
def _shared(*names: str) -> frozenset[str]:
    return frozenset(names)


_PACKER = Packer(InstanceType, PriceList, Prices, special={frozenset: (_sorted, _shared)})
