"""Steps of a rollout that are too large or too small."""

from __future__ import annotations

from smlint.aws_api.kinds import Between, When
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import ROLLING, TRAFFIC, documented, within

PERCENT = When("Type", ("CAPACITY_PERCENT",))

RULE = Rule(
    id="SM935",
    name="canary-size",
    title="Step of a rollout outside of the documented share",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "TrafficRoutingConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html",
            "2026-11-21",
            (
                "A canary is 50 percent of the instances of a variant at most, a linear step 10 "
                "to 50 percent."
            ),
        ),
        Citation(
            "RollingUpdatePolicy, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RollingUpdatePolicy.html",
            "2026-11-21",
            "A batch is 5 to 50 percent of the instances of a variant.",
        ),
    ),
    explanation=(
        "Guardrails move traffic in parts that are small enough to be taken back: a canary of up "
        "to half of the fleet, linear steps of 10 to 50 percent, rolling batches of 5 to 50 "
        "percent. What is larger, or smaller, is refused when the endpoint is updated. Sizes in "
        "instances are held to the same shares, of a number that the update alone knows."
    ),
    remedy="Choose a share within the range: 10 percent for a canary, 25 percent for a batch.",
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
          value = 80 # <- here
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
            Type: LINEAR
            WaitIntervalInSeconds: 300
            LinearStepSize:
              Type: CAPACITY_PERCENT
              Value: 5 # <- here
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
        "RollingUpdatePolicy": {
            "WaitIntervalInSeconds": 300,
            "MaximumBatchSize": {
                "Type": "CAPACITY_PERCENT",
                "Value": 100,  # <- here
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
          type  = "CAPACITY_PERCENT"
          value = 50
        }
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
        "RollingUpdatePolicy": {
            "WaitIntervalInSeconds": 300,
            "MaximumBatchSize": {"Type": "INSTANCE_COUNT", "Value": 100},
        },
    },
)
""",
        ),
    ),
    check_deployed=documented(
        (within(TRAFFIC, "CanarySize"), Between("Value", 1, 50, PERCENT)),
        (within(TRAFFIC, "LinearStepSize"), Between("Value", 10, 50, PERCENT)),
        (within(ROLLING, "MaximumBatchSize"), Between("Value", 5, 50, PERCENT)),
        (within(ROLLING, "RollbackMaximumBatchSize"), Between("Value", 1, 100, PERCENT)),
    ),
)
