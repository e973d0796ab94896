"""Calls of boto3 clients: which operation of which service, and what becomes of it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import NamedTuple

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
    TRANSFORM_JOB,
)
from smlint.core.values import Known
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.requests import request
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Choice,
    Instance,
    Opaque,
    Value,
    known_text,
)

SAGEMAKER = frozenset({"sagemaker"})
RUNTIME = frozenset({"sagemaker-runtime", "runtime.sagemaker"})
SCALING = frozenset({"application-autoscaling"})
CLOUDWATCH = frozenset({"cloudwatch"})


class Operation(NamedTuple):
    """An API operation. `makes` is the resource type that it creates, empty where it is a call.

    A call of its name on an object whose service is not known counts only where it has one of the
    `telling` arguments: other services have operations of the same names.
    """

    name: str
    services: frozenset[str]
    telling: tuple[str, ...]
    makes: str = ""


OPERATIONS: Mapping[str, Operation] = {
    "create_model": Operation("CreateModel", SAGEMAKER, ("PrimaryContainer", "Containers"), MODEL),
    "create_endpoint_config": Operation(
        "CreateEndpointConfig",
        SAGEMAKER,
        ("ProductionVariants", "EndpointConfigName"),
        ENDPOINT_CONFIG,
    ),
    "create_endpoint": Operation("CreateEndpoint", SAGEMAKER, ("EndpointConfigName",), ENDPOINT),
    "create_transform_job": Operation(
        "CreateTransformJob", SAGEMAKER, ("TransformJobName", "TransformResources"), TRANSFORM_JOB
    ),
    "create_inference_component": Operation(
        "CreateInferenceComponent", SAGEMAKER, ("InferenceComponentName",), INFERENCE_COMPONENT
    ),
    "register_scalable_target": Operation(
        "RegisterScalableTarget", SCALING, ("ServiceNamespace",), SCALABLE_TARGET
    ),
    "put_scaling_policy": Operation(
        "PutScalingPolicy", SCALING, ("ServiceNamespace",), SCALING_POLICY
    ),
    "put_scheduled_action": Operation(
        "PutScheduledAction", SCALING, ("ServiceNamespace",), SCHEDULED_ACTION
    ),
    "put_metric_alarm": Operation("PutMetricAlarm", CLOUDWATCH, ("ComparisonOperator",), ALARM),
    "deregister_scalable_target": Operation(
        "DeregisterScalableTarget", SCALING, ("ServiceNamespace",)
    ),
    "update_endpoint": Operation("UpdateEndpoint", SAGEMAKER, ("EndpointConfigName",)),
    "update_endpoint_weights_and_capacities": Operation(
        "UpdateEndpointWeightsAndCapacities", SAGEMAKER, ("DesiredWeightsAndCapacities",)
    ),
    "delete_endpoint": Operation("DeleteEndpoint", SAGEMAKER, ("EndpointName",)),
    "delete_endpoint_config": Operation("DeleteEndpointConfig", SAGEMAKER, ("EndpointConfigName",)),
    "delete_model": Operation("DeleteModel", SAGEMAKER, ("ModelName",)),
    "delete_inference_component": Operation(
        "DeleteInferenceComponent", SAGEMAKER, ("InferenceComponentName",)
    ),
    "invoke_endpoint": Operation("InvokeEndpoint", RUNTIME, ("EndpointName",)),
    "invoke_endpoint_async": Operation("InvokeEndpointAsync", RUNTIME, ("EndpointName",)),
    "invoke_endpoint_with_response_stream": Operation(
        "InvokeEndpointWithResponseStream", RUNTIME, ("EndpointName",)
    ),
}
DOUBLES = ("unittest.", "mock.", "pytest", "botocore.stub")
"""Where objects of tests come from that only look like clients."""


def note(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> None:
    """Note the operation that `callee(...)` does, where it is one of a boto3 client."""
    operation = OPERATIONS.get(callee.path.rpartition(".")[2])
    if operation is None or callee.receiver is None or arguments.positional:
        return
    if not _is_meant(operation, callee.receiver, arguments):
        return
    span = syntax.header_of(node, machine.source)
    tree = request(operation.name, arguments, span)
    if operation.makes:
        machine.emit(operation.makes, machine.address(span), tree, node)
    else:
        machine.note_call(operation.name, tree, node)


def _is_meant(operation: Operation, receiver: Value, arguments: Arguments) -> bool:
    service = service_of(receiver)
    if service is not None and service not in operation.services:
        return False
    if operation.services is SCALING:
        namespace = known_text(arguments.keywords.get("ServiceNamespace"))
        if namespace is not None or "ServiceNamespace" in arguments.keywords:
            return namespace in (None, "sagemaker") and (
                namespace is not None or service is not None
            )
        return arguments.open is not None and service is not None
    return service is not None or any(name in arguments.keywords for name in operation.telling)


def service_of(receiver: Value) -> str | None:
    """The service whose client `receiver` is (`other` where it is surely no client of one).

    None where that is not known: an argument, an attribute set elsewhere, an imported object.
    """
    if isinstance(receiver, Choice):
        services = (service_of(option) for option in receiver.options if isinstance(option, Opaque))
        return next((service for service in services if service is not None), None)
    if isinstance(receiver, Instance):
        return None
    if not isinstance(receiver, Opaque):
        return None if not isinstance(receiver, Known) else "other"
    path = receiver.path
    if path.endswith(".sagemaker_client"):
        return "sagemaker"
    if path.endswith(".sagemaker_runtime_client"):
        return "sagemaker-runtime"
    if path.endswith((".client()", ".create_client()")) or path == "client()":
        given = receiver.arguments
        service = None if given is None else given.get("service_name", 0)
        return known_text(service)
    if path.startswith(DOUBLES) or path.startswith(("sagemaker.", "boto3.resource")):
        return "other"
    return None
