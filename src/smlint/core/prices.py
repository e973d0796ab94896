"""What AWS asks for what endpoints are made of, each price with its region, day and origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, NamedTuple, get_args

from smlint.core.frozen import dataclass

Component = Literal["realtime", "async", "provisioned-concurrency"]
"""What is paid for: instances by the hour, provisioned concurrency by the second.

An instance costs what its endpoint's kind says; concurrency what the memory (MB) of one does.
"""
COMPONENTS: tuple[Component, ...] = get_args(Component)

HOME_REGION = "us-east-1"
"""The region whose prices stand first where all are read from one list."""


class Price(NamedTuple):
    """USD for an hour of an instance, or a second of provisioned concurrency, in `region`.

    `origin` tells where it was read, and when it held: `AWS price list of 2026-09`.
    """

    usd: float
    region: str
    origin: str


@dataclass(frozen=True, slots=True)
class PriceList:
    """The prices of one origin in one region, by component and by instance type or memory (MB).

    One that is not `in_force` is kept beside the others for what it says, and for `note`, which
    tells why nothing rests on it.
    """

    region: str
    origin: str
    prices: Mapping[Component, Mapping[str, float]]
    url: str = ""
    in_force: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of a run: `lists` in the order in which they are asked."""

    lists: tuple[PriceList, ...] = field(default=())

    def of(self, component: Component, item: str, region: str = "") -> Price | None:
        """The price of `item` in `region`, or, where that is empty, in any that has one."""
        for one in self.lists:
            usd = one.prices.get(component, {}).get(item)
            if usd is not None and one.in_force and region in ("", one.region):
                return Price(usd, one.region, one.origin)
        return None
