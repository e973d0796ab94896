"""Calls and attributes of the CDK and of Pulumi, whichever a program is written for."""

from __future__ import annotations

import ast

from smlint.core.spans import Span
from smlint.core.values import Reference
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure import (
    cdk,
    cdk_endpoints,
    cdk_values,
    pulumi,
)
from smlint.frontends.python_sdk.lowering.infrastructure.constructs import boxed
from smlint.frontends.python_sdk.shapes import api_name
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Construct,
    Opaque,
    Value,
)


def call(machine: Machine, callee: Value, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call gives that declares infrastructure, or a value for it; None for any other."""
    answer = pulumi.call(machine, callee, arguments, node)
    if answer is None and isinstance(callee, Opaque):
        answer = cdk.call(machine, callee, arguments, node)
    return answer


def attribute(value: Value, name: str, span: Span) -> Value | None:
    """What `value.name` is, of something that is declared or helps to; None for anything else."""
    if isinstance(value, Construct):
        if value.path in pulumi.CLASSES:
            return pulumi.attribute(value, name, span)
        known = cdk.attribute(value, name, span)
        return _method(value, name, span) if known is None else known
    if not isinstance(value, Opaque):
        return None
    known = cdk_values.member(value, name, span)
    if known is None:
        known = cdk_endpoints.imported(value, name, span)
    return known


def _method(value: Construct, name: str, span: Span) -> Opaque:
    """A method of a construct, or what else it has."""
    reference = Reference(value.reference.address, api_name(name))
    reason = "it is known only after the deployment"
    return Opaque(f"{value.path}().{name}", reason, span, reference, (), value)


def set_property(machine: Machine, construct: Construct, name: str, value: Value) -> None:
    """Set what a program calls `name` of a construct."""
    member = api_name(name)
    machine.write(construct.properties, member, boxed(machine, value, member))
