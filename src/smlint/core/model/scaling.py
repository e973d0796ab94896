"""What changes the number of instances or copies: targets, policies, alarms, schedules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Many, Setting


@dataclass(frozen=True, slots=True)
class Alarm:
    """A CloudWatch alarm. `period` in seconds. One of an expression has no metric of its own."""

    address: str = field(compare=False)
    name: Setting[str]
    namespace: Setting[str]
    metric_name: Setting[str]
    dimensions: Setting[Mapping[str, Setting[str]]]
    statistic: Setting[str]
    period: Setting[int]
    evaluation_periods: Setting[int]
    datapoints_to_alarm: Setting[int]
    threshold: Setting[float]
    comparison_operator: Setting[str]
    treat_missing_data: Setting[str]
    actions_enabled: Setting[bool]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ScalingPolicy:
    """A scaling policy. `policy_type` has the language's default where it is not written.

    `alarms` are those that have it act. Target tracking makes its own, which are not among them.
    Cooldowns in seconds; `cooldown` is that of step scaling.
    """

    address: str = field(compare=False)
    name: Setting[str] = field(compare=False)
    policy_type: Setting[str]
    target_value: Setting[float]
    predefined_metric: Setting[str]
    customized_metric: Setting[str]
    customized_namespace: Setting[str]
    customized_statistic: Setting[str]
    customized_dimensions: Setting[Mapping[str, Setting[str]]]
    target_tracking: Setting[bool]
    step_scaling: Setting[bool]
    disable_scale_in: Setting[bool]
    scale_in_cooldown: Setting[int]
    scale_out_cooldown: Setting[int]
    cooldown: Setting[int]
    alarms: Many[Alarm]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ScheduledAction:
    """A change of capacity at set times."""

    schedule: Setting[str]
    min_capacity: Setting[int]
    max_capacity: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ScalableTarget:
    """What Application Auto Scaling may scale, between two capacities."""

    address: str = field(compare=False)
    resource_id: Setting[str]
    scalable_dimension: Setting[str]
    min_capacity: Setting[int]
    max_capacity: Setting[int]
    policies: Many[ScalingPolicy]
    scheduled_actions: Many[ScheduledAction]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)
