"""What documents say of requests and the model of the service does not: the table.

Each row names the rule that tells it, and whose documents say so; `kinds.py` says what the kinds
mean. A row stands for every structure at its places, by operation: `""` is the request itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from smlint.aws_api.kinds import (
    Between,
    Exceeds,
    Kind,
    Needed,
    Never,
    NotAllZero,
    OneOf,
    OnlyFor,
    Ordered,
    Product,
    When,
)
from smlint.core.rule import Written

Places = Mapping[str, tuple[str, ...]]

REQUEST = ("",)
CONFIG: Places = {"CreateEndpointConfig": REQUEST}
VARIANTS: Places = {
    "CreateEndpointConfig": ("ProductionVariants[]", "ShadowProductionVariants[]"),
}
MODEL: Places = {"CreateModel": REQUEST}
CONTAINERS: Places = {"CreateModel": ("PrimaryContainer", "Containers[]")}
JOB: Places = {"CreateTransformJob": REQUEST}
TRACKING: Places = {"PutScalingPolicy": ("TargetTrackingScalingPolicyConfiguration",)}


def within(places: Places, *members: str) -> Places:
    """The structures at `members` of those at `places`."""
    return {
        operation: tuple(".".join(filter(None, (path, name))) for path in paths for name in members)
        for operation, paths in places.items()
    }


ROLLOUT: Places = {
    "CreateEndpoint": ("DeploymentConfig",), "UpdateEndpoint": ("DeploymentConfig",),
}  # fmt: skip
BLUE_GREEN = within(ROLLOUT, "BlueGreenUpdatePolicy")
TRAFFIC = within(BLUE_GREEN, "TrafficRoutingConfiguration")
ROLLING = within(ROLLOUT, "RollingUpdatePolicy")
TENTH: Mapping[str, Written] = {"Type": "CAPACITY_PERCENT", "Value": 10}
PERCENT = When("Type", ("CAPACITY_PERCENT",))


class Row(NamedTuple):
    """A documented constraint, where it holds, and the rule that tells it."""

    rule: str
    places: Places
    kind: Kind


TABLE = (
    Row("both-update-policies", ROLLOUT, OneOf("BlueGreenUpdatePolicy", "RollingUpdatePolicy")),
    Row("canary-needs-size", TRAFFIC, Needed("CanarySize", When("Type", ("CANARY",)), TENTH)),
    Row("canary-needs-size", TRAFFIC, Needed("LinearStepSize", When("Type", ("LINEAR",)), TENTH)),
    Row("canary-size", within(TRAFFIC, "CanarySize"), Between("Value", 1, 50, PERCENT)),
    Row("canary-size", within(TRAFFIC, "LinearStepSize"), Between("Value", 10, 50, PERCENT)),
    Row("canary-size", within(ROLLING, "MaximumBatchSize"), Between("Value", 5, 50, PERCENT)),
    Row(
        "canary-size",
        within(ROLLING, "RollbackMaximumBatchSize"),
        Between("Value", 1, 100, PERCENT),
    ),
    Row(
        "deploy-timeout-too-small",
        BLUE_GREEN,
        Exceeds(
            "MaximumExecutionTimeoutInSeconds",
            ("TerminationWaitInSeconds", "TrafficRoutingConfiguration.WaitIntervalInSeconds"),
        ),
    ),
    Row("pools-and-type", VARIANTS, OneOf("InstancePools", "InstanceType")),
    Row("pools-and-type", VARIANTS, OneOf("ServerlessConfig", "InstancePools")),
    Row("eia-accelerator", VARIANTS, Never("AcceleratorType")),
    Row("zero-weights", CONFIG, NotAllZero("ProductionVariants", "InitialVariantWeight")),
    Row(
        "shadow-count",
        CONFIG,
        Between("ProductionVariants", 1, 1, When("ShadowProductionVariants")),
    ),
    Row("shadow-count", CONFIG, Between("ShadowProductionVariants", 0, 1)),
    Row(
        "capture-zero",
        within(CONFIG, "DataCaptureConfig"),
        Between("InitialSamplingPercentage", 1, 100, When("EnableCapture", (True,))),
    ),
    Row(
        "pipeline-container-count",
        MODEL,
        Between("Containers", 2, 15, When("InferenceExecutionConfig.Mode")),
    ),
    Row("transform-payload-over-100", JOB, Between("MaxPayloadInMB", 0, 100)),
    Row(
        "transform-payload-over-100",
        JOB,
        Product(("MaxPayloadInMB", "MaxConcurrentTransforms"), 100),
    ),
    Row("api-members-conflict", MODEL, OneOf("PrimaryContainer", "Containers")),
    Row(
        "api-members-conflict",
        within(CONTAINERS, "ImageConfig"),
        OnlyFor("RepositoryAuthConfig", When("RepositoryAccessMode", ("Vpc",))),
    ),
    Row(
        "api-members-conflict",
        within(VARIANTS, "RoutingConfig"),
        OnlyFor("PrefixAwareRoutingConfig", When("RoutingStrategy", ("PREFIX_AWARE",))),
    ),
    Row(
        "api-members-conflict",
        {"InvokeEndpointAsync": REQUEST},
        OneOf("Body", "InputLocation", needed=True),
    ),
    Row(
        "api-members-conflict",
        {"CreateInferenceComponent": REQUEST, "UpdateInferenceComponent": REQUEST},
        OneOf("Specification", "Specifications"),
    ),
    Row(
        "api-members-conflict",
        TRACKING,
        OneOf("PredefinedMetricSpecification", "CustomizedMetricSpecification"),
    ),
    Row(
        "autoscale-min-gt-max",
        {
            "RegisterScalableTarget": ("", "ScheduledActions[].ScalableTargetAction"),
            "PutScheduledAction": ("ScalableTargetAction",),
        },
        Ordered("MinCapacity", "MaxCapacity"),
    ),
)
"""The rows, by rule."""


@cache
def rows(rule: str) -> tuple[Row, ...]:
    """The rows that the rule called `rule` tells."""
    return tuple(row for row in TABLE if row.rule == rule)
