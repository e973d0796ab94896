"""Models and estimators of the SageMaker SDK: what is deployed when one is deployed."""

from __future__ import annotations

import re

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.signatures import SIGNATURES, Bound
from smlint.frontends.python_sdk.lowering.structures import configurable, given, implied
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Choice,
    Instance,
    Opaque,
    Value,
    known_text,
    tree_of,
)

TELLING = frozenset({
    "instance_type", "initial_instance_count",
    "serverless_inference_config", "async_inference_config", "inference_config",
})  # fmt: skip
NOT_HOSTING = re.compile(
    r"sagemaker\.((workflow|lambda_helper|feature_store|edge|remote_function)\b|.*(Bedrock|LambdaModel))"
)
"""What in the SDK has a `deploy` that makes no endpoint."""

CLASS = re.compile(r"(?:^|[.?])([A-Z]\w*)\(\)$")
NAMED_CLASS = re.compile(r"(?:^|[.?])([A-Z]\w*)(?=[.(])")


def deploys(machine: Machine, callee: Opaque, arguments: Arguments) -> bool:
    """True when `callee(...)`, whose name is `deploy`, deploys to SageMaker.

    That is so when it is a method of something of the SDK. Of something unknown it is so when the
    file uses the SDK and the call has arguments that only its `deploy` has.
    """
    origins = _origins(callee)
    if any(path.startswith("sagemaker.") and "()" in path for path in origins):
        return not any(NOT_HOSTING.match(path) for path in origins)
    if not machine.imports_sagemaker:
        return False
    return bool(TELLING & arguments.keywords.keys()) or _looks_positional(arguments)


def _origins(callee: Opaque) -> list[str]:
    receiver = callee.receiver
    options = receiver.options if isinstance(receiver, Choice) else (receiver,)
    paths = [option.path for option in options if isinstance(option, Opaque)]
    if isinstance(receiver, Instance):
        paths += [f"{base.path}()" for base in receiver.made_from.bases if isinstance(base, Opaque)]
    return [*paths, callee.path.rpartition(".")[0]]


def _looks_positional(arguments: Arguments) -> bool:
    kinds = [value.value for value in arguments.positional[:2] if isinstance(value, Known)]
    return any(isinstance(kind, str) and kind.startswith(("ml.", "local")) for kind in kinds)


def runs_locally(instance_type: Value | None) -> bool:
    """True when whatever it is, it is the SDK's local mode, which costs nothing."""
    options = instance_type.options if isinstance(instance_type, Choice) else (instance_type,)
    return all((known_text(option) or "").startswith("local") for option in options)


def constructor_of(value: Value | None) -> Opaque | None:
    """The call of a class from which `value` was obtained, through methods and attributes."""
    if isinstance(value, Choice):
        value = value.options[0]
    while isinstance(value, Opaque):
        if value.arguments is not None and CLASS.search(value.path):
            return value
        value = value.receiver
    return None


def owner_class(receiver: Value | None) -> str:
    """The name of the class of what is deployed; empty where it is not known."""
    if isinstance(receiver, Choice):
        names = {owner_class(option) for option in receiver.options}
        return names.pop() if len(names) == 1 else ""
    if isinstance(receiver, Instance):
        bases = [base.path for base in receiver.made_from.bases if isinstance(base, Opaque)]
        return bases[0].rpartition(".")[2] if bases else ""
    if not isinstance(receiver, Opaque):
        return ""
    return "Model" if receiver.path.endswith(".create_model()") else _class_in(receiver.path)


def _class_in(path: str) -> str:
    """The last class named in `path`."""
    names = NAMED_CLASS.findall(path)
    return names[-1] if names else ""


def model_name(receiver: Value | None, address: str, span: Span) -> Tree:
    """The name of the model that deploying `receiver` creates."""
    constructor = constructor_of(receiver)
    if constructor is not None and constructor is receiver and constructor.arguments is not None:
        owner = owner_class(receiver)
        if owner.endswith(("Model", "ModelPackage")):
            name = Bound(_signature(owner), constructor.arguments).get("name")
            if name is not None and not isinstance(name, Absent):
                return tree_of(name)
    reference = Reference(f"{address}#model", "ModelName")
    return Unknown("the SDK makes up the model's name", span, (), (reference,))


def _signature(owner: str) -> str:
    return owner if owner in SIGNATURES else "keywords"


def model_properties(receiver: Value | None, name: Tree, span: Span) -> Tree:
    """The model that deploying `receiver` creates."""
    constructor = constructor_of(receiver)
    if constructor is None or constructor.arguments is None or isinstance(receiver, Choice):
        reason = "the model is made outside of this file"
        if isinstance(receiver, Choice):
            reason = "which model this is depends on a condition"
        unknown = Unknown(reason, span)
        return Known({
            "ModelName": name, "PrimaryContainer": unknown, "VpcConfig": unknown,
            "EnableNetworkIsolation": unknown, "ExecutionRoleArn": unknown,
        }, span)  # fmt: skip
    owner = _class_in(constructor.path)
    bound = Bound(_signature(owner), constructor.arguments)
    members: dict[str, Tree] = {
        "ModelName": name,
        "ExecutionRoleArn": given(bound, constructor.span, "role", "role_arn"),
        "VpcConfig": configurable(bound, constructor.span, "vpc_config"),
        "EnableNetworkIsolation": configurable(bound, constructor.span, "enable_network_isolation"),
    }
    if owner == "PipelineModel":
        members["Containers"] = _containers(bound, constructor.span)
    else:
        members["PrimaryContainer"] = _container(constructor)
    return Known(members, span)


def _containers(bound: Bound, span: Span) -> Tree:
    models = bound.get("models")
    if not isinstance(models, Box) or models.kind != "list":
        return Unknown("the models of the pipeline are not known", span)
    containers: list[Tree] = []
    for item in models.items:
        constructor = constructor_of(item)
        if constructor is None:
            containers.append(Unknown("the model is made outside of this file", item.span))
        else:
            containers.append(_container(constructor))
    return Known((*containers, *models.rest), models.span)


def _container(constructor: Opaque) -> Tree:
    """The container of a model or estimator; what the SDK decides is unknown."""
    span, owner = constructor.span, _class_in(constructor.path)
    bound = Bound(_signature(owner), constructor.arguments or Arguments())
    by_sdk = f"{owner or 'the SDK'} decides it"
    plain = owner == "Model"
    is_model = owner.endswith(("Model", "ModelPackage"))
    members: dict[str, Tree] = {
        "Image": _decided(given(bound, span, "image_uri", "image", "image_name"), plain, by_sdk),
        "ModelDataUrl": _decided(
            given(bound, span, "model_data", "s3_model_data_url"), plain, by_sdk
        ),
        "Environment": _decided(given(bound, span, "env", "env_vars"), plain, by_sdk),
        "Mode": Absent(span),
    }
    if not is_model:
        members["ModelDataUrl"] = Unknown("training makes the model", span)
        members["Environment"] = Unknown(by_sdk, span)
    if owner == "MultiDataModel":
        members["Mode"] = implied("MultiModel", "MultiDataModel", span)
        members["ModelDataUrl"] = given(bound, span, "model_data_prefix")
    if owner == "ModelPackage":
        members["ModelPackageName"] = given(bound, span, "model_package_arn")
    return Known(members, span)


def _decided(tree: Tree, plain: bool, reason: str) -> Tree:
    """`tree`, or what the SDK puts in the place of nothing."""
    if isinstance(tree, Absent) and not plain:
        return Unknown(reason, tree.span, (Hop(reason, tree.span, "implied"),))
    return tree
