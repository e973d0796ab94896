"""The model that deploying a model or estimator of the SageMaker SDK creates."""

from __future__ import annotations

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, left
from smlint.frontends.python_sdk.lowering.containers import (
    accepted,
    container,
    containers,
    made_elsewhere,
)
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
from smlint.frontends.python_sdk.values.objects import Choice, Opaque, Value
from smlint.frontends.python_sdk.values.trees import name_of, tree_of

REGISTERED = ".register()"


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
        members["Containers"] = containers(bound, constructor.span)
        members["Tags"] = Absent(span)
    elif owner == "ModelPackage":
        members["Containers"] = Known((container(constructor),), constructor.span)
    else:
        members["PrimaryContainer"] = accepted(container(constructor), call, owner)
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
