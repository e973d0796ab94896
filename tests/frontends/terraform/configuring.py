"""Endpoint configurations for the tests of this folder."""

from __future__ import annotations

from smlint.core.values import Absent, Known, Unknown

CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  %s
  production_variants {
    variant_name = "v"
    %s
  }
}
"""
ADDRESS = "aws_sagemaker_endpoint_configuration.c"
VARIANT = "ProductionVariants[]"


def config(variant: str = "", rest: str = "", more: str = "") -> str:
    return CONFIG % (rest, variant) + more


def hops(found: object) -> list[tuple[str, int, str]]:
    assert isinstance(found, (Known, Unknown, Absent))
    return [(hop.note, hop.span.line, hop.kind) for hop in found.via]


TARGET = """
resource "aws_sagemaker_endpoint" "e" {
  %s
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
resource "aws_appautoscaling_target" "t" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.e.name}/variant/v"
  min_capacity       = 1
  max_capacity       = 2
}
resource "aws_appautoscaling_policy" "p" {
  name               = "p"
  service_namespace  = aws_appautoscaling_target.t.service_namespace
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
  resource_id        = aws_appautoscaling_target.t.resource_id
  target_tracking_scaling_policy_configuration {
    target_value = 70
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
resource "aws_appautoscaling_target" "other" {
  service_namespace = "ecs"
}
"""
