"""Calls of the SageMaker SDK as the requests in which they end."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering import deletions, deploy, resource_classes, transform
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import (
    configurable,
    given,
    production_variant,
    tags,
    variant,
)
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Choice,
    Deployed,
    Opaque,
    Value,
    scalar_of,
    tree_of,
)

ENDPOINT_OBJECT = re.compile(r"sagemaker(_core)?\.(\w+\.)*Endpoint\.get")
PREDICTOR = re.compile(r"sagemaker\.(\w+\.)*(\w*Predictor|retrieve_default)")
SESSION = re.compile(r"(sagemaker\.(.*\.)?(Local)?Session\(\)|.*\.sagemaker_session)")
DELETIONS = {
    "delete_endpoint": ("DeleteEndpoint", "EndpointName", "endpoint_name"),
    "delete_endpoint_config": (
        "DeleteEndpointConfig", "EndpointConfigName", "endpoint_config_name",
    ),
    "delete_model": ("DeleteModel", "ModelName", "model_name"),
    "delete_inference_component": (
        "DeleteInferenceComponent", "InferenceComponentName", "inference_component_name",
    ),
}  # fmt: skip
PREDICTIONS = {
    "predict": "InvokeEndpoint",
    "predict_async": "InvokeEndpointAsync",
    "predict_stream": "InvokeEndpointWithResponseStream",
    "invoke": "InvokeEndpoint",
    "invoke_async": "InvokeEndpointAsync",
    "invoke_with_response_stream": "InvokeEndpointWithResponseStream",
}
"""What a predictor, and an endpoint of SDK v3, can be asked."""


def lower(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call of the SDK gives, with its requests noted; None where it is no such call."""
    owner, _, name = callee.path.rpartition(".")
    receiver = callee.receiver
    if name in ("deploy", "transform", "transformer"):
        if name == "deploy":
            return deploy.lower(machine, callee, arguments, node)
        if name == "transform":
            transform.lower(machine, receiver, arguments, node)
        return None
    created = resource_classes.create(machine, callee, arguments, node)
    if created is not None or resource_classes.delete(machine, callee, node):
        return created
    deployed = list(deployed_by(machine, receiver))
    if len(deployed) == 1 and not isinstance(receiver, Choice):
        _predictor_call(machine, deployed[0], name, arguments, node)
        return None
    if deployed:
        with machine.within("branch", machine.span(node)):
            for one in deployed:
                _predictor_call(machine, one, name, arguments, node)
        return None
    if PREDICTOR.fullmatch(callee.path) or ENDPOINT_OBJECT.fullmatch(callee.path):
        return _predictor(machine, callee, arguments, node)
    if receiver is not None and _is_session(machine, owner, name, arguments):
        return _session_call(machine, name, arguments, node)
    deletions.note(machine, callee, arguments, node)
    return None


def deployed_by(machine: Machine, value: Value | None) -> Iterator[Deployed]:
    """The endpoints for which `value` may stand: predictors, or the models that were deployed."""
    for option in value.options if isinstance(value, Choice) else (value,):
        if isinstance(option, Deployed):
            yield option
        elif isinstance(option, Opaque) and option.reference in machine.deployed:
            yield machine.deployed[option.reference]


def _predictor(
    machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call
) -> Value | None:
    names = (arguments.get("endpoint_name", 0), *map(arguments.get, ("endpoint", "predictor")))
    name = next((name for name in names if name is not None), None)
    asynchronous = callee.path.endswith("AsyncPredictor")
    if isinstance(name, Deployed):
        return replace(name, asynchronous=asynchronous)
    if name is None:
        return None
    span = machine.span(node)
    reason = "the SDK asks AWS for it"
    unknown = Unknown(reason, span)
    return Deployed(scalar_of(name), unknown, unknown, span, asynchronous)


def _predictor_call(
    machine: Machine, deployed: Deployed, name: str, arguments: Arguments, node: ast.Call
) -> None:
    span = syntax.header_of(node, machine.source)
    endpoint: Tree = Known({"EndpointName": deployed.endpoint}, span)
    if name in PREDICTIONS:
        waits = deployed.asynchronous and name == "predict"
        machine.note_call(PREDICTIONS["predict_async" if waits else name], endpoint, node)
    elif name == "delete":
        machine.note_call("DeleteEndpoint", endpoint, node)
    elif name in ("delete_endpoint", "delete_predictor"):
        keep = arguments.get("delete_endpoint_config", 0) if name == "delete_endpoint" else None
        if not (isinstance(keep, Known) and keep.value is False):
            config: Tree = Known({"EndpointConfigName": deployed.config}, span)
            machine.note_call("DeleteEndpointConfig", config, node)
        machine.note_call("DeleteEndpoint", endpoint, node)
    elif name == "delete_model":
        machine.note_call("DeleteModel", Known({"ModelName": deployed.model}, span), node)


def _is_session(machine: Machine, owner: str, name: str, arguments: Arguments) -> bool:
    if SESSION.fullmatch(owner):
        return True
    unknown = owner.startswith("?") and machine.imports_sagemaker and bool(arguments.positional)
    return unknown and (name in DELETIONS or name == "endpoint_from_production_variants")


def _session_call(
    machine: Machine, name: str, arguments: Arguments, node: ast.Call
) -> Value | None:
    span = syntax.header_of(node, machine.source)
    if name in DELETIONS:
        operation, member, parameter = DELETIONS[name]
        bound = Bound(name, arguments)
        machine.note_call(operation, Known({member: given(bound, span, parameter)}, span), node)
    elif name == "endpoint_from_production_variants":
        return _from_variants(machine, Bound(name, arguments), span, node)
    elif name == "create_endpoint_config":
        bound = Bound(name, arguments)
        properties = _config(bound, _one_variant(bound, span), span)
        machine.emit(ENDPOINT_CONFIG, machine.address(span), properties, node)
    elif name == "create_endpoint":
        bound = Bound(name, arguments)
        properties = Known({
            "EndpointName": given(bound, span, "endpoint_name"),
            "EndpointConfigName": given(bound, span, "config_name"),
            "Tags": tags(bound, span),
        }, span)  # fmt: skip
        machine.emit(ENDPOINT, machine.address(span), properties, node)
        return bound.get("endpoint_name")
    elif name == "create_model":
        bound = Bound(name, arguments)
        _model(machine, bound, span, node)
        return bound.get("name")
    return None


def _one_variant(bound: Bound, span: Span) -> Tree:
    return Known((variant(bound, given(bound, span, "model_name"), span),), span)


def _config(bound: Bound, variants: Tree, span: Span) -> Tree:
    properties: Tree = Known({
        "EndpointConfigName": given(bound, span, "name"),
        "ProductionVariants": variants,
        "KmsKeyId": configurable(bound, span, "kms_key"),
        "DataCaptureConfig": given(bound, span, "data_capture_config_dict"),
        "AsyncInferenceConfig": given(bound, span, "async_inference_config_dict"),
        "Tags": tags(bound, span),
    }, span)  # fmt: skip
    return properties


def _from_variants(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    given_variants = bound.get("production_variants")
    variants: Tree = Absent(span)
    if isinstance(given_variants, Box) and given_variants.kind == "list":
        items = tuple(production_variant(item) for item in given_variants.items)
        variants = Known((*items, *given_variants.rest), given_variants.span)
    elif given_variants is not None:
        variants = tree_of(given_variants)
    address = machine.address(span)
    machine.emit(ENDPOINT_CONFIG, f"{address}#config", _config(bound, variants, span), node)
    name = given(bound, span, "name")
    properties: Tree = Known({
        "EndpointName": name, "EndpointConfigName": name, "Tags": tags(bound, span),
    }, span)  # fmt: skip
    machine.emit(ENDPOINT, f"{address}#endpoint", properties, node)
    return bound.get("name")


def _model(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> None:
    containers = bound.get("container_defs", "primary_container")
    many = isinstance(containers, Box) and containers.kind == "list"
    tree = Absent(span) if containers is None else tree_of(containers)
    properties: Tree = Known({
        "ModelName": given(bound, span, "name"),
        "Containers" if many else "PrimaryContainer": tree,
        "ExecutionRoleArn": given(bound, span, "role"),
        "VpcConfig": configurable(bound, span, "vpc_config"),
        "EnableNetworkIsolation": configurable(bound, span, "enable_network_isolation"),
        "Tags": tags(bound, span),
    }, span)  # fmt: skip
    machine.emit(MODEL, machine.address(span), properties, node)
