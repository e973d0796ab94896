"""Members of requests of which only one may be there."""

from __future__ import annotations

from smlint.aws_api.kinds import OneOf, OnlyFor, When
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import (
    COMPONENTS,
    CONTAINERS,
    INVOCATION,
    MODEL,
    TRACKING,
    VARIANTS,
    documented,
    within,
)

RULE = Rule(
    id="SM979",
    name="api-members-conflict",
    title="Members of a request that exclude each other",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "CreateModel, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html",
            "2026-11-21",
            "A model has a primary container, or the containers of a pipeline.",
        ),
        Citation(
            "InvokeEndpointAsync, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html",
            "2026-11-21",
            "Exactly one of the input itself and of its place in S3 is given.",
        ),
        Citation(
            "CreateInferenceComponent, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html",
            "2026-11-21",
            "There is one specification, or a list of them by instance type, not both.",
        ),
        Citation(
            "ImageConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ImageConfig.html",
            "2026-11-21",
            "Credentials of a registry are for the access mode Vpc only.",
        ),
        Citation(
            "ProductionVariantRoutingConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantRoutingConfig.html",
            "2026-11-21",
            "Settings of prefix-aware routing are for that strategy only.",
        ),
        Citation(
            "TargetTrackingScalingPolicyConfiguration, Application Auto Scaling API Reference",
            "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html",
            "2026-11-21",
            "A policy tracks a predefined metric or a customized one.",
        ),
    ),
    explanation=(
        "Some members of a request stand for the same thing in two ways, and others belong to one "
        "choice of another member. The model of the API cannot say so, only its documents do. The "
        "rule knows: the primary container and the list of containers of a model; the body and "
        "the place of the input of an asynchronous invocation, of which there is exactly one; one "
        "specification and a list of them of an inference component; a predefined and a "
        "customized metric of a policy; credentials of a registry without Vpc access; and "
        "settings of prefix-aware routing without that strategy."
    ),
    remedy="Keep the one that is meant, and remove the other.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  name               = "search"
  execution_role_arn = "arn:aws:iam::111122223333:role/search"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1"
  }
  container { # <- here
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1"
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: invocations
      PolicyType: TargetTrackingScaling
      ServiceNamespace: sagemaker
      ResourceId: endpoint/search/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 100
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
        CustomizedMetricSpecification: # <- here
          Namespace: AWS/SageMaker
          MetricName: Invocations
          Statistic: Sum
          Dimensions:
            - {Name: EndpointName, Value: search}
            - {Name: VariantName, Value: AllTraffic}
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/search
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1
""",
        ),
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker").create_endpoint(EndpointName="search", EndpointConfigName="search-1")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_async(EndpointName="search")  # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  name               = "search"
  execution_role_arn = "arn:aws:iam::111122223333:role/search"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1"
    image_config {
      repository_access_mode = "Vpc"
      repository_auth_config {
        repository_credentials_provider_arn = "arn:aws:lambda:eu-west-1:111122223333:function:token"
      }
    }
  }
  vpc_config {
    subnets            = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker").create_endpoint(EndpointName="search", EndpointConfigName="search-1")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_async(EndpointName="search", InputLocation="s3://in/search/1.json")
""",
        ),
    ),
    check_deployed=documented(
        (MODEL, OneOf("PrimaryContainer", "Containers")),
        (
            within(CONTAINERS, "ImageConfig"),
            OnlyFor("RepositoryAuthConfig", When("RepositoryAccessMode", ("Vpc",))),
        ),
        (
            within(VARIANTS, "RoutingConfig"),
            OnlyFor("PrefixAwareRoutingConfig", When("RoutingStrategy", ("PREFIX_AWARE",))),
        ),
        (INVOCATION, OneOf("Body", "InputLocation", needed="s3://BUCKET/INPUT")),
        (COMPONENTS, OneOf("Specification", "Specifications")),
        (TRACKING, OneOf("PredefinedMetricSpecification", "CustomizedMetricSpecification")),
    ),
)
