"""Programs of the AWS CDK, of both versions: the constructs that they make, as resources.

Constructs of level 1 are the resources of CloudFormation, with properties in snake case. The names
are those of aws-cdk-lib 2.275 and aws-cdk.aws-sagemaker-alpha 2.275.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MADE_BY,
    MODEL,
    MONITORING_SCHEDULE,
    SCALABLE_TARGET,
    SCALING_POLICY,
)
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure import (
    cdk_alarms,
    cdk_context,
    cdk_endpoints,
    cdk_scaling,
    cdk_values,
    overrides,
)
from smlint.frontends.python_sdk.lowering.infrastructure.constructs import (
    boxed,
    declare,
    otherwise,
    properties_of,
    token,
)
from smlint.frontends.python_sdk.shapes import MEMBERS, api_name
from smlint.frontends.python_sdk.values.declared import Home, Tagged
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Construct,
    Instance,
    Opaque,
    Value,
)
from smlint.frontends.python_sdk.values.trees import known_text

LEVEL_1: Mapping[str, str] = {
    "aws_sagemaker.CfnModel": MODEL,
    "aws_sagemaker.CfnEndpointConfig": ENDPOINT_CONFIG,
    "aws_sagemaker.CfnEndpoint": ENDPOINT,
    "aws_sagemaker.CfnInferenceComponent": INFERENCE_COMPONENT,
    "aws_sagemaker.CfnMonitoringSchedule": MONITORING_SCHEDULE,
    "aws_applicationautoscaling.CfnScalableTarget": SCALABLE_TARGET,
    "aws_applicationautoscaling.CfnScalingPolicy": SCALING_POLICY,
    "aws_cloudwatch.CfnAlarm": ALARM,
}
RESOURCE = re.compile(r"aws_cdk\.(?:core\.)?CfnResource")
TAG = re.compile(r"aws_cdk\.(?:core\.)?Tags?(?:\.of\(\))?\.add")
INITIALISER = ".__init__"
ANYWHERE = (INITIALISER, cdk_context.METHOD, ".auto_scale_instance_count")
"""Methods that are known by their names, whatever has them."""
DUTIES = frozenset({"env"})
"""Arguments of stacks that tell where, not which: an account and a region."""


def call(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call of the CDK gives, with what it declares noted; None where it is no such call."""
    receiver = callee.receiver
    ours = callee.path.startswith("aws_cdk.") or isinstance(receiver, (Construct, Unknown))
    if not ours and not callee.path.endswith(ANYWHERE):
        return None
    name = callee.path.rpartition(".")[2]
    if callee.path.endswith(INITIALISER):
        _settle(machine, arguments)
        return None
    if isinstance(receiver, Construct) and name in overrides.METHODS:
        overrides.override(machine, receiver, name, arguments)
        return Absent(machine.span(node))
    if isinstance(receiver, Construct) and name == "get_att":
        return token(
            receiver, known_text(arguments.get("attribute_name", 0)) or "", machine.span(node)
        )
    if isinstance(receiver, Unknown) and name == "to_string":
        return receiver
    if TAG.fullmatch(callee.path):
        return _tag(machine, callee, arguments, node)
    for lowered in (cdk_endpoints.call, cdk_scaling.call, cdk_alarms.call):
        answer = lowered(machine, callee, arguments, node)
        if answer is not None:
            return answer
    if not callee.path.startswith("aws_cdk.") and not callee.path.endswith(cdk_context.METHOD):
        return None
    made = _level_1(machine, callee, arguments, node)
    span = machine.span(node)
    return cdk_values.call(machine, callee, arguments, span) if made is None else made


def _level_1(
    machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call
) -> Construct | None:
    kind = LEVEL_1.get(callee.path.removeprefix("aws_cdk."))
    scope = arguments.get("scope", 0)
    named = Arguments((), _properties(arguments), arguments.open)
    if kind is not None:
        properties = properties_of(machine, kind, named)
        return declare(
            machine, callee.path, kind, properties, node, scope=scope, name=arguments.get("id", 1)
        )
    kind = known_text(arguments.get("type")) if RESOURCE.fullmatch(callee.path) else None
    if kind not in LEVEL_1.values() or kind is None:
        return None
    given = arguments.get("properties")
    box = boxed(machine, given) if given is not None else None
    whole = isinstance(box, Box) and box.kind == "mapping" and box.open is None
    store = {str(name): item for name, item in box.store.items()} if isinstance(box, Box) else {}
    if not whole and given is not None:
        hidden = machine.unknown("its properties are not known", machine.span(node))
        store = dict.fromkeys(MEMBERS.get(MADE_BY.get(kind, ""), ()), hidden) | store
    return declare(
        machine, callee.path, kind, store, node, scope=scope, name=arguments.get("id", 1)
    )


def _properties(arguments: Arguments) -> dict[str, Value]:
    """The named arguments, apart from those that every construct has."""
    return {
        name: value for name, value in arguments.keywords.items() if name not in ("scope", "id")
    }


def attribute(value: Construct, name: str, span: Span) -> Value | None:
    """`value.name` of a construct; None for a method, or what nothing is known of."""
    if name == "ref" or name.startswith("attr_"):
        return token(value, api_name(name.removeprefix("attr_")), span)
    own = cdk_endpoints.NAMES.get((value.path, name))
    if own is not None:
        return token(value, own, span)
    member = api_name(name)
    given = value.properties.get(member)
    if given is not None:
        return at(given, span, Hop(f"property {name}", given.span))
    return Absent(span) if member in MEMBERS.get(MADE_BY.get(value.kind, ""), ()) else None


def _settle(machine: Machine, arguments: Arguments) -> None:
    """Note where the object belongs whose class hands its arguments on to the CDK."""
    function = machine.frame.function
    owner = None if function is None else function.owner
    if not isinstance(owner, Instance) or owner.reference in machine.declared.homes:
        return
    given = [item for item in arguments.positional if item is not owner]
    scope, name = (
        _at(arguments, word, given, position) for position, word in enumerate(("scope", "id"))
    )
    values = machine.frame.scope.names.items()
    inputs = {
        str(key): Known(value.value, value.span, value.via)
        for key, value in values
        if isinstance(value, Known) and isinstance(value.value, str) and key not in DUTIES
    }
    home = Home(scope, known_text(name), owner.span, inputs, arguments.get("env"))
    machine.declared.homes[owner.reference] = home


def _at(arguments: Arguments, name: str, given: Sequence[Value], position: int) -> Value | None:
    """The argument `name`, or the one at `position` of those `given` without a name."""
    value = arguments.get(name)
    return given[position] if value is None and position < len(given) else value


def _tag(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value:
    """Note `Tags.of(scope).add(key, value)`, or `Tag.add(scope, key, value)` of version 1."""
    given = list(arguments.positional)
    maker = callee.receiver
    if isinstance(maker, Opaque) and maker.arguments is not None:
        given.insert(0, otherwise(maker.arguments.get("construct", 0), maker))
    words = ("scope", "key", "value")
    scope, key, value = (
        _at(arguments, word, given, position) for position, word in enumerate(words)
    )
    name = known_text(key)
    if scope is not None and name is not None and value is not None:
        machine.declared.tags.append(Tagged(scope, name, value))
    return Absent(machine.span(node))
