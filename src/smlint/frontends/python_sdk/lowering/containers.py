"""The containers of models of the SageMaker SDK: image, variables, and where the model is."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Gap, Hop, Known, Tree, Unknown, implied, left
from smlint.frontends.python_sdk.lowering.images import chosen
from smlint.frontends.python_sdk.lowering.origins import class_in, constructor_of, trains
from smlint.frontends.python_sdk.lowering.signatures import Bound, is_a
from smlint.frontends.python_sdk.lowering.structures import Members, arguments_of, given
from smlint.frontends.python_sdk.values.objects import Box, Opaque, Value

REPACKS = frozenset({"PyTorchModel", "TensorFlowModel", "MXNetModel", "HuggingFaceModel", "Model"})
"""Classes that put a script given to them into the model's archive, as a new one."""

SCRIPTED = ("entry_point", "source_dir", "dependencies", "git_config")
"""What gives a model a script of its own."""

ADDED = (
    "SAGEMAKER_PROGRAM", "SAGEMAKER_SUBMIT_DIRECTORY", "SAGEMAKER_CONTAINER_LOG_LEVEL",
    "SAGEMAKER_REGION", "SAGEMAKER_MODEL_SERVER_WORKERS", "SAGEMAKER_TFS_NGINX_LOGLEVEL",
)  # fmt: skip
"""Variables that models of frameworks set."""


def made_elsewhere(span: Span) -> Unknown:
    """What is not known of a model because another file makes it."""
    hint = "check this file together with the one that makes the model"
    return left("the model is made outside of this file", span, "elsewhere", hint)


def containers(bound: Bound, span: Span) -> Tree:
    """The containers of a pipeline of models."""
    models = bound.get("models")
    if not isinstance(models, Box) or models.kind != "list":
        return Unknown("the models of the pipeline are not known", span)
    found: list[Tree] = []
    for item in models.items:
        constructor = constructor_of(item)
        if constructor is None:
            found.append(made_elsewhere(item.span))
        else:
            found.append(container(constructor))
    return Known((*found, *models.rest), models.span)


def container(constructor: Opaque) -> Tree:
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


def accepted(made: Tree, call: Bound, owner: str) -> Tree:
    """The container `made` with its model where the SDK puts it, a licence accepted or not."""
    if call.lacks("accept_eula") and not owner.startswith("JumpStart"):
        return made
    reason = "the SDK writes down with it whether its licence is accepted"
    brought = Hop("its model comes with the SDK", made.span, "implied")
    moved = Unknown(reason, made.span, (brought,) if owner.startswith("JumpStart") else ())
    if isinstance(made, Known) and isinstance(made.value, Mapping):
        members = {**made.value, "ModelDataUrl": moved, "ModelDataSource": moved}
        return Known(members, made.span, made.via)
    return made


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
