"""`*.deploy(...)` of the SageMaker SDK: the model, endpoint configuration and endpoint it makes."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    TRANSFORM_JOB,
)
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering import dropped
from smlint.frontends.python_sdk.lowering.components import component, managed_scaling
from smlint.frontends.python_sdk.lowering.containers import made_elsewhere
from smlint.frontends.python_sdk.lowering.deployment import Deploy, asked
from smlint.frontends.python_sdk.lowering.instances import decided_by_sdk
from smlint.frontends.python_sdk.lowering.models import made_by_class, model_properties
from smlint.frontends.python_sdk.lowering.naming import names_of
from smlint.frontends.python_sdk.lowering.origins import (
    constructor_of,
    deploys,
    reaches_no_service,
    runs_locally,
    trains,
)
from smlint.frontends.python_sdk.lowering.signatures import Bound, is_class
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    arguments_of,
    asynchronous,
    capture,
    configurable,
    explainer,
    given,
    made_by,
    role,
    serverless,
    tags,
)
from smlint.frontends.python_sdk.lowering.transform import batch_job
from smlint.frontends.python_sdk.lowering.variants import variant
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value

ADDED_TAGS = {
    "ModelBuilder": "sagemaker.amazonaws.com/model-source",
    "JumpStartModel": "sagemaker-sdk:jumpstart-model-id",
    "JumpStartEstimator": "sagemaker-sdk:jumpstart-model-id",
}
"""The tag in which classes keep where the model comes from."""


def lower(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """The endpoint that `callee(...)` deploys; None where it is no deployment of SageMaker."""
    receiver = callee.receiver
    if not deploys(machine, callee, arguments):
        return None
    span = syntax.header_of(node, machine.source)
    batch = made_by(arguments.get("inference_config"), "BatchTransformInferenceConfig")
    address = machine.address(span)
    if batch is not None:
        machine.emit(TRANSFORM_JOB, address, batch_job(batch, span), node)
        return None
    made = asked(receiver, arguments, span, address, machine.sized)
    if runs_locally(made.bound.get("instance_type")) or reaches_no_service(receiver, arguments):
        return None
    names = names_of(made)
    _emit(machine, made, names, node)
    if isinstance(receiver, Opaque):
        machine.deployed[receiver.reference] = names
    return names


def note_size(
    machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call
) -> Value | None:
    """Note that `model.right_size(...)` chooses the instances on which the model is deployed."""
    del arguments, node
    if isinstance(callee.receiver, Opaque):
        machine.sized.add(callee.receiver.reference)
    return None


def _emit(machine: Machine, made: Deploy, names: Deployed, node: ast.Call) -> None:
    bound, address, span = made.bound, made.address, made.span
    refusal = "" if made.recommended else dropped.refused(
        bound, made.owner, components=made.components
    )  # fmt: skip
    constructor = constructor_of(made.receiver)
    made_with = {} if constructor is None else arguments_of(constructor).keywords
    reasons = dropped.dropped(bound, made.owner, made_with, components=made.components)
    places = {item.arg: machine.span(item.value) for item in node.keywords if item.arg}
    said = dropped.metadata(bound, reasons, refusal, span, places)
    for name, reason in reasons.items():
        if reason != dropped.SERVERLESS:
            bound.values.pop(name)
    labels: Tree = _tags(made)
    if made.owner == "ModelBuilder":
        labels = Unknown("build() is given them", span)
    properties = model_properties(made.receiver, bound, names.model, labels, span)
    machine.emit(
        MODEL, f"{address}#model", properties, node, {**said, **made_by_class(made.receiver)}
    )
    if names.component is not None and not refusal and _has_resources(made):
        request = component(bound, names, _labelled(_tags(made), made), span)
        machine.emit(INFERENCE_COMPONENT, f"{address}#component", request, node)
    versioned = {**said, **_of_v2(made), **_by_builder(made)}
    machine.emit(ENDPOINT_CONFIG, f"{address}#config", _config(made, names), node, versioned)
    use: Members = {"EndpointName": names.endpoint, "EndpointConfigName": names.config}
    if made.updates and not refusal:
        machine.note_call("UpdateEndpoint", Known(use, span), node)
        return
    use["Tags"] = _labelled(_tags(made), made)
    if node in machine.called:
        said = {**said, "predictor": Known(machine.called[node], span)}
    machine.emit(ENDPOINT, f"{address}#endpoint", Known(use, span), node, said)


def _of_v2(made: Deploy) -> Members:
    """The class that is deployed, where it is one of v2, which v3 does not have."""
    constructor = constructor_of(made.receiver)
    if constructor is None or not constructor.path.startswith("sagemaker."):
        return {}
    if made.owner == "ModelBuilder" or not is_class(made.owner):
        return {}
    return {"v2": Known(made.owner, constructor.span)}


def _by_builder(made: Deploy) -> Members:
    """That a `ModelBuilder` deploys itself: one argument of it is for all kinds of endpoints."""
    built = not isinstance(made.receiver, Opaque) or made.receiver.path.endswith(".build()")
    if made.owner != "ModelBuilder" or built:
        return {}
    return {"argument": Known("inference_config", made.span)}


def _has_resources(made: Deploy) -> bool:
    """Whether the component is made too: without resources the SDK fails after the endpoint is."""
    return made.owner.startswith("JumpStart") or not made.bound.lacks("resources")


def _tags(made: Deploy) -> Tree:
    """The tags of everything: an estimator's where it is deployed without any of its own."""
    constructor = constructor_of(made.receiver)
    if made.bound.lacks("tags") and constructor is not None and trains(made.owner):
        return tags(Bound(arguments_of(constructor), made.owner), made.span)
    return tags(made.bound, made.span)


def _labelled(tree: Tree, made: Deploy) -> Tree:
    """The tags of endpoint and configuration, with the one that their maker adds."""
    if made.owner not in ADDED_TAGS or isinstance(tree, Unknown):
        return tree
    added: Members = {ADDED_TAGS[made.owner]: Unknown(f"{made.owner} adds it", made.span)}
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        added |= tree.value
    return Known(added, made.span)


def _config(made: Deploy, names: Deployed) -> Tree:
    bound, span = made.bound, made.span
    key = ("model_kms_key",) if made.owner.startswith("AutoML") else ("kms_key",)
    members: Members = {
        "EndpointConfigName": names.config,
        "ProductionVariants": Known((_variant(made, names),), span),
        "KmsKeyId": configurable(bound, span, *key),
        "Tags": _labelled(_tags(made), made),
    }
    if made.components:
        constructor = constructor_of(made.receiver)
        members |= _of_components(made, constructor, span)
    else:
        members["DataCaptureConfig"] = capture(bound.get("data_capture_config"), span)
        members["AsyncInferenceConfig"] = asynchronous(bound.get("async_inference_config"), span)
        members["ExplainerConfig"] = explainer(bound.get("explainer_config"), span)
    return Known(members, span)


def _of_components(made: Deploy, constructor: Opaque | None, span: Span) -> Members:
    """What an endpoint of components has in the place of its models."""
    if constructor is None:
        unknown = made_elsewhere(span)
        return {
            "ExecutionRoleArn": unknown, "VpcConfig": unknown, "EnableNetworkIsolation": unknown,
        }  # fmt: skip
    bound = Bound(arguments_of(constructor), made.owner)
    return {
        "ExecutionRoleArn": role(given(bound, constructor.span, "role", "role_arn")),
        "VpcConfig": configurable(bound, constructor.span, "vpc_config"),
        "EnableNetworkIsolation": _isolated(bound, constructor.span),
    }


def _isolated(bound: Bound, span: Span) -> Tree:
    tree = configurable(bound, span, "enable_network_isolation")
    return Known(False, span, tree.via) if isinstance(tree, Absent) else tree


def _variant(made: Deploy, names: Deployed) -> Tree:
    bound, span = made.bound, made.span
    if made.components:
        scaling = {"ManagedInstanceScaling": managed_scaling(bound, span)}
        return _with(variant(bound, Absent(span), span, scaling), decided_by_sdk(made))
    tree = variant(bound, names.model, span)
    if isinstance(serverless(bound.get("serverless_inference_config"), span), Known):
        return tree
    return _with(tree, decided_by_sdk(made))


def _with(tree: Tree, members: Members) -> Tree:
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return Known({**tree.value, **members}, tree.span, tree.via)
    return tree
