"""Methods of the SageMaker SDK's `Session`, in v2 and v3, as the requests in which they end."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, INFERENCE_COMPONENT, MODEL
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, implied
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    asynchronous,
    capture,
    configurable,
    explainer,
    given,
    or_else,
    role,
    tags,
)
from smlint.frontends.python_sdk.lowering.variants import production_variants, variant
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Value
from smlint.frontends.python_sdk.values.trees import name_of, tree_of

SESSION = re.compile(
    r"(sagemaker\.(.*\.)?(Pipeline)?Session\(\)|.*\.(sagemaker_session|sm_session))"
)
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


def is_session(machine: Machine, owner: str, name: str, arguments: Arguments) -> bool:
    """Whether `owner.name(...)` is a method of a session.

    Of something unknown it is so where boto3 could not be called like that.
    """
    if SESSION.fullmatch(owner):
        return True
    unknown = owner.startswith("?") and machine.imports_sagemaker and bool(arguments.positional)
    return unknown and (name in DELETIONS or name == "endpoint_from_production_variants")


def lower(
    machine: Machine, owner: str, name: str, arguments: Arguments, node: ast.Call
) -> Value | None:
    """What the method `name` of the session `owner` gives, with its requests noted."""
    span = syntax.header_of(node, machine.source)
    bound = Bound(arguments, "CoreSession" if ".core." in owner else "Session", name)
    if name in DELETIONS:
        operation, member, parameter = DELETIONS[name]
        machine.note_call(operation, Known({member: given(bound, span, parameter)}, span), node)
    method = METHODS.get(name)
    return None if method is None else method(machine, bound, span, node)


def _create_model(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    containers = bound.get("container_defs", "primary_container")
    many = isinstance(containers, Box) and containers.kind == "list"
    tree = Absent(span) if containers is None else tree_of(containers)
    properties: Tree = Known({
        "ModelName": given(bound, span, "name"),
        "Containers" if many else "PrimaryContainer": tree,
        "ExecutionRoleArn": role(given(bound, span, "role")),
        "VpcConfig": configurable(bound, span, "vpc_config"),
        "EnableNetworkIsolation": configurable(bound, span, "enable_network_isolation"),
        "Tags": tags(bound, span),
    }, span)  # fmt: skip
    machine.emit(MODEL, machine.address(span), properties, node)
    return bound.get("name")


def _create_config(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    variants = _one_variant(bound, span)
    if not bound.lacks("production_variants"):
        variants = production_variants(bound.get("production_variants"), span)
    machine.emit(ENDPOINT_CONFIG, machine.address(span), _config(bound, variants, span), node)
    return bound.get("name")


def _one_variant(bound: Bound, span: Span) -> Tree:
    return Known((variant(bound, given(bound, span, "model_name"), span),), span)


def _config(bound: Bound, variants: Tree, span: Span) -> Tree:
    return Known({
        "EndpointConfigName": given(bound, span, "name"),
        "ProductionVariants": variants,
        "KmsKeyId": configurable(bound, span, "kms_key"),
        "DataCaptureConfig": capture(bound.get("data_capture_config_dict"), span),
        "AsyncInferenceConfig": asynchronous(bound.get("async_inference_config_dict"), span),
        "ExplainerConfig": explainer(bound.get("explainer_config_dict"), span),
        "VpcConfig": configurable(bound, span, "vpc_config"),
        "EnableNetworkIsolation": configurable(bound, span, "enable_network_isolation"),
        "ExecutionRoleArn": role(configurable(bound, span, "role")),
        "Tags": tags(bound, span),
    }, span)  # fmt: skip


def _create_endpoint(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    properties: Tree = Known({
        "EndpointName": given(bound, span, "endpoint_name"),
        "EndpointConfigName": given(bound, span, "config_name"),
        "Tags": tags(bound, span),
    }, span)  # fmt: skip
    machine.emit(ENDPOINT, machine.address(span), properties, node)
    return bound.get("endpoint_name")


def _update_endpoint(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    request: Tree = Known({
        "EndpointName": given(bound, span, "endpoint_name"),
        "EndpointConfigName": given(bound, span, "endpoint_config_name"),
    }, span)  # fmt: skip
    machine.note_call("UpdateEndpoint", request, node)
    return bound.get("endpoint_name")


def _create_component(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    copies = given(bound, span, "runtime_config")
    if isinstance(copies, Absent):
        one = implied(1, "create_inference_component", span)
        copies = Known({"CopyCount": one}, span)
    properties: Tree = Known({
        "InferenceComponentName": given(bound, span, "inference_component_name"),
        "EndpointName": given(bound, span, "endpoint_name"),
        "VariantName": given(bound, span, "variant_name"),
        "Specification": given(bound, span, "specification"),
        "RuntimeConfig": copies,
        "Tags": tags(bound, span),
    }, span)  # fmt: skip
    machine.emit(INFERENCE_COMPONENT, machine.address(span), properties, node)
    return bound.get("inference_component_name")


def _from_variants(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    variants = production_variants(bound.get("production_variants"), span)
    address = machine.address(span)
    machine.emit(ENDPOINT_CONFIG, f"{address}#config", _config(bound, variants, span), node)
    _endpoint(machine, bound, given(bound, span, "name"), address, node)
    return bound.get("name")


def _endpoint(machine: Machine, bound: Bound, name: Tree, address: str, node: ast.Call) -> None:
    span = name.span
    properties: Tree = Known({
        "EndpointName": name, "EndpointConfigName": name, "Tags": tags(bound, span),
    }, syntax.header_of(node, machine.source))  # fmt: skip
    machine.emit(ENDPOINT, f"{address}#endpoint", properties, node)


def _from_model_data(machine: Machine, bound: Bound, span: Span, node: ast.Call) -> Value | None:
    """The model, configuration and endpoint, of one name, for an archive or a training job."""
    address = machine.address(span)
    name = given(bound, span, "name", "job_name")
    if isinstance(name, Absent):
        reference = Reference(address, "EndpointName")
        name = Unknown("the SDK makes it of the image's name", span, (), (reference,))
    from_job = "job_name" in bound.parameters
    job: Tree = Unknown("the training job tells it", span) if from_job else Absent(span)
    container: Members = {
        "Image": or_else(given(bound, span, "image_uri"), job),
        "ModelDataUrl": or_else(given(bound, span, "model_s3_location"), job),
        "ModelDataSource": job,
        "Environment": given(bound, span, "model_environment_vars"),
    }
    network = given(bound, span, "model_vpc_config", "vpc_config_override")
    properties: Tree = Known({
        "ModelName": name,
        "PrimaryContainer": Known(container, span),
        "ExecutionRoleArn": or_else(role(given(bound, span, "role")), job),
        "VpcConfig": or_else(network, job),
    }, span)  # fmt: skip
    machine.emit(MODEL, f"{address}#model", properties, node)
    config: Tree = Known({
        "EndpointConfigName": name,
        "ProductionVariants": Known((variant(bound, name, span),), span),
        "KmsKeyId": configurable(bound, span, "kms_key"),
        "DataCaptureConfig": capture(bound.get("data_capture_config"), span),
        "Tags": tags(bound, span),
    }, span)  # fmt: skip
    machine.emit(ENDPOINT_CONFIG, f"{address}#config", config, node)
    _endpoint(machine, bound, name, address, node)
    return name_of(name)


Method = Callable[[Machine, Bound, Span, ast.Call], "Value | None"]
METHODS: Mapping[str, Method] = {
    "create_model": _create_model,
    "create_endpoint_config": _create_config,
    "create_endpoint": _create_endpoint,
    "update_endpoint": _update_endpoint,
    "create_inference_component": _create_component,
    "endpoint_from_production_variants": _from_variants,
    "endpoint_from_model_data": _from_model_data,
    "endpoint_from_job": _from_model_data,
}
