"""Alarms and policies whose dimensions no metric has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from smlint.core.checks import per_resource_of
from smlint.core.facts import Facts
from smlint.core.model import Deployed, Endpoint
from smlint.core.resource import ALARM, Resource
from smlint.core.rule import ENDPOINT_NAME, Evidence, Example, Instead, Match, Rule, Written, need
from smlint.core.values import Known, Setting, parts_of
from smlint.rules._autoscaling import CONFIGURATION, is_named, only_variant
from smlint.rules._metric_examples import alarm_cfn, alarm_tf, tracking_py
from smlint.rules._metrics import (
    MACHINES,
    MONITORING,
    OF_COPIES,
    OF_MACHINES,
    OF_REQUESTS,
    QUEUE,
    QUEUES,
    REQUESTS,
    WATCHING,
    watched,
)

ENDPOINT, VARIANT = "EndpointName", "VariantName"
COMPONENT = "InferenceComponentName"
BY_VARIANT: Mapping[str, Collection[str]] = {
    REQUESTS: OF_REQUESTS - OF_COPIES,
    MACHINES: OF_MACHINES,
}
"""The metrics of variants and of queues, by namespace."""

FINER = frozenset({"InstanceId", "ContainerId", "AcceleratorId", "Host", "JobName", COMPONENT})
"""Dimensions by which metrics are told apart that are not those of a whole variant."""


@per_resource_of(*WATCHING)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a variant's metric without the variant, and a queue's metric with one."""
    for metric in watched(resource):
        name, namespace = need(metric.name), need(metric.namespace)
        if name is None or name not in BY_VARIANT.get(namespace or "", ()):
            continue
        dimensions = metric.values()
        if dimensions is None or (dimensions and ENDPOINT not in dimensions):
            continue
        if FINER & set(dimensions):
            continue
        said = _said(name, dimensions)
        if said is not None:
            meant = _watched(dimensions, deployed)
            yield Match(
                metric.dimensions.span,
                f"{said}: {metric.consequence}",
                (Evidence("the metric is set here", metric.name),),
                instead=(Instead(resource.type, _right(resource, name, dimensions, meant)),),
                endpoints=meant,
            )


def _said(name: str, dimensions: Mapping[str, Setting[str]]) -> str | None:
    if not dimensions:
        return f"{name} is published of each endpoint, never without dimensions"
    if name in QUEUE and VARIANT in dimensions:
        return f"{name} is published by EndpointName alone, not by variant"
    if name not in QUEUE and VARIANT not in dimensions:
        return f"{name} is published by EndpointName and VariantName together"
    return None


def _watched(dimensions: Mapping[str, Setting[str]], deployed: Deployed) -> tuple[Endpoint, ...]:
    """The endpoint that is named; where none is, the only one that there is."""
    named = dimensions.get(ENDPOINT)
    if named is None:
        return deployed.endpoints if len(deployed.endpoints) == 1 else ()
    return tuple(item for item in deployed.endpoints if is_named(item, parts_of(named)))


def _right(
    resource: Resource,
    name: str,
    dimensions: Mapping[str, Setting[str]],
    meant: tuple[Endpoint, ...],
) -> Mapping[str, Written]:
    values = {ENDPOINT: _shown(dimensions.get(ENDPOINT), ENDPOINT_NAME)}
    if name not in QUEUE:
        values[VARIANT] = _shown(dimensions.get(VARIANT), only_variant(meant))
    listed: Written = [{"Name": item, "Value": value} for item, value in values.items()]
    if resource.type == ALARM:
        return {"Dimensions": listed}
    return {CONFIGURATION: {"CustomizedMetricSpecification": {"Dimensions": listed}}}


def _shown(value: Setting[str] | None, other: str) -> str:
    """The value of a dimension where it is written as a text; else the `other`."""
    return value.value if isinstance(value, Known) and not value.via else other


RULE = Rule(
    id="SM981",
    name="metric-wrong-dimensions",
    title="Metric of an endpoint with dimensions by which it is not published",
    category="correctness",
    severity="warning",
    preset="recommended",
    sources=(MONITORING, QUEUES),
    explanation=(
        "A metric in CloudWatch is its namespace, its name and all of its dimensions: what was "
        "published with two dimensions is not found by one of them. SageMaker publishes the "
        "metrics of requests and of instances by EndpointName and VariantName together, so that an "
        "alarm which names only the endpoint, or nothing, has no data. The queue of an "
        "asynchronous endpoint belongs to the endpoint as a whole: its metrics "
        "(ApproximateBacklogSize, ApproximateBacklogSizePerInstance, ApproximateAgeOfOldestRequest "
        "and HasBacklogWithoutCapacity) have EndpointName alone, and a policy that names the "
        "variant too never scales. Metrics of inference components, and the finer ones by instance "
        "or container, are left alone."
    ),
    remedy=(
        "Name both EndpointName and VariantName for what is measured of requests and instances, "
        "EndpointName alone for the metrics of an asynchronous endpoint's queue."
    ),
    bad=(
        Example(
            "terraform",
            alarm_tf(
                metric='"Invocation5XXErrors"',
                statistic='"Sum"',
                threshold="5",
                dimensions="""{ # <- here
    EndpointName = aws_sagemaker_endpoint.search.name
  }""",
            ),
        ),
        Example(
            "cloudformation", alarm_cfn(variant="").replace("Dimensions:", "Dimensions: # <- here")
        ),
        Example(
            "python",
            tracking_py(
                metric='"ApproximateBacklogSizePerInstance",',
                namespace='"AWS/SageMaker",',
                target="5,",
            ).replace('"Dimensions": [', '"Dimensions": [  # <- here'),
        ),
    ),
    good=(
        Example("terraform", alarm_tf()),
        Example("cloudformation", alarm_cfn()),
        Example("python", tracking_py()),
        Example(
            "python",
            tracking_py(
                metric='"ApproximateBacklogSizePerInstance",',
                namespace='"AWS/SageMaker",',
                target="5,",
                variant="",
            ),
        ),
    ),
    check_deployed=check,
)
