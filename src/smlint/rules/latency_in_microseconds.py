"""Latencies that are compared with milliseconds or seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Facts
from smlint.core.model import Deployed
from smlint.core.quantity import show_number
from smlint.core.resource import ALARM, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need
from smlint.core.tree import member, text
from smlint.core.values import Known
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

SECOND = 1000 * MILLISECOND

DURATION = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*(?:(m|milli)\s?)?s(?:ec(?:ond)?s?)?\b")
"""A time in the description of an alarm: `500ms`, `5 seconds`."""

COUNTED = "SampleCount"
PUBLISHED = "Microseconds"
"""The unit of these times. An alarm that names another one is given no data."""


@per_resource_of(*WATCHING)
def check(resource: Resource, _: Deployed, __: Facts) -> Iterator[Match]:
    """Match a threshold or target of up to a millisecond, or of less than the alarm says it is."""
    for metric in watched(resource):
        name, bound = need(metric.name), need(metric.bound)
        if name not in LATENCIES or need(metric.namespace) != REQUESTS or bound is None:
            continue
        meant = _meant(resource, bound)
        if meant is None or need(metric.statistic) == COUNTED:
            continue
        more, why = meant
        unit = need(text(member(resource.properties, "Unit"))) if resource.type == ALARM else None
        properties: dict[str, Written] = {"Threshold": more}
        if unit is not None and unit != PUBLISHED:
            why = f"and an alarm on the unit {unit} sees no data at all"
            properties["Unit"] = None
        if resource.type != ALARM:
            properties = {CONFIGURATION: {"TargetValue": more}}
        yield Match(
            metric.bound.span,
            f"{name} is measured in microseconds: {show_number(bound)} is "
            f"{show_number(bound / MILLISECOND)} ms, {why}",
            (Evidence("the metric is set here", metric.name),),
            instead=(Instead(resource.type, properties),),
        )


def _meant(resource: Resource, bound: float) -> tuple[float, str] | None:
    """The microseconds that `bound` is to be, and why; None where it may be right."""
    if not bound > 0:
        return None
    if bound <= MILLISECOND:
        return bound * MILLISECOND, "which every request takes longer than"
    described = text(member(resource.properties, "AlarmDescription"))
    said = dict(_durations(described.value)) if isinstance(described, Known) else {}
    for meant, words in said.items():
        if bound not in said and bound in (meant / MILLISECOND, meant / SECOND):
            return meant, f"but the alarm is described as one for {words}"
    return None


def _durations(description: str) -> Iterator[tuple[float, str]]:
    """The times that a description speaks of, in microseconds and as they are written."""
    for found in DURATION.finditer(description.lower()):
        number, milli = found.groups()
        yield round(float(number) * (MILLISECOND if milli else SECOND)), found[0]


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
        "back, and a policy that tracks it scales out to the maximum. The rule speaks of bounds up "
        "to a millisecond, in which no request is answered, and of an alarm whose description "
        "names the time; otherwise it cannot tell 5000 milliseconds from 5. "
        "An alarm that names the unit Milliseconds converts nothing: it sees no data at all. "
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
