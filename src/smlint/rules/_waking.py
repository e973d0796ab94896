"""What brings an endpoint back from zero instances or copies."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from smlint.core.model import Alarm, ScalableTarget, ScalingPolicy
from smlint.core.resource import ALARM, SCALING_POLICY
from smlint.core.rule import ENDPOINT_NAME, POLICY_ARN, Instead, Written, need, need_all
from smlint.core.values import Known
from smlint.rules._autoscaling import id_written
from smlint.rules._metrics import of_sagemaker


class Sign(NamedTuple):
    """A metric that is 1 where something is wanted that is at zero, and of what it is measured."""

    metric: str
    dimension: str
    statistic: str


WITHOUT_CAPACITY = Sign("HasBacklogWithoutCapacity", "EndpointName", "Average")
NO_CAPACITY = Sign("NoCapacityInvocationFailures", "InferenceComponentName", "Sum")


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
    if namespace is None or metric is None or not of_sagemaker(namespace):
        return True
    return metric in metrics


def waker(target: ScalableTarget, sign: Sign) -> tuple[Instead, ...]:
    """A policy that adds one to `target`, and the alarm that has it act."""
    policy: dict[str, Written] = {
        "PolicyName": "wake",
        "PolicyType": "StepScaling",
        "ServiceNamespace": "sagemaker",
        **_scaled(target),
        "StepScalingPolicyConfiguration": {
            "AdjustmentType": "ChangeInCapacity",
            "MetricAggregationType": "Maximum",
            "Cooldown": 300,
            "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
        },
    }
    return (Instead(SCALING_POLICY, policy), alarm_on(sign, target))


def alarm_on(sign: Sign, target: ScalableTarget) -> Instead:
    """An alarm that fires as soon as `sign` is there of `target`, and has a policy act."""
    return Instead(
        ALARM,
        {
            "AlarmName": f"{ENDPOINT_NAME}-wake",
            "Namespace": "AWS/SageMaker",
            "MetricName": sign.metric,
            "Dimensions": [{"Name": sign.dimension, "Value": _named(sign, target)}],
            "Statistic": sign.statistic,
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": 1,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "AlarmActions": [POLICY_ARN],
        },
    )


def _named(sign: Sign, target: ScalableTarget) -> str:
    if sign.dimension == "EndpointName":
        return ENDPOINT_NAME
    return id_written(target.resource_id).rpartition("/")[2]


def _scaled(target: ScalableTarget) -> dict[str, Written]:
    """What the target says that is scaled, as far as it is known."""
    dimension = target.scalable_dimension
    return {
        "ResourceId": id_written(target.resource_id),
        "ScalableDimension": dimension.value if isinstance(dimension, Known) else "DIMENSION",
    }
