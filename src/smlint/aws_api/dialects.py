"""How languages ask for requests of the API: what they call members, fill in and convert."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

Path = tuple[str, ...]
"""The members on the way to a setting, as the API calls them: `ProductionVariants[]`, of which a
list is named for its elements where the way goes on through one.
"""

CAPITALS = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"


class Dialect(NamedTuple):
    """How a language asks for requests.

    `whole`: what is not written is not sent, but for what the language fills in (`fills`, by
    structure). `typed`: a value is of the API's own type, or it is refused; other languages convert
    what spells one. `closed`: a member that the API does not have is refused. `blank`: an empty
    text is sent as it is. `renamed` are members that are not called as `snake` or the API says.
    """

    whole: bool = True
    fills: Mapping[str, frozenset[str]] = MappingProxyType({})
    typed: bool = False
    closed: bool = False
    blank: bool = True
    snake: bool = False
    renamed: Mapping[Path, str] = MappingProxyType({})

    def name(self, path: Path) -> str:
        """The setting at `path`, as the language writes it."""
        return ".".join(self._one(path[: depth + 1]) for depth in range(len(path)))

    def _one(self, path: Path) -> str:
        bare = tuple(step.removesuffix("[]") for step in path)
        if bare in self.renamed:
            return self.renamed[bare]
        return re.sub(CAPITALS, "_", bare[-1]).lower() if self.snake else bare[-1]

    def needs(self, structure: str, member: str) -> bool:
        """Whether somebody who writes a `structure` has to write its required `member`."""
        return self.whole and member not in self.fills.get(structure, ())


_NAMES: Mapping[str, frozenset[str]] = {
    "CreateModelInput": frozenset({"ModelName"}),
    "CreateEndpointConfigInput": frozenset({"EndpointConfigName"}),
    "CreateEndpointInput": frozenset({"EndpointName"}),
    "CreateInferenceComponentInput": frozenset({"InferenceComponentName"}),
    "PutMetricAlarmInput": frozenset({"AlarmName"}),
    "PutScalingPolicyRequest": frozenset(
        {"PolicyName", "ServiceNamespace", "ResourceId", "ScalableDimension"}
    ),
}
"""What is made up where it is not written, or taken from the target to which a policy belongs."""

_QUERIES = ("PredictiveScalingMetric", "TargetTrackingMetric")
_TEMPLATES: Mapping[str, frozenset[str]] = {
    **_NAMES,
    "ProductionVariantRoutingConfig": frozenset({"RoutingStrategy"}),
    "TrafficRoutingConfig": frozenset({"WaitIntervalInSeconds"}),
    "InferenceComponentRuntimeConfig": frozenset({"CopyCount"}),
    "InferenceComponentComputeResourceRequirements": frozenset({"MinMemoryRequiredInMb"}),
    "AlarmPromQLCriteria": frozenset({"Query"}),
    "WarmUpConfiguration": frozenset({"WarmUpPeriodDurationInMinutes"}),
    **{f"{prefix}DataQuery": frozenset({"Id"}) for prefix in _QUERIES},
    **{f"{prefix}Stat": frozenset({"Metric", "Stat"}) for prefix in _QUERIES},
    **{f"{prefix}Dimension": frozenset({"Name", "Value"}) for prefix in _QUERIES},
}
"""What the types of CloudFormation do not ask for either: schemas of cfn-lint 1.58.0, us-east-1."""

REQUEST = Dialect(typed=True, closed=True)
"""A request that is sent as it is written."""

DIALECTS: Mapping[str, Dialect] = {
    "cloudformation": Dialect(fills=_TEMPLATES),
    "terraform": Dialect(
        fills={
            **_TEMPLATES,
            "ProductionVariant": frozenset({"VariantName"}),
            "CreateMonitoringScheduleRequest": frozenset({"MonitoringScheduleName"}),
        },
        blank=False,
        snake=True,
    ),
    "kubernetes": Dialect(fills=_NAMES),
    "shell": Dialect(),
    "step_functions": Dialect(),
}
SDK = Dialect(whole=False)
"""Of what a library makes requests: it fills in what it likes."""


_TERRAFORM: Mapping[str, Mapping[Path, str]] = {
    "CreateModel": {("ModelName",): "name", ("Containers",): "container"},
    "CreateEndpointConfig": {("EndpointConfigName",): "name", ("KmsKeyId",): "kms_key_arn"},
    "CreateEndpoint": {("EndpointName",): "name"},
    "CreateInferenceComponent": {("InferenceComponentName",): "name"},
    "PutScalingPolicy": {
        ("PolicyName",): "name",
        ("StepScalingPolicyConfiguration", "StepAdjustments"): "step_adjustment",
    },
    "PutScheduledAction": {("ScheduledActionName",): "name"},
    "CreateMonitoringSchedule": {("MonitoringScheduleName",): "name"},
}
"""What Terraform's provider calls otherwise, by operation: a name is `name` in its own resource."""


@cache
def dialect(language: str, operation: str, *, verbatim: bool) -> Dialect:
    """How `language` asks for `operation`; `verbatim` where a script writes the request itself."""
    spoken = DIALECTS.get(language, REQUEST if verbatim else SDK)
    renamed = _TERRAFORM.get(operation) if language == "terraform" else None
    return spoken._replace(renamed=renamed) if renamed else spoken
