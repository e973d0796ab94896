"""The model that deploying a model or estimator of the SageMaker SDK creates."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Gap, Hop, Known, Reference, Tree, Unknown, implied, left
from smlint.frontends.python_sdk.lowering.images import chosen
from smlint.frontends.python_sdk.lowering.origins import (
    class_in,
    constructor_of,
    owner_class,
    trains,
)
from smlint.frontends.python_sdk.lowering.signatures import Bound, is_a, is_class
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    arguments_of,
    configurable,
    given,
    left_to_configuration,
    made_by,
    role,
)
from smlint.frontends.python_sdk.lowering.trained import (
    CREATED,
    ISOLATING,
    changed,
    given_to_model,
    maker_of,
    network_of,
    of_automl,
)
from smlint.frontends.python_sdk.values.leaves import Name
from smlint.frontends.python_sdk.values.objects import Box, Choice, Opaque, Value
from smlint.frontends.python_sdk.values.trees import name_of, tree_of

REPACKS = frozenset({"PyTorchModel", "TensorFlowModel", "MXNetModel", "HuggingFaceModel", "Model"})
"""Classes that put a script given to them into the model's archive, as a new one."""

REGISTERED = ".register()"

ADDED = (
    "SAGEMAKER_PROGRAM", "SAGEMAKER_SUBMIT_DIRECTORY", "SAGEMAKER_CONTAINER_LOG_LEVEL",
    "SAGEMAKER_REGION", "SAGEMAKER_MODEL_SERVER_WORKERS", "SAGEMAKER_TFS_NGINX_LOGLEVEL",
)  # fmt: skip
"""Variables that models of frameworks set."""


def model_name(receiver: Value | None, call: Bound, address: str, span: Span) -> Name:
    """The name of the model that deploying `receiver` creates."""
    constructor, owner = constructor_of(receiver), owner_class(receiver)
    name: Value | None = None
    if isinstance(receiver, Opaque) and receiver.path.endswith(CREATED):
        name = arguments_of(receiver).get("name")
    elif owner.startswith("AutoML"):
        name = call.values.get("name")
    elif trains(owner):
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
    constructor = maker_of(receiver)
    if constructor is None or constructor.arguments is None or isinstance(receiver, Choice):
        unseen = made_elsewhere(span)
        if isinstance(receiver, Choice):
            unseen = Unknown("which model this is depends on a condition", span)
        return _unseen(unseen, name, span)
    owner = class_in(constructor.path)
    bound = Bound(constructor.arguments, owner)
    if owner.startswith("AutoML"):
        return of_automl(bound, call, name, span)
    if isinstance(receiver, Opaque) and receiver.path.endswith(REGISTERED):
        return _of_package(bound, constructor, name, tags)
    members: Members = {
        "ModelName": name,
        "ExecutionRoleArn": role(given(bound, constructor.span, "role", "role_arn")),
        "VpcConfig": configurable(bound, constructor.span, "vpc_config"),
        "EnableNetworkIsolation": _isolation(bound, owner, constructor.span),
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
        members["VpcConfig"] = network_of(bound, constructor.span)
        members |= changed(members, given_to_model(receiver, call), owner, span)
    if owner == "MultiDataModel":
        members |= _of_inner(bound, members)
    if owner == "ModelBuilder":
        members |= _of_network(bound.get("network"))
    return Known(members, span)


def made_by_class(receiver: Value | None) -> Members:
    """What metadata of a model say of the class whose arguments make it, where that is known."""
    constructor = maker_of(receiver)
    if constructor is None or isinstance(receiver, Choice):
        return {}
    registered = isinstance(receiver, Opaque) and receiver.path.endswith(REGISTERED)
    owner = "ModelPackage" if registered else class_in(constructor.path)
    return {"class": Known(owner, constructor.span)} if is_class(owner) else {}


def _isolation(bound: Bound, owner: str, span: Span) -> Tree:
    if trains(owner) and not any(is_a(owner, name) for name in ISOLATING):
        return left_to_configuration(span)
    if owner == "ModelPackage":
        return left("the SDK isolates what comes from the AWS Marketplace", span, "implied")
    return configurable(bound, span, "enable_network_isolation")


def made_elsewhere(span: Span) -> Unknown:
    """What is not known of a model because another file makes it."""
    hint = "check this file together with the one that makes the model"
    return left("the model is made outside of this file", span, "elsewhere", hint)


def _unseen(unknown: Unknown, name: Tree, span: Span) -> Tree:
    return Known({
        "ModelName": name, "PrimaryContainer": unknown, "VpcConfig": unknown,
        "EnableNetworkIsolation": unknown, "ExecutionRoleArn": unknown, "Tags": unknown,
    }, span)  # fmt: skip


def _of_package(bound: Bound, constructor: Opaque, name: Tree, tags: Tree) -> Tree:
    """The model of the package as which a model was registered: it has that one's role alone."""
    span = constructor.span
    package: Members = {"ModelPackageName": left("register() makes the package", span, "implied")}
    return Known({
        "ModelName": name,
        "Containers": Known((Known(package, span),), span),
        "ExecutionRoleArn": role(given(bound, span, "role")),
        "VpcConfig": Absent(span),
        "EnableNetworkIsolation": Absent(span),
        "Tags": tags,
    }, span)  # fmt: skip


def _of_network(value: Value | None) -> Members:
    """The network that a `ModelBuilder` is given."""
    if value is None or isinstance(value, Absent):
        return {}
    made = made_by(value, "Networking")
    if made is None:
        return dict.fromkeys(("VpcConfig", "EnableNetworkIsolation"), tree_of(value))
    bound, span = Bound(arguments_of(made), "Networking"), made.span
    isolated = given(bound, span, "enable_network_isolation")
    return {"VpcConfig": network_of(bound, span), "EnableNetworkIsolation": isolated}


def _of_inner(bound: Bound, own: Members) -> Members:
    """What a `MultiDataModel` takes from the model that it is given."""
    inner = constructor_of(bound.get("model"))
    if inner is None:
        given_one = bound.get("model")
        if given_one is None or isinstance(given_one, Absent):
            return {}
        unknown = made_elsewhere(given_one.span)
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
            containers.append(made_elsewhere(item.span))
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
        "Image": chosen(
            _decided(given(bound, span, "image_uri", "image", "image_name"), plain, by_sdk), owner
        ),
        "Environment": _environment(environment, bound, owner, by_sdk),
        "Mode": Absent(span),
        **_data(bound, owner, span, plain=plain),
    }
    if not bound.lacks("image_config"):
        members["ImageConfig"] = given(bound, span, "image_config")
    if trains(owner):
        members["ModelDataUrl"] = _trained(bound, span)
        members["Environment"] = left(by_sdk, span, "implied")
    return Known(members, span)


def _trainer(data: Value | None) -> Opaque | None:
    """What trains the model of which `data` is the `model_data`; None where that is not known."""
    maker = constructor_of(data)
    if maker is None or not isinstance(data, Opaque) or data.path != f"{maker.path}.model_data":
        return None
    return maker if trains(class_in(maker.path)) else None


def _trained(bound: Bound, span: Span) -> Tree:
    """The model that training makes: an archive, unless it is told not to pack its files."""
    reason = "training makes the model"
    packed = bound.lacks("disable_output_compression")
    return Unknown(reason, span, parts=(Gap(reason), "/model.tar.gz") if packed else ())


def _accepted(container: Tree, call: Bound, owner: str) -> Tree:
    """`container` with its model where the SDK puts it, a licence being accepted or not."""
    if call.lacks("accept_eula") and not owner.startswith("JumpStart"):
        return container
    reason = "the SDK writes down with it whether its licence is accepted"
    brought = Hop("its model comes with the SDK", container.span, "implied")
    moved = Unknown(reason, container.span, (brought,) if owner.startswith("JumpStart") else ())
    if isinstance(container, Known) and isinstance(container.value, Mapping):
        members = {**container.value, "ModelDataUrl": moved, "ModelDataSource": moved}
        return Known(members, container.span, container.via)
    return container


SCRIPTED = ("entry_point", "source_dir", "dependencies", "git_config")
"""What gives a model a script of its own."""


def _environment(tree: Tree, bound: Bound, owner: str, by_sdk: str) -> Tree:
    """The environment, with the variables that models of scripts add to what is given."""
    scripted = not all(bound.lacks(name) for name in SCRIPTED)
    if not (is_a(owner, "FrameworkModel") or (owner == "Model" and scripted)):
        return _decided(tree, owner == "Model", by_sdk)
    added: Members = {name: Unknown(by_sdk, tree.span) for name in ADDED}
    if isinstance(tree, Absent):
        return Known(added, tree.span)
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return Known({**added, **tree.value}, tree.span, tree.via)
    return tree


def _package(bound: Bound, span: Span) -> Tree:
    if not bound.lacks("algorithm_arn"):
        return left("the SDK makes a package of the algorithm", span, "implied")
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
    maker = _trainer(bound.get("model_data"))
    if maker is not None:
        return {"ModelDataUrl": _trained(Bound(arguments_of(maker), class_in(maker.path)), span)}
    if isinstance(tree, Known) and not isinstance(tree.value, str):
        return {"ModelDataUrl": Absent(span), "ModelDataSource": tree}
    scripted = not bound.lacks("entry_point") and (
        owner != "Model" or not bound.lacks("source_dir")
    )
    if owner in REPACKS and scripted and isinstance(tree, Known):
        return {"ModelDataUrl": left("the SDK packs the model anew", span, "implied")}
    return {"ModelDataUrl": _decided(tree, plain, f"{owner or 'the SDK'} decides it")}


def _decided(tree: Tree, plain: bool, reason: str) -> Tree:
    """`tree`, or what the SDK puts in the place of nothing."""
    if isinstance(tree, Absent) and not plain:
        return left(reason, tree.span, "implied")
    return tree
