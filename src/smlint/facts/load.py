"""The facts that smlint brings along, each file read when something in it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.facts import Fact, Facts
from smlint.facts.kept import instance_types, prices


def load_facts(limits: Mapping[str, Fact] | None = None) -> Facts:
    """The documented facts. Instance types and prices are read when they are first asked for.

    `limits` are those that have been read before.
    """
    return Facts(_limits() if limits is None else limits, instance_types, prices)


def _limits() -> Mapping[str, Fact]:
    from smlint.facts.documents import data_file  # noqa: PLC0415 - reading YAML is heavy
    from smlint.facts.limits import read_limits  # noqa: PLC0415

    return read_limits(data_file("limits.yaml"))
