"""Alarms and policies that average what has to be summed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.checks import per_resource_of
from smlint.core.facts import Facts
from smlint.core.model import Deployed
from smlint.core.resource import ALARM, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need
from smlint.rules._autoscaling import CONFIGURATION
from smlint.rules._metric_examples import alarm_cfn, alarm_tf, tracking_py
from smlint.rules._metrics import MONITORING, WATCHING, watched

EACH: Mapping[str, str] = {
    "Invocations": "each request counts as 1",
    "InvocationsPerInstance": "each request counts as 1 divided by the number of instances",
    "InvocationsPerCopy": "each request counts as 1 divided by the number of copies",
}
"""The metrics of which only the sum says anything, and what is published of each request."""

WRONG = ("Average", "Minimum", "Maximum")


@per_resource_of(*WATCHING)
def check(resource: Resource, _: Deployed, __: Facts) -> Iterator[Match]:
    """Match another statistic than the sum of a metric that counts requests."""
    for metric in watched(resource):
        name, statistic = need(metric.name), need(metric.statistic)
        if name is None or name not in EACH or statistic is None or statistic not in WRONG:
            continue
        right: dict[str, Written] = {"Statistic": "Sum"}
        if resource.type != ALARM:
            right = {CONFIGURATION: {"CustomizedMetricSpecification": right}}
        yield Match(
            metric.statistic.span,
            f"of {name}, {EACH[name]}: the {statistic.lower()} is never more than 1, whatever the "
            "traffic; only the sum tells of it",
            (Evidence("the metric is set here", metric.name),),
            instead=(Instead(resource.type, right),),
        )


RULE = Rule(
    id="SM982",
    name="metric-wrong-statistic",
    title="Requests averaged instead of summed",
    category="correctness",
    severity="warning",
    preset="recommended",
    sources=(
        MONITORING._replace(
            claim="The valid statistic of Invocations and InvocationsPerInstance is Sum."
        ),
    ),
    explanation=(
        "SageMaker publishes a value for each request: 1 as Invocations, and 1 divided by the "
        "number of instances as InvocationsPerInstance, so that the sum over a minute is what one "
        "instance was sent. The average of such values is 1 at the most and falls with the number "
        "of instances, but not with the traffic; documents list Sum as the only valid statistic. A "
        "policy that tracks the average to a target of some hundred requests never scales out. The "
        "predefined metric SageMakerVariantInvocationsPerInstance is summed by itself."
    ),
    remedy="Use the statistic Sum, or a predefined metric, which is summed by itself.",
    bad=(
        Example(
            "terraform",
            alarm_tf('"Invocations"', statistic='"Average" # <- here', threshold="1000"),
        ),
        Example(
            "cloudformation",
            alarm_cfn("Invocations", statistic="Maximum # <- here", threshold="1000"),
        ),
        Example(
            "python",
            tracking_py(
                '"InvocationsPerInstance",', '"AWS/SageMaker",', '"Average",  # <- here', "500,"
            ),
        ),
    ),
    good=(
        Example("terraform", alarm_tf('"Invocations"', statistic='"Sum"', threshold="1000")),
        Example(
            "python",
            tracking_py('"InvocationsPerInstance",', '"AWS/SageMaker",', '"Sum",', "500,"),
        ),
    ),
    check_deployed=check,
)
