"""Batch transform jobs of the SageMaker SDK."""

from __future__ import annotations

import ast

from smlint.core.resource import TRANSFORM_JOB
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.models import runs_locally
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import given, tags
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value


def batch_job(config: Opaque, span: Span) -> Tree:
    """The job of a `deploy()` that is given a `BatchTransformInferenceConfig`."""
    bound = Bound("BatchTransformInferenceConfig", config.arguments or Arguments())
    members: dict[str, Tree] = {
        "TransformJobName": Unknown("the SDK makes up the job's name", span),
        "ModelName": Unknown("the SDK creates the model of the job", span),
        "TransformOutput": Known({"S3OutputPath": given(bound, span, "output_path")}, config.span),
        "TransformResources": _resources(bound, config.span),
    }
    return Known(members, span)


def _resources(bound: Bound, span: Span) -> Tree:
    members: dict[str, Tree] = {
        "InstanceType": given(bound, span, "instance_type"),
        "InstanceCount": given(bound, span, "instance_count"),
    }
    return Known(members, span)


def lower(machine: Machine, receiver: Value | None, arguments: Arguments, node: ast.Call) -> None:
    """`transformer.transform(...)`: the job with the settings of the transformer."""
    if not isinstance(receiver, Opaque) or receiver.arguments is None:
        return
    kind = receiver.path.removesuffix("()").rpartition(".")[2]
    if kind not in ("transformer", "Transformer"):
        return
    if not receiver.path.startswith("sagemaker.") and not machine.imports_sagemaker:
        return
    made, job = Bound(kind, receiver.arguments), Bound("transform", arguments)
    if runs_locally(made.get("instance_type")):
        return
    span = syntax.header_of(node, machine.source)
    address = machine.address(span)
    machine.emit(TRANSFORM_JOB, address, _job(made, job, receiver.span, span, address), node)


def _job(made: Bound, job: Bound, made_span: Span, span: Span, address: str) -> Tree:
    name = given(job, span, "job_name")
    if isinstance(name, Absent):
        reference = Reference(address, "TransformJobName")
        name = Unknown("the SDK makes up the job's name", span, (), (reference,))
    model = given(made, made_span, "model_name")
    if isinstance(model, Absent):
        model = Unknown("the SDK creates the model of the job", made_span)
    location: Tree = Known({"S3Uri": given(job, span, "data")}, span)
    output: Tree = Known({"S3OutputPath": given(made, made_span, "output_path")}, made_span)
    source: Tree = Known({
        "DataSource": Known({"S3DataSource": location}, span),
        "ContentType": given(job, span, "content_type"),
        "CompressionType": given(job, span, "compression_type"),
        "SplitType": given(job, span, "split_type"),
    }, span)  # fmt: skip
    members: dict[str, Tree] = {
        "TransformJobName": name,
        "ModelName": model,
        "MaxConcurrentTransforms": given(made, made_span, "max_concurrent_transforms"),
        "MaxPayloadInMB": given(made, made_span, "max_payload"),
        "BatchStrategy": given(made, made_span, "strategy"),
        "Environment": given(made, made_span, "env"),
        "TransformInput": source,
        "TransformOutput": output,
        "TransformResources": _resources(made, made_span),
        "Tags": tags(made, made_span),
    }  # fmt: skip
    return Known(members, span)
