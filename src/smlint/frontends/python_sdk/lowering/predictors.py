"""Predictors of the SageMaker SDK, and endpoints of v3: what their methods do.

A predictor stands for an endpoint, or for one inference component on it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, left
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.classes import found_in, opaque_bases
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    capture,
    configurable,
    given,
    or_else,
    tags,
)
from smlint.frontends.python_sdk.lowering.variants import variant
from smlint.frontends.python_sdk.values.identity import same
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import Arguments, Choice, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.trees import name_of, scalar_of, tree_of

ENDPOINT_OBJECT = re.compile(r"sagemaker(_core)?\.(\w+\.)*Endpoint\.get")
PREDICTOR = re.compile(r"sagemaker\.(\w+\.)*(\w*Predictor|retrieve_default)")
PREDICTIONS = {
    "predict": "InvokeEndpoint",
    "predict_async": "InvokeEndpointAsync",
    "predict_stream": "InvokeEndpointWithResponseStream",
    "invoke": "InvokeEndpoint",
    "invoke_async": "InvokeEndpointAsync",
    "invoke_with_response_stream": "InvokeEndpointWithResponseStream",
}
"""What a predictor, and an endpoint of SDK v3, can be asked."""

SERIALIZED = ("Body", "ContentType", "Accept", "InputLocation")
ASKED = {
    "target_model": "TargetModel", "target_variant": "TargetVariant",
    "target_container_hostname": "TargetContainerHostname",
    "input_path": "InputLocation", "input_location": "InputLocation", "body": "Body",
    "content_type": "ContentType", "accept": "Accept",
    "invocation_timeout_seconds": "InvocationTimeoutSeconds",
}  # fmt: skip
"""Arguments of predictions, and members that they become."""

TARGETS = ("TargetModel", "TargetVariant", "TargetContainerHostname")
"""Members that may be given by position too, behind the body."""

CHANGES = ("update", "update_weights_and_capacities")
NEW_VARIANT = ("initial_instance_count", "instance_type", "accelerator_type", "model_name")
"""Arguments of `update_endpoint` with which the variant is another one."""


def deployed_by(machine: Machine, value: Value | None) -> Iterator[Deployed]:
    """The endpoints for which `value` may stand: predictors, or the models that were deployed."""
    for option in value.options if isinstance(value, Choice) else (value,):
        if isinstance(option, Deployed):
            yield option
        elif isinstance(option, (Opaque, Instance)) and option.reference in machine.deployed:
            yield machine.deployed[option.reference]


def stands_for_one(callee: Opaque) -> bool:
    """Whether what `callee(...)` gives stands for an endpoint that is there."""
    return callee.path.startswith("sagemaker") and any(
        pattern.fullmatch(callee.path) for pattern in (PREDICTOR, ENDPOINT_OBJECT)
    )


def predictor(
    machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call
) -> Value | None:
    """The endpoint for which `Predictor(...)`, or `Endpoint.get(...)`, stands."""
    return _standing_for(callee.path, arguments, machine.span(node))


def begin(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """Note for which endpoint an object stands whose class derives from a predictor's.

    `callee` is the inherited `__init__`.
    """
    inherited, owner = callee.path.removesuffix("().__init__"), callee.receiver
    if isinstance(owner, Instance) and PREDICTOR.fullmatch(inherited):
        deployed = _standing_for(inherited, arguments, machine.span(node))
        if deployed is not None:
            machine.deployed[owner.reference] = deployed
    return None


def made(machine: Machine, thing: Instance, arguments: Arguments, span: Span) -> None:
    """As `begin`, for an object just made of a class that has no `__init__` of its own."""
    bases = opaque_bases(thing.made_from)
    if bases and PREDICTOR.fullmatch(bases[0]) and found_in(thing.made_from, "__init__") is None:
        deployed = _standing_for(bases[0], arguments, span)
        if deployed is not None:
            machine.deployed[thing.reference] = deployed


def _standing_for(path: str, arguments: Arguments, span: Span) -> Deployed | None:
    """The endpoint for which what `path` makes of `arguments` stands."""
    names = (arguments.get("endpoint_name", 0), *map(arguments.get, ("endpoint", "predictor")))
    name = next((name for name in names if name is not None), None)
    asynchronous = path.endswith("AsyncPredictor")
    if isinstance(name, Deployed):
        return replace(name, asynchronous=asynchronous)
    if name is None:
        return None
    unknown = Unknown("the SDK asks AWS for it", span)
    on = arguments.get("component_name", 4)
    component = None if on is None or isinstance(on, Absent) else scalar_of(on)
    return Deployed(scalar_of(name), unknown, unknown, span, asynchronous, component)


def lower(
    machine: Machine, deployed: Deployed, name: str, arguments: Arguments, node: ast.Call
) -> None:
    """Note what the method `name` of a predictor does."""
    span = syntax.header_of(node, machine.source)
    endpoint: Tree = Known({"EndpointName": deployed.endpoint}, span)
    if name in PREDICTIONS:
        waits = deployed.asynchronous and name == "predict"
        operation = PREDICTIONS["predict_async" if waits else name]
        machine.note_call(operation, _asked(deployed, arguments, span), node)
    elif name == "delete":
        machine.note_call("DeleteEndpoint", endpoint, node)
    elif name == "delete_predictor" and deployed.component is not None:
        about: Tree = Known({"InferenceComponentName": deployed.component}, span)
        machine.note_call("DeleteInferenceComponent", about, node)
    elif name in ("delete_endpoint", "delete_predictor"):
        keep = arguments.get("delete_endpoint_config", 0) if name == "delete_endpoint" else None
        if not (isinstance(keep, Known) and keep.value is False):
            config: Tree = Known({"EndpointConfigName": _config_of(machine, deployed)}, span)
            machine.note_call("DeleteEndpointConfig", config, node)
        machine.note_call("DeleteEndpoint", endpoint, node)
    elif name == "delete_model":
        machine.note_call("DeleteModel", Known({"ModelName": deployed.model}, span), node)
    elif name == "update_endpoint":
        _update(machine, deployed, Bound(arguments, "Predictor", name), span, node)
    elif name in CHANGES:
        _change(machine, deployed, Bound(arguments, "Endpoint", name), span, node)


def _config_of(machine: Machine, deployed: Deployed) -> Tree:
    """The name of the configuration that an endpoint has at this point of the run."""
    for placed in reversed(machine.calls):
        asked = placed.thing.arguments
        if placed.thing.operation == "UpdateEndpoint" and same(
            name_of(member(asked, "EndpointName")), deployed.endpoint
        ):
            if placed.contexts == machine.contexts[: len(placed.contexts)]:
                return member(asked, "EndpointConfigName")
            return Unknown("the endpoint may have got another one", placed.thing.span)
    return deployed.config


def _asked(deployed: Deployed, arguments: Arguments, span: Span) -> Tree:
    """The request of a prediction, whose body the serializer makes of what it is given."""
    made = Unknown("the predictor makes it of what it is given", span)
    members: Members = dict.fromkeys(SERIALIZED, made)
    if arguments.open is not None or len(arguments.positional) > 1:
        members |= dict.fromkeys(TARGETS, Unknown("one of the arguments may say so", span))
    for name, asked in ASKED.items():
        value = arguments.keywords.get(name)
        if value is not None and not isinstance(value, Absent):
            members[asked] = tree_of(value)
    initial = tree_of(arguments.keywords.get("initial_args", Absent(span)))
    if isinstance(initial, Unknown):
        members |= dict.fromkeys(("InvocationTimeoutSeconds", *TARGETS), initial)
    elif isinstance(initial, Known) and isinstance(initial.value, Mapping):
        members |= initial.value
    if deployed.component is not None:
        members["InferenceComponentName"] = deployed.component
    return Known({"EndpointName": deployed.endpoint, **members}, span)


def _update(machine: Machine, deployed: Deployed, bound: Bound, span: Span, node: ast.Call) -> None:
    """`Predictor.update_endpoint()`: a copy of the configuration, with what is given changed.

    What stays as it was is judged where it was written.
    """
    address = machine.address(span)
    name = Unknown("the SDK makes up the config name", span, (), (
        Reference(f"{address}#config", "EndpointConfigName"),
    ))  # fmt: skip
    kept = left("it stays as it was", span, "implied")
    variants: Tree = kept
    if not all(bound.lacks(argument) for argument in NEW_VARIANT):
        model = tree_of(bound.values.get("model_name", deployed.model))
        variants = Known((variant(bound, model, span, _scaling(bound, span)),), span)
    members: Members = {
        "EndpointConfigName": name,
        "ProductionVariants": variants,
        "KmsKeyId": or_else(configurable(bound, span, "kms_key"), kept),
        "DataCaptureConfig": or_else(capture(bound.get("data_capture_config_dict"), span), kept),
        "AsyncInferenceConfig": kept,
        "ExplainerConfig": kept,
        "ExecutionRoleArn": kept,
        "Tags": or_else(tags(bound, span), kept),
    }
    machine.emit(ENDPOINT_CONFIG, f"{address}#config", Known(members, span), node)
    request: Tree = Known({"EndpointName": deployed.endpoint, "EndpointConfigName": name}, span)
    machine.note_call("UpdateEndpoint", request, node)


def _scaling(bound: Bound, span: Span) -> Members:
    bounds: Members = {
        member: given(bound, span, name)
        for name, member in (
            ("min_instance_count", "MinInstanceCount"), ("max_instance_count", "MaxInstanceCount"),
        )
    }  # fmt: skip
    if all(isinstance(tree, Absent) for tree in bounds.values()):
        return {}
    return {"ManagedInstanceScaling": Known(bounds, span)}


def _change(machine: Machine, deployed: Deployed, bound: Bound, span: Span, node: ast.Call) -> None:
    """`Endpoint.update()` and `.update_weights_and_capacities()` of v3."""
    members: Members = {"EndpointName": deployed.endpoint}
    if "deployment_config" in bound.parameters:
        reason = "it is what `endpoint_config_name` of the endpoint was set to, if it was"
        members["EndpointConfigName"] = Unknown(reason, span)
        members["DeploymentConfig"] = given(bound, span, "deployment_config")
        machine.note_call("UpdateEndpoint", Known(members, span), node)
        return
    desired = bound.get("desired_weights_and_capacities")
    if desired is not None:
        members["DesiredWeightsAndCapacities"] = Unknown("smlint does not read it", desired.span)
    machine.note_call("UpdateEndpointWeightsAndCapacities", Known(members, span), node)
