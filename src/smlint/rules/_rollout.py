"""What is said of how updates of an endpoint are rolled out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.model import CapacitySize, DeploymentConfig, Endpoint
from smlint.core.resource import ALARM, ENDPOINT
from smlint.core.rule import ENDPOINT_NAME, Instead, Written, need
from smlint.core.values import Known, Setting
from smlint.rules._autoscaling import only_variant

ALL_AT_ONCE = "ALL_AT_ONCE"

CANARY: dict[str, Written] = {
    "BlueGreenUpdatePolicy": {
        "TrafficRoutingConfiguration": {
            "Type": "CANARY",
            "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 30},
            "WaitIntervalInSeconds": 600,
        },
        "TerminationWaitInSeconds": 600,
        "MaximumExecutionTimeoutInSeconds": 3600,
    },
}
"""An update that shows the new fleet a part of the traffic first."""

BAKING: dict[str, Written] = {
    "BlueGreenUpdatePolicy": {
        "TrafficRoutingConfiguration": {"Type": ALL_AT_ONCE, "WaitIntervalInSeconds": 600},
        "TerminationWaitInSeconds": 600,
    },
}
"""An update that keeps the old fleet for a while, which fleets of any size can have."""


def rollback(endpoint: Endpoint) -> Mapping[str, Written]:
    """An update that is taken back by an alarm."""
    return {"AutoRollbackConfiguration": {"Alarms": [{"AlarmName": _errors(endpoint)}]}}


def _errors(endpoint: Endpoint) -> str:
    """The alarm's name: that of the endpoint in it only as a text, which is no reference to it."""
    name = endpoint.name
    return f"{name.value if isinstance(name, Known) else 'endpoint'}-errors"


def errors_alarm(endpoint: Endpoint) -> Instead:
    """That alarm."""
    return Instead(
        ALARM,
        {
            "AlarmName": _errors(endpoint),
            "Namespace": "AWS/SageMaker",
            "MetricName": "Invocation5XXErrors",
            "Dimensions": [
                {"Name": "EndpointName", "Value": ENDPOINT_NAME},
                {"Name": "VariantName", "Value": only_variant((endpoint,))},
            ],
            "Statistic": "Sum",
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": 1,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        },
    )


def is_made(endpoint: Endpoint) -> bool:
    """Whether something here makes or updates the endpoint, not its configuration alone."""
    return any(resource.type == ENDPOINT for resource in endpoint.resources) or any(
        call.operation == "UpdateEndpoint" for call in endpoint.calls
    )


def steps(config: DeploymentConfig) -> Iterator[tuple[str, Setting[CapacitySize]]]:
    """The sizes of the steps in which `config` updates, and what the API calls each."""
    policy = need(config.blue_green_update_policy)
    routing = None if policy is None else need(policy.traffic_routing)
    if routing is not None:
        yield "CanarySize", routing.canary_size
        yield "LinearStepSize", routing.linear_step_size
    rolling = need(config.rolling_update_policy)
    if rolling is not None:
        yield "MaximumBatchSize", rolling.maximum_batch_size
