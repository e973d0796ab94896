"""Endpoints of aws-cdk.aws-sagemaker-alpha, the CDK's constructs of level 2, as resources."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import NamedTuple

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Scalar, Unknown, implied
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure.constructs import (
    boxed,
    declare,
    otherwise,
    part,
    token,
)
from smlint.frontends.python_sdk.shapes import api_name
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Construct, Opaque, Value
from smlint.frontends.python_sdk.values.trees import tree_of

MODULE = "aws_cdk.aws_sagemaker_alpha."
NAMES: Mapping[tuple[str, str], str] = {
    (f"{MODULE}Model", "model_name"): "ModelName",
    (f"{MODULE}EndpointConfig", "endpoint_config_name"): "EndpointConfigName",
    (f"{MODULE}Endpoint", "endpoint_name"): "EndpointName",
    ("aws_cdk.aws_applicationautoscaling.ScalableTarget", "scalable_target_id"): "Ref",
}
"""Attributes of constructs that name what is deployed."""


class Variant(NamedTuple):
    """How a variant is given: its own names, and the defaults that the CDK writes."""

    defaults: Mapping[str, Scalar]
    renamed: Mapping[str, str]


VARIANTS: Mapping[str, Variant] = {
    "instance_production_variants": Variant(
        {
            "InitialInstanceCount": 1,
            "InitialVariantWeight": 1.0,
            "InstanceType": "ml.t2.medium",
        },
        {
            "Model": "ModelName",
            "ContainerStartupHealthCheckTimeout": "ContainerStartupHealthCheckTimeoutInSeconds",
        },
    ),
    "serverless_production_variant": Variant({"InitialVariantWeight": 1.0}, {"Model": "ModelName"}),
}
SERVERLESS = ("MaxConcurrency", "MemorySizeInMB", "ProvisionedConcurrency")
ADDING: Mapping[str, str] = {
    "add_instance_production_variant": "instance_production_variants",
    "add_serverless_production_variant": "serverless_production_variant",
}


def call(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call of the library gives, with what it declares noted; None where it is none."""
    receiver, name = callee.receiver, callee.path.rpartition(".")[2]
    if isinstance(receiver, Construct) and receiver.path.startswith(MODULE):
        if name in ADDING:
            made = _variant(machine, _whole(machine, arguments, node), VARIANTS[ADDING[name]])
            _append(machine, receiver, "ProductionVariants", made)
            return Absent(machine.span(node))
        if name == "add_container":
            container = _container(machine, _whole(machine, arguments, node))
            _append(machine, receiver, "Containers", container)
            return Absent(machine.span(node))
    kind = KINDS.get(callee.path)
    if kind is None:
        return None
    properties = PROPERTIES[kind](machine, arguments, node)
    scope, own = arguments.get("scope", 0), arguments.get("id", 1)
    return declare(machine, callee.path, kind, properties, node, scope=scope, name=own)


def _whole(machine: Machine, arguments: Arguments, node: ast.Call) -> Box:
    """The named arguments of a call, as the structure that they are."""
    span = syntax.header_of(node, machine.source)
    box = machine.box(
        "mapping",
        span,
        {api_name(k): boxed(machine, v, api_name(k)) for k, v in arguments.keywords.items()},
    )
    box.rest.extend(() if arguments.open is None else (arguments.open,))
    return box


def _append(machine: Machine, construct: Construct, name: str, item: Value) -> None:
    listed = construct.properties.get(name)
    if not isinstance(listed, Box):
        listed = machine.box("list", construct.span, ())
        machine.write(construct.properties, name, listed)
    machine.write(listed.store, len(listed.store), item)


def _model(machine: Machine, arguments: Arguments, node: ast.Call) -> dict[str, Value]:
    given = _whole(machine, arguments, node)
    properties: dict[str, Value] = {"Containers": machine.box("list", given.span, ())}
    listed = given.store.get("Containers")
    if isinstance(listed, Box) and listed.kind == "list":
        items = [_container(machine, item) for item in listed.items]
        box = machine.box("list", listed.span, items)
        box.rest.extend(listed.rest)
        properties["Containers"] = box
    elif listed is not None or given.open is not None:
        properties["Containers"] = otherwise(part(given, "Containers"), given)
    reason = "the CDK gives the model a role of its own"
    properties["ExecutionRoleArn"] = otherwise(given.store.get("Role"), Unknown(reason, given.span))
    for name, member in (
        ("ModelName", "ModelName"),
        ("NetworkIsolation", "EnableNetworkIsolation"),
    ):
        value = part(given, name)
        if value is not None:
            properties[member] = value
    if "Vpc" in given.store or given.open is not None:
        properties["VpcConfig"] = Unknown("the network gives its subnets", given.span)
    return properties


def _container(machine: Machine, given: Value) -> Value:
    if not isinstance(given, Box):
        return given
    store = dict(given.store)
    image, data = store.pop("Image", None), store.pop("ModelData", None)
    items = {str(name): value for name, value in store.items()}
    if image is not None:
        items["Image"] = _image(machine, image)
    if data is not None:
        items["ModelDataUrl"] = data
    box = machine.box("mapping", given.span, items)
    box.rest.extend(given.rest)
    return box


def _image(machine: Machine, image: Value) -> Value:
    """The image as far as it is written: its tag, and its name."""
    if not isinstance(image, Opaque) or image.arguments is None:
        return image
    made, span = image.path.removeprefix(f"{MODULE}ContainerImage."), image.span
    registry = machine.unknown("the address of the registry is not known", span)
    name, tag = image.arguments.get("repository_name", 0), image.arguments.get("tag", 1)
    if made == "from_ecr_repository()":
        latest = implied("latest", "from_ecr_repository", span)
        pieces: tuple[Value, ...] = (registry, Known(":", span), otherwise(tag, latest))
    elif made == "from_dlc()" and name is not None and tag is not None:
        pieces = (registry, Known("/", span), name, Known(":", span), tag)
    else:
        return image
    return text_of(tuple(tree_of(piece) for piece in pieces), span)


def _config(machine: Machine, arguments: Arguments, node: ast.Call) -> dict[str, Value]:
    given = _whole(machine, arguments, node)
    variants = machine.box("list", given.span, ())
    for argument, variant in VARIANTS.items():
        value = given.store.get(api_name(argument))
        items: tuple[Value, ...] = ()
        if isinstance(value, Box):
            items = value.items if value.kind == "list" else (value,)
            variants.rest.extend(value.rest if value.kind == "list" else ())
        elif value is not None and not isinstance(value, Absent):
            variants.rest.append(Unknown("its variants are not known", value.span))
        for item in items:
            variants.store[len(variants.store)] = _variant(machine, item, variant)
    properties: dict[str, Value] = {"ProductionVariants": variants}
    variants.rest.extend(given.rest)
    for name, member in (
        ("EndpointConfigName", "EndpointConfigName"),
        ("EncryptionKey", "KmsKeyId"),
    ):
        value = part(given, name)
        if value is not None:
            properties[member] = value
    return properties


def _variant(machine: Machine, given: Value, variant: Variant) -> Value:
    """A production variant in the shape of the API, with the CDK's defaults."""
    if not isinstance(given, Box) or given.kind != "mapping":
        return given
    items = {variant.renamed.get(str(name), str(name)): item for name, item in given.store.items()}
    if isinstance(items.get("ModelName"), Opaque):
        items["ModelName"] = named(items["ModelName"], "model_name")
    for name, default in variant.defaults.items():
        value = items.get(name)
        if value is None and given.open is not None:
            items[name] = given.open
        elif value is None or isinstance(value, Absent):
            items[name] = implied(default, "the CDK", given.span)
    inner = {name: items.pop(name) for name in SERVERLESS if name in items}
    if inner:
        items["ServerlessConfig"] = machine.box("mapping", given.span, inner)
    box = machine.box("mapping", given.span, items)
    box.rest.extend(given.rest)
    return box


def named(value: Value, name: str) -> Value:
    """The name of what was imported by its name (`from_model_name()`), or `value` itself."""
    if isinstance(value, Opaque) and value.path.endswith(f".from_{name}()") and value.arguments:
        return otherwise(value.arguments.get(name, 2), value)
    return value


def imported(value: Opaque, name: str, span: Span) -> Value | None:
    """`value.name` of what was imported by that name; None of anything else."""
    found = named(value, name)
    return None if found is value else at(found, span)


def _endpoint(machine: Machine, arguments: Arguments, node: ast.Call) -> dict[str, Value]:
    given = _whole(machine, arguments, node)
    properties: dict[str, Value] = {}
    for name, member in (
        ("EndpointConfig", "EndpointConfigName"),
        ("EndpointName", "EndpointName"),
    ):
        value = part(given, name)
        if isinstance(value, Construct):
            value = token(value, member, given.span)
        if value is not None:
            properties[member] = named(value, "endpoint_config_name")
    return properties


KINDS: Mapping[str, str] = {
    f"{MODULE}Model": MODEL,
    f"{MODULE}EndpointConfig": ENDPOINT_CONFIG,
    f"{MODULE}Endpoint": ENDPOINT,
}
PROPERTIES = {MODEL: _model, ENDPOINT_CONFIG: _config, ENDPOINT: _endpoint}
