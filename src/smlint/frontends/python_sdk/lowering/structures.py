"""Configuration objects of the SageMaker SDK as structures of the AWS API."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Gap, Hop, Known, Tree, Unknown, implied
from smlint.frontends.python_sdk.lowering.requests import tags_of
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Choice, Opaque, Value
from smlint.frontends.python_sdk.values.trees import tree_of

SDK_DEFAULTS = "the SDK's configuration files may set it"
MODES = {"REQUEST": "Input", "RESPONSE": "Output"}
"""What the SDK calls the two sides of data capture, and what the API does."""

Members = dict[str, Tree]


def given(bound: Bound, span: Span, *names: str) -> Tree:
    """The argument of the first of `names` that is given, absent at `span` where none is."""
    value = bound.get(*names)
    return Absent(span) if value is None else tree_of(value)


def configurable(bound: Bound, span: Span, *names: str) -> Tree:
    """As `given`, for what the SDK takes from its configuration files where it is not written."""
    value = bound.get(*names)
    if value is None or isinstance(value, Absent):
        return left_to_configuration(span)
    return tree_of(value)


def left_to_configuration(span: Span) -> Absent:
    """What is not written, but may be set by the SDK's configuration files."""
    return Absent(span, (Hop(SDK_DEFAULTS, span, "elsewhere"),))


def or_else(tree: Tree, otherwise: Tree) -> Tree:
    """`tree`, or `otherwise` where that is absent."""
    return otherwise if isinstance(tree, Absent) else tree


def defaulted(bound: Bound, name: str, owner: str, span: Span) -> Tree:
    """The argument `name`, or the default of it that the SDK publishes for `owner`."""
    default = bound.default(name)
    tree = given(bound, span, name)
    if default is None or not isinstance(tree, Absent) or name in bound.values:
        return tree
    return implied(default, owner, span)


def made_by(value: Value | None, name: str) -> Opaque | None:
    """`value` where it is an object made by the SDK's `name(...)`, or its request; else None."""
    if isinstance(value, Choice):
        return None
    if isinstance(value, Opaque) and value.path.endswith("._to_request_dict()"):
        value = value.receiver.receiver if isinstance(value.receiver, Opaque) else None
    if isinstance(value, Opaque) and value.arguments is not None:
        return value if value.path.removesuffix("()").rpartition(".")[2] == name else None
    return None


def unmade(value: Value | None, span: Span) -> Tree:
    """A structure that is absent, written out as a mapping, or of which nothing is known."""
    if value is None or isinstance(value, Absent):
        return Absent(span)
    if isinstance(value, Opaque):
        return value.unknown
    tree = tree_of(value)
    if isinstance(tree, Unknown) or (isinstance(tree, Known) and isinstance(tree.value, Mapping)):
        return tree
    return Unknown("its contents are not known", span)


def arguments_of(made: Opaque) -> Arguments:
    """The arguments with which `made` was made."""
    return made.arguments or Arguments()


def serverless(value: Value | None, span: Span) -> Tree:
    """`ServerlessConfig` of a `ServerlessInferenceConfig`."""
    owner = "ServerlessInferenceConfig"
    made = made_by(value, owner)
    if made is None:
        return unmade(value, span)
    bound = Bound(arguments_of(made), owner)
    members: Members = {
        "MemorySizeInMB": defaulted(bound, "memory_size_in_mb", owner, made.span),
        "MaxConcurrency": defaulted(bound, "max_concurrency", owner, made.span),
        "ProvisionedConcurrency": given(bound, made.span, "provisioned_concurrency"),
    }
    return Known(members, made.span)


def asynchronous(value: Value | None, span: Span) -> Tree:
    """`AsyncInferenceConfig` of the SDK's object of that name."""
    made = made_by(value, "AsyncInferenceConfig")
    if made is None:
        return unmade(value, span)
    bound = Bound(arguments_of(made), "AsyncInferenceConfig")
    output: Members = {
        "S3OutputPath": _path(bound, "output_path", made.span),
        "S3FailurePath": _path(bound, "failure_path", made.span),
        "KmsKeyId": configurable(bound, made.span, "kms_key_id"),
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
        bucket = Gap("the session's default bucket")
        reason = "the SDK picks a path in the session's default bucket"
        return Unknown(reason, span, (), ("s3://", bucket))
    return tree


def capture(value: Value | None, span: Span) -> Tree:
    """`DataCaptureConfig` of the SDK's object of that name."""
    owner = "DataCaptureConfig"
    made = made_by(value, owner)
    if made is None:
        return unmade(value, span)
    bound = Bound(arguments_of(made), owner)
    types: Members = {
        "CsvContentTypes": _types(bound, "csv_content_types", "text/csv", made.span),
        "JsonContentTypes": _types(bound, "json_content_types", "application/json", made.span),
    }
    members: Members = {
        "EnableCapture": given(bound, made.span, "enable_capture"),
        "InitialSamplingPercentage": defaulted(bound, "sampling_percentage", owner, made.span),
        "DestinationS3Uri": _path(bound, "destination_s3_uri", made.span),
        "KmsKeyId": configurable(bound, made.span, "kms_key_id"),
        "CaptureOptions": _options(bound, made.span),
        "CaptureContentTypeHeader": Known(types, made.span),
    }
    return Known(members, made.span)


def _types(bound: Bound, name: str, default: str, span: Span) -> Tree:
    tree = given(bound, span, name)
    if isinstance(tree, Absent):
        return Known((implied(default, "DataCaptureConfig", span),), span)
    return tree


def _options(bound: Bound, span: Span) -> Tree:
    """Which sides are captured: both, unless it is said."""
    tree = given(bound, span, "capture_options")
    if isinstance(tree, Absent):
        sides: tuple[Tree, ...] = tuple(
            implied(mode, "DataCaptureConfig", span) for mode in MODES.values()
        )
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        sides = tuple(map(_mode, tree.value))
    else:
        return tree
    return Known(tuple(Known({"CaptureMode": side}, side.span) for side in sides), tree.span)


def _mode(side: Tree) -> Tree:
    if isinstance(side, Known) and isinstance(side.value, str):
        return Known(MODES.get(side.value.upper(), side.value), side.span, side.via)
    return side


def explainer(value: Value | None, span: Span) -> Tree:
    """`ExplainerConfig` of the SDK's object of that name."""
    made = made_by(value, "ExplainerConfig")
    if made is None:
        return unmade(value, span)
    clarify = arguments_of(made).get("clarify_explainer_config", 0)
    if clarify is None or isinstance(clarify, Absent):
        return Known({}, made.span)
    contents = Unknown("smlint does not read what the explainer is asked for", clarify.span)
    return Known({"ClarifyExplainerConfig": contents}, made.span)


def routing(bound: Bound, span: Span) -> Tree:
    """`RoutingConfig`, whose strategy may be a member of the SDK's `RoutingStrategy`."""
    value = bound.get("routing_config")
    if not isinstance(value, Box) or "RoutingStrategy" not in value.store:
        return given(bound, span, "routing_config")
    strategy = value.store["RoutingStrategy"]
    tree = tree_of(strategy)
    if isinstance(strategy, Opaque):
        member = re.fullmatch(r".*\bRoutingStrategy\.([A-Z_]+)", strategy.path)
        tree = tree if member is None else Known(member[1], strategy.span)
    elif isinstance(tree, Known) and isinstance(tree.value, str):
        tree = Known(tree.value.upper(), tree.span, tree.via)
    return Known({"RoutingStrategy": tree}, value.span)


def tags(bound: Bound, span: Span, *names: str) -> Tree:
    """The tags of a call, as a mapping from name to value; the SDK's configuration may add some."""
    return tags_of(configurable(bound, span, *(names or ("tags",))))


def role(tree: Tree) -> Tree:
    """A role as it is sent: the SDK looks the ARN of one up that is given by its name alone."""
    if isinstance(tree, Known) and isinstance(tree.value, str) and "/" not in tree.value:
        return Unknown(f'the SDK looks up the ARN of the role "{tree.value}"', tree.span, tree.via)
    return tree
