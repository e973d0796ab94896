"""Models whose containers are in no VPC."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Instead, Match, Rule, need, need_all
from smlint.rules._absence import lacks, unset
from smlint.rules._conditions import all_in


@having("models")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a model without a network, unless it is served where there is none, or needs none."""
    for model in endpoint.models:
        if all_in((model.enable_network_isolation, (True,))) or not lacks(model.vpc_config):
            continue
        if need(endpoint.kind) != "serverless":
            yield Match(
                model.span,
                "this model is in no VPC: its containers reach S3 and the internet over a network "
                "that no security group and no flow log of yours sees",
                (unset(model.vpc_config),),
                blocks=(model.extent,),
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
    need_all(endpoint.models)


RULE = Rule(
    id="SM804",
    name="model-not-in-vpc",
    title="Model outside of a VPC",
    category="security",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "AWS Config, sagemaker-model-in-vpc",
            "https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-model-in-vpc.html",
            "2026-11-21",
            "A model is checked to be in a VPC.",
        ),
        Citation(
            "Give SageMaker AI hosted endpoints access to resources in your Amazon VPC",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html",
            "2026-11-21",
            "With a VPC configuration the containers of a model are attached to subnets and "
            "security groups of your own.",
        ),
    ),
    explanation=(
        "Without a VPC configuration, containers run in a network of AWS's own and reach the "
        "internet from there. In a VPC, security groups and endpoint policies decide what they "
        "reach, and flow logs show it; the model is still brought by SageMaker, which needs an S3 "
        "endpoint in the VPC. A model that is isolated from every network needs none, and a "
        "serverless endpoint cannot have one: the rule is silent on both. With the SageMaker SDK "
        "the network may come from its configuration files: there the rule is undecided."
    ),
    remedy=(
        "Attach the model to subnets in two Availability Zones and a security group, or isolate it "
        "from the network."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" { # <- here
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
    model_data_url = "s3://models/search.tar.gz"
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
  SearchModel: # <- here
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
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
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
    model_data_url = "s3://models/search.tar.gz"
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
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      EnableNetworkIsolation: true
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
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
    check=check,
)
