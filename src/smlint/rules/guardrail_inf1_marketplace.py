"""Deployment guardrails where they do not apply."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Known, Setting
from smlint.rules._containers import containers
from smlint.rules._marketplace import SOURCE, of_marketplace

INF1 = "ml.inf1."
INSTEAD = Instead("AWS::SageMaker::Endpoint", {"DeploymentConfig": None})


@per_variant
def check(endpoint: Endpoint, variant: Variant, _: Facts) -> Iterator[Match]:
    """Match what is excluded from guardrails on an endpoint that has a deployment configuration."""
    if need(endpoint.deployment_config) is None:
        return
    for what, setting in _excluded(variant):
        yield Match(
            setting.span,
            f"{what}: the endpoint is updated all at once, whatever its deployment configuration "
            "says",
            (Evidence("set here", setting),),
            instead=(INSTEAD,),
        )


def _excluded(variant: Variant) -> Iterator[tuple[str, Setting[str]]]:
    name = need(variant.instance_type)
    if name is not None and name.startswith(INF1):
        yield f"deployment guardrails do not apply to {name}", variant.instance_type
    if not isinstance(variant.model, Known):
        return  # who makes it elsewhere may know where it is bought
    for _, container in containers(variant):
        if need(of_marketplace(container)):
            package = container.model_package_name
            yield "deployment guardrails do not apply to containers of AWS Marketplace", package


RULE = Rule(
    id="SM709",
    name="guardrail-inf1-marketplace",
    title="Deployment guardrails where they do not apply",
    category="deployment",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Deployment guardrails, exclusions",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html",
            "2026-11-21",
            "Endpoints on Inf1 instances, and those with AWS Marketplace containers, cannot use "
            "deployment guardrails; they are updated all at once, without a final baking period.",
        ),
        SOURCE,
    ),
    explanation=(
        "An update policy of an endpoint on Inf1 instances, or with a container of AWS "
        "Marketplace, is accepted and not applied: the update falls back to blue/green, all "
        "traffic at once, and without the baking period in which alarms could take it back. Inf2 "
        "instances have no such limit."
    ),
    remedy=(
        "Use Inf2 (recompile the model with the Neuron SDK) or another family, or drop the "
        "deployment configuration, so that nobody relies on it."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.inf1.xlarge" # <- here
    initial_instance_count = 4
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  deployment_config {
    blue_green_update_policy {
      termination_wait_in_seconds = 300
      traffic_routing_configuration {
        type                     = "ALL_AT_ONCE"
        wait_interval_in_seconds = 0
      }
    }
    auto_rollback_configuration {
      alarms {
        alarm_name = "search-errors"
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
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.inf1.6xlarge # <- here
          InitialInstanceCount: 2
          InitialVariantWeight: 1
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt SearchConfig.EndpointConfigName
      DeploymentConfig:
        RollingUpdatePolicy:
          MaximumBatchSize: {Type: INSTANCE_COUNT, Value: 1}
          WaitIntervalInSeconds: 300
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
    instance_type          = "ml.inf1.xlarge"
    initial_instance_count = 4
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}
""",
        ),
    ),
    check=check,
)
