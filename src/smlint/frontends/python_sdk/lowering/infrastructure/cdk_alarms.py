"""Alarms and metrics of the CDK's `aws_cloudwatch`, constructs of level 2, as resources."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from smlint.core.resource import ALARM
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Unknown, implied
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure.constructs import (
    asked,
    declare,
    otherwise,
    token,
)
from smlint.frontends.python_sdk.shapes import api_name
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Construct, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text

CLOUDWATCH = "aws_cdk.aws_cloudwatch."
OF_VARIANT: Mapping[str, tuple[str, str, str]] = {
    "metric_invocations": ("AWS/SageMaker", "Invocations", "Sum"),
    "metric_invocations_per_instance": ("AWS/SageMaker", "InvocationsPerInstance", "Sum"),
    "metric_model_latency": ("AWS/SageMaker", "ModelLatency", "Average"),
    "metric_overhead_latency": ("AWS/SageMaker", "OverheadLatency", "Average"),
    "metric_disk_utilization": ("/aws/sagemaker/Endpoints", "DiskUtilization", "Average"),
    "metric_cpu_utilization": ("/aws/sagemaker/Endpoints", "CPUUtilization", "Average"),
    "metric_memory_utilization": ("/aws/sagemaker/Endpoints", "MemoryUtilization", "Average"),
    "metric_gpu_utilization": ("/aws/sagemaker/Endpoints", "GPUUtilization", "Average"),
    "metric_gpu_memory_utilization": (
        "/aws/sagemaker/Endpoints",
        "GPUMemoryUtilization",
        "Average",
    ),
}
"""Namespace, name and statistic of the metrics of a production variant."""

STATISTICS: Mapping[str, str] = {
    "average": "Average", "avg": "Average", "minimum": "Minimum", "min": "Minimum",
    "maximum": "Maximum", "max": "Maximum", "samplecount": "SampleCount", "n": "SampleCount",
    "sum": "Sum",
}  # fmt: skip
PERIOD = 300
"""Seconds: the period of a metric for which none is given."""

ACTIONS: Mapping[str, str] = {
    "add_alarm_action": "AlarmActions",
    "add_ok_action": "OKActions",
    "add_insufficient_data_action": "InsufficientDataActions",
}
PLAIN = (
    "alarm_name", "threshold", "evaluation_periods", "datapoints_to_alarm", "treat_missing_data",
    "actions_enabled",
)  # fmt: skip
UNIT = re.compile(r".*\.Unit\.([A-Z]+)")
VARIANT = re.compile(r".*\.find_instance_production_variant\(\)")


def call(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call gives that makes an alarm or gives it an action; None where it is neither."""
    receiver, name = callee.receiver, callee.path.rpartition(".")[2]
    if isinstance(receiver, Construct) and receiver.kind == ALARM and name in ACTIONS:
        _act(machine, receiver, ACTIONS[name], arguments)
        return Absent(machine.span(node))
    made = callee.path == f"{CLOUDWATCH}Alarm"
    metric = arguments.get("metric") if made else receiver
    if not made and (name != "create_alarm" or not callee.path.startswith("aws_cdk.")):
        return None
    return None if _is_foreign(metric) else alarm(machine, metric, arguments, node)


OF_RESPONSES = "metric_invocation_response_code"


def _is_foreign(metric: Value | None) -> bool:
    """Whether `metric` is surely another service's: what a construct of it gives."""
    while isinstance(metric, Opaque) and metric.path.endswith(".with_()"):
        method = metric.receiver
        metric = method.receiver if isinstance(method, Opaque) else None
    if not isinstance(metric, Opaque) or not metric.path.startswith("aws_cdk."):
        return False
    name = metric.path.removesuffix("()").rpartition(".")[2]
    return not metric.path.startswith(CLOUDWATCH) and name not in (*OF_VARIANT, OF_RESPONSES)


def alarm(
    machine: Machine,
    metric: Value | None,
    arguments: Arguments,
    node: ast.Call,
    *,
    policy: Construct | None = None,
) -> Construct:
    """The alarm on `metric` that a call with `arguments` makes; it has `policy` act."""
    span = syntax.header_of(node, machine.source)
    actions = () if policy is None else (token(policy, "Ref", span),)
    scope = arguments.get("scope", 0) if policy is None else policy
    comparison = asked(arguments, "comparison_operator")
    properties: dict[str, Value] = {
        **metric_of(machine, metric, span),
        "ComparisonOperator": otherwise(
            comparison, implied("GreaterThanOrEqualToThreshold", "Alarm", span)
        ),
        "AlarmActions": machine.box("list", span, actions),
    }
    for name in PLAIN:
        value = asked(arguments, name)
        if value is not None:
            properties[api_name(name)] = value
    return declare(machine, f"{CLOUDWATCH}Alarm", ALARM, properties, node, scope=scope)


def _act(machine: Machine, made: Construct, member: str, arguments: Arguments) -> None:
    listed = made.properties.get(member)
    if not isinstance(listed, Box):
        listed = machine.box("list", made.span, ())
        machine.write(made.properties, member, listed)
    for action in arguments.positional:
        machine.write(listed.store, len(listed.store), _target(action))


def _target(action: Value) -> Value:
    """What an action of an alarm acts on: the resource that it is made with."""
    given = action.arguments.positional if isinstance(action, Opaque) and action.arguments else ()
    if given and isinstance(given[0], Construct):
        return token(given[0], "Ref", action.span)
    if given and isinstance(given[0], Opaque):
        reference = given[0].reference._replace(attribute="Arn")
        return Unknown("it is known only after the deployment", action.span, (), (reference,))
    return action


def metric_of(machine: Machine, metric: Value | None, span: Span) -> dict[str, Value]:
    """What an alarm says of its metric; unknown for what is no single metric."""
    if isinstance(metric, Opaque) and metric.arguments is not None:
        name = metric.path.removesuffix("()").rpartition(".")[2]
        given = metric.arguments
        if name == "with_" and isinstance(metric.receiver, Opaque):
            base = metric_of(machine, metric.receiver.receiver, span)
            return {**base, **_changed(given)}
        if metric.path == f"{CLOUDWATCH}Metric()":
            return {**_plain(machine, given, metric.span), **_changed(given)}
        if name in OF_VARIANT:
            return {**_of_variant(machine, metric, *OF_VARIANT[name]), **_changed(given)}
        code = given.get("response_code", 0)
        if name == OF_RESPONSES and code is not None:
            measured = _of_variant(machine, metric, "AWS/SageMaker", "", "Sum")
            return {**measured, "MetricName": code, **_changed(given)}
    unknown = Unknown("its metric is not known", span)
    return dict.fromkeys(("Namespace", "MetricName", "Dimensions", "Statistic", "Period"), unknown)


def _changed(given: Arguments) -> dict[str, Value]:
    """What the arguments of a metric say of how it is measured."""
    found: dict[str, Value] = {}
    statistic, period = given.get("statistic"), given.get("period")
    if statistic is not None:
        text = (known_text(statistic) or "").lower()
        known = STATISTICS.get(text) if isinstance(statistic, Known) else None
        found["Statistic"] = statistic
        if isinstance(statistic, Known):
            span, via = statistic.span, statistic.via
            found["Statistic"] = Absent(span, via) if known is None else Known(known, span, via)
    if period is not None:
        found["Period"] = period
    unit = given.get("unit")
    if unit is not None:
        named = UNIT.fullmatch(unit.path) if isinstance(unit, Opaque) else None
        found["Unit"] = unit if named is None else Known(named[1].capitalize(), unit.span)
    return found


def _plain(machine: Machine, given: Arguments, span: Span) -> dict[str, Value]:
    found: dict[str, Value] = {
        "Statistic": implied("Average", "Metric", span),
        "Period": implied(PERIOD, "Metric", span),
    }
    for name in ("namespace", "metric_name"):
        value = asked(given, name)
        if value is not None:
            found[api_name(name)] = value
    called = "dimensions_map" if "dimensions_map" in given.keywords else "dimensions"
    dimensions = asked(given, called)
    if dimensions is not None:
        found["Dimensions"] = pairs(machine, dimensions)
    return found


def pairs(machine: Machine, given: Value) -> Value:
    """A mapping of dimensions as the API's list of them."""
    if not isinstance(given, Box) or given.kind != "mapping":
        return given
    items = [
        machine.box("mapping", given.span, {"Name": Known(str(name), given.span), "Value": value})
        for name, value in given.store.items()
    ]
    box = machine.box("list", given.span, items)
    box.rest.extend(given.rest)
    return box


def _of_variant(
    machine: Machine, metric: Opaque, namespace: str, name: str, statistic: str
) -> dict[str, Value]:
    span = metric.span
    endpoint, variant = variant_of(metric.receiver)
    dimensions: dict[str, Value] = {
        "EndpointName": Unknown("its endpoint is not known", span)
        if endpoint is None
        else token(endpoint, "EndpointName", span),
        "VariantName": otherwise(variant, Unknown("its variant is not known", span)),
    }
    return {
        "Namespace": Known(namespace, span),
        "MetricName": Known(name, span),
        "Statistic": implied(statistic, "the metric", span),
        "Period": implied(PERIOD, "Metric", span),
        "Dimensions": pairs(machine, machine.box("mapping", span.start, dimensions)),
    }


def variant_of(method: Value | None) -> tuple[Construct | None, Value | None]:
    """The endpoint and the name of the variant that `method` was taken from."""
    found = method.receiver if isinstance(method, Opaque) else None
    if not isinstance(found, Opaque) or not VARIANT.fullmatch(found.path):
        return None, None
    finder = found.receiver
    endpoint = finder.receiver if isinstance(finder, Opaque) else None
    name = None if found.arguments is None else found.arguments.get("name", 0)
    return endpoint if isinstance(endpoint, Construct) else None, name
