"""Requests that the API refuses for what one of their members is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from smlint.aws_api.check import BOUNDS, Refusal, verdicts
from smlint.aws_api.dialects import Path
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import ENDPOINT, MODEL
from smlint.core.rule import Doubt, Example, Outcome, Rule, Written
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Absent, Known, Unknown
from smlint.rules._autoscaling import PREDEFINED_METRIC
from smlint.rules._requests import Request, requests

CREATE = "CreateEndpointConfig"
SERVERLESS = "ProductionVariants[].ServerlessConfig"
CHOICE, MOST = ("choice",), ("most",)

TOLD: Mapping[tuple[str, str], tuple[Container[str], str]] = {
    (CREATE, "ProductionVariants[].InstanceType"): (CHOICE, "instance-type-unknown"),
    (CREATE, f"{SERVERLESS}.MemorySizeInMB"): (BOUNDS, "serverless-memory-step"),
    (CREATE, f"{SERVERLESS}.MaxConcurrency"): (BOUNDS, "serverless-concurrency-range"),
    (CREATE, f"{SERVERLESS}.ProvisionedConcurrency"): (MOST, "provisioned-gt-max"),
    (CREATE, "ProductionVariants[].AcceleratorType"): (CHOICE, "eia-accelerator"),
    (CREATE, "ShadowProductionVariants[].AcceleratorType"): (CHOICE, "eia-accelerator"),
    ("PutScalingPolicy", ".".join(PREDEFINED_METRIC)): (CHOICE, "autoscale-unknown-metric"),
    ("InvokeEndpoint", "Body"): (MOST, "payload-over-realtime"),
    ("InvokeEndpointWithResponseStream", "Body"): (MOST, "payload-over-realtime"),
}
"""What rules of their own tell, which know more of it than the model: by operation and member.

Each with the kinds of refusal that are meant. A value must not be reported twice.
"""

SHARED: Mapping[Path, tuple[str, str]] = {
    ("EndpointConfigName",): (ENDPOINT, "EndpointName"),
    ("ProductionVariants[]", "ModelName"): (MODEL, "ModelName"),
}
"""Members that the SDK takes from an argument which is another one's, and whose it is."""

USUAL: Mapping[str, Written] = {"VariantName": "AllTraffic", "InitialVariantWeight": 1}
"""What nearly everybody writes where a member is missing that the API requires."""


def check(deployed: Deployed, _: Facts) -> Iterator[Outcome]:
    """Match every value that the models of the services do not allow, where it is written."""
    refused: list[tuple[Request, Refusal]] = []
    for request in requests(deployed):
        for verdict in verdicts(request.operation, request.tree, request.dialect):
            if isinstance(verdict, Unknown):
                yield Doubt(verdict)
            elif not _is_told(request, verdict):
                refused.append((request, verdict))
    places = {refusal.setting.span for _, refusal in refused}
    for request, refusal in refused:
        if not _is_taken_over(request, refusal, places):
            yield request.match(refusal.setting, refusal.said, _instead(refusal))


def _is_taken_over(request: Request, refusal: Refusal, places: Container[Span]) -> bool:
    """Whether the value is that of another member, of which it is told.

    It refers to one of `places`, or it is written once for both, as the SDK has it.
    """
    setting = refusal.setting
    if isinstance(setting, Known) and any(hop.span in places for hop in setting.via):
        return True
    kind, name = SHARED.get(refusal.path, ("", ""))
    return any(
        member(made.properties, name).span == setting.span
        for made in request.deployed.deployment.resources
        if made.type == kind
    )


def _instead(refusal: Refusal) -> tuple[Path, Written] | None:
    """What to write, with its path, where that is plain; None is not to be written at all."""
    nearest, setting = refusal.nearest, refusal.setting
    if refusal.kind == "required" and refusal.path[-1] in USUAL:
        return refusal.path, USUAL[refusal.path[-1]]
    if refusal.kind == "type" and isinstance(setting, Absent):
        return refusal.path, None
    if refusal.kind != "member":
        return None if nearest is None else (refusal.path, nearest)
    *structure, name = refusal.path
    value = setting.value if isinstance(setting, Known) else None
    if not isinstance(nearest, str) or not isinstance(value, (str, int, float)):
        return None
    return tuple(structure), {name: None, nearest: value}


def _is_told(request: Request, refusal: Refusal) -> bool:
    kinds, _ = TOLD.get((request.operation, ".".join(refusal.path)), (frozenset(), ""))
    return refusal.kind in kinds


RULE = Rule(
    id="SM900",
    name="api-request-refused",
    title="Request that the API refuses",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "botocore 1.44.5, service models of SageMaker, its runtime, Application Auto Scaling "
            "and CloudWatch",
            "https://github.com/boto/botocore/tree/1.44.5/botocore/data",
            "2026-11-21",
            "Which members a request must have, and for each member its type, the texts that it "
            "may be, the pattern that it meets, its least and largest number, and how long it, or "
            "how many of it, there may be.",
        ),
        Citation(
            "CreateEndpointConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html",
            "2026-11-21",
            "The same constraints, member by member.",
        ),
    ),
    explanation=(
        "Every way to deploy ends in requests to the same API, which is published as a model: what "
        "has to be there, what a text may be, between which numbers a number lies. A request that "
        "does not keep to it is refused, mostly after some of what belongs to it has been made. "
        "boto3 itself looks at types and required members only, CloudFormation and Terraform at "
        "some of the rest. "
        "Each request is held against the whole model, in every language: models, endpoint "
        "configurations, endpoints, inference components, transform jobs, scaling, alarms, and "
        "what scripts ask of them. Names that CloudFormation or Terraform make up may be left out "
        "there, a number may be written as text, and what the SageMaker SDK fills in is not "
        "missing. Texts that are to be replaced (`<role>`, `YOUR_BUCKET`) are not judged, nor is "
        "what only a run of the script can tell. What a "
        "rule of its own says more about is left to it: instance types, serverless memory and "
        "concurrency, Elastic Inference, payloads."
    ),
    remedy="Write what the API takes; its reference names each member.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "all_traffic" # <- here
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 0 # <- here
    routing_config {
      routing_strategy = "LEAST_OUTSTANDING_REQUEST" # <- here
    }
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  deployment_config {
    rolling_update_policy {
      wait_interval_in_seconds = 300
      maximum_batch_size {
        type  = "CAPACITY_PERCENTAGE" # <- here
        value = 50
      }
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/search
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1
        Mode: multi-model # <- here
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - ModelName: !GetAtt SearchModel.ModelName # <- here
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
          VolumeSizeInGB: 1000 # <- here
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": "1",  # <- here
            "ContainerStartupHealthCheckTimeout": 900,  # <- here
        }
    ],
)
boto3.client("application-autoscaling").put_scaling_policy(
    PolicyName="invocations",
    PolicyType="TargetTrackingScaling",
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/search/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:InstanceCount",  # <- here
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 100.0,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance",
        },
    },
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = "1"
    routing_config {
      routing_strategy = "LEAST_OUTSTANDING_REQUESTS"
    }
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  deployment_config {
    rolling_update_policy {
      wait_interval_in_seconds = 300
      maximum_batch_size {
        type  = "CAPACITY_PERCENT"
        value = 50
      }
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/search
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1
        Mode: MultiModel
        ModelDataUrl: s3://models/search/
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.m5.large
          InitialInstanceCount: "1"
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
            "ContainerStartupHealthCheckTimeoutInSeconds": 900,
        }
    ],
)
""",
        ),
    ),
    check_deployed=check,
)
