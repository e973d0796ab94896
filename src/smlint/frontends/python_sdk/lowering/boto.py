"""Calls of boto3 clients: which operation of which service, and what becomes of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from smlint.core.resource import MAKES
from smlint.core.tree import number
from smlint.core.values import Known, Setting, Unknown, implied
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.listings import as_listed
from smlint.frontends.python_sdk.lowering.requests import request
from smlint.frontends.python_sdk.values.objects import Arguments, Choice, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

SAGEMAKER = frozenset({"sagemaker"})
RUNTIME = frozenset({"sagemaker-runtime", "runtime.sagemaker"})
SCALING = frozenset({"application-autoscaling"})
CLOUDWATCH = frozenset({"cloudwatch"})


class Operation(NamedTuple):
    """An API operation.

    A call of its name on an object whose service is not known counts only where it has one of the
    `telling` arguments: other services have operations of the same names.
    """

    name: str
    services: frozenset[str]
    telling: tuple[str, ...]

    @property
    def makes(self) -> str:
        """The resource type that it creates, empty where it is a call."""
        return MAKES.get(self.name, "")


_OPERATIONS = (
    Operation("CreateModel", SAGEMAKER, ("PrimaryContainer", "Containers")),
    Operation("CreateEndpointConfig", SAGEMAKER, ("ProductionVariants", "EndpointConfigName")),
    Operation("CreateEndpoint", SAGEMAKER, ("EndpointConfigName",)),
    Operation("CreateInferenceComponent", SAGEMAKER, ("InferenceComponentName",)),
    Operation("CreateTransformJob", SAGEMAKER, ("TransformJobName", "TransformResources")),
    Operation("CreateMonitoringSchedule", SAGEMAKER, ("MonitoringScheduleName",)),
    Operation("RegisterScalableTarget", SCALING, ("ServiceNamespace",)),
    Operation("PutScalingPolicy", SCALING, ("ServiceNamespace",)),
    Operation("PutScheduledAction", SCALING, ("ServiceNamespace",)),
    Operation("PutMetricAlarm", CLOUDWATCH, ("ComparisonOperator",)),
    Operation("DeregisterScalableTarget", SCALING, ("ServiceNamespace",)),
    Operation("DeleteScalingPolicy", SCALING, ("ServiceNamespace",)),
    Operation("DeleteScheduledAction", SCALING, ("ServiceNamespace",)),
    Operation("UpdateEndpoint", SAGEMAKER, ("EndpointConfigName",)),
    Operation("UpdateEndpointWeightsAndCapacities", SAGEMAKER, ("DesiredWeightsAndCapacities",)),
    Operation("UpdateInferenceComponent", SAGEMAKER, ("InferenceComponentName",)),
    Operation("UpdateInferenceComponentRuntimeConfig", SAGEMAKER, ("InferenceComponentName",)),
    Operation("CreateInferenceExperiment", SAGEMAKER, ("ModelVariants", "ShadowModeConfig")),
    Operation("StopInferenceExperiment", SAGEMAKER, ("ModelVariantActions",)),
    Operation("DeleteInferenceExperiment", SAGEMAKER, ()),
    Operation("DeleteMonitoringSchedule", SAGEMAKER, ("MonitoringScheduleName",)),
    Operation("DeleteEndpoint", SAGEMAKER, ("EndpointName",)),
    Operation("DeleteEndpointConfig", SAGEMAKER, ("EndpointConfigName",)),
    Operation("DeleteModel", SAGEMAKER, ("ModelName",)),
    Operation("DeleteInferenceComponent", SAGEMAKER, ("InferenceComponentName",)),
    Operation("InvokeEndpoint", RUNTIME, ("EndpointName",)),
    Operation("InvokeEndpointAsync", RUNTIME, ("EndpointName",)),
    Operation("InvokeEndpointWithResponseStream", RUNTIME, ("EndpointName",)),
)

OPERATIONS: Mapping[str, Operation] = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", operation.name).lower(): operation
    for operation in _OPERATIONS
}
"""By the name of the client's method."""

CONFIG_POSITION = 9
READ_TIMEOUT = 60.0
"""Seconds that botocore waits for an answer where `Config(read_timeout=…)` does not say."""

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
        said = {"verbatim": Known(True, span)}
        machine.emit(operation.makes, machine.address(span), tree, node, said)
    else:
        waits = _read_timeout(callee.receiver) if operation.services is RUNTIME else None
        asked = as_listed(tree, arguments)
        machine.note_call(operation.name, asked, node, verbatim=True, read_timeout=waits)


def _read_timeout(client: Value) -> Setting[float] | None:
    """How long a client waits for an answer, in seconds; None where it is not seen to be made."""
    if not isinstance(client, Opaque) or not client.path.endswith("client()"):
        return None
    if client.arguments is None:
        return None
    config = client.arguments.get("config", CONFIG_POSITION)
    if config is None:
        return _unsaid(client)
    if not isinstance(config, Opaque) or not config.path.endswith("Config()"):
        return Unknown("the client's configuration is made elsewhere", client.span)
    given = None if config.arguments is None else config.arguments.get("read_timeout")
    if given is not None:
        return number(tree_of(given))
    return _unsaid(config)


def _unsaid(made: Opaque) -> Known[float] | Unknown:
    """How long a client waits where the arguments of `made` do not say."""
    if made.arguments is not None and made.arguments.open is not None:
        return made.arguments.open
    return implied(READ_TIMEOUT, "botocore", made.span)


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
