"""Which members the structures of the AWS API have, as far as rules look at them."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Known, Tree, Unknown

MEMBERS: Mapping[str, tuple[str, ...]] = {
    "CreateModel": (
        "ModelName", "PrimaryContainer", "Containers", "InferenceExecutionConfig",
        "ExecutionRoleArn", "VpcConfig", "EnableNetworkIsolation", "Tags",
    ),
    "CreateEndpointConfig": (
        "EndpointConfigName", "ProductionVariants", "ShadowProductionVariants",
        "DataCaptureConfig", "AsyncInferenceConfig", "ExplainerConfig", "KmsKeyId",
        "ExecutionRoleArn", "VpcConfig", "EnableNetworkIsolation", "Tags",
    ),
    "CreateEndpoint": ("EndpointName", "EndpointConfigName", "DeploymentConfig", "Tags"),
    "UpdateEndpoint": (
        "EndpointName", "EndpointConfigName", "RetainAllVariantProperties",
        "ExcludeRetainedVariantProperties", "DeploymentConfig", "RetainDeploymentConfig",
    ),
    "CreateTransformJob": (
        "TransformJobName", "ModelName", "MaxConcurrentTransforms", "ModelClientConfig",
        "MaxPayloadInMB", "BatchStrategy", "Environment", "TransformInput", "TransformOutput",
        "DataCaptureConfig", "TransformResources", "DataProcessing", "Tags",
    ),
    "CreateInferenceComponent": (
        "InferenceComponentName", "EndpointName", "VariantName", "Specification",
        "Specifications", "RuntimeConfig", "Tags",
    ),
    "RegisterScalableTarget": (
        "ServiceNamespace", "ResourceId", "ScalableDimension", "MinCapacity", "MaxCapacity",
        "RoleARN", "SuspendedState",
    ),
    "PutScalingPolicy": (
        "PolicyName", "ServiceNamespace", "ResourceId", "ScalableDimension", "PolicyType",
        "StepScalingPolicyConfiguration", "TargetTrackingScalingPolicyConfiguration",
        "PredictiveScalingPolicyConfiguration",
    ),
    "PutScheduledAction": (
        "ServiceNamespace", "Schedule", "ScheduledActionName", "ResourceId",
        "ScalableDimension", "ScalableTargetAction",
    ),
    "PutMetricAlarm": (
        "AlarmName", "ActionsEnabled", "OKActions", "AlarmActions", "InsufficientDataActions",
        "MetricName", "Namespace", "Statistic", "Dimensions", "Period", "EvaluationPeriods",
        "DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData",
    ),
    "CreateMonitoringSchedule": (
        "MonitoringScheduleName", "MonitoringScheduleConfig", "Tags",
    ),
    "UpdateEndpointWeightsAndCapacities": ("EndpointName", "DesiredWeightsAndCapacities"),
    "UpdateInferenceComponent": (
        "InferenceComponentName", "Specification", "Specifications", "RuntimeConfig",
        "DeploymentConfig",
    ),
    "UpdateInferenceComponentRuntimeConfig": (
        "InferenceComponentName", "DesiredRuntimeConfig",
    ),
    "CreateInferenceExperiment": (
        "Name", "Type", "Schedule", "Description", "EndpointName", "ModelVariants",
        "DataStorageConfig", "ShadowModeConfig", "KmsKey", "Tags",
    ),
    "StopInferenceExperiment": (
        "Name", "ModelVariantActions", "DesiredModelVariants", "DesiredState", "Reason",
    ),
    "DeleteInferenceExperiment": ("Name",),
    "DeleteMonitoringSchedule": ("MonitoringScheduleName",),
    "DeregisterScalableTarget": ("ServiceNamespace", "ResourceId", "ScalableDimension"),
    "DeleteScalingPolicy": (
        "PolicyName", "ServiceNamespace", "ResourceId", "ScalableDimension",
    ),
    "DeleteScheduledAction": (
        "ServiceNamespace", "ScheduledActionName", "ResourceId", "ScalableDimension",
    ),
    "InvokeEndpoint": (
        "EndpointName", "Body", "ContentType", "Accept", "TargetModel", "TargetVariant",
        "InferenceComponentName",
    ),
    "InvokeEndpointAsync": (
        "EndpointName", "InputLocation", "Body", "RequestTTLSeconds", "InvocationTimeoutSeconds",
    ),
    "InvokeEndpointWithResponseStream": (
        "EndpointName", "Body", "ContentType", "Accept", "TargetVariant",
        "InferenceComponentName",
    ),
    "DeleteEndpoint": ("EndpointName",),
    "DeleteEndpointConfig": ("EndpointConfigName",),
    "DeleteModel": ("ModelName",),
    "DeleteInferenceComponent": ("InferenceComponentName",),
    "ProductionVariant": (
        "VariantName", "ModelName", "InitialInstanceCount", "InstanceType", "InstancePools",
        "InitialVariantWeight", "AcceleratorType", "ServerlessConfig", "VolumeSizeInGB",
        "ModelDataDownloadTimeoutInSeconds", "ContainerStartupHealthCheckTimeoutInSeconds",
        "EnableSSMAccess", "ManagedInstanceScaling", "RoutingConfig", "InferenceAmiVersion",
    ),
    "ContainerDefinition": (
        "Image", "Mode", "ModelDataUrl", "ModelDataSource", "Environment", "ModelPackageName",
        "ImageConfig", "MultiModelConfig", "InferenceSpecificationName", "ContainerHostname",
    ),
    "ProductionVariantServerlessConfig": (
        "MemorySizeInMB", "MaxConcurrency", "ProvisionedConcurrency",
    ),
    "AsyncInferenceConfig": ("OutputConfig", "ClientConfig"),
    "DataCaptureConfig": (
        "EnableCapture", "InitialSamplingPercentage", "DestinationS3Uri", "KmsKeyId",
        "CaptureOptions", "CaptureContentTypeHeader",
    ),
    "TargetTrackingScalingPolicyConfiguration": (
        "TargetValue", "PredefinedMetricSpecification", "CustomizedMetricSpecification",
        "ScaleInCooldown", "ScaleOutCooldown", "DisableScaleIn",
    ),
}  # fmt: skip
"""The members of requests and structures that an unknown `**` may hold."""


SPELLINGS = {
    "EnableSsmAccess": "EnableSSMAccess",
    "MaxPayloadInMb": "MaxPayloadInMB",
    "MemorySizeInMb": "MemorySizeInMB",
    "OkActions": "OKActions",
    "RoleArn": "RoleARN",
    "VolumeSizeInGb": "VolumeSizeInGB",
}
"""What the API writes in capitals, among the members that a program declares."""


def api_name(name: str) -> str:
    """The member of the API that a program calls `name`: in snake case, or in camel case."""
    camel = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
    return SPELLINGS.get(camel, camel)


def opened(members: Mapping[str, Tree], hidden: Unknown, span: Span) -> Tree:
    """A mapping that may hold more than `members`, for the reason given by `hidden`.

    Where the members are the API's, those that are not given become unknown: they are neither
    absent nor known. Of any other mapping nothing is known then.
    """
    fitting = [names for names in MEMBERS.values() if members and set(members) <= set(names)]
    if not fitting:
        return hidden
    missing = {name: hidden for names in fitting for name in names}
    return Known({**missing, **members}, span)
