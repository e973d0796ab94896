"""Programs of Pulumi: the resources that they declare.

`pulumi_aws` has the names of the Terraform provider that it is made of, `pulumi_aws_native` those
of CloudFormation, both in snake case. The table is that of pulumi_aws 7.51.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
)
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, implied
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure import pulumi_values
from smlint.frontends.python_sdk.lowering.infrastructure.cdk_alarms import pairs
from smlint.frontends.python_sdk.lowering.infrastructure.constructs import (
    STRUCTURE,
    declare,
    properties_of,
    token,
)
from smlint.frontends.python_sdk.shapes import api_name
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Construct, Opaque, Value


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of resources, and what it calls otherwise than the API, at any depth.

    `renamed` are members by the names that the rule would give them, `single` those of them that
    are lists of one, `implied` the defaults of the provider.
    """

    kind: str
    name: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    single: frozenset[str] = frozenset()
    implied: Mapping[str, str] = field(default_factory=dict)


CONTAINERS = {"S3DataSources": "S3DataSource"}
CLASSES: Mapping[str, Shape] = {
    "pulumi_aws.sagemaker.Model": Shape(
        MODEL, "ModelName", CONTAINERS, frozenset({"S3DataSource"})
    ),
    "pulumi_aws.sagemaker.EndpointConfiguration": Shape(
        ENDPOINT_CONFIG,
        "EndpointConfigName",
        {
            "KmsKeyArn": "KmsKeyId",
            "RoutingConfigs": "RoutingConfig",
            "IncludeInferenceResponseIns": "IncludeInferenceResponseIn",
        },
        frozenset({"RoutingConfig"}),
    ),
    "pulumi_aws.sagemaker.Endpoint": Shape(ENDPOINT, "EndpointName"),
    "pulumi_aws.appautoscaling.Target": Shape(SCALABLE_TARGET),
    "pulumi_aws.appautoscaling.Policy": Shape(
        SCALING_POLICY, "PolicyName", implied={"PolicyType": "StepScaling"}
    ),
    "pulumi_aws.appautoscaling.ScheduledAction": Shape(SCHEDULED_ACTION, "ScheduledActionName"),
    "pulumi_aws.cloudwatch.MetricAlarm": Shape(ALARM, "AlarmName"),
    "pulumi_aws_native.sagemaker.Model": Shape(MODEL),
    "pulumi_aws_native.sagemaker.EndpointConfig": Shape(ENDPOINT_CONFIG),
    "pulumi_aws_native.sagemaker.Endpoint": Shape(ENDPOINT),
    "pulumi_aws_native.sagemaker.InferenceComponent": Shape(INFERENCE_COMPONENT),
    "pulumi_aws_native.applicationautoscaling.ScalableTarget": Shape(SCALABLE_TARGET),
    "pulumi_aws_native.applicationautoscaling.ScalingPolicy": Shape(SCALING_POLICY),
    "pulumi_aws_native.cloudwatch.Alarm": Shape(ALARM),
}
OWN = frozenset({"resource_name", "opts", "args", "region"})
"""Arguments of every resource that are none of its properties."""


def call(machine: Machine, callee: Value, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call of Pulumi gives, with what it declares noted; None where it is no such call."""
    shape = CLASSES.get(callee.path) if isinstance(callee, Opaque) else None
    if shape is not None and isinstance(callee, Opaque):
        properties = _properties(machine, shape, _arguments(arguments), node)
        name = arguments.get("resource_name", 0)
        return declare(machine, callee.path, shape.kind, properties, node, name=name)
    return pulumi_values.call(machine, callee, arguments, machine.span(node))


def _arguments(arguments: Arguments) -> Arguments:
    """The properties among `arguments`, also where they are given as one structure."""
    whole = arguments.get("args", 1)
    given = {name: value for name, value in arguments.keywords.items() if name not in OWN}
    if isinstance(whole, Opaque) and whole.arguments and STRUCTURE.fullmatch(whole.path):
        return Arguments((), {**whole.arguments.keywords, **given}, whole.arguments.open)
    return Arguments((), given, arguments.open)


def _properties(
    machine: Machine, shape: Shape, arguments: Arguments, node: ast.Call
) -> dict[str, Value]:
    span = syntax.header_of(node, machine.source)
    found = properties_of(machine, shape.kind, arguments)
    if shape.name and "Name" in found:
        found[shape.name] = found.pop("Name")
    found = {shape.renamed.get(name, name): _renamed(item, shape) for name, item in found.items()}
    for name, default in shape.implied.items():
        if name not in found or isinstance(found[name], Absent):
            found[name] = implied(default, "the provider", span)
    if shape.kind == ALARM and "Dimensions" in found:
        found["Dimensions"] = pairs(machine, found["Dimensions"])
    return found


def _renamed(value: Value, shape: Shape) -> Value:
    """`value` with the members within it under the names of the API. Boxes are changed in place."""
    if not isinstance(value, Box):
        return value
    for name, item in tuple(value.store.items()):
        inner = _renamed(item, shape)
        if value.kind == "list":
            value.store[name] = inner
            continue
        new = shape.renamed.get(str(name), str(name))
        del value.store[name]
        whole = isinstance(inner, Box) and inner.kind == "list" and inner.open is None
        if new in shape.single and isinstance(inner, Box) and whole and inner.store:
            inner = inner.items[0]
        value.store[new] = inner
    return value


def attribute(value: Construct, name: str, span: Span) -> Value:
    """`value.name` of a resource: what it was given, or what will be known once it is deployed."""
    shape = CLASSES[value.path]
    member = shape.name if name == "name" and shape.name else api_name(name)
    member = shape.renamed.get(member, member)
    given = value.properties.get(member)
    if given is not None and not isinstance(given, Absent):
        return at(given, span, Hop(f"output {name}", given.span))
    return token(value, member, span)
