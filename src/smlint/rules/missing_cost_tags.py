"""Endpoints without a tag."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.rules._absence import lacks
from smlint.rules._conditions import all_in

BRIEF = ("guaranteed", "always", "scheduled")
"""Endpoints that are deleted so surely cost next to nothing."""


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match an endpoint that is made here and stays, without a tag of its own or its configuration.

    The tags of one that is only configured or updated here are not for these files to say.
    """
    if not any(resource.type == ENDPOINT for resource in endpoint.resources):
        return
    tags = need(endpoint.tags)
    if tags or all_in((endpoint.cleanup, BRIEF)):
        return
    if tags is None and not lacks(endpoint.tags):
        return
    yield Match(
        endpoint.span,
        "nothing here tags this endpoint or its configuration: its part of the bill cannot be told "
        "from that of others",
        (Evidence("no tag is set here", endpoint.tags),),
        instead=(
            Instead(
                "AWS::SageMaker::EndpointConfig",
                {
                    "Tags": [
                        {"Key": "Project", "Value": "PROJECT"},
                        {"Key": "Environment", "Value": "ENVIRONMENT"},
                    ]
                },
            ),
        ),
    )


RULE = Rule(
    id="SM416",
    name="missing-cost-tags",
    title="Endpoint whose cost cannot be told from others",
    category="cost",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Machine Learning Lens, MLCOST04-BP12",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlcost04-bp12.html",
            "2026-11-21",
            "Models and endpoints, among others, carry tags such as project, business unit, "
            "environment and owner, which are made cost allocation tags so that the bill can be "
            "divided by them.",
        ),
    ),
    explanation=(
        "The bill adds up the hours of an instance type; which endpoint, team or project they "
        "belong to is told by tags alone. They have to be on the endpoint or its configuration "
        "when it is made, since hours without them stay without. The rule asks for some tag, not "
        "for certain ones. It knows tags of a Terraform provider (default_tags) and of the "
        "parameter files of a stack; tags that whoever deploys adds, such as those of a stack on "
        "the command line, it cannot see. The SageMaker SDK adds those of its configuration files: "
        "there the rule is undecided. It leaves endpoints alone that the script which makes them "
        "deletes again, and endpoints that are made elsewhere."
    ),
    remedy=(
        "Tag endpoint and configuration with what the bill is to be divided by (Project, "
        "Environment, Owner), and activate the tags as cost allocation tags."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "fraud" { # <- here
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "fraud" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.fraud.name
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  FraudConfig: # <- here
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: fraud
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
  FraudEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt FraudConfig.EndpointConfigName
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(  # <- here
    EndpointConfigName="fraud",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
provider "aws" {
  default_tags {
    tags = { Project = "fraud" }
  }
}

resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "fraud" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.fraud.name
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  FraudConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      Tags:
        - {Key: Project, Value: fraud}
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: fraud
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
  FraudEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt FraudConfig.EndpointConfigName
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="fraud",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
sagemaker.delete_endpoint(EndpointName="fraud")
""",
        ),
    ),
    check=check,
)
