"""Updates that run two expensive fleets side by side."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import BlueGreenUpdatePolicy, CapacitySize, Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.pricing import HOURS, monthly_cost
from smlint.rules._conditions import all_in
from smlint.rules._instance_types import kind_of

GRADUAL = ("CANARY", "LINEAR")


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match a gradual blue/green update, or one that waits, of instances with accelerators."""
    config = need(endpoint.deployment_config)
    policy = need(config.blue_green_update_policy) if config else None
    if policy is None or not all_in((endpoint.kind, ("realtime", "async"))):
        return
    seconds = _least(policy)
    variants = need_all(endpoint.variants)
    if not seconds or len(variants) != 1:
        return
    (variant,) = variants
    kind = kind_of(variant.instance_type, facts)
    if kind is None:
        need(variant.instance_type)
    if kind is None or kind.accelerator is None:
        return
    cost = monthly_cost(endpoint, variant, facts)
    usd = "" if cost is None else f", about ${cost.per_month / HOURS * seconds / 3600:.2f} each"
    yield Match(
        policy.span,
        f"every update runs, and bills, a second fleet on {kind.name} for at least "
        f"{round(seconds / 60)} min{usd}",
        (Evidence("instances with accelerators", variant.instance_type),),
        instead=(
            Instead(
                "AWS::SageMaker::Endpoint",
                {
                    "DeploymentConfig": {
                        "BlueGreenUpdatePolicy": None,
                        "RollingUpdatePolicy": {
                            "MaximumBatchSize": {"Type": "CAPACITY_PERCENT", "Value": 50},
                            "WaitIntervalInSeconds": 300,
                        },
                    }
                },
            ),
        ),
    )


def _least(policy: BlueGreenUpdatePolicy) -> int:
    """For how many seconds both fleets run at the least, besides what moving traffic takes."""
    baking = need(policy.termination_wait_in_seconds) or 0
    routing = need(policy.traffic_routing)
    if routing is None or need(routing.type) not in GRADUAL:
        return baking
    wait = need(routing.wait_interval_in_seconds) or 0
    steps = 1
    if need(routing.type) == "LINEAR":
        steps = _steps(need(routing.linear_step_size))
    return wait * steps + baking


def _steps(size: CapacitySize | None) -> int:
    """How many times a linear update waits between its steps, at the least."""
    percent = size is not None and need(size.type) == "CAPACITY_PERCENT"
    value = need(size.value) if size is not None else None
    return ceil(100 / value) - 1 if percent and value and value > 0 else 1


RULE = Rule(
    id="SM419",
    name="blue-green-double-billing",
    title="Updates that pay for two fleets with accelerators",
    category="cost",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Blue/green deployments",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html",
            "2026-11-21",
            "With several steps or a baking period both fleets are billed while the update lasts, "
            "whatever traffic they get; all at once and without baking only one is.",
        ),
        Citation(
            "Use rolling deployments",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html",
            "2026-11-21",
            "A rolling update replaces the fleet in batches, with fewer instances at a time; it is "
            "to be considered for large models and fleets, and for accelerated instances.",
        ),
    ),
    explanation=(
        "A canary or linear update, and any that bakes the new fleet before the old one goes, runs "
        "both at full size from beginning to end, and both are billed. For a few CPU instances "
        "that is a small price for a safe update. Of instances with accelerators the second fleet "
        "is dear, and often not to be had at all. A rolling update is watched by the same alarms, "
        "but replaces one batch after the other. The time in the message is what the policy waits "
        "for; starting instances and moving traffic comes on top. The rule speaks of endpoints "
        "with one variant, as rolling updates know no others."
    ),
    remedy=(
        "Use a RollingUpdatePolicy with a MaximumBatchSize, or shorten the waits to what the "
        "alarms need."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "llm"
    instance_type          = "ml.g5.12xlarge"
    initial_instance_count = 4
  }
}

resource "aws_sagemaker_endpoint" "llm" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.llm.name
  deployment_config {
    blue_green_update_policy { # <- here
      termination_wait_in_seconds = 600
      traffic_routing_configuration {
        type                     = "LINEAR"
        wait_interval_in_seconds = 600
        linear_step_size {
          type  = "CAPACITY_PERCENT"
          value = 25
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
  LlmConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: llm
          InstanceType: ml.g5.12xlarge
          InitialInstanceCount: 4
          InitialVariantWeight: 1
  LlmEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt LlmConfig.EndpointConfigName
      DeploymentConfig:
        BlueGreenUpdatePolicy: # <- here
          TrafficRoutingConfiguration:
            Type: CANARY
            WaitIntervalInSeconds: 1800
            CanarySize: {Type: CAPACITY_PERCENT, Value: 25}
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "llm"
    instance_type          = "ml.g5.12xlarge"
    initial_instance_count = 4
  }
}

resource "aws_sagemaker_endpoint" "llm" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.llm.name
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
    ),
    check=check,
)
