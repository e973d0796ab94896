"""What runs: variants on instances or serverless, and inference components on them."""

from __future__ import annotations

from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.model.containers import Model
from smlint.core.model.scaling import ScalableTarget
from smlint.core.spans import Span
from smlint.core.values import Many, Setting


@dataclass(frozen=True, slots=True)
class ServerlessConfig:
    """A serverless variant's memory (MB) and numbers of concurrent invocations."""

    memory_size_in_mb: Setting[int]
    max_concurrency: Setting[int]
    provisioned_concurrency: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ManagedInstanceScaling:
    """Instance scaling that SageMaker itself does."""

    status: Setting[str]
    min_instance_count: Setting[int]
    max_instance_count: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InstancePool:
    """One of several instance types that a variant may run on; the lowest priority comes first."""

    instance_type: Setting[str]
    priority: Setting[int]
    model_name_override: Setting[str]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """A production (or shadow) variant: a model on instances, or serverless.

    `ml_reservation_arn` is the training plan whose instances it runs on.
    """

    name: Setting[str]
    model_name: Setting[str]
    model: Setting[Model]
    instance_type: Setting[str]
    initial_instance_count: Setting[int]
    initial_variant_weight: Setting[float]
    volume_size_in_gb: Setting[int]
    accelerator_type: Setting[str]
    serverless_config: Setting[ServerlessConfig]
    managed_instance_scaling: Setting[ManagedInstanceScaling]
    routing_strategy: Setting[str]
    ml_reservation_arn: Setting[str]
    instance_pools: Many[InstancePool]
    model_data_download_timeout_in_seconds: Setting[int]
    container_startup_health_check_timeout_in_seconds: Setting[int]
    enable_ssm_access: Setting[bool]
    inference_ami_version: Setting[str]
    scalable_targets: Many[ScalableTarget]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InferenceComponent:
    """A model placed on an endpoint's instances, with a number of copies of its own.

    `base` is the component that it is an adapter of.
    """

    address: str = field(compare=False)
    name: Setting[str]
    variant_name: Setting[str]
    model_name: Setting[str]
    image: Setting[str]
    base: Setting[str]
    copy_count: Setting[int]
    number_of_cpu_cores_required: Setting[float]
    number_of_accelerator_devices_required: Setting[float]
    min_memory_required_in_mb: Setting[int]
    max_memory_required_in_mb: Setting[int]
    scalable_targets: Many[ScalableTarget]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)
