"""`*.deploy(...)` of the SageMaker SDK: the model, endpoint configuration and endpoint it makes."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    TRANSFORM_JOB,
)
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.models import (
    constructor_of,
    deploys,
    model_name,
    model_properties,
    owner_class,
    runs_locally,
)
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import (
    VARIANT,
    asynchronous,
    capture,
    configurable,
    given,
    implied,
    made_by,
    serverless,
    tags,
    variant,
)
from smlint.frontends.python_sdk.lowering.transform import batch_job
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Deployed,
    Name,
    Opaque,
    Value,
    name_of,
    tree_of,
)

TRAINED = frozenset({"JumpStartEstimator"})
NO_SERVICE = re.compile(r"LocalSession\b|(^|\.)\w*Mock\(\)|\bcreate_autospec\(\)")
"""Sessions that reach no service: containers on this machine, and stand-ins of tests."""
RECOMMENDATIONS = ("inference_recommendation_id", "recommendation_id", "recommendation")


@dataclass(frozen=True, slots=True)
class Deploy:
    """One `deploy` call: its arguments by name, its class, and where it stands."""

    bound: Bound
    owner: str
    receiver: Value | None
    span: Span
    address: str
    node: ast.Call

    @property
    def components(self) -> bool:
        """Whether the model is put on the endpoint as an inference component."""
        kind = self.bound.get("endpoint_type")
        return isinstance(kind, Opaque) and kind.path.endswith(".INFERENCE_COMPONENT_BASED")

    @property
    def names(self) -> Deployed:
        """The names of the three things that the call makes."""
        return Deployed(
            _named(self, "endpoint", "EndpointName"),
            _named(self, "config", "EndpointConfigName"),
            name_of(model_name(self.receiver, self.address, self.span)),
            self.span,
            made_by(self.bound.get("async_inference_config"), "AsyncInferenceConfig") is not None,
        )


def lower(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """The endpoint that `callee(...)` deploys; None where it is no deployment of SageMaker."""
    receiver = callee.receiver
    if not deploys(machine, callee, arguments):
        return None
    owner = owner_class(receiver)
    bound = _normalised(Bound(f"{_signature(owner)}.deploy", arguments), owner)
    if _is_local(bound, receiver):
        return None
    span = syntax.header_of(node, machine.source)
    batch = made_by(bound.get("inference_config"), "BatchTransformInferenceConfig")
    if batch is not None:
        machine.emit(TRANSFORM_JOB, machine.address(span), batch_job(batch, span), node)
        return None
    made = Deploy(bound, owner, receiver, span, machine.address(span), node)
    names = made.names
    machine.emit(
        MODEL, f"{made.address}#model", model_properties(receiver, names.model, span), node
    )
    if made.components:
        _component(machine, made, names)
    machine.emit(ENDPOINT_CONFIG, f"{made.address}#config", _config(made, names), node)
    machine.emit(ENDPOINT, f"{made.address}#endpoint", Known({
        "EndpointName": names.endpoint,
        "EndpointConfigName": names.config,
        "Tags": tags(bound, span),
    }, span), node)  # fmt: skip
    if isinstance(receiver, Opaque):
        machine.deployed[receiver.reference] = names
    return names


def _signature(owner: str) -> str:
    if owner in ("ModelBuilder", "PipelineModel"):
        return owner
    return "Estimator" if owner and not owner.endswith(("Model", "ModelPackage")) else "Model"


def _normalised(bound: Bound, owner: str) -> Bound:
    """`bound` without what the class ignores, and with its own names for things."""
    if owner == "MultiDataModel":
        for name in ("serverless_inference_config", "async_inference_config", "volume_size"):
            bound.values.pop(name, None)
    config = bound.values.get("inference_config")
    if made_by(config, "ServerlessInferenceConfig") and config is not None:
        bound.values["serverless_inference_config"] = config
    if made_by(config, "AsyncInferenceConfig") and config is not None:
        bound.values["async_inference_config"] = config
    return bound


def _is_local(bound: Bound, receiver: Value | None) -> bool:
    if runs_locally(bound.get("instance_type")):
        return True
    constructor = constructor_of(receiver)
    if constructor is None or constructor.arguments is None:
        return False
    session = constructor.arguments.get("sagemaker_session")
    return isinstance(session, Opaque) and NO_SERVICE.search(session.path) is not None


def _named(made: Deploy, what: str, member: str) -> Name:
    first = "endpoint_config_name" if what == "config" else "endpoint_name"
    name = given(made.bound, made.span, first, "endpoint_name")
    if isinstance(name, Unknown) and not name.parts:
        return replace(name, parts=(Reference(f"{made.address}#{what}", member),))
    if not isinstance(name, Absent):
        return name_of(name)
    reference = Reference(f"{made.address}#{what}", member)
    return Unknown(f"the SDK makes up the {what} name", made.span, (), (reference,))


def _config(made: Deploy, names: Deployed) -> Tree:
    bound, span = made.bound, made.span
    members: dict[str, Tree] = {
        "EndpointConfigName": names.config,
        "ProductionVariants": Known((_variant(made, names),), span),
        "KmsKeyId": configurable(bound, span, "kms_key"),
        "Tags": tags(bound, span),
    }
    if made.components:
        members["ExecutionRoleArn"] = Unknown("the SDK passes the model's role", span)
    else:
        members["DataCaptureConfig"] = capture(bound.get("data_capture_config"), span)
        members["AsyncInferenceConfig"] = asynchronous(bound.get("async_inference_config"), span)
    return Known(members, span)


def _variant(made: Deploy, names: Deployed) -> Tree:
    bound, span = made.bound, made.span
    if made.components:
        bound.values.pop("serverless_inference_config", None)
        tree = variant(bound, Absent(span), span)
        scaling = given(bound, span, "managed_instance_scaling")
        return _with(tree, {"ManagedInstanceScaling": scaling})
    tree = variant(bound, names.model, span)
    if isinstance(serverless(bound.get("serverless_inference_config"), span), Known):
        return tree
    return _with(tree, _decided_by_sdk(made))


def _decided_by_sdk(made: Deploy) -> dict[str, Tree]:
    """Instance type and count where something else gives them, and they are not written."""
    decided: dict[str, Tree] = {}
    source = _other_source(made)
    count = made.bound.get("initial_instance_count")
    if count is None or isinstance(count, Absent):
        if made.owner == "ModelBuilder":
            decided["InitialInstanceCount"] = implied(1, "ModelBuilder.deploy", made.span)
        elif source:
            decided["InitialInstanceCount"] = Unknown(source, made.span)
    kind = made.bound.get("instance_type")
    if source and (kind is None or isinstance(kind, Absent)):
        decided["InstanceType"] = _built_type(made, Unknown(source, made.span))
    return decided


def _other_source(made: Deploy) -> str:
    """What gives the instances that the call does not name; empty where nothing can."""
    if any(name in made.bound.values for name in RECOMMENDATIONS):
        return "the inference recommendation gives it"
    if isinstance(made.receiver, Opaque) and ".right_size()" in made.receiver.path:
        return "the inference recommendation gives it"
    if made.owner.startswith("JumpStart") or made.owner == "ModelBuilder":
        return f"{made.owner} takes it from the model's metadata"
    return "" if made.owner else "what is deployed is not known, and may bring its own"


def _built_type(made: Deploy, otherwise: Unknown) -> Tree:
    """The instance type given to the constructor, unless it is for training; or `otherwise`."""
    constructor = constructor_of(made.receiver)
    if constructor is None or constructor.arguments is None or made.owner in TRAINED:
        return otherwise
    value = constructor.arguments.get("instance_type")
    if value is None or isinstance(value, Absent):
        return otherwise
    tree = tree_of(value)
    if isinstance(tree, Known):
        hop = Hop(f"argument instance_type of {made.owner}", tree.span)
        return Known(tree.value, made.span, (hop, *tree.via))
    return tree


def _with(tree: Tree, members: dict[str, Tree]) -> Tree:
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return Known({**tree.value, **members}, tree.span, tree.via)
    return tree


def _component(machine: Machine, made: Deploy, names: Deployed) -> None:
    name = given(made.bound, made.span, "inference_component_name")
    if isinstance(name, Absent):
        reference = Reference(f"{made.address}#component", "InferenceComponentName")
        name = Unknown("the SDK makes up the component's name", made.span, (), (reference,))
    requirements = made.bound.get("resources")
    resources = tree_of(requirements) if requirements is not None else Absent(made.span)
    properties: Tree = Known({
        "InferenceComponentName": name,
        "EndpointName": names.endpoint,
        "VariantName": implied(VARIANT, "the SDK's variant name", made.span),
        "Specification": Known({
            "ModelName": names.model, "ComputeResourceRequirements": resources,
        }, made.span),
        "RuntimeConfig": Known({"CopyCount": _copies(requirements, made.span)}, made.span),
    }, made.span)  # fmt: skip
    machine.emit(INFERENCE_COMPONENT, f"{made.address}#component", properties, made.node)


def _copies(requirements: Value | None, span: Span) -> Tree:
    made = made_by(requirements, "ResourceRequirements")
    requests = None if made is None or made.arguments is None else made.arguments.get("requests", 0)
    tree = Absent(span) if requests is None else tree_of(requests)
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return tree.value.get("copies", implied(1, "ResourceRequirements", span))
    return tree if isinstance(tree, Unknown) else Unknown("its resources are not known", span)
