"""Latencies that are compared with milliseconds or seconds."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.facts import Facts
from smlint.core.model import Deployed
from smlint.core.quantity import show_number
from smlint.core.resource import ALARM, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need, per_resource_of
from smlint.rules._autoscaling import CONFIGURATION
from smlint.rules._metric_examples import alarm_cfn, alarm_tf, tracking_py
from smlint.rules._metrics import MONITORING, REQUESTS, WATCHING, watched

LATENCIES = frozenset(
    {
        "ModelLatency", "OverheadLatency", "ModelSetupTime", "FirstChunkLatency",
        "FirstChunkModelLatency", "ModelLoadingWaitTime", "ModelLoadingTime",
        "ModelDownloadingTime",
    }
)  # fmt: skip
"""What is measured in microseconds."""

MILLISECOND = 1000
"""Microseconds. No request is answered sooner, so nobody means less."""

COUNTED = "SampleCount"


@per_resource_of(*WATCHING)
def check(resource: Resource, _: Deployed, __: Facts) -> Iterator[Match]:
    """Match a threshold or target of up to a millisecond."""
    for metric in watched(resource):
        name, bound = need(metric.name), need(metric.bound)
        if name not in LATENCIES or need(metric.namespace) != REQUESTS or bound is None:
            continue
        if not 0 < bound <= MILLISECOND or need(metric.statistic) == COUNTED:
            continue
        more = bound * MILLISECOND
        properties: dict[str, Written] = {"Threshold": more}
        if resource.type != ALARM:
            properties = {CONFIGURATION: {"TargetValue": more}}
        yield Match(
            metric.bound.span,
            f"{name} is measured in microseconds: {show_number(bound)} is "
            f"{show_number(bound / MILLISECOND)} ms, which every request takes longer than",
            (Evidence("the metric is set here", metric.name),),
            instead=(Instead(resource.type, properties),),
        )


RULE = Rule(
    id="SM983",
    name="latency-in-microseconds",
    title="Latency compared with a number of milliseconds",
    category="correctness",
    severity="warning",
    preset="recommended",
    sources=(
        MONITORING._replace(claim="Times of requests, such as ModelLatency, are in microseconds."),
    ),
    explanation=(
        "ModelLatency, OverheadLatency and the other times that SageMaker publishes for requests "
        "are in microseconds; 500 milliseconds are 500000. A threshold written in milliseconds is "
        "a thousand times too low: the alarm is always on, deployments that it guards are rolled "
        "back, and a policy that tracks it scales out to the maximum. The rule speaks of up to a "
        "millisecond, below which no request is answered; it cannot tell 5000 milliseconds from 5. "
        "Some times of asynchronous endpoints (TimeInBacklog, TotalProcessingTime) are published "
        "in milliseconds."
    ),
    remedy="Write the time in microseconds: a thousand for each millisecond.",
    bad=(
        Example("terraform", alarm_tf(threshold="500 # <- here")),
        Example("cloudformation", alarm_cfn(threshold="1000 # <- here")),
        Example(
            "python",
            tracking_py('"ModelLatency",', '"AWS/SageMaker",', target="200,  # <- here"),
        ),
    ),
    good=(
        Example("terraform", alarm_tf()),
        Example("cloudformation", alarm_cfn()),
        Example("python", tracking_py()),
    ),
    check_deployed=check,
)
