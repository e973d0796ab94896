"""Production variants, as the SageMaker SDK asks for them."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, implied
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import (
    Members,
    arguments_of,
    defaulted,
    given,
    made_by,
    routing,
    serverless,
)
from smlint.frontends.python_sdk.values.objects import Box, Value
from smlint.frontends.python_sdk.values.trees import tree_of

VARIANT = "AllTraffic"
ON_INSTANCES: Mapping[str, str] = {
    "volume_size": "VolumeSizeInGB",
    "model_data_download_timeout": "ModelDataDownloadTimeoutInSeconds",
    "container_startup_health_check_timeout": "ContainerStartupHealthCheckTimeoutInSeconds",
}
"""Arguments that are sent for instances only, and members that they become."""

ANYWHERE: Mapping[str, str] = {
    "accelerator_type": "AcceleratorType",
    "inference_ami_version": "InferenceAmiVersion",
}
"""Arguments that are sent for all variants, unless Python takes them for false."""

SERVERLESS = ("serverless_inference_config", "serverless_inference_config_dict")


def production_variants(value: Value | None, span: Span) -> Tree:
    """A list of production variants."""
    if isinstance(value, Box) and value.kind == "list":
        items = tuple(production_variant(item) for item in value.items)
        return Known((*items, *value.rest), value.span)
    return Absent(span) if value is None else tree_of(value)


def production_variant(value: Value) -> Tree:
    """A production variant, made by the SDK's `production_variant()` or written as a mapping."""
    owner = "production_variant"
    made = made_by(value, owner)
    if made is None:
        return tree_of(value)
    bound, span = Bound(arguments_of(made), owner), made.span
    named = {
        "VariantName": defaulted(bound, "variant_name", owner, span),
        "InitialVariantWeight": defaulted(bound, "initial_weight", owner, span),
        "ManagedInstanceScaling": given(bound, span, "managed_instance_scaling"),
    }
    return variant(bound, given(bound, span, "model_name"), span, named)


def variant(
    bound: Bound, model_name: Tree, span: Span, named: Mapping[str, Tree] | None = None
) -> Tree:
    """The production variant that the SDK asks for: on instances, or serverless.

    `named` are members that not every call can set. One without a model has no weight.
    """
    without_servers = serverless(bound.get(*SERVERLESS), span)
    members: Members = {
        "VariantName": implied(VARIANT, "the SDK", span),
        "InitialVariantWeight": implied(1, "the SDK", span),
        **(named or {}),
        "ModelName": model_name,
        "ServerlessConfig": without_servers,
        "InstanceType": Absent(span),
        "InitialInstanceCount": Absent(span),
    }
    members |= {
        member: _unless_false(given(bound, span, name)) for name, member in ANYWHERE.items()
    }
    if isinstance(model_name, Absent):
        members["InitialVariantWeight"] = Absent(span)
    if not isinstance(without_servers, Known):
        members |= {
            "InstanceType": given(bound, span, "instance_type"),
            "InitialInstanceCount": _count(bound, span),
            "RoutingConfig": routing(bound, span),
            **{member: given(bound, span, name) for name, member in ON_INSTANCES.items()},
        }
    return Known(members, span)


def _unless_false(tree: Tree) -> Tree:
    """`tree`, or nothing where the SDK leaves it out."""
    return Absent(tree.span, tree.via) if isinstance(tree, Known) and not tree.value else tree


def _count(bound: Bound, span: Span) -> Tree:
    tree = given(bound, span, "initial_instance_count")
    return implied(1, "production_variant", span) if isinstance(tree, Absent) else tree
