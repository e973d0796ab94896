"""Models that training makes: what estimators, tuners and AutoML jobs of the SDK give them."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, left
from smlint.frontends.python_sdk.lowering.origins import class_in, constructor_of
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    arguments_of,
    configurable,
    given,
    role,
)
from smlint.frontends.python_sdk.values.objects import Opaque, Value

CREATED = ".create_model()"
"""How the path of a model ends that an estimator was asked for."""

ISOLATING = ("Estimator", "SKLearn", "TensorFlow")
"""Estimators that hand network isolation on to their model; with others it is of training alone."""


def maker_of(receiver: Value | None) -> Opaque | None:
    """The constructor of what makes the model: of a tuner, that of its estimator."""
    made = constructor_of(receiver)
    if made is not None and class_in(made.path) == "HyperparameterTuner":
        return constructor_of(Bound(arguments_of(made), "HyperparameterTuner").get("estimator"))
    return made


def of_automl(bound: Bound, call: Bound, name: Tree, span: Span) -> Tree:
    """The chain of models that the best candidate is."""
    return Known({
        "ModelName": name,
        "Containers": left("the candidate tells it", span, "implied"),
        "ExecutionRoleArn": role(given(bound, span, "role")),
        "VpcConfig": configurable(call, span, "vpc_config"),
        "EnableNetworkIsolation": configurable(call, span, "enable_network_isolation"),
        "Tags": Absent(span),
    }, span)  # fmt: skip


def network_of(bound: Bound, span: Span) -> Tree:
    """The network of an estimator's model: that of its training job, where it has one."""
    if bound.lacks("subnets") and bound.lacks("security_group_ids"):
        return configurable(bound, span, "vpc_config")
    ids: Members = {
        "Subnets": given(bound, span, "subnets"),
        "SecurityGroupIds": given(bound, span, "security_group_ids"),
    }
    return Known(ids, span)


def given_to_model(receiver: Value | None, call: Bound) -> Bound:
    """What is given to an estimator's `create_model()`: by itself, or by its `deploy()`."""
    if isinstance(receiver, Opaque) and receiver.path.endswith(CREATED):
        return Bound(arguments_of(receiver), "")
    return call


def changed(members: Members, asked: Bound, owner: str, span: Span) -> Members:
    """Those of an estimator's model's `members` that `asked` for the model changes."""
    new: Members = {}
    if not asked.lacks("role"):
        new["ExecutionRoleArn"] = role(given(asked, span, "role"))
    if not asked.lacks("enable_network_isolation"):
        new["EnableNetworkIsolation"] = given(asked, span, "enable_network_isolation")
    if "vpc_config_override" in asked.values:
        new["VpcConfig"] = given(asked, span, "vpc_config_override")
    container = members.get("PrimaryContainer")
    if isinstance(container, Known) and isinstance(container.value, Mapping):
        inner = dict(container.value)
        if not asked.lacks("image_uri"):
            inner["Image"] = given(asked, span, "image_uri")
        if owner == "Estimator":
            inner["Environment"] = given(asked, span, "env")
        new["PrimaryContainer"] = Known(inner, container.span, container.via)
    return new
