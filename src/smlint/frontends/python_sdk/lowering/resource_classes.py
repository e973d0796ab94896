"""The resource classes of SDK v3: `Endpoint.create(...)` and the like, as the requests they are.

They take the members of the API's requests in snake_case, and objects of `sagemaker.core.shapes`
(or mappings) for its structures: https://sagemaker-core.readthedocs.io.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from smlint.aws_api.requests import structures
from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    TRANSFORM_JOB,
)
from smlint.core.values import Known, Tree, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.requests import tags_of
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.shapes import MEMBERS, opened
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Opaque, Value
from smlint.frontends.python_sdk.values.trees import name_of, tree_of

METHOD = re.compile(
    r"sagemaker(?:_core)?\.(?:\w+\.)*"
    r"(Model|EndpointConfig|Endpoint|InferenceComponent|TransformJob)\.(create|get)"
)
CHANGE = re.compile(METHOD.pattern + r"\(\)\.(delete|update|update_runtime_configs)")
BUILT_DELETE = re.compile(r"sagemaker\.(?:\w+\.)*ModelBuilder\(\)\.build\(\)\.delete")
"""`Model.delete()` of what a `ModelBuilder` built."""
SHAPE = re.compile(r"sagemaker(?:_core)?\.(?:\w+\.)*shapes\.(?:\w+\.)*\w+\(\)")
CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
API = {
    CAPITALS.sub("_", name).lower(): name
    for names in structures("sagemaker").values()
    for name in names
}
"""What the API calls members, where capitals alone do not tell."""

FREE = ("Environment",)
"""Members whose own members are named by whoever writes them."""


class Class(NamedTuple):
    """A resource class: the type that it creates, and the argument that names one of it."""

    makes: str
    name: str


CLASSES: Mapping[str, Class] = {
    "Model": Class(MODEL, "model_name"),
    "EndpointConfig": Class(ENDPOINT_CONFIG, "endpoint_config_name"),
    "Endpoint": Class(ENDPOINT, "endpoint_name"),
    "InferenceComponent": Class(INFERENCE_COMPONENT, "inference_component_name"),
    "TransformJob": Class(TRANSFORM_JOB, "transform_job_name"),
}


CHANGES: Mapping[tuple[str, str], str] = {
    ("Model", "delete"): "DeleteModel",
    ("EndpointConfig", "delete"): "DeleteEndpointConfig",
    ("Endpoint", "delete"): "DeleteEndpoint",
    ("InferenceComponent", "delete"): "DeleteInferenceComponent",
    ("InferenceComponent", "update"): "UpdateInferenceComponent",
    ("InferenceComponent", "update_runtime_configs"): "UpdateInferenceComponentRuntimeConfig",
}
"""Operations that methods of the objects are, by class and method."""


def create(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What `Endpoint.create(...)` gives, with its request noted; None for what is told by name."""
    found = METHOD.fullmatch(callee.path) if callee.path.endswith(".create") else None
    if found is None:
        return None
    span = syntax.header_of(node, machine.source)
    members = _members(
        machine, f"Create{found[1]}", Bound(arguments, _recorded(found[1]), "create")
    )
    made = CLASSES[found[1]]
    library: dict[str, Tree] = {"library": Known("core", span)}
    machine.emit(made.makes, machine.address(span), Known(members, span), node, library)
    if made.makes != ENDPOINT:
        return None
    unknown = Unknown("it is the model of the endpoint's configuration", span)
    name, config = (members.get(key, unknown) for key in ("EndpointName", "EndpointConfigName"))
    return Deployed(name_of(name), name_of(config), unknown, machine.span(node))


def change(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> bool:
    """Note what is done to a model, configuration or component; whether this is one."""
    if BUILT_DELETE.fullmatch(callee.path):
        _delete_built(machine, callee, node)
        return True
    found = CHANGE.fullmatch(callee.path) if callee.path.startswith("sagemaker") else None
    if found is None or not isinstance(callee.receiver, Opaque):
        return False
    operation = CHANGES.get((found[1], found[3]))
    if operation is None:
        return False
    span = syntax.header_of(node, machine.source)
    name = name_of_object(callee.receiver)
    request = _members(machine, operation, Bound(arguments, _recorded(found[1]), found[3]))
    request[_api(CLASSES[found[1]].name)] = (
        Unknown("its name is not known", span) if name is None else tree_of(name)
    )
    machine.note_call(operation, Known(request, span), node)
    return True


def _delete_built(machine: Machine, callee: Opaque, node: ast.Call) -> None:
    """Note the deletion of the model that a builder built, which deploying the builder deploys."""
    span = syntax.header_of(node, machine.source)
    builder: Value | None = callee
    while isinstance(builder, Opaque) and not builder.path.endswith("ModelBuilder()"):
        builder = builder.receiver
    name: Tree = Unknown("build() makes the model", span)
    if isinstance(builder, Opaque) and builder.reference in machine.deployed:
        name = machine.deployed[builder.reference].model
    machine.note_call("DeleteModel", Known({"ModelName": name}, span), node)


def _recorded(name: str) -> str:
    """As what the signatures of a class are recorded: v2 has a `Model` too."""
    return f"Core{name}" if name == "Model" else name


def name_of_object(value: Opaque) -> Value | None:
    """The name of what `value` stands for, an object of such a class; None where it is none."""
    found = METHOD.fullmatch(value.path.removesuffix("()"))
    if found is None or value.arguments is None:
        return None
    return value.arguments.get(CLASSES[found[1]].name, 0)


def attribute(value: Opaque, name: str) -> Value | None:
    """`value.name`, where it is the name of an object of such a class."""
    found = METHOD.fullmatch(value.path.removesuffix("()")) if name.endswith("_name") else None
    return name_of_object(value) if found and CLASSES[found[1]].name == name else None


def _members(machine: Machine, operation: str, bound: Bound) -> dict[str, Tree]:
    given = {_api(name): _tree(machine, value, _api(name)) for name, value in bound.values.items()}
    members = {name: given[name] for name in MEMBERS[operation] if name in given}
    if "Tags" in members:
        members["Tags"] = tags_of(members["Tags"])
    if bound.open is not None:
        for name in MEMBERS[operation]:
            members.setdefault(name, bound.open)
    return members


def _tree(machine: Machine, value: Value, member: str = "") -> Tree:
    """`value` in the shape of the API; mappings of names that are free stay as they are."""
    machine.tick()
    if isinstance(value, Opaque):
        name = name_of_object(value)
        if name is not None:
            return tree_of(name)
        if SHAPE.fullmatch(value.path) and value.arguments is not None:
            return _structure(machine, value, value.arguments)
    if not isinstance(value, Box) or member in FREE:
        return tree_of(value)
    if value.kind == "list":
        return Known((*(_tree(machine, item) for item in value.items), *value.rest), value.span)
    members = {
        _api(str(key)): _tree(machine, item, _api(str(key))) for key, item in value.store.items()
    }
    if value.open is not None:
        return opened(members, value.open, value.span)
    return Known(members, value.span)


def _structure(machine: Machine, value: Opaque, arguments: Arguments) -> Tree:
    span = syntax.first_line(value.span, machine.source)
    members = {
        _api(name): _tree(machine, item, _api(name)) for name, item in arguments.keywords.items()
    }
    if arguments.open is not None:
        return opened(members, arguments.open, span)
    return Known(members, span, value.via)


def _api(name: str) -> str:
    """The member that the classes call `name`."""
    if name != name.lower():
        return name
    return API.get(name) or "".join(word[:1].upper() + word[1:] for word in name.split("_"))
