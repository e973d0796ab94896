"""Calls of the SageMaker SDK: what `deploy()` and the classes of models take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, TRANSFORM_JOB, Resource
from smlint.core.rule import ENDPOINT_NAME, Instead, Written
from smlint.core.tree import plain
from smlint.remedies.literals import python
from smlint.remedies.names import UNKNOWN, known_name, referring, variable

VARIANT: Mapping[str, str] = {
    "InstanceType": "instance_type",
    "InitialInstanceCount": "initial_instance_count",
    "AcceleratorType": "accelerator_type",
    "VolumeSizeInGB": "volume_size",
    "ModelDataDownloadTimeoutInSeconds": "model_data_download_timeout",
    "ContainerStartupHealthCheckTimeoutInSeconds": "container_startup_health_check_timeout",
    "InferenceAmiVersion": "inference_ami_version",
    "ManagedInstanceScaling": "managed_instance_scaling",
    "RoutingConfig": "routing_config",
}
"""Members of a production variant, and the arguments of `deploy()` that become them."""

CONFIGS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "ServerlessConfig": (
        "serverless_inference_config",
        "ServerlessInferenceConfig",
        {
            "MemorySizeInMB": "memory_size_in_mb",
            "MaxConcurrency": "max_concurrency",
            "ProvisionedConcurrency": "provisioned_concurrency",
        },
    ),
    "AsyncInferenceConfig": (
        "async_inference_config",
        "AsyncInferenceConfig",
        {
            "OutputConfig.S3OutputPath": "output_path",
            "OutputConfig.S3FailurePath": "failure_path",
            "OutputConfig.KmsKeyId": "kms_key_id",
            "OutputConfig.NotificationConfig": "notification_config",
            "ClientConfig.MaxConcurrentInvocationsPerInstance": (
                "max_concurrent_invocations_per_instance"
            ),
        },
    ),
    "DataCaptureConfig": (
        "data_capture_config",
        "DataCaptureConfig",
        {
            "EnableCapture": "enable_capture",
            "InitialSamplingPercentage": "sampling_percentage",
            "DestinationS3Uri": "destination_s3_uri",
            "KmsKeyId": "kms_key_id",
        },
    ),
}
"""Structures that are objects of the SDK: argument, class, and what its arguments become."""

MODELS: Mapping[str, str] = {
    "ModelName": "name",
    "VpcConfig": "vpc_config",
    "EnableNetworkIsolation": "enable_network_isolation",
}
"""Members of a model, and the arguments of the SDK's classes of models."""

CONTAINER: Mapping[str, str] = {
    "Image": "image_uri",
    "ModelDataUrl": "model_data",
    "ModelDataSource": "model_data",
    "Environment": "env",
    "ImageConfig": "image_config",
}
"""Members of a model's container, and the arguments of these classes."""

TRANSFORMER: Mapping[str, str] = {
    "InstanceType": "instance_type",
    "InstanceCount": "instance_count",
}
"""Members of the resources of a transform job, and the arguments of `transformer()`."""

INPUT: Mapping[str, str] = {
    "ContentType": "content_type",
    "CompressionType": "compression_type",
    "SplitType": "split_type",
}
"""Members of a job's input, and the arguments of `transform()` that become them."""

NAMES: Mapping[str, str] = {"EndpointName": "endpoint_name"}
"""Members of an endpoint, and the arguments of `deploy()` that become them."""

ARGUMENTS: Mapping[str, str] = {"KmsKeyId": "kms_key", "Tags": "tags"}
"""Members of a configuration, and the arguments of `deploy()` that become them."""

_KIND = re.compile(r"\b(serverless|async)_inference_config(?==)")


CLASS = "class"
"""What says among the metadata of a model which class of the SDK makes it."""

PREDICTOR = "predictor"
"""What says among those of an endpoint what the script calls that which `deploy()` returns.

What the script does not keep is called so, too.
"""

ARGUMENT = "argument"
"""What says among those of a configuration that one argument is for all kinds of endpoints."""

ONLY: Mapping[str, Mapping[str, str]] = {
    "ModelBuilder": {"Image": "image_uri", "Environment": "env_vars"},
    "ModelPackage": {},
}
"""Classes that take fewer arguments than those of models. Estimators take the image alone."""

DELETIONS: Mapping[str, str] = {
    "DeleteEndpoint": "delete_endpoint",
    "DeleteModel": "delete_model",
    "DeleteInferenceComponent": "delete_predictor",
}
"""Operations that the object which `deploy()` returns has a method for."""


def deletions(insteads: Sequence[Instead], there: Sequence[Resource]) -> Sequence[Instead]:
    """`insteads` in the order of the SDK.

    It finds the model through its endpoint, and deletes the configuration with that.
    """
    kinds = {one.type for one in insteads}
    if "DeleteEndpoint" not in kinds or _by_name(there):
        return insteads
    kept = [one for one in insteads if one.type != "DeleteEndpointConfig"]
    return sorted(kept, key=lambda one: one.type != "DeleteModel")


def by_name_of_predictor(code: str, there: Sequence[Resource]) -> str:
    """`code` with the name of the endpoint as the object knows it that `deploy()` returns."""
    if _by_name(there):
        return code
    return referring(code, ENDPOINT_NAME, f"{_predictor(there)}.endpoint_name")


def _predictor(there: Sequence[Resource]) -> str:
    return _said(PREDICTOR, there) or PREDICTOR


def _by_name(there: Sequence[Resource]) -> bool:
    """Whether the script knows an endpoint by name alone, as it does not keep its predictor."""
    named = known_name(there) != UNKNOWN[ENDPOINT_NAME]
    return not _said(PREDICTOR, there) and (
        named or bool(variable(there, ENDPOINT, "EndpointName"))
    )


def deploy(instead: Instead, there: Sequence[Resource]) -> str:
    """`instead` as a call of the SDK; empty where it has no arguments for a part of it.

    The classes are those by which the script makes what is `there`.
    """
    if instead.type in DELETIONS:
        return "" if _by_name(there) else f"{_predictor(there)}.{DELETIONS[instead.type]}()"
    if instead.type == MODEL:
        return _of_model(instead.properties, _said(CLASS, there) or "Model")
    if instead.type in (TRANSFORM_JOB, "CreateTransformJob"):
        return _job(instead.properties)
    if instead.type == ENDPOINT:
        return _called("model.deploy", _plain(instead.properties, NAMES))
    if instead.type != ENDPOINT_CONFIG:
        return ""
    called = _called("model.deploy", _config(instead.properties))
    argument = _said(ARGUMENT, there)
    return _KIND.sub(argument, called) if argument else called


def _said(name: str, there: Sequence[Resource]) -> str:
    """What the metadata of the first that has some say under `name`."""
    said = next((one.metadata[name] for one in there if name in one.metadata), None)
    return "" if said is None else str(plain(said))


def _of_model(properties: Mapping[str, Written], maker: str) -> str:
    """Arguments of the class `maker`; of a model, where it is made of several."""
    if maker == "PipelineModel" and "PrimaryContainer" in properties:
        maker = "Model"
    if maker.endswith("Model"):
        return _called(maker, _model(properties, {**MODELS, **CONTAINER}))
    return _called(maker, _model(properties, ONLY.get(maker, {"Image": "image_uri"})))


def _model(
    properties: Mapping[str, Written], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for member, value in properties.items():
        if member == "PrimaryContainer" and isinstance(value, Mapping):
            moved = value if "ModelDataSource" not in value else {**value, "ModelDataUrl": None}
            given = {name: item for name, item in moved.items() if item is not None}
            yield from _plain(given or value, names)
        else:
            yield from _plain({member: value}, names)


def _job(properties: Mapping[str, Written]) -> str:
    """The object that makes jobs, or the job that it makes, by what is said of which."""
    resources, given = (properties.get(name) for name in ("TransformResources", "TransformInput"))
    if len(properties) == 1 and isinstance(resources, Mapping):
        return _called("model.transformer", _plain(resources, TRANSFORMER))
    if len(properties) == 1 and isinstance(given, Mapping):
        return _called("transformer.transform", _plain(given, INPUT))
    return ""


def _config(properties: Mapping[str, Written]) -> Iterator[tuple[str, str]]:
    for member, value in properties.items():
        if member == "ProductionVariants" and isinstance(value, Sequence) and len(value) == 1:
            only = value[0]
            assert isinstance(only, Mapping)
            yield from _variant(only)
        elif member in ARGUMENTS:
            yield ARGUMENTS[member], _shown(value)
        elif member in CONFIGS:
            yield _object(member, value) if isinstance(value, Mapping) else (CONFIGS[member][0], "")
        else:
            yield "", ""


def _variant(properties: Mapping[str, Written]) -> Iterator[tuple[str, str]]:
    for member, value in properties.items():
        if member in CONFIGS:
            yield _object(member, value) if isinstance(value, Mapping) else (CONFIGS[member][0], "")
        elif member != "VariantName":
            yield from _plain({member: value}, VARIANT)


def _plain(
    properties: Mapping[str, Written], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for member, value in properties.items():
        yield names.get(member, ""), _shown(value)


def _object(member: str, value: Mapping[str, Written]) -> tuple[str, str]:
    argument, owner, names = CONFIGS[member]
    flat = dict(_flat(value, names))
    if any(path not in names for path in flat):
        return "", ""
    lines = "".join(f"        {names[path]}={python(item, 8, 8)},\n" for path, item in flat.items())
    return argument, f"{owner}(\n{lines}    )"


def _flat(
    value: Mapping[str, Written], names: Mapping[str, str], before: str = ""
) -> Iterator[tuple[str, Written]]:
    for name, item in value.items():
        path = f"{before}{name}"
        if isinstance(item, Mapping) and path not in names:
            yield from _flat(item, names, f"{path}.")
        else:
            yield path, item


def _called(callee: str, named: Iterator[tuple[str, str]]) -> str:
    lines = []
    for name, text in named:
        if not name:
            return ""
        lines.append(f"    {name}={text}," if text else f"    # without {name}")
    return "\n".join((f"{callee}(", *lines, ")")) if lines else ""


def _shown(value: Written) -> str:
    return "" if value is None else python(value, 4, 4)
