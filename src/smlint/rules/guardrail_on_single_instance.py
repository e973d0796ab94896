"""Updates in steps, of a fleet that has only one instance."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._capacity import lowest_capacities
from smlint.rules._conditions import some_at_least
from smlint.rules._rollout import steps

DIVISIBLE = 2
"""The fewest instances of which one is no more than half."""


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match the size of a step where a variant has nothing to be divided into steps."""
    config = need(endpoint.deployment_config)
    if config is None:
        return
    for member, size in steps(config):
        step = need(size)
        if step is None:
            continue
        for variant in endpoint.variants:
            count = need(variant.initial_instance_count)
            if count != 1 or some_at_least(lowest_capacities(variant), DIVISIBLE):
                continue
            need_all(variant.scalable_targets)
            yield Match(
                size.span,
                f"{member} is at most half of the fleet, but this fleet is one instance: there is "
                "no smaller part that could take traffic first",
                (
                    Evidence("one instance", variant.initial_instance_count),
                    Evidence("set here", step.value),
                ),
                instead=(
                    Instead(
                        "AWS::SageMaker::EndpointConfig",
                        {"ProductionVariants": [{"InitialInstanceCount": DIVISIBLE}]},
                    ),
                ),
            )
        need_all(endpoint.variants)


RULE = Rule(
    id="SM708",
    name="guardrail-on-single-instance",
    title="Update in steps of a fleet of one instance",
    category="deployment",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "TrafficRoutingConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html",
            "2026-11-21",
            "A canary is at most 50% of the variant's instances, a linear step 10 to 50 %.",
        ),
        Citation(
            "Use rolling deployments",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html",
            "2026-11-21",
            "A batch of a rolling deployment is 5 to 50% of the fleet.",
        ),
    ),
    explanation=(
        "Canary, linear and rolling updates divide the fleet: a step is never more than half of "
        "the variant's instances. Of one instance no half can be taken. That this fails, or falls "
        "back to all at once, follows from the documented bounds; no document says which. A lower "
        "bound of scaling of two or more counts like an initial count."
    ),
    remedy="Run two instances or more, or leave the policy at ALL_AT_ONCE with a baking period.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  deployment_config {
    blue_green_update_policy {
      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 300
        canary_size { # <- here
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
            "ModelName": "search-2",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.update_endpoint(
    EndpointName="search",
    EndpointConfigName="search-2",
    DeploymentConfig={
        "RollingUpdatePolicy": {
            "MaximumBatchSize": {"Type": "INSTANCE_COUNT", "Value": 1},  # <- here
            "WaitIntervalInSeconds": 300,
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
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
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
    ),
    check=check,
)
