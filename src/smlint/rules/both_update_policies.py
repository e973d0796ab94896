"""A deployment configuration with two update policies."""

from __future__ import annotations

from smlint.aws_api.kinds import OneOf
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import ROLLOUT, documented

RULE = Rule(
    id="SM934",
    name="both-update-policies",
    title="Two ways to roll out one update",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "DeploymentConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html",
            "2026-11-21",
            "Only one update policy is used: blue/green is the default, rolling the other.",
        ),
    ),
    explanation=(
        "An update is rolled out by a second fleet that takes over (blue/green), or part by part "
        "(rolling). A deployment configuration holds a policy for either, but only one of them at "
        "a time."
    ),
    remedy="Keep one policy: rolling needs fewer spare instances, blue/green takes back faster.",
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
        type                     = "CANARY"
        wait_interval_in_seconds = 300
        canary_size {
          type  = "CAPACITY_PERCENT"
          value = 10
        }
      }
    }
    rolling_update_policy { # <- here
      wait_interval_in_seconds = 300
      maximum_batch_size {
        type  = "CAPACITY_PERCENT"
        value = 25
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
        RollingUpdatePolicy: # <- here
          WaitIntervalInSeconds: 300
          MaximumBatchSize: {Type: CAPACITY_PERCENT, Value: 25}
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
    rolling_update_policy {
      wait_interval_in_seconds = 300
      maximum_batch_size {
        type  = "CAPACITY_PERCENT"
        value = 25
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
    check_deployed=documented((ROLLOUT, OneOf("BlueGreenUpdatePolicy", "RollingUpdatePolicy"))),
)
