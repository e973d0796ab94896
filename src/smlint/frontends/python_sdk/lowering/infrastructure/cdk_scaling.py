"""Scaling by the CDK's `aws_applicationautoscaling`, constructs of level 2, as resources."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from smlint.core.resource import SCALABLE_TARGET, SCALING_POLICY
from smlint.core.values import Absent, Known, Unknown, implied
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure.cdk_alarms import (
    alarm,
    metric_of,
    variant_of,
)
from smlint.frontends.python_sdk.lowering.infrastructure.constructs import (
    asked,
    declare,
    otherwise,
    properties_of,
    token,
)
from smlint.frontends.python_sdk.lowering.infrastructure.intervals import Interval, directions
from smlint.frontends.python_sdk.shapes import api_name
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Construct, Opaque, Value
from smlint.frontends.python_sdk.values.trees import tree_of

MODULE = "aws_cdk.aws_applicationautoscaling."
TARGETS = (f"{MODULE}ScalableTarget", "aws_cdk.aws_sagemaker_alpha.ScalableInstanceCount")
DIMENSION = "sagemaker:variant:DesiredInstanceCount"
INVOCATIONS = "SageMakerVariantInvocationsPerInstance"
SAFETY = 0.5
"""The safety factor of `scale_on_invocations` where none is given."""


def call(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call gives that scales something, with what it declares noted; None for others."""
    receiver, name = callee.receiver, callee.path.rpartition(".")[2]
    if name == "auto_scale_instance_count":
        return _of_variant(machine, callee, arguments, node)
    if callee.path == TARGETS[0]:
        given = Arguments((), {k: v for k, v in arguments.keywords.items() if k not in OWN})
        properties = properties_of(machine, SCALABLE_TARGET, given)
        scope = arguments.get("scope", 0)
        return declare(machine, callee.path, SCALABLE_TARGET, properties, node, scope=scope)
    policy = POLICIES.get(callee.path.removeprefix(MODULE))
    if policy is not None:
        return policy(machine, arguments.get("scaling_target"), arguments, node)
    method = METHODS.get(name)
    if method is None or not isinstance(receiver, Construct) or receiver.path not in TARGETS:
        return None
    return method(machine, receiver, arguments, node)


OWN = frozenset({"scope", "id", "role"})


def _of_variant(
    machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call
) -> Construct | None:
    """`auto_scale_instance_count` of a variant of an endpoint of level 2."""
    endpoint, variant = variant_of(callee)
    if not callee.path.startswith("aws_cdk."):
        return None
    span = syntax.header_of(node, machine.source)
    resource: Value = Unknown("which variant is scaled is not known", span)
    if endpoint is not None and variant is not None:
        called = token(endpoint, "EndpointName", span)
        pieces = (Known("endpoint/", span), called, Known("/variant/", span), variant)
        resource = text_of(tuple(tree_of(piece) for piece in pieces), span)
    properties: dict[str, Value] = {
        "ServiceNamespace": Known("sagemaker", span),
        "ScalableDimension": Known(DIMENSION, span),
        "ResourceId": resource,
    }
    for name in ("min_capacity", "max_capacity"):
        value = asked(arguments, name)
        reason = "it is the initial number of instances"
        properties[api_name(name)] = Unknown(reason, span) if value is None else value
    return declare(machine, TARGETS[1], SCALABLE_TARGET, properties, node, scope=endpoint)


def _policy(
    machine: Machine,
    target: Value | None,
    arguments: Arguments,
    node: ast.Call,
    configuration: Mapping[str, Value],
) -> Construct:
    """The scaling policy of `target` that a call with `arguments` makes."""
    span = syntax.header_of(node, machine.source)
    properties: dict[str, Value] = {
        "ScalingTargetId": token(target, "Ref", span)
        if isinstance(target, Construct)
        else Unknown("what it scales is not known", span),
        **configuration,
    }
    name = arguments.get("policy_name")
    if name is not None:
        properties["PolicyName"] = name
    return declare(machine, f"{MODULE}Policy", SCALING_POLICY, properties, node, scope=target)


def _track(
    machine: Machine, target: Value | None, arguments: Arguments, node: ast.Call
) -> Construct:
    """`scale_to_track_metric`, and the policy of the same arguments."""
    value, metric = asked(arguments, "target_value"), arguments.get("predefined_metric")
    return _tracking(machine, target, arguments, node, value=value, predefined=metric)


def _invocations(
    machine: Machine, target: Value | None, arguments: Arguments, node: ast.Call
) -> Construct:
    """`scale_on_invocations`: requests a second become invocations a minute, kept safely below."""
    span = syntax.header_of(node, machine.source)
    rate = arguments.get("max_requests_per_second")
    default = implied(SAFETY, "scale_on_invocations", span)
    factor = otherwise(asked(arguments, "safety_factor"), default)
    value: Value = Unknown("it follows from what is not known", span)
    if isinstance(rate, Known) and isinstance(factor, Known):
        numbers = rate.value, factor.value
        if not any(isinstance(number, str) for number in numbers):
            product = float(rate.value) * float(factor.value) * 60
            value = Known(product, rate.span, (*rate.via, *factor.via))
    metric = Known(INVOCATIONS, span)
    return _tracking(machine, target, arguments, node, value=value, predefined=metric)


def _tracking(  # noqa: PLR0913
    machine: Machine,
    target: Value | None,
    arguments: Arguments,
    node: ast.Call,
    *,
    value: Value | None,
    predefined: Value | None,
) -> Construct:
    span = syntax.header_of(node, machine.source)
    box = machine.box("mapping", span, {})
    names = ("disable_scale_in", "scale_in_cooldown", "scale_out_cooldown")
    for name in names:
        given = asked(arguments, name)
        if given is not None:
            box.store[api_name(name)] = given
    if value is not None:
        box.store["TargetValue"] = value
    if predefined is not None:
        box.store["PredefinedMetricSpecification"] = machine.box(
            "mapping", span, {"PredefinedMetricType": predefined}
        )
    custom = arguments.get("custom_metric")
    if custom is not None:
        measured = metric_of(machine, custom, span)
        measured.pop("Period", None)
        box.store["CustomizedMetricSpecification"] = machine.box("mapping", span, measured)
    configuration: Mapping[str, Value] = {
        "PolicyType": Known("TargetTrackingScaling", span),
        "TargetTrackingScalingPolicyConfiguration": box,
    }
    return _policy(machine, target, arguments, node, configuration)


def _step(machine: Machine, target: Value | None, arguments: Arguments, node: ast.Call) -> Value:
    """`scale_on_metric`: a policy for each direction, and the alarm that has it act."""
    span = syntax.header_of(node, machine.source)
    given = _intervals(arguments.get("scaling_steps"))
    kind = arguments.get("adjustment_type")
    if given is None or (kind is not None and not isinstance(kind, Known)):
        made = _policy(machine, target, arguments, node, _steps(machine, arguments, node, ()))
        unknown = Unknown("the steps are not known", span)
        opened = Arguments((), {"threshold": unknown, "comparison_operator": unknown})
        alarm(machine, arguments.get("metric"), opened, node, policy=made)
        return Absent(span)
    absolute = isinstance(kind, Known) and kind.value == "ExactCapacity"
    for direction in directions(given, absolute=absolute):
        configuration = _steps(machine, arguments, node, direction.steps)
        made = _policy(machine, target, arguments, node, configuration)
        asked: dict[str, Value] = {
            "evaluation_periods": otherwise(
                arguments.get("evaluation_periods"), implied(1, "scale_on_metric", span)
            ),
            "threshold": Known(direction.threshold, span),
            "comparison_operator": Known(direction.comparison, span),
        }
        datapoints = arguments.get("datapoints_to_alarm")
        if datapoints is not None:
            asked["datapoints_to_alarm"] = datapoints
        alarm(machine, arguments.get("metric"), Arguments((), asked), node, policy=made)
    return Absent(span)


def _steps(
    machine: Machine, arguments: Arguments, node: ast.Call, steps: tuple[Interval, ...]
) -> Mapping[str, Value]:
    span = syntax.header_of(node, machine.source)
    box = machine.box("mapping", span, {})
    given = arguments.get("adjustment_type")
    box.store["AdjustmentType"] = otherwise(given, implied("ChangeInCapacity", "the CDK", span))
    adjustments = []
    for step in steps:
        bounds = {
            "MetricIntervalLowerBound": step.lower,
            "MetricIntervalUpperBound": step.upper,
            "ScalingAdjustment": step.change,
        }
        items = {name: Known(bound, span) for name, bound in bounds.items() if bound is not None}
        adjustments.append(machine.box("mapping", span, items))
    box.store["StepAdjustments"] = machine.box("list", span, adjustments)
    cooldown = arguments.get("cooldown")
    if cooldown is not None:
        box.store["Cooldown"] = cooldown
    return {"PolicyType": Known("StepScaling", span), "StepScalingPolicyConfiguration": box}


def _intervals(given: Value | None) -> list[Interval] | None:
    """The steps as numbers; None where they are not known."""
    if not isinstance(given, Box) or given.kind != "list" or given.open is not None:
        return None
    found = []
    for item in given.items:
        numbers = _numbers(item)
        if numbers is None:
            return None
        found.append(Interval(numbers["lower"], numbers["upper"], numbers["change"]))
    return found if len(found) > 1 else None


def _numbers(step: Value) -> Mapping[str, float | None] | None:
    if isinstance(step, Opaque) and step.arguments is not None and step.arguments.open is None:
        given: Mapping[str, Value] = step.arguments.keywords
    elif isinstance(step, Box) and step.open is None:
        given = {str(name): value for name, value in step.store.items()}
    else:
        return None
    found: dict[str, float | None] = {}
    for name in ("lower", "upper", "change"):
        value = given.get(name)
        if isinstance(value, Known) and isinstance(value.value, (int, float)):
            found[name] = value.value
        elif value is None or isinstance(value, Absent):
            found[name] = None
        else:
            return None
    return found


def _schedule(machine: Machine, target: Construct, arguments: Arguments, node: ast.Call) -> Value:
    """`scale_on_schedule`: a scheduled action of the target."""
    span = syntax.header_of(node, machine.source)
    action: dict[str, Value] = {}
    for name in ("min_capacity", "max_capacity"):
        value = asked(arguments, name)
        if value is not None:
            action[api_name(name)] = value
    items: dict[str, Value] = {"ScalableTargetAction": machine.box("mapping", span, action)}
    for argument, position, member in (
        ("id", 0, "ScheduledActionName"),
        ("schedule", 1, "Schedule"),
    ):
        given = arguments.get(argument, position)
        if given is not None:
            items[member] = at(given, given.span)
    listed = target.properties.get("ScheduledActions")
    if not isinstance(listed, Box):
        listed = machine.box("list", target.span, ())
        machine.write(target.properties, "ScheduledActions", listed)
    machine.write(listed.store, len(listed.store), machine.box("mapping", span, items))
    return Absent(span)


METHODS = {
    "scale_to_track_metric": _track,
    "scale_on_invocations": _invocations,
    "scale_on_metric": _step,
    "scale_on_schedule": _schedule,
}
POLICIES = {"TargetTrackingScalingPolicy": _track, "StepScalingPolicy": _step}
