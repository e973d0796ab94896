"""The facts that smlint brings along, each file read when something in it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.facts import Fact, Facts
from smlint.facts.kept import instance_types, prices


def load_facts(facts: Mapping[str, Fact] | None = None) -> Facts:
    """The documented facts. Instance types and prices are read when they are first asked for.

    `facts` are the numbers, where they have been read before.
    """
    return Facts(_facts() if facts is None else facts, instance_types, prices)


def _facts() -> Mapping[str, Fact]:
    from smlint.facts.documents import data_file  # noqa: PLC0415 - reading YAML is heavy
    from smlint.facts.facts import read_facts  # noqa: PLC0415

    return read_facts(data_file("facts.yaml"))
