"""Alarms above a value that the metric never exceeds."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Facts
from smlint.core.model import Deployed
from smlint.core.quantity import show_number
from smlint.core.resource import ALARM, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.tree import member, text
from smlint.rules._metric_examples import alarm_cfn, alarm_tf
from smlint.rules._metrics import QUEUES, watched

METRIC = "HasBacklogWithoutCapacity"
HIGHEST = 1
"""The metric is 1 or 0, and so is whatever is not a sum of several."""

SINGLE = ("Average", "Maximum", "Minimum")


@per_resource_of(ALARM)
def check(resource: Resource, _: Deployed, __: Facts) -> Iterator[Match]:
    """Match an alarm that waits for more than 1."""
    for metric in watched(resource):
        if need(metric.name) != METRIC or need(metric.statistic) not in SINGLE:
            continue
        operator = text(member(resource.properties, "ComparisonOperator"))
        bound, comparison = need(metric.bound), need(operator)
        if bound is None or not _never(bound, comparison):
            continue
        yield Match(
            metric.bound.span,
            f"{METRIC} is {HIGHEST} or 0: it is never {_words(comparison)} {show_number(bound)}, "
            "so that this alarm brings no instance back",
            (Evidence("set here", metric.bound), Evidence("the comparison is set here", operator)),
            instead=(
                Instead(
                    ALARM,
                    {
                        "Threshold": HIGHEST,
                        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
                    },
                ),
            ),
        )


def _never(bound: float, comparison: str | None) -> bool:
    if comparison == "GreaterThanThreshold":
        return bound >= HIGHEST
    return comparison == "GreaterThanOrEqualToThreshold" and bound > HIGHEST


def _words(comparison: str | None) -> str:
    return "above" if comparison == "GreaterThanThreshold" else "as much as"


ALONE_TF = """{
    EndpointName = aws_sagemaker_endpoint.search.name
  }"""

RULE = Rule(
    id="SM321",
    name="wake-alarm-never-fires",
    title="Alarm on an asynchronous queue that never fires",
    category="scaling",
    severity="error",
    preset="recommended",
    sources=(QUEUES,),
    explanation=(
        "An asynchronous endpoint at zero instances is woken by a step scaling policy, and that by "
        "an alarm on HasBacklogWithoutCapacity. The metric is a flag: 1 while requests wait and "
        "there is no instance, 0 at all other times. The alarm has to fire at 1, that is with "
        "GreaterThanOrEqualToThreshold and a threshold of 1 (or GreaterThanThreshold and 0). With "
        "GreaterThanThreshold and 1, or a threshold that looks like a number of requests, it never "
        "does; the queue then waits until target tracking sees a backlog above its target. Alarms "
        "on the sum of the metric are left alone."
    ),
    remedy="Compare with GreaterThanOrEqualToThreshold and a threshold of 1.",
    bad=(
        Example(
            "terraform",
            alarm_tf(f'"{METRIC}"', threshold="1 # <- here", dimensions=ALONE_TF),
        ),
        Example("cloudformation", alarm_cfn(METRIC, threshold="5 # <- here", variant="")),
    ),
    good=(
        Example(
            "terraform",
            alarm_tf(f'"{METRIC}"', threshold="1", dimensions=ALONE_TF).replace(
                "GreaterThanThreshold", "GreaterThanOrEqualToThreshold"
            ),
        ),
        Example("cloudformation", alarm_cfn(METRIC, threshold="0", variant="")),
    ),
    check_deployed=check,
)
