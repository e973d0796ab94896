"""The facts that smlint brings along, each file read when something in it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.facts import Fact, Facts
from smlint.facts.documents import data_file
from smlint.facts.instances import read_instance_types
from smlint.facts.limits import read_limits
from smlint.facts.prices import read_prices


def load_facts(limits: Mapping[str, Fact] | None = None) -> Facts:
    """The documented facts. Instance types and prices are read when they are first asked for.

    `limits` are those that have been read before.
    """
    return Facts(
        read_limits(data_file("limits.yaml")) if limits is None else limits,
        lambda: read_instance_types(data_file("instances.yaml")),
        lambda: read_prices(data_file("prices.yaml")),
    )
