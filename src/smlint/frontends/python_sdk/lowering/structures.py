"""Configuration objects of the SageMaker SDK as structures of the AWS API."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Scalar, Tree, Unknown
from smlint.frontends.python_sdk.lowering.requests import tags_of
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.values.objects import Arguments, Choice, Opaque, Value, tree_of

VARIANT = "AllTraffic"
SDK_DEFAULTS = "the SDK's configuration files may set it"


def given(bound: Bound, span: Span, *names: str) -> Tree:
    """The argument of the first of `names` that is given, absent at `span` where none is."""
    value = bound.get(*names)
    return Absent(span) if value is None else tree_of(value)


def configurable(bound: Bound, span: Span, *names: str) -> Tree:
    """As `given`, for what the SDK takes from its configuration files where it is not written."""
    value = bound.get(*names)
    if value is None or isinstance(value, Absent):
        return Absent(span, (Hop(SDK_DEFAULTS, span, "default"),))
    return tree_of(value)


def implied(value: Scalar, owner: str, span: Span) -> Tree:
    """The default `value` that the SDK documents for `owner`."""
    return Known(value, span, (Hop(f"default of {owner}", span, "implied"),))


def defaulted(bound: Bound, name: str, value: Scalar, owner: str, span: Span) -> Tree:
    """The argument `name`, or the default that the SDK documents for `owner`."""
    tree = given(bound, span, name)
    return (
        implied(value, owner, span)
        if isinstance(tree, Absent) and name not in bound.values
        else tree
    )


def made_by(value: Value | None, name: str) -> Opaque | None:
    """`value` where it is an object made by the SDK's `name(...)`, else None."""
    if isinstance(value, Choice):
        return None
    if isinstance(value, Opaque) and value.arguments is not None:
        return value if value.path.removesuffix("()").rpartition(".")[2] == name else None
    return None


def unmade(value: Value | None, span: Span) -> Tree:
    """A structure that is absent, or of which nothing is known."""
    if value is None or isinstance(value, Absent):
        return Absent(span)
    if isinstance(value, Opaque):
        return value.unknown
    return (
        tree_of(value)
        if isinstance(value, Unknown)
        else Unknown("its contents are not known", span)
    )


def arguments_of(made: Opaque) -> Arguments:
    """The arguments with which `made` was made."""
    return made.arguments or Arguments()


def serverless(value: Value | None, span: Span) -> Tree:
    """`ServerlessConfig` of a `ServerlessInferenceConfig`."""
    made = made_by(value, "ServerlessInferenceConfig")
    if made is None:
        return unmade(value, span)
    bound, owner = (
        Bound("ServerlessInferenceConfig", arguments_of(made)),
        "ServerlessInferenceConfig",
    )
    members: Mapping[str, Tree] = {
        "MemorySizeInMB": defaulted(bound, "memory_size_in_mb", 2048, owner, made.span),
        "MaxConcurrency": defaulted(bound, "max_concurrency", 5, owner, made.span),
        "ProvisionedConcurrency": given(bound, made.span, "provisioned_concurrency"),
    }
    return Known(members, made.span)


def asynchronous(value: Value | None, span: Span) -> Tree:
    """`AsyncInferenceConfig` of the SDK's object of that name."""
    made = made_by(value, "AsyncInferenceConfig")
    if made is None:
        return unmade(value, span)
    bound = Bound("AsyncInferenceConfig", arguments_of(made))
    output: dict[str, Tree] = {
        "S3OutputPath": _path(bound, "output_path", made.span),
        "S3FailurePath": _path(bound, "failure_path", made.span),
        "KmsKeyId": given(bound, made.span, "kms_key_id"),
        "NotificationConfig": given(bound, made.span, "notification_config"),
    }
    limit = given(bound, made.span, "max_concurrent_invocations_per_instance")
    client: Tree = Absent(made.span)
    if not isinstance(limit, Absent):
        client = Known({"MaxConcurrentInvocationsPerInstance": limit}, made.span)
    return Known({"OutputConfig": Known(output, made.span), "ClientConfig": client}, made.span)


def _path(bound: Bound, name: str, span: Span) -> Tree:
    tree = given(bound, span, name)
    if isinstance(tree, Absent):
        return Unknown("the SDK picks a path in the session's default bucket", span)
    return tree


def capture(value: Value | None, span: Span) -> Tree:
    """`DataCaptureConfig` of the SDK's object of that name."""
    made = made_by(value, "DataCaptureConfig")
    if made is None:
        return unmade(value, span)
    bound = Bound("DataCaptureConfig", arguments_of(made))
    members: dict[str, Tree] = {
        "EnableCapture": given(bound, made.span, "enable_capture"),
        "InitialSamplingPercentage": defaulted(
            bound, "sampling_percentage", 20, "DataCaptureConfig", made.span
        ),
        "DestinationS3Uri": _path(bound, "destination_s3_uri", made.span),
        "KmsKeyId": given(bound, made.span, "kms_key_id"),
    }
    return Known(members, made.span)


def tags(bound: Bound, span: Span) -> Tree:
    """The tags of a call, as a mapping from name to value."""
    return tags_of(given(bound, span, "tags"))


def production_variant(value: Value) -> Tree:
    """A production variant, made by the SDK's `production_variant()` or written as a mapping."""
    made = made_by(value, "production_variant")
    if made is None:
        return tree_of(value)
    bound, span = Bound("production_variant", arguments_of(made)), made.span
    named = {
        "VariantName": defaulted(bound, "variant_name", VARIANT, "production_variant", span),
        "InitialVariantWeight": defaulted(bound, "initial_weight", 1, "production_variant", span),
    }
    return variant(bound, given(bound, span, "model_name"), span, named)


def variant(
    bound: Bound, model_name: Tree, span: Span, named: Mapping[str, Tree] | None = None
) -> Tree:
    """The production variant that the SDK asks for: on instances, or serverless.

    `named` are its name and weight, where the call can set them.
    """
    without_servers = serverless(bound.get("serverless_inference_config"), span)
    members: dict[str, Tree] = {
        "VariantName": implied(VARIANT, "the SDK's variant name", span),
        "InitialVariantWeight": implied(1, "the SDK's variant weight", span),
        **(named or {}),
        "ModelName": model_name,
        "ServerlessConfig": without_servers,
        "InstanceType": Absent(span),
        "InitialInstanceCount": Absent(span),
    }
    if not isinstance(without_servers, Known):
        members |= {
            "InstanceType": given(bound, span, "instance_type"),
            "InitialInstanceCount": given(bound, span, "initial_instance_count"),
            "AcceleratorType": given(bound, span, "accelerator_type"),
            "VolumeSizeInGB": given(bound, span, "volume_size"),
            "RoutingConfig": given(bound, span, "routing_config"),
        }
    return Known(members, span)
