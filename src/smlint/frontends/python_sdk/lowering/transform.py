"""Batch transform jobs of the SageMaker SDK."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from smlint.core.resource import MODEL, TRANSFORM_JOB
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, left
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.models import model_name, model_properties
from smlint.frontends.python_sdk.lowering.origins import (
    owner_class,
    reaches_no_service,
    runs_locally,
    signature_of,
)
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import Members, arguments_of, given, tags
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value

PROCESSING: Mapping[str, str] = {
    "input_filter": "InputFilter", "output_filter": "OutputFilter", "join_source": "JoinSource",
}  # fmt: skip


def batch_job(config: Opaque, span: Span) -> Tree:
    """The job of a `deploy()` that is given a `BatchTransformInferenceConfig`."""
    bound = Bound(arguments_of(config), "BatchTransformInferenceConfig")
    members: Members = {
        "TransformJobName": Unknown("the SDK makes up the job's name", span),
        "ModelName": left("the SDK creates the model of the job", span, "implied"),
        "TransformOutput": Known({"S3OutputPath": given(bound, span, "output_path")}, config.span),
        "TransformResources": _resources(bound, config.span),
    }
    return Known(members, span)


def _resources(bound: Bound, span: Span) -> Tree:
    members: Members = {
        "InstanceType": given(bound, span, "instance_type"),
        "InstanceCount": given(bound, span, "instance_count"),
        "VolumeKmsKeyId": given(bound, span, "volume_kms_key"),
    }
    return Known(members, span)


def lower(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What `model.transformer(...)` gives, or `transformer.transform(...)`: a job is noted there.

    What the former gives is named by the model that it creates.
    """
    if callee.path.endswith(".transform"):
        _transform(machine, callee.receiver, arguments, node)
        return None
    owner = owner_class(callee.receiver)
    bound = Bound(arguments, signature_of(owner), "transformer")
    if not callee.path.startswith("sagemaker.") or runs_locally(bound.get("instance_type")):
        return None
    if reaches_no_service(callee.receiver, arguments) or owner == "ModelBuilder":
        return None
    span = syntax.header_of(node, machine.source)
    address = f"{machine.address(span)}#model"
    name = model_name(callee.receiver, bound, address, span)
    properties = model_properties(callee.receiver, bound, name, tags(bound, span), span)
    machine.emit(MODEL, address, properties, node)
    reference = Reference(address, "ModelName")
    reason = "it is a transformer, made by the SDK"
    path = f"{callee.path}()"
    return Opaque(path, reason, machine.span(node), reference, (), callee, arguments)


def _transform(
    machine: Machine, receiver: Value | None, arguments: Arguments, node: ast.Call
) -> None:
    if not isinstance(receiver, Opaque) or receiver.arguments is None:
        return
    kind = receiver.path.removesuffix("()").rpartition(".")[2]
    if kind not in ("transformer", "Transformer"):
        return
    if not receiver.path.startswith("sagemaker.") and not machine.imports_sagemaker:
        return
    made = _made(receiver, kind)
    if runs_locally(made.get("instance_type")):
        return
    span = syntax.header_of(node, machine.source)
    address = f"{machine.address(span)}#job"
    job = Bound(arguments, "Transformer", "transform")
    properties = {
        "TransformJobName": _name(job, address, span),
        "ModelName": _model(machine, receiver, made),
        **_settings(made, receiver.span),
        **_data(job, span),
    }
    machine.emit(TRANSFORM_JOB, address, Known(properties, span), node)


def _made(receiver: Opaque, kind: str) -> Bound:
    if kind == "Transformer":
        return Bound(arguments_of(receiver), kind)
    maker = receiver.receiver.receiver if isinstance(receiver.receiver, Opaque) else None
    return Bound(arguments_of(receiver), signature_of(owner_class(maker)), kind)


def _data(job: Bound, span: Span) -> Members:
    """What a job is given to work on."""
    location: Members = {
        "S3Uri": given(job, span, "data"),
        "S3DataType": _defaulted(job, "data_type", span),
    }
    source: Members = {
        "DataSource": Known({"S3DataSource": Known(location, span)}, span),
        "ContentType": given(job, span, "content_type"),
        "CompressionType": given(job, span, "compression_type"),
        "SplitType": given(job, span, "split_type"),
    }
    return {
        "TransformInput": Known(source, span),
        "DataProcessing": _processing(job, span),
        "ModelClientConfig": given(job, span, "model_client_config"),
    }


def _settings(made: Bound, span: Span) -> Members:
    """What a job has from its transformer."""
    output: Members = {
        "S3OutputPath": _path(made, span),
        "AssembleWith": given(made, span, "assemble_with"),
        "KmsKeyId": given(made, span, "output_kms_key"),
        "Accept": given(made, span, "accept"),
    }
    return {
        "MaxConcurrentTransforms": given(made, span, "max_concurrent_transforms"),
        "MaxPayloadInMB": given(made, span, "max_payload"),
        "BatchStrategy": given(made, span, "strategy"),
        "Environment": given(made, span, "env"),
        "TransformOutput": Known(output, span),
        "TransformResources": _resources(made, span),
        "Tags": tags(made, span),
    }


def _path(made: Bound, span: Span) -> Tree:
    tree = given(made, span, "output_path")
    if isinstance(tree, Absent):
        return Unknown("the SDK picks a path in the session's default bucket", span)
    return tree


def _defaulted(job: Bound, name: str, span: Span) -> Tree:
    default = job.default(name)
    if default is not None and job.lacks(name):
        return Known(default, span)
    return given(job, span, name)


def _processing(job: Bound, span: Span) -> Tree:
    if all(job.lacks(name) for name in PROCESSING):
        return Absent(span)
    members: Members = {key: given(job, span, name) for name, key in PROCESSING.items()}
    return Known(members, span)


def _name(job: Bound, address: str, span: Span) -> Tree:
    name = given(job, span, "job_name")
    if isinstance(name, Absent):
        reference = Reference(address, "TransformJobName")
        return Unknown("the SDK makes up the job's name", span, (), (reference,))
    return name


def _model(machine: Machine, receiver: Opaque, made: Bound) -> Tree:
    """The name of the model: given, or of the one that was created with the transformer."""
    for placed in machine.resources:
        thing = placed.thing
        if thing.type == MODEL and thing.address == receiver.reference.address:
            return member(thing.properties, "ModelName")
    name = given(made, receiver.span, "model_name")
    if isinstance(name, Absent):
        return left("the SDK creates the model of the job", receiver.span, "implied")
    return name
