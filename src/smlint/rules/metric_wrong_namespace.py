"""Alarms and policies that look for a metric where it is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import ALARM, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need
from smlint.rules._autoscaling import CONFIGURATION
from smlint.rules._metric_examples import alarm_cfn, alarm_tf, tracking_py
from smlint.rules._metrics import MONITORING, OF_MACHINES, OF_REQUESTS, REQUESTS, WATCHING, watched

OF_ENDPOINTS = frozenset({"EndpointName", "VariantName", "InferenceComponentName"})
"""The dimensions that tell that a metric is measured of an endpoint."""


CLOSE = 0.88
"""How alike a misspelt name and a metric have to be."""

FILLERS = frozenset({"Endpoint", "Maker", "Model", "Sage", "Variant"})
"""Words of SageMaker's that are put into names of metrics."""


@per_resource_of(*WATCHING)
def check(resource: Resource, _: Deployed, __: Facts) -> Iterator[Match]:
    """Match a metric in a namespace of SageMaker that does not hold it, or that none holds."""
    for metric in watched(resource):
        name, namespace = need(metric.name), need(metric.namespace)
        if name is None:
            continue
        homes = (REQUESTS,) if name in OF_REQUESTS else OF_MACHINES.get(name, ())
        dimensions = metric.values()
        if namespace in homes or _of_something_else(dimensions):
            continue
        if homes:
            yield Match(
                metric.namespace.span,
                f'SageMaker publishes {name} in {homes[0]}, not in "{namespace}": '
                f"{metric.consequence}",
                (Evidence("the metric is set here", metric.name),),
                instead=(_instead(resource, "Namespace", homes[0]),),
            )
        elif dimensions and (meant := _meant(name)):
            yield Match(
                metric.name.span,
                f"SageMaker publishes no {name} of an endpoint, but {meant}: {metric.consequence}",
                (Evidence("set here", metric.name),),
                instead=(_instead(resource, "MetricName", meant),),
            )


def _instead(resource: Resource, name: str, value: str) -> Instead:
    right: dict[str, Written] = {name: value}
    if resource.type != ALARM:
        right = {CONFIGURATION: {"CustomizedMetricSpecification": right}}
    return Instead(resource.type, right)


def _meant(name: str) -> str | None:
    """The metric of SageMaker that `name` misspells, or says in other order or with a filler."""
    known = sorted(OF_REQUESTS | set(OF_MACHINES))
    alike = [metric for metric in known if _words(metric) in (_words(name), _words(name) - FILLERS)]
    return next(iter(alike or get_close_matches(name, known, n=1, cutoff=CLOSE)), None)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[A-Z][a-z]+|\d+[A-Z]+", name))


def _of_something_else(dimensions: Collection[str] | None) -> bool:
    """Whether the metric is known not to be an endpoint's: a notebook instance's, a job's."""
    return dimensions is None or bool(dimensions and not OF_ENDPOINTS & set(dimensions))


RULE = Rule(
    id="SM980",
    name="metric-wrong-namespace",
    title="Metric of an endpoint that its namespace does not hold",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        MONITORING,
        Citation(
            "Define a scaling policy",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-code-define.html",
            "2026-11-21",
            "CPUUtilization is tracked in /aws/sagemaker/Endpoints, ExplanationsPerInstance in "
            "AWS/SageMaker.",
        ),
    ),
    explanation=(
        "The metrics of an endpoint are in two namespaces. What is measured of requests "
        "(invocations, errors, latencies, the backlog of an asynchronous endpoint) is in "
        "AWS/SageMaker; what is measured of machines (utilization of processor, memory, disk, GPU) "
        "is in /aws/sagemaker/Endpoints, and that of inference components in "
        "/aws/sagemaker/InferenceComponents. Namespaces are taken letter by letter, with the slash "
        "at the beginning. CloudWatch does not mind a metric that nobody publishes: the alarm "
        "stays at INSUFFICIENT_DATA, and target tracking does not scale while data is missing. "
        "So it is with a name that SageMaker does not publish, of which the rule speaks where "
        "another is plainly meant: InvocationModelErrors by ModelInvocationErrors. An alarm whose "
        "dimensions name something else than an endpoint is left alone."
    ),
    remedy="Use a metric that SageMaker publishes, in the namespace in which it does so.",
    bad=(
        Example("terraform", alarm_tf(namespace='"/aws/sagemaker/Endpoints" # <- here')),
        Example(
            "cloudformation",
            alarm_cfn("MemoryUtilization", "AWS/SageMaker # <- here", threshold="80"),
        ),
        Example("terraform", alarm_tf('"ModelInvocationErrors" # <- here', threshold="1")),
        Example("python", tracking_py(namespace='"AWS/SageMaker",  # <- here')),
    ),
    good=(
        Example("terraform", alarm_tf()),
        Example(
            "cloudformation", alarm_cfn("MemoryUtilization", "/aws/sagemaker/Endpoints", "Maximum")
        ),
        Example("python", tracking_py()),
        Example(
            "terraform",
            alarm_tf('"CPUUtilization"', dimensions='{ NotebookInstanceName = "lab" }'),
        ),
    ),
    check_deployed=check,
)
