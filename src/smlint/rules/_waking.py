"""What brings an endpoint back from zero instances or copies."""

from __future__ import annotations

from collections.abc import Collection

from smlint.core.model import Alarm, ScalableTarget, ScalingPolicy
from smlint.core.rule import need, need_all

NAMESPACES = ("aws/sagemaker", "/aws/sagemaker")
"""The metrics of SageMaker itself: which of them exist at zero is documented."""


def may_wake(target: ScalableTarget, metrics: Collection[str]) -> bool:
    """Whether a schedule or a step scaling policy may bring `target` back from zero.

    `metrics` are those of SageMaker that exist at zero. A policy without an alarm counts: another
    rule tells that. Raises `Undetermined` where it cannot be told.
    """
    for action in target.scheduled_actions:
        if need(action.min_capacity):
            return True
    for policy in target.policies:
        if need(policy.step_scaling) and _may_act(policy, metrics):
            return True
    need_all(target.policies)
    need_all(target.scheduled_actions)
    return False


def _may_act(policy: ScalingPolicy, metrics: Collection[str]) -> bool:
    return any(_fires(alarm, metrics) for alarm in policy.alarms) or not need_all(policy.alarms)


def _fires(alarm: Alarm, metrics: Collection[str]) -> bool:
    """Whether the alarm can fire at zero: surely not where its metric does not exist then."""
    namespace, metric = need(alarm.namespace), need(alarm.metric_name)
    if namespace is None or metric is None or not namespace.lower().startswith(NAMESPACES):
        return True
    return metric in metrics
