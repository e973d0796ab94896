"""Rollouts that wait longer than they may take."""

from __future__ import annotations

from smlint.aws_api.kinds import Exceeds
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import BLUE_GREEN, documented

RULE = Rule(
    id="SM938",
    name="deploy-timeout-too-small",
    title="Rollout that has less time than it waits",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "BlueGreenUpdatePolicy, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_BlueGreenUpdatePolicy.html",
            "2026-11-21",
            (
                "The maximum execution timeout is larger than the termination wait and the wait "
                "interval together."
            ),
        ),
    ),
    explanation=(
        "A rollout waits between its steps and before the old fleet ends. Where the time it may "
        "take as a whole is no longer than that, it runs out of time before it is done, and is "
        "taken back. What it takes to start the new instances and to load the model comes on top."
    ),
    remedy=(
        "Raise the maximum execution timeout well above all the waiting, up to 28800 seconds "
        "(14400 in Terraform)."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint" "search" {
  name                 = "search"
  endpoint_config_name = "search-2"
  deployment_config {
    blue_green_update_policy {
      maximum_execution_timeout_in_seconds = 1200 # <- here
      termination_wait_in_seconds          = 600
      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 900
        canary_size {
          type  = "CAPACITY_PERCENT"
          value = 10
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
          MaximumExecutionTimeoutInSeconds: 600 # <- here
          TerminationWaitInSeconds: 600
          TrafficRoutingConfiguration:
            Type: ALL_AT_ONCE
            WaitIntervalInSeconds: 0
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
      maximum_execution_timeout_in_seconds = 3600
      termination_wait_in_seconds          = 600
      traffic_routing_configuration {
        type                     = "ALL_AT_ONCE"
        wait_interval_in_seconds = 0
      }
    }
  }
}
""",
        ),
    ),
    check_deployed=documented(
        (
            BLUE_GREEN,
            Exceeds(
                "MaximumExecutionTimeoutInSeconds",
                ("TerminationWaitInSeconds", "TrafficRoutingConfiguration.WaitIntervalInSeconds"),
                14400,
            ),
        )
    ),
)
