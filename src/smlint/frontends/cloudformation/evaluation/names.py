"""Which names of resources a template writes itself: what `Ref` and `Fn::GetAtt` give for them.

`Ref` gives the ARN of what SageMaker makes, never the name (its CloudFormation documentation, by
type); that stays a reference to the resource.
"""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, INFERENCE_COMPONENT, MODEL

ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    MODEL: {"ModelName": "ModelName"},
    ENDPOINT_CONFIG: {"EndpointConfigName": "EndpointConfigName"},
    ENDPOINT: {"EndpointName": "EndpointName"},
    INFERENCE_COMPONENT: {"InferenceComponentName": "InferenceComponentName"},
    "AWS::SSM::Parameter": {"Value": "Value", "Type": "Type"},
    "AWS::SNS::Topic": {"TopicName": "TopicName"},
}
"""By type: the attributes of `Fn::GetAtt` that tell a property as it is written."""

REFERENCES: Mapping[str, str] = {
    "AWS::S3::Bucket": "BucketName",
    "AWS::IAM::Role": "RoleName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::SSM::Parameter": "Name",
}
"""By type: the property that `Ref` gives, where the template writes it."""


def property_told(kind: str, attribute: str) -> str | None:
    """The property of a resource of type `kind` that `attribute` tells; `Ref` is one, too."""
    if attribute == "Ref":
        return REFERENCES.get(kind)
    return ATTRIBUTES.get(kind, {}).get(attribute)
