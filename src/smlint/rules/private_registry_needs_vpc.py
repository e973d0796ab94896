"""Images of private registries that nothing can reach."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Instead, Match, Rule, need, need_all
from smlint.rules._absence import lacks, unset
from smlint.rules._conditions import all_in
from smlint.rules._containers import own_containers


@having("models")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a container whose image comes from a private registry, of a model without a network.

    A serverless endpoint can have neither, which is another rule's to say.
    """
    for model in endpoint.models:
        for container in model.containers:
            mode = container.repository_access_mode
            reached = not all_in((mode, ("Vpc",))) or not lacks(model.vpc_config)
            if not reached and need(endpoint.kind) != "serverless":
                yield Match(
                    mode.span,
                    "the image of this container comes from a registry in a VPC, but its model is "
                    "in no VPC from which to reach it",
                    (unset(model.vpc_config),),
                    (model.extent,),
                    instead=(
                        Instead(
                            "AWS::SageMaker::Model",
                            {
                                "VpcConfig": {
                                    "SecurityGroupIds": ["SECURITY_GROUP"],
                                    "Subnets": ["SUBNET_IN_ZONE_A", "SUBNET_IN_ZONE_B"],
                                }
                            },
                        ),
                    ),
                )
        own_containers(model)
    need_all(endpoint.models)


RULE = Rule(
    id="SM960",
    name="private-registry-needs-vpc",
    title="Image of a private registry without a VPC",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Use a private Docker registry for real-time inference containers",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html",
            "2026-11-21",
            "A model whose image is in a private registry is created with the VPC configuration of "
            "the registry.",
        ),
        Citation(
            "ImageConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ImageConfig.html",
            "2026-11-21",
            "The access mode Vpc means a private Docker registry in your own VPC.",
        ),
    ),
    explanation=(
        "With the access mode Vpc the image is pulled over the network of the model. A model "
        "without a VPC configuration has none that leads to the registry, and the endpoint fails "
        "when its first instance starts. Serverless endpoints have neither, which another rule "
        "tells."
    ),
    remedy="Give the model the subnets and a security group from which the registry is reached.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "registry.example.com/search:1.4.2"
    image_config {
      repository_access_mode = "Vpc" # <- here
    }
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
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
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: registry.example.com/search:1.4.2
        ImageConfig:
          RepositoryAccessMode: Vpc # <- here
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "registry.example.com/search:1.4.2"
    image_config {
      repository_access_mode = "Vpc"
    }
  }
  vpc_config {
    security_group_ids = ["sg-0a1b2c3d"]
    subnets            = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
    ),
    check=check,
)
