"""What serverless endpoints are sized by."""

from __future__ import annotations

from math import floor

from smlint.core.facts import Facts
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Instead


def memory_sizes(facts: Facts) -> tuple[int, ...]:
    """The memory sizes (MB) that there are, the smallest first."""
    least, most, step = (
        floor(facts.value(name))
        for name in ("serverless-memory-min", "serverless-memory-max", "serverless-memory-step")
    )
    return tuple(range(least, most + 1, step))


def of_memory(size: int) -> Instead:
    """A serverless variant with so much memory (MB)."""
    config = {"MemorySizeInMB": size}
    return Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"ServerlessConfig": config}]})
