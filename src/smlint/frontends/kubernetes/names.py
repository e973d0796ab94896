"""What manifests call the members of the AWS API.

A manifest writes the API's own names with a small first letter, and some abbreviations wholly in
capitals; a member that is a word of Go has a line behind it (the CRDs of the controllers at
github.com/aws-controllers-k8s: sagemaker-controller and its neighbours).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from smlint.core.frozen import dataclass
from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    TRANSFORM_JOB,
)
from smlint.core.values import Known, Tree

SAGEMAKER = "sagemaker.services.k8s.aws"
SCALING = "applicationautoscaling.services.k8s.aws"
CLOUDWATCH = "cloudwatch.services.k8s.aws"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object: the type of resource that it makes, and the members that it must have.

    `names` are the API's names of those members that are called otherwise in this kind alone.
    """

    type: str
    required: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)


KINDS: Mapping[tuple[str, str], Kind] = {
    (SAGEMAKER, "Model"): Kind(MODEL, ("modelName",)),
    (SAGEMAKER, "EndpointConfig"): Kind(
        ENDPOINT_CONFIG, ("endpointConfigName", "productionVariants")
    ),
    (SAGEMAKER, "Endpoint"): Kind(ENDPOINT, ("endpointName", "endpointConfigName")),
    (SAGEMAKER, "InferenceComponent"): Kind(
        INFERENCE_COMPONENT, ("inferenceComponentName", "endpointName", "specification")
    ),
    (SAGEMAKER, "TransformJob"): Kind(
        TRANSFORM_JOB,
        (
            "transformJobName",
            "modelName",
            "transformInput",
            "transformOutput",
            "transformResources",
        ),
    ),
    (SCALING, "ScalableTarget"): Kind(
        SCALABLE_TARGET, ("resourceID", "scalableDimension", "serviceNamespace")
    ),
    (SCALING, "ScalingPolicy"): Kind(
        SCALING_POLICY, ("policyName", "resourceID", "scalableDimension", "serviceNamespace")
    ),
    (CLOUDWATCH, "MetricAlarm"): Kind(ALARM, ("name",), {"name": "AlarmName"}),
}
"""The kinds that are read, by group and name."""

IRREGULAR: Mapping[str, str] = {
    "accountID": "AccountId",
    "artifactURL": "ArtifactUrl",
    "destinationS3URI": "DestinationS3Uri",
    "executionRoleARN": "ExecutionRoleArn",
    "generateInferenceID": "GenerateInferenceId",
    "hubContentARN": "HubContentArn",
    "inferenceAMIVersion": "InferenceAmiVersion",
    "kmsKeyID": "KmsKeyId",
    "manifestS3URI": "ManifestS3Uri",
    "mlReservationARN": "MlReservationArn",
    "modelDataURL": "ModelDataUrl",
    "numberOfCPUCoresRequired": "NumberOfCpuCoresRequired",
    "repositoryCredentialsProviderARN": "RepositoryCredentialsProviderArn",
    "resourceID": "ResourceId",
    "s3URI": "S3Uri",
    "securityGroupIDs": "SecurityGroupIds",
    "shapBaselineURI": "ShapBaselineUri",
    "thresholdMetricID": "ThresholdMetricId",
    "transformAMIVersion": "TransformAmiVersion",
    "type_": "Type",
    "volumeKMSKeyID": "VolumeKmsKeyId",
}
_WRITTEN = {member: name for name, member in IRREGULAR.items()}
VERBATIM = frozenset({"environment", "tags"})
"""Members whose own members are the user's names, where they are mappings."""


def api_name(name: str) -> str:
    """What the API calls the member `name` of a manifest."""
    return IRREGULAR.get(name) or name[:1].upper() + name[1:]


def manifest_name(member: str) -> str:
    """What a manifest calls the `member` of the API."""
    return _WRITTEN.get(member) or member[:1].lower() + member[1:]


def api_shape(spec: Tree, kind: Kind) -> Tree:
    """What an object of `kind` asks of the API, with the API's names."""
    if isinstance(spec, Known) and isinstance(spec.value, Mapping):
        named = {kind.names.get(name, name): item for name, item in spec.value.items()}
        return _renamed(replace(spec, value=named))
    return spec


def _renamed(tree: Tree) -> Tree:
    if not isinstance(tree, Known):
        return tree
    value = tree.value
    if isinstance(value, tuple):
        return replace(tree, value=tuple(map(_renamed, value)))
    if isinstance(value, Mapping):
        members = {
            api_name(name): item if name in VERBATIM and _is_mapping(item) else _renamed(item)
            for name, item in value.items()
        }
        return replace(tree, value=members)
    return tree


def _is_mapping(tree: Tree) -> bool:
    return isinstance(tree, Known) and isinstance(tree.value, Mapping)
