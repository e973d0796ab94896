"""The CloudWatch metrics of SageMaker: where they are, what they are told apart by, what counts.

From the guide's pages on monitoring endpoints and asynchronous endpoints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from smlint.core.facts import Citation
from smlint.core.resource import ALARM, SCALING_POLICY, Resource
from smlint.core.tree import elements, member, number, text
from smlint.core.values import Known, Setting, Tree, Unknown
from smlint.rules._autoscaling import CONFIGURATION

REQUESTS = "AWS/SageMaker"
MACHINES = "/aws/sagemaker/Endpoints"
COMPONENTS = "/aws/sagemaker/InferenceComponents"
JOBS = (
    "/aws/sagemaker/TrainingJobs",
    "/aws/sagemaker/ProcessingJobs",
    "/aws/sagemaker/TransformJobs",
    "/aws/sagemaker/InferenceRecommendationsJobs",
)

QUEUE = frozenset(
    {
        "ApproximateBacklogSize",
        "ApproximateBacklogSizePerInstance",
        "ApproximateAgeOfOldestRequest",
        "HasBacklogWithoutCapacity",
    }
)
"""The metrics of an asynchronous endpoint's queue, which all of its variants share."""

OF_COPIES = frozenset(
    {"ConcurrentRequestsPerCopy", "InvocationsPerCopy", "NoCapacityInvocationFailures"}
)
"""What is measured of requests to inference components."""

OF_REQUESTS = QUEUE | OF_COPIES | {
    "ConcurrentRequestsPerModel", "ExplanationsPerInstance",
    "Invocation4XXErrors", "Invocation5XXErrors", "InvocationModelErrors", "Invocations",
    "InvocationsPerInstance", "ModelLatency", "ModelSetupTime", "OverheadLatency",
    "MidStreamErrors", "FirstChunkLatency",
    "FirstChunkModelLatency", "FirstChunkOverheadLatency", "ModelLoadingWaitTime",
    "ModelUnloadingTime", "ModelDownloadingTime", "ModelLoadingTime", "ModelCacheHit",
    "RequestDownloadFailures", "ResponseUploadFailures", "NotificationFailures",
    "RequestDownloadLatency", "ResponseUploadLatency", "ExpiredRequests", "InvocationFailures",
    "TimeInBacklog", "TotalProcessingTime",
}  # fmt: skip
"""What is measured of requests, in the namespace `AWS/SageMaker`."""

OF_MACHINES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("CPUUtilization", "MemoryUtilization", "DiskUtilization", "GPUUtilization",
         "GPUMemoryUtilization"),
        (MACHINES, *JOBS),
    ),
    **dict.fromkeys(
        ("CPUUtilizationNormalized", "GPUUtilizationNormalized", "GPUMemoryUtilizationNormalized"),
        (MACHINES, COMPONENTS),
    ),
    **dict.fromkeys(
        ("CPUReservation", "GPUReservation", "MemoryReservation", "LoadedModelCount"), (MACHINES,)
    ),
    "MemoryUtilizationNormalized": (COMPONENTS,),
}  # fmt: skip
"""What is measured of instances and copies, and in which namespaces."""

ALL = frozenset({REQUESTS, MACHINES, COMPONENTS, *JOBS})
"""The namespaces of SageMaker."""

SPELLINGS = frozenset(name.strip("/").lower() for name in ALL)
"""What is left of them where they are misspelt."""

MONITORING = Citation(
    "Amazon SageMaker AI metrics in Amazon CloudWatch",
    "https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html",
    "2026-11-21",
    "Metrics of requests are in AWS/SageMaker, those of instances in /aws/sagemaker/Endpoints, by "
    "endpoint and variant; for each it is said which statistics are valid.",
)
QUEUES = Citation(
    "Alarms and logs for tracking metrics from asynchronous endpoints",
    "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html",
    "2026-11-21",
    "The metrics of the queue have the dimension EndpointName alone; HasBacklogWithoutCapacity is "
    "1 or 0.",
)


class Watched(NamedTuple):
    """A metric that an alarm watches, or that a policy tracks.

    `bound` is what it is compared with: an alarm's threshold, a policy's target value.
    `consequence` is what follows where there is no such metric.
    """

    name: Setting[str]
    namespace: Setting[str]
    statistic: Setting[str]
    bound: Setting[float]
    dimensions: Tree
    consequence: str

    def values(self) -> Mapping[str, Setting[str]] | None:
        """The dimensions by name; None where they are not all known by name."""
        found: dict[str, Setting[str]] = {}
        if isinstance(self.dimensions, Unknown):
            return None
        listed = elements(self.dimensions)
        for item in listed:
            name = text(member(item, "Name"))
            if not isinstance(name, Known):
                return None
            found[name.value] = text(member(item, "Value"))
        return None if listed.more is not None else found


WATCHING = (ALARM, SCALING_POLICY)
"""The types of what watches a metric."""


def of_sagemaker(namespace: str) -> bool:
    """Whether `namespace` is one of SageMaker's, or a misspelling of one."""
    return namespace.strip("/").lower() in SPELLINGS


def watched(resource: Resource) -> Iterator[Watched]:
    """The metric of SageMaker that an alarm watches, or a target tracking policy describes.

    What is in another namespace, or in one that is not known, is nobody's business here.
    """
    for metric in _described(resource):
        space = metric.namespace
        if isinstance(space, Known) and of_sagemaker(space.value):
            yield metric


def _described(resource: Resource) -> Iterator[Watched]:
    if resource.type == ALARM:
        threshold = number(member(resource.properties, "Threshold"))
        yield _metric(resource.properties, threshold, "the alarm never has data")
    elif resource.type == SCALING_POLICY:
        tracking = member(resource.properties, CONFIGURATION)
        target = number(member(tracking, "TargetValue"))
        customized = member(tracking, "CustomizedMetricSpecification")
        yield _metric(customized, target, "the policy never acts")


def _metric(tree: Tree, bound: Setting[float], consequence: str) -> Watched:
    return Watched(
        text(member(tree, "MetricName")),
        text(member(tree, "Namespace")),
        text(member(tree, "Statistic")),
        bound,
        member(tree, "Dimensions"),
        consequence,
    )
