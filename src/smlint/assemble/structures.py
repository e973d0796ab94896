"""From properties in API shape to the structures of the model: one function for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from smlint.core import tree
from smlint.core.model import (
    AsyncInferenceConfig,
    Container,
    DataCaptureConfig,
    ExplainerConfig,
    InferenceComponent,
    InstancePool,
    ManagedInstanceScaling,
    Model,
    MonitoringSchedule,
    ScalableTarget,
    ServerlessConfig,
    TransformJob,
    Variant,
    VpcConfig,
)
from smlint.core.resource import Resource
from smlint.core.tree import elements, integer, member, number, text, truth
from smlint.core.values import Absent, Data, Known, Many, Setting, Tree, Unknown, first, mapped

T = TypeVar("T")


def structure(found: Tree, build: Callable[[Known[Data]], T]) -> Setting[T]:
    """The structure that `build` makes of a mapping; unknown and absent stay what they are."""
    checked = tree.mapping(found)
    if isinstance(found, Known) and isinstance(checked, Known):
        return Known(build(found), found.span, found.via)
    assert not isinstance(checked, Known)
    return checked


def structures(found: Tree, build: Callable[[Known[Data]], T]) -> Many[T]:
    """The structures of a list of mappings."""
    many = elements(found)
    built = [structure(item, build) for item in many]
    items = tuple(item.value for item in built if isinstance(item, Known))
    odd = next((item for item in built if not isinstance(item, (Known, Absent))), None)
    return Many(items, first(many.more, odd))


def written(found: Tree) -> Setting[bool]:
    """True where something is written, absent where nothing is."""
    return Known(True, found.span, found.via) if isinstance(found, Known) else found


def texts(found: Tree) -> Setting[Mapping[str, Setting[str]]]:
    """A mapping from names to texts: environment variables, tags."""
    return mapped(
        tree.mapping(found), lambda items: {name: text(item) for name, item in items.items()}
    )


def text_list(found: Tree) -> Many[Setting[str]]:
    """A list of texts, each of which may itself be unknown; a single text is a list of one."""
    if not isinstance(found, Known):
        return Many((), found if isinstance(found, Unknown) else None)
    items = found.value if isinstance(found.value, tuple) else (found,)
    return Many(tuple(text(item) for item in items))


def vpc_config(found: Known[Data]) -> VpcConfig:
    """`VpcConfig`."""
    return VpcConfig(
        text_list(member(found, "SecurityGroupIds")),
        text_list(member(found, "Subnets")),
        found.span,
    )


def container(found: Known[Data]) -> Container:
    """`ContainerDefinition`. The model data may be given by URL or by source: both are one here."""
    url = member(found, "ModelDataUrl")
    source = member(found, "ModelDataSource", "S3DataSource")
    return Container(
        image=text(member(found, "Image")),
        mode=text(member(found, "Mode")),
        model_data_url=text(member(source, "S3Uri") if isinstance(url, Absent) else url),
        model_data_compression=text(member(source, "CompressionType")),
        model_data_type=text(member(source, "S3DataType")),
        environment=texts(member(found, "Environment")),
        repository_access_mode=text(member(found, "ImageConfig", "RepositoryAccessMode")),
        model_package_name=text(member(found, "ModelPackageName")),
        container_hostname=text(member(found, "ContainerHostname")),
        model_cache_setting=text(member(found, "MultiModelConfig", "ModelCacheSetting")),
        span=found.span,
    )


def model(resource: Resource) -> Model:
    """`CreateModel`: the primary container and the list of containers are one list."""
    properties = resource.properties
    primary = structures(member(properties, "PrimaryContainer"), container)
    listed = structures(member(properties, "Containers"), container)
    return Model(
        address=resource.address,
        name=text(member(properties, "ModelName")),
        containers=Many((*primary, *listed), first(primary.more, listed.more)),
        execution_mode=text(member(properties, "InferenceExecutionConfig", "Mode")),
        vpc_config=structure(member(properties, "VpcConfig"), vpc_config),
        enable_network_isolation=truth(member(properties, "EnableNetworkIsolation")),
        span=resource.span,
        extent=resource.extent,
    )


def serverless_config(found: Known[Data]) -> ServerlessConfig:
    """`ProductionVariantServerlessConfig`."""
    return ServerlessConfig(
        integer(member(found, "MemorySizeInMB")),
        integer(member(found, "MaxConcurrency")),
        integer(member(found, "ProvisionedConcurrency")),
        found.span,
    )


def managed_instance_scaling(found: Known[Data]) -> ManagedInstanceScaling:
    """`ProductionVariantManagedInstanceScaling`."""
    return ManagedInstanceScaling(
        text(member(found, "Status")),
        integer(member(found, "MinInstanceCount")),
        integer(member(found, "MaxInstanceCount")),
        found.span,
    )


def instance_pool(found: Known[Data]) -> InstancePool:
    """`InstancePool`."""
    return InstancePool(
        text(member(found, "InstanceType")),
        integer(member(found, "Priority")),
        text(member(found, "ModelNameOverride")),
        found.span,
    )


def variant(
    found: Known[Data],
    model: Setting[Model],
    scalable_targets: Many[ScalableTarget],
    count: str = "InitialInstanceCount",
) -> Variant:
    """`ProductionVariant`, with its `model` and the targets that scale it.

    Also the instances of a transform job, whose `count` is called `InstanceCount`.
    """
    return Variant(
        name=text(member(found, "VariantName")),
        model_name=text(member(found, "ModelName")),
        model=model,
        instance_type=text(member(found, "InstanceType")),
        initial_instance_count=integer(member(found, count)),
        initial_variant_weight=number(member(found, "InitialVariantWeight")),
        volume_size_in_gb=integer(member(found, "VolumeSizeInGB")),
        accelerator_type=text(member(found, "AcceleratorType")),
        serverless_config=structure(member(found, "ServerlessConfig"), serverless_config),
        managed_instance_scaling=structure(
            member(found, "ManagedInstanceScaling"), managed_instance_scaling
        ),
        routing_strategy=text(member(found, "RoutingConfig", "RoutingStrategy")),
        ml_reservation_arn=text(member(found, "CapacityReservationConfig", "MlReservationArn")),
        instance_pools=structures(member(found, "InstancePools"), instance_pool),
        model_data_download_timeout_in_seconds=integer(
            member(found, "ModelDataDownloadTimeoutInSeconds")
        ),
        container_startup_health_check_timeout_in_seconds=integer(
            member(found, "ContainerStartupHealthCheckTimeoutInSeconds")
        ),
        enable_ssm_access=truth(member(found, "EnableSSMAccess")),
        inference_ami_version=text(member(found, "InferenceAmiVersion")),
        scalable_targets=scalable_targets,
        span=found.span,
        extent=found.span,
    )


def inference_component(
    resource: Resource, scalable_targets: Many[ScalableTarget]
) -> InferenceComponent:
    """`CreateInferenceComponent`, with the targets that scale its copies."""
    properties = resource.properties
    specification = member(properties, "Specification")
    needed = member(specification, "ComputeResourceRequirements")
    return InferenceComponent(
        address=resource.address,
        name=text(member(properties, "InferenceComponentName")),
        variant_name=text(member(properties, "VariantName")),
        model_name=text(member(specification, "ModelName")),
        image=text(member(specification, "Container", "Image")),
        base=text(member(specification, "BaseInferenceComponentName")),
        copy_count=integer(member(properties, "RuntimeConfig", "CopyCount")),
        number_of_cpu_cores_required=number(member(needed, "NumberOfCpuCoresRequired")),
        number_of_accelerator_devices_required=number(
            member(needed, "NumberOfAcceleratorDevicesRequired")
        ),
        min_memory_required_in_mb=integer(member(needed, "MinMemoryRequiredInMb")),
        max_memory_required_in_mb=integer(member(needed, "MaxMemoryRequiredInMb")),
        scalable_targets=scalable_targets,
        span=resource.span,
        extent=resource.extent,
    )


def async_inference_config(found: Known[Data]) -> AsyncInferenceConfig:
    """`AsyncInferenceConfig`."""
    output = member(found, "OutputConfig")
    topics = member(output, "NotificationConfig")
    return AsyncInferenceConfig(
        s3_output_path=text(member(output, "S3OutputPath")),
        s3_failure_path=text(member(output, "S3FailurePath")),
        kms_key_id=text(member(output, "KmsKeyId")),
        success_topic=text(member(topics, "SuccessTopic")),
        error_topic=text(member(topics, "ErrorTopic")),
        max_concurrent_invocations_per_instance=integer(
            member(found, "ClientConfig", "MaxConcurrentInvocationsPerInstance")
        ),
        span=found.span,
    )


def data_capture_config(found: Known[Data]) -> DataCaptureConfig:
    """`DataCaptureConfig`."""
    return DataCaptureConfig(
        truth(member(found, "EnableCapture")),
        integer(member(found, "InitialSamplingPercentage")),
        text(member(found, "DestinationS3Uri")),
        text(member(found, "KmsKeyId")),
        found.span,
    )


def transform_job(found: Known[Data]) -> TransformJob:
    """`CreateTransformJob`."""
    given = member(found, "TransformInput")
    source = member(given, "DataSource", "S3DataSource")
    return TransformJob(
        text(member(found, "BatchStrategy")),
        text(member(given, "SplitType")),
        text(member(given, "CompressionType")),
        text(member(found, "TransformOutput", "AssembleWith")),
        text(member(source, "S3Uri")),
        text(member(source, "S3DataType")),
        integer(member(found, "MaxPayloadInMB")),
        integer(member(found, "MaxConcurrentTransforms")),
        integer(member(found, "ModelClientConfig", "InvocationsTimeoutInSeconds")),
        text(member(found, "TransformOutput", "KmsKeyId")),
        found.span,
    )


def explainer_config(found: Known[Data]) -> ExplainerConfig:
    """`ExplainerConfig`, which has nothing but that of Clarify."""
    clarify = member(found, "ClarifyExplainerConfig")
    return ExplainerConfig(
        text(member(clarify, "EnableExplanations")),
        integer(member(clarify, "InferenceConfig", "MaxRecordCount")),
        found.span,
    )


def monitoring_schedule(resource: Resource) -> MonitoringSchedule:
    """`CreateMonitoringSchedule`."""
    config = member(resource.properties, "MonitoringScheduleConfig")
    return MonitoringSchedule(
        resource.address,
        text(member(resource.properties, "MonitoringScheduleName")),
        text(member(config, "MonitoringType")),
        text(member(config, "ScheduleConfig", "ScheduleExpression")),
        resource.span,
        resource.extent,
    )
