"""What endpoints cost a month while nobody calls them: instances, hours and documented prices.

A figure rests on known settings and a known price; where one is missing there is no figure.
"""

from __future__ import annotations

from smlint.core.cost import TIMES, Cost, together
from smlint.core.facts import Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.values import Absent, Known

HOURS = 730
"""Hours of a month, as AWS reckons: 8,760 a year by twelve."""


def monthly_cost(endpoint: Endpoint, variant: Variant, facts: Facts) -> Cost | None:
    """What `variant` costs a month at rest; None where it is not known, or nothing.

    Of instances that are scaled, the lowest number counts. Where no number is known the figure is
    for a single instance, and says so. Instances of a training plan are paid with the plan.
    """
    if isinstance(variant.serverless_config, Known):
        return _concurrency(endpoint, variant, facts)
    kind = endpoint.kind.value if isinstance(endpoint.kind, Known) else None
    name = variant.instance_type
    if kind not in ("realtime", "async") or not isinstance(name, Known):
        return None
    if not isinstance(variant.ml_reservation_arn, Absent):
        return None
    region = _region(endpoint)
    price = facts.prices.of("async" if kind == "async" else "realtime", name.value, region)
    count = _instances(variant)
    if price is None or count == 0:
        return None
    number = "each" if count is None else f"{count} {TIMES}"
    basis = f"{number} {name.value} at {_usd(price.usd)}/h in {price.region}, {HOURS} h"
    return _cost(endpoint, variant, price.usd * HOURS * (count or 1), f"{basis}; {price.origin}")


def endpoint_cost(endpoint: Endpoint, facts: Facts) -> Cost | None:
    """What all variants of `endpoint` cost a month at rest; None where one is not known."""
    variants = (*endpoint.variants, *endpoint.shadow_variants)
    costs = [monthly_cost(endpoint, variant, facts) for variant in variants]
    if None in costs or endpoint.variants.more is not None:
        return None
    return together(costs)


def _concurrency(endpoint: Endpoint, variant: Variant, facts: Facts) -> Cost | None:
    """What keeping serverless capacity warm costs; what requests cost is not known."""
    assert isinstance(variant.serverless_config, Known)
    serverless = variant.serverless_config.value
    memory, count = serverless.memory_size_in_mb, serverless.provisioned_concurrency
    if not isinstance(memory, Known) or not isinstance(count, Known) or not count.value:
        return None
    price = facts.prices.of("provisioned-concurrency", str(memory.value), _region(endpoint))
    if price is None:
        return None
    what = f"{count.value} {TIMES} provisioned concurrency of {memory.value} MB"
    basis = f"{what} at {_usd(price.usd)}/s in {price.region}, {HOURS} h; {price.origin}"
    return _cost(endpoint, variant, price.usd * 3600 * HOURS * count.value, basis)


def _instances(variant: Variant) -> int | None:
    """How many instances run at the least, where that is known."""
    counts = [target.min_capacity for target in variant.scalable_targets]
    if isinstance(variant.managed_instance_scaling, Known):
        counts.append(variant.managed_instance_scaling.value.min_instance_count)
    counts = [bound for bound in counts if not isinstance(bound, Absent)]
    if not counts:
        counts = [variant.initial_instance_count]
    known = [count.value for count in counts if isinstance(count, Known)]
    return min(known) if known and len(known) == len(counts) else None


def _cost(endpoint: Endpoint, variant: Variant, usd: float, basis: str) -> Cost:
    return Cost(usd, None, basis, ((_identity(endpoint, variant), usd),))


def _identity(endpoint: Endpoint, variant: Variant) -> str:
    """What tells a variant from all others that are billed at the same time.

    Configurations that follow each other are of one unit, and branches of one stage.
    """
    name = variant.name
    called = name.value if isinstance(name, Known) else str(variant.span)
    unit = endpoint.unit or endpoint.address
    return f"{endpoint.path}\0{endpoint.stage.name}\0{unit}\0{called}"


def _region(endpoint: Endpoint) -> str:
    """The region that the endpoint is made in; empty where that is not known."""
    return endpoint.region.value if isinstance(endpoint.region, Known) else ""


def _usd(amount: float) -> str:
    """A unit price as it is published."""
    return f"${amount:.10f}".rstrip("0").rstrip(".")
