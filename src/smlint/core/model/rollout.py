"""How an update of an endpoint is rolled out."""

from __future__ import annotations

from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Many, Setting


@dataclass(frozen=True, slots=True)
class CapacitySize:
    """A part of a fleet: `value` instances, or percent of its capacity, as `type` says."""

    type: Setting[str]
    value: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TrafficRoutingConfig:
    """How traffic moves to the new fleet: all at once, by a canary, or in equal steps."""

    type: Setting[str]
    wait_interval_in_seconds: Setting[int]
    canary_size: Setting[CapacitySize]
    linear_step_size: Setting[CapacitySize]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class BlueGreenUpdatePolicy:
    """An update that makes a second fleet and moves traffic to it. Durations in seconds."""

    traffic_routing: Setting[TrafficRoutingConfig]
    termination_wait_in_seconds: Setting[int]
    maximum_execution_timeout_in_seconds: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class RollingUpdatePolicy:
    """An update that replaces the fleet part by part. Durations in seconds."""

    maximum_batch_size: Setting[CapacitySize]
    rollback_maximum_batch_size: Setting[CapacitySize]
    wait_interval_in_seconds: Setting[int]
    maximum_execution_timeout_in_seconds: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DeploymentConfig:
    """How an update is rolled out, and the alarms that take it back."""

    blue_green_update_policy: Setting[BlueGreenUpdatePolicy]
    rolling_update_policy: Setting[RollingUpdatePolicy]
    auto_rollback: Setting[bool]
    auto_rollback_alarms: Many[Setting[str]]
    span: Span = field(compare=False)
