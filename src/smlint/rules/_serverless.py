"""What serverless endpoints are sized by, and instances in their place."""

from __future__ import annotations

from math import floor

from smlint.core.facts import Facts
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Instead
from smlint.core.values import Known

PRODUCTION = "production"


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


def on_instances(endpoint: Endpoint, kind: str = "ml.m5.large") -> Instead:
    """A variant on instances in place of a serverless one; two where that is for production."""
    environment = endpoint.environment
    production = isinstance(environment, Known) and environment.value == PRODUCTION
    count = 2 if production else 1
    variant = {"ServerlessConfig": None, "InstanceType": kind, "InitialInstanceCount": count}
    return Instead(ENDPOINT_CONFIG, {"ProductionVariants": [variant]})
