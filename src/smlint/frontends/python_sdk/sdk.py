"""Calls of the SageMaker SDK as the requests in which they end."""

from __future__ import annotations

import ast
import re

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, TRANSFORM_JOB
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk import deploy, syntax
from smlint.frontends.python_sdk.machine import Machine
from smlint.frontends.python_sdk.models import runs_locally
from smlint.frontends.python_sdk.objects import (
    Arguments,
    Box,
    Deployed,
    Opaque,
    Value,
    scalar_of,
    tree_of,
)
from smlint.frontends.python_sdk.signatures import Bound
from smlint.frontends.python_sdk.structures import (
    configurable,
    given,
    production_variant,
    tags,
    variant,
)

PREDICTOR = re.compile(r"sagemaker\.(\w+\.)*\w*Predictor")
SESSION = re.compile(r"(sagemaker\.(.*\.)?(Local)?Session\(\)|.*\.sagemaker_session)")
DELETIONS = {
    "delete_endpoint": ("DeleteEndpoint", "EndpointName", "endpoint_name"),
    "delete_endpoint_config": ("DeleteEndpointConfig", "EndpointConfigName", "endpoint_config_name"),
    "delete_model": ("DeleteModel", "ModelName", "model_name"),
    "delete_inference_component": (
        "DeleteInferenceComponent", "InferenceComponentName", "inference_component_name",
    ),
}  # fmt: skip
PREDICTIONS = {
    "predict": "InvokeEndpoint",
    "predict_async": "InvokeEndpointAsync",
    "predict_stream": "InvokeEndpointWithResponseStream",
}


def lower(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call of the SDK gives, with its requests noted; None where it is no such call."""
    owner, _, name = callee.path.rpartition(".")
    receiver = callee.receiver
    if name in ("deploy", "transform", "transformer"):
        if name == "deploy":
            return deploy.lower(machine, callee, arguments, node)
        if name == "transform":
            _transform(machine, receiver, arguments, node)
        return None
    deployed = deployed_by(machine, receiver)
    if deployed is not None:
        _predictor_call(machine, deployed, name, arguments, node)
        return None
    if PREDICTOR.fullmatch(callee.path):
        return _predictor(machine, arguments, node)
    if receiver is not None and _is_session(machine, owner, name, arguments):
        return _session_call(machine, name, arguments, node)
    return None


def deployed_by(machine: Machine, value: Value | None) -> Deployed | None:
    """The endpoint for which `value` stands: a predictor, or the model that was deployed."""
    if isinstance(value, Deployed):
        return value
    return machine.deployed.get(value.reference) if isinstance(value, Opaque) else None


def _predictor(machine: Machine, arguments: Arguments, node: ast.Call) -> Value | None:
    names = (arguments.get("endpoint_name", 0), *map(arguments.get, ("endpoint", "predictor")))
    name = next((name for name in names if name is not None), None)
    if isinstance(name, Deployed):
        return name
    if name is None:
        return None
    span = machine.span(node)
    reason = "the SDK asks AWS for it"
    return Deployed(scalar_of(name), Unknown(reason, span), Unknown(reason, span), span)


def _predictor_call(
    machine: Machine, deployed: Deployed, name: str, arguments: Arguments, node: ast.Call
) -> None:
    span = syntax.header_of(node, machine.source)
    endpoint: Tree = Known({"EndpointName": deployed.endpoint}, span)
    if name in PREDICTIONS:
        machine.note_call(PREDICTIONS[name], endpoint, node)
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
        _config(machine, bound, _one_variant(bound, span), span, node)
    elif name == "create_endpoint":
        bound = Bound(name, arguments)
        properties: Tree = Known({
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


def _config(
    machine: Machine, bound: Bound, variants: Tree, span: Span, node: ast.Call, suffix: str = ""
) -> str:
    address = machine.address(span)
    properties: Tree = Known({
        "EndpointConfigName": given(bound, span, "name"),
        "ProductionVariants": variants,
        "KmsKeyId": configurable(bound, span, "kms_key"),
        "DataCaptureConfig": given(bound, span, "data_capture_config_dict"),
        "AsyncInferenceConfig": given(bound, span, "async_inference_config_dict"),
        "Tags": tags(bound, span),
    }, span)  # fmt: skip
    machine.emit(ENDPOINT_CONFIG, f"{address}{suffix}", properties, node)
    return address


def _from_variants(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    given_variants = bound.get("production_variants")
    variants: Tree = Absent(span)
    if isinstance(given_variants, Box) and given_variants.kind == "list":
        items = tuple(production_variant(item) for item in given_variants.items)
        variants = Known((*items, *given_variants.rest), given_variants.span)
    elif given_variants is not None:
        variants = tree_of(given_variants)
    address = _config(machine, bound, variants, span, node, "#config")
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


def _transform(
    machine: Machine, receiver: Value | None, arguments: Arguments, node: ast.Call
) -> None:
    """`transformer.transform(...)`: the job with the settings of the transformer."""
    if not isinstance(receiver, Opaque) or receiver.arguments is None:
        return
    kind = receiver.path.removesuffix("()").rpartition(".")[2]
    if kind not in ("transformer", "Transformer"):
        return
    if not receiver.path.startswith("sagemaker.") and not machine.imports_sagemaker:
        return
    made, job = Bound(kind, receiver.arguments), Bound("transform", arguments)
    if runs_locally(made.get("instance_type")):
        return
    span = syntax.header_of(node, machine.source)
    address = machine.address(span)
    machine.emit(TRANSFORM_JOB, address, _job(made, job, receiver.span, span, address), node)


def _job(made: Bound, job: Bound, made_span: Span, span: Span, address: str) -> Tree:
    name = given(job, span, "job_name")
    if isinstance(name, Absent):
        reference = Reference(address, "TransformJobName")
        name = Unknown("the SDK makes up the job's name", span, (), (reference,))
    model = given(made, made_span, "model_name")
    if isinstance(model, Absent):
        model = Unknown("the SDK creates the model of the job", made_span)
    source: Tree = Known({
        "DataSource": Known({"S3DataSource": Known({"S3Uri": given(job, span, "data")}, span)}, span),
        "ContentType": given(job, span, "content_type"),
        "CompressionType": given(job, span, "compression_type"),
        "SplitType": given(job, span, "split_type"),
    }, span)  # fmt: skip
    members: dict[str, Tree] = {
        "TransformJobName": name,
        "ModelName": model,
        "MaxConcurrentTransforms": given(made, made_span, "max_concurrent_transforms"),
        "MaxPayloadInMB": given(made, made_span, "max_payload"),
        "BatchStrategy": given(made, made_span, "strategy"),
        "Environment": given(made, made_span, "env"),
        "TransformInput": source,
        "TransformOutput": Known({"S3OutputPath": given(made, made_span, "output_path")}, made_span),
        "TransformResources": Known({
            "InstanceType": given(made, made_span, "instance_type"),
            "InstanceCount": given(made, made_span, "instance_count"),
        }, made_span),
        "Tags": tags(made, made_span),
    }  # fmt: skip
    return Known(members, span)
