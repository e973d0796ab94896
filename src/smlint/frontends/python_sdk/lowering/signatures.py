"""Parameters of the SageMaker SDK's functions, in their order: data, read from the SDK's source.

Releases of github.com/aws/sagemaker-python-sdk: 2.257.7 and, for `ModelBuilder`, 3.27.0.
"""

from __future__ import annotations

from collections.abc import Mapping

from smlint.frontends.python_sdk.values.objects import Arguments, Value

_DEPLOY = (
    "initial_instance_count", "instance_type", "serializer", "deserializer", "accelerator_type",
    "endpoint_name",
)  # fmt: skip

SIGNATURES: Mapping[str, tuple[str, ...]] = {
    "Model.deploy": (
        *_DEPLOY, "tags", "kms_key", "wait", "data_capture_config", "async_inference_config",
        "serverless_inference_config", "volume_size",
    ),
    "Estimator.deploy": (
        *_DEPLOY, "use_compiled_model", "wait", "model_name", "kms_key", "data_capture_config",
        "tags", "serverless_inference_config", "async_inference_config", "volume_size",
    ),
    "PipelineModel.deploy": (
        "initial_instance_count", "instance_type", "serializer", "deserializer", "endpoint_name",
        "tags", "wait", "update_endpoint", "data_capture_config", "kms_key", "volume_size",
    ),
    "ModelBuilder.deploy": ("endpoint_name",),
    "Model": (
        "image_uri", "model_data", "role", "predictor_cls", "env", "name", "vpc_config",
        "sagemaker_session", "enable_network_isolation",
    ),
    "PipelineModel": ("models", "role", "predictor_cls", "name", "vpc_config"),
    "MultiDataModel": ("name", "model_data_prefix", "model"),
    "JumpStartModel": ("model_id", "model_version"),
    "BatchTransformInferenceConfig": ("instance_type", "output_path", "instance_count"),
    "keywords": (),
    "transformer": (
        "instance_count", "instance_type", "strategy", "assemble_with", "output_path",
        "output_kms_key", "accept", "env", "max_concurrent_transforms", "max_payload", "tags",
    ),
    "Transformer": (
        "model_name", "instance_count", "instance_type", "strategy", "assemble_with",
        "output_path", "output_kms_key", "accept", "max_concurrent_transforms", "max_payload",
        "tags", "env",
    ),
    "transform": (
        "data", "data_type", "content_type", "compression_type", "split_type", "job_name",
    ),
    "ServerlessInferenceConfig": (
        "memory_size_in_mb", "max_concurrency", "provisioned_concurrency",
    ),
    "AsyncInferenceConfig": (
        "output_path", "max_concurrent_invocations_per_instance", "kms_key_id",
        "notification_config", "failure_path",
    ),
    "DataCaptureConfig": (
        "enable_capture", "sampling_percentage", "destination_s3_uri", "kms_key_id",
        "capture_options",
    ),
    "production_variant": (
        "model_name", "instance_type", "initial_instance_count", "variant_name", "initial_weight",
        "accelerator_type", "serverless_inference_config", "volume_size",
    ),
    "endpoint_from_production_variants": (
        "name", "production_variants", "tags", "kms_key", "wait", "data_capture_config_dict",
        "async_inference_config_dict",
    ),
    "create_endpoint_config": (
        "name", "model_name", "initial_instance_count", "instance_type", "accelerator_type",
        "tags", "kms_key", "data_capture_config_dict", "volume_size",
    ),
    "create_endpoint": ("endpoint_name", "config_name", "tags"),
    "create_model": (
        "name", "role", "container_defs", "vpc_config", "enable_network_isolation",
        "primary_container", "tags",
    ),
    "delete_endpoint": ("endpoint_name",),
    "delete_endpoint_config": ("endpoint_config_name",),
    "delete_model": ("model_name",),
    "delete_inference_component": ("inference_component_name",),
}  # fmt: skip


class Bound:
    """The arguments of a call by the names of `SIGNATURES[signature]`."""

    def __init__(self, signature: str, arguments: Arguments) -> None:
        names = SIGNATURES[signature]
        given = dict(zip(names, arguments.positional, strict=False))
        self.values: dict[str, Value] = {**given, **arguments.keywords}
        self.open = arguments.open

    def get(self, *names: str) -> Value | None:
        """The first of `names` that is given; unknown where it may be; None where it is not."""
        for name in names:
            if name in self.values:
                return self.values[name]
        return self.open
