"""What target tracking makes of the declared peak of requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from smlint.core.model import Endpoint, ScalableTarget, ScalingPolicy
from smlint.core.rule import need, need_all
from smlint.rules._autoscaling import INVOCATIONS, INVOCATIONS_PER_COPY

METRICS = (INVOCATIONS, INVOCATIONS_PER_COPY)
"""The predefined metrics that count the requests of a minute, for each instance or copy."""

SECONDS = 60
"""Of the minute over which these metrics count."""


class Peak(NamedTuple):
    """A policy that keeps requests at `target` a minute, of `requests` a minute in all."""

    policy: ScalingPolicy
    target: float
    requests: float


def peaks(endpoint: Endpoint, scaled: ScalableTarget) -> Iterator[Peak]:
    """The policies of `scaled` that follow invocations, with the requests that all are declared.

    Only where one thing takes all requests of the endpoint: how they are divided is not declared.
    """
    rate = need(endpoint.workload.requests_per_second)
    if rate is None or len(need_all(endpoint.variants)) != 1:
        return
    if len(need_all(endpoint.inference_components)) > 1:
        return
    for policy in need_all(scaled.policies):
        target = need(policy.target_value)
        if target and need(policy.predefined_metric) in METRICS:
            yield Peak(policy, target, rate * SECONDS)
