"""Autoscaling of burstable instances, which cannot be registered for it."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Known


@having("scalable_targets")
@per_variant
def check(_: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match the burstable instance type of a variant that is registered for scaling."""
    if not variant.scalable_targets.items and variant.scalable_targets.more is None:
        return
    name = need(variant.instance_type)
    known = facts.instance_types.get(name) if name else None
    if known is None or not known.burstable:
        return
    for target in variant.scalable_targets.items or need_all(variant.scalable_targets):
        yield Match(
            variant.instance_type.span,
            f"{known.name} is burstable, and variants on burstable instances "
            "cannot be registered for autoscaling",
            (
                Evidence("set here", variant.instance_type),
                Evidence("registered for scaling here", Known(True, target.span)),
            ),
            (target.extent,),
            instead=(
                Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": "ml.m5.large"}]}),
            ),
        )
        return


RULE = Rule(
    id="SM303",
    name="autoscale-burstable",
    title="Autoscaling of burstable instances",
    category="scaling",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Configure model autoscaling with the console",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-console.html",
            "2026-11-21",
            "Burstable instances such as T2 cannot be scaled automatically.",
        ),
    ),
    explanation=(
        "Application Auto Scaling refuses to register a variant that runs on burstable instances: "
        "their processors run on credits, so the load of an instance says little about the "
        "capacity that is needed. Of the instances for hosting only the T2 family is burstable; it "
        "is meant for trying out and for endpoints with next to no traffic."
    ),
    remedy="Use an instance type that is not burstable, such as ml.m5.large or ml.c5.large.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.t2.medium" # <- here
    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 1
  max_capacity       = 4
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
          InstanceType: ml.t2.medium # <- here
          InitialInstanceCount: 1
          InitialVariantWeight: 1
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt SearchConfig.EndpointConfigName
  SearchTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/${SearchEndpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 1
      MaxCapacity: 4
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
    instance_type          = "ml.c5.large"
    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 1
  max_capacity       = 4
}

resource "aws_appautoscaling_policy" "search" {
  name               = "search"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 500
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
""",
        ),
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    model_name             = "search"
    instance_type          = "ml.t2.medium"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check=check,
)
