"""Traffic that moves in steps of no size."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.aws_api.kinds import Needed, When
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule, Written
from smlint.rules._documented import TRAFFIC, documented

TENTH: Mapping[str, Written] = {"Type": "CAPACITY_PERCENT", "Value": 10}

RULE = Rule(
    id="SM936",
    name="canary-needs-size",
    title="Canary or linear rollout without the size of a step",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "TrafficRoutingConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html",
            "2026-11-21",
            (
                "The size of the first step of a canary, and of each step of a linear rollout, is "
                "a member of its own."
            ),
        ),
        Citation(
            "Use canary traffic shifting",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green-canary.html",
            "2026-11-21",
            "A canary is configured with its size.",
        ),
    ),
    explanation=(
        "The type of traffic routing says in how many steps traffic moves, not how large they "
        "are: CANARY goes with CanarySize, LINEAR with LinearStepSize. The model of the API lets "
        "both be left out, since ALL_AT_ONCE has neither."
    ),
    remedy="Add the size, such as 10 percent of the capacity.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint" "search" {
  name                 = "search"
  endpoint_config_name = "search-2"
  deployment_config {
    blue_green_update_policy {
      traffic_routing_configuration {
        type                     = "CANARY" # <- here
        wait_interval_in_seconds = 300
      }
    }
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search-2",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 4,
        }
    ],
)
sagemaker.update_endpoint(
    EndpointName="search",
    EndpointConfigName="search-2",
    DeploymentConfig={
        "BlueGreenUpdatePolicy": {
            "TrafficRoutingConfiguration": {
                "Type": "LINEAR",  # <- here
                "WaitIntervalInSeconds": 300,
                "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 10},
            },
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
resource "aws_sagemaker_endpoint" "search" {
  name                 = "search"
  endpoint_config_name = "search-2"
  deployment_config {
    blue_green_update_policy {
      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 300
        canary_size {
          type  = "INSTANCE_COUNT"
          value = 1
        }
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
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: search-2
      DeploymentConfig:
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration:
            Type: ALL_AT_ONCE
            WaitIntervalInSeconds: 0
""",
        ),
    ),
    check_deployed=documented(
        (TRAFFIC, Needed("CanarySize", When("Type", ("CANARY",)), TENTH)),
        (TRAFFIC, Needed("LinearStepSize", When("Type", ("LINEAR",)), TENTH)),
    ),
)
