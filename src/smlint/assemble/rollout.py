"""From properties in API shape to how an update is rolled out."""

from __future__ import annotations

from smlint.assemble.structures import structure, written
from smlint.core.model import (
    BlueGreenUpdatePolicy,
    CapacitySize,
    DeploymentConfig,
    RollingUpdatePolicy,
    TrafficRoutingConfig,
)
from smlint.core.tree import elements, integer, member, text
from smlint.core.values import Data, Known, Many, Setting, Tree


def deployment_config(found: Known[Data]) -> DeploymentConfig:
    """`DeploymentConfig`."""
    return DeploymentConfig(
        structure(member(found, "BlueGreenUpdatePolicy"), blue_green_update_policy),
        structure(member(found, "RollingUpdatePolicy"), rolling_update_policy),
        written(member(found, "AutoRollbackConfiguration")),
        rollback_alarms(member(found, "AutoRollbackConfiguration", "Alarms")),
        found.span,
    )


def blue_green_update_policy(found: Known[Data]) -> BlueGreenUpdatePolicy:
    """`BlueGreenUpdatePolicy`."""
    return BlueGreenUpdatePolicy(
        structure(member(found, "TrafficRoutingConfiguration"), traffic_routing),
        integer(member(found, "TerminationWaitInSeconds")),
        integer(member(found, "MaximumExecutionTimeoutInSeconds")),
        found.span,
    )


def traffic_routing(found: Known[Data]) -> TrafficRoutingConfig:
    """`TrafficRoutingConfig`."""
    return TrafficRoutingConfig(
        text(member(found, "Type")),
        integer(member(found, "WaitIntervalInSeconds")),
        structure(member(found, "CanarySize"), capacity_size),
        structure(member(found, "LinearStepSize"), capacity_size),
        found.span,
    )


def rolling_update_policy(found: Known[Data]) -> RollingUpdatePolicy:
    """`RollingUpdatePolicy`."""
    return RollingUpdatePolicy(
        structure(member(found, "MaximumBatchSize"), capacity_size),
        structure(member(found, "RollbackMaximumBatchSize"), capacity_size),
        integer(member(found, "WaitIntervalInSeconds")),
        integer(member(found, "MaximumExecutionTimeoutInSeconds")),
        found.span,
    )


def capacity_size(found: Known[Data]) -> CapacitySize:
    """`CapacitySize`."""
    return CapacitySize(text(member(found, "Type")), integer(member(found, "Value")), found.span)


def rollback_alarms(found: Tree) -> Many[Setting[str]]:
    """The names in a list of `Alarm`s of a deployment."""
    alarms = elements(found)
    return Many(tuple(text(member(item, "AlarmName")) for item in alarms), alarms.more)
