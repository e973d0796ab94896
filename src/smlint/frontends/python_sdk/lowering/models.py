"""The model that deploying a model or estimator of the SageMaker SDK creates."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk.lowering.origins import (
    class_in,
    constructor_of,
    owner_class,
    trains,
)
from smlint.frontends.python_sdk.lowering.signatures import Bound, is_a
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    arguments_of,
    configurable,
    given,
    implied,
    role,
)
from smlint.frontends.python_sdk.values.leaves import Name
from smlint.frontends.python_sdk.values.objects import Box, Choice, Opaque, Value
from smlint.frontends.python_sdk.values.trees import name_of, tree_of

REPACKS = frozenset({"PyTorchModel", "TensorFlowModel", "MXNetModel", "HuggingFaceModel", "Model"})
"""Classes that put a script given to them into the model's archive, as a new one."""

ADDED = (
    "SAGEMAKER_PROGRAM", "SAGEMAKER_SUBMIT_DIRECTORY", "SAGEMAKER_CONTAINER_LOG_LEVEL",
    "SAGEMAKER_REGION", "SAGEMAKER_MODEL_SERVER_WORKERS", "SAGEMAKER_TFS_NGINX_LOGLEVEL",
)  # fmt: skip
"""Variables that models of frameworks set."""


def model_name(receiver: Value | None, call: Bound, address: str, span: Span) -> Name:
    """The name of the model that deploying `receiver` creates."""
    constructor, owner = constructor_of(receiver), owner_class(receiver)
    name: Value | None = None
    if trains(owner):
        name = call.values.get("model_name")
    elif constructor is not None and constructor is receiver:
        name = Bound(arguments_of(constructor), owner).get("name")
    if name is not None and not isinstance(name, Absent):
        return name_of(tree_of(name))
    reference = Reference(address, "ModelName")
    return Unknown("the SDK makes up the model's name", span, (), (reference,))


def model_properties(
    receiver: Value | None, call: Bound, name: Tree, tags: Tree, span: Span
) -> Tree:
    """The model that deploying `receiver` with the arguments `call` creates."""
    constructor = constructor_of(receiver)
    if constructor is None or constructor.arguments is None or isinstance(receiver, Choice):
        reason = "the model is made outside of this file"
        if isinstance(receiver, Choice):
            reason = "which model this is depends on a condition"
        return _unseen(Unknown(reason, span), name, span)
    owner = class_in(constructor.path)
    bound = Bound(constructor.arguments, owner)
    members: Members = {
        "ModelName": name,
        "ExecutionRoleArn": role(given(bound, constructor.span, "role", "role_arn")),
        "VpcConfig": configurable(bound, constructor.span, "vpc_config"),
        "EnableNetworkIsolation": configurable(bound, constructor.span, "enable_network_isolation"),
        "Tags": tags,
    }
    if owner == "PipelineModel":
        members["Containers"] = _containers(bound, constructor.span)
        members["Tags"] = Absent(span)
    elif owner == "ModelPackage":
        members["Containers"] = Known((_container(constructor),), constructor.span)
    else:
        members["PrimaryContainer"] = _accepted(_container(constructor), call, owner)
    if trains(owner):
        members["VpcConfig"] = _of_training(bound, constructor.span)
    if owner == "MultiDataModel":
        members |= _of_inner(bound, members)
    return Known(members, span)


def _unseen(unknown: Unknown, name: Tree, span: Span) -> Tree:
    return Known({
        "ModelName": name, "PrimaryContainer": unknown, "VpcConfig": unknown,
        "EnableNetworkIsolation": unknown, "ExecutionRoleArn": unknown, "Tags": unknown,
    }, span)  # fmt: skip


def _of_training(bound: Bound, span: Span) -> Tree:
    """The network of an estimator's model: that of its training job, where it has one."""
    if bound.lacks("subnets") and bound.lacks("security_group_ids"):
        return configurable(bound, span, "vpc_config")
    ids: Members = {
        "Subnets": given(bound, span, "subnets"),
        "SecurityGroupIds": given(bound, span, "security_group_ids"),
    }
    return Known(ids, span)


def _of_inner(bound: Bound, own: Members) -> Members:
    """What a `MultiDataModel` takes from the model that it is given."""
    inner = constructor_of(bound.get("model"))
    if inner is None:
        given_one = bound.get("model")
        if given_one is None or isinstance(given_one, Absent):
            return {}
        unknown = Unknown("the model is made outside of this file", given_one.span)
        return {name: unknown for name in own if name not in ("ModelName", "Tags")}
    model = Bound(arguments_of(inner), class_in(inner.path))
    return {
        "ExecutionRoleArn": role(given(model, inner.span, "role")),
        "VpcConfig": configurable(model, inner.span, "vpc_config"),
        "EnableNetworkIsolation": configurable(model, inner.span, "enable_network_isolation"),
    }


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
    span, owner = constructor.span, class_in(constructor.path)
    bound = Bound(arguments_of(constructor), owner)
    by_sdk = f"{owner or 'the SDK'} decides it"
    plain = owner == "Model"
    if owner == "ModelPackage":
        return Known({
            "ModelPackageName": _package(bound, span), "Environment": given(bound, span, "env"),
        }, span)  # fmt: skip
    if owner == "MultiDataModel":
        return _many_models(bound, span)
    environment = given(bound, span, "env", "env_vars")
    members: Members = {
        "Image": _decided(given(bound, span, "image_uri", "image", "image_name"), plain, by_sdk),
        "Environment": _environment(environment, owner, by_sdk),
        "Mode": Absent(span),
        **_data(bound, owner, span, plain=plain),
    }
    if not bound.lacks("image_config"):
        members["ImageConfig"] = given(bound, span, "image_config")
    if trains(owner):
        members["ModelDataUrl"] = Unknown("training makes the model", span)
        members["Environment"] = Unknown(by_sdk, span)
    return Known(members, span)


def _accepted(container: Tree, call: Bound, owner: str) -> Tree:
    """`container` with its model where the SDK puts it, a licence being accepted or not."""
    if call.lacks("accept_eula") and not owner.startswith("JumpStart"):
        return container
    moved = Unknown("the SDK writes down with it whether its licence is accepted", container.span)
    if isinstance(container, Known) and isinstance(container.value, Mapping):
        members = {**container.value, "ModelDataUrl": moved, "ModelDataSource": moved}
        return Known(members, container.span, container.via)
    return container


def _environment(tree: Tree, owner: str, by_sdk: str) -> Tree:
    """The environment, with the variables that models of frameworks add to what is given."""
    if owner == "Model" or not is_a(owner, "FrameworkModel"):
        return _decided(tree, owner == "Model", by_sdk)
    added: Members = {name: Unknown(by_sdk, tree.span) for name in ADDED}
    if isinstance(tree, Absent):
        return Known(added, tree.span)
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return Known({**added, **tree.value}, tree.span, tree.via)
    return tree


def _package(bound: Bound, span: Span) -> Tree:
    if not bound.lacks("algorithm_arn"):
        return Unknown("the SDK makes a package of the algorithm", span)
    return given(bound, span, "model_package_arn")


def _many_models(bound: Bound, span: Span) -> Tree:
    inner = constructor_of(bound.get("model"))
    unknown: Tree = Unknown("the model that is given decides it", span)
    image, environment = (given(bound, span, name) for name in ("image_uri", "env"))
    if bound.gives("model"):
        image = environment = unknown
    if inner is not None and class_in(inner.path) == "Model":
        model = Bound(arguments_of(inner), "Model")
        image, environment = (given(model, inner.span, name) for name in ("image_uri", "env"))
    return Known({
        "Image": image,
        "Environment": environment,
        "Mode": implied("MultiModel", "MultiDataModel", span),
        "ModelDataUrl": given(bound, span, "model_data_prefix"),
    }, span)  # fmt: skip


def _data(bound: Bound, owner: str, span: Span, *, plain: bool) -> Members:
    """Where the container finds the model: an archive, or a data source written out."""
    tree = given(bound, span, "model_data", "s3_model_data_url")
    if isinstance(tree, Known) and not isinstance(tree.value, str):
        return {"ModelDataUrl": Absent(span), "ModelDataSource": tree}
    scripted = not bound.lacks("entry_point") and (
        owner != "Model" or not bound.lacks("source_dir")
    )
    if owner in REPACKS and scripted and isinstance(tree, Known):
        return {"ModelDataUrl": Unknown("the SDK packs the model anew, with the script", span)}
    return {"ModelDataUrl": _decided(tree, plain, f"{owner or 'the SDK'} decides it")}


def _decided(tree: Tree, plain: bool, reason: str) -> Tree:
    """`tree`, or what the SDK puts in the place of nothing."""
    if isinstance(tree, Absent) and not plain:
        return Unknown(reason, tree.span, (Hop("nothing is given", tree.span, "implied"),))
    return tree
