"""Asynchronous endpoints that keep instances though nobody may call for hours."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined, per_target
from smlint.pricing import monthly_cost
from smlint.rules._conditions import all_in, some_at_least


@per_target
def check(
    endpoint: Endpoint, variant: Variant | None, target: ScalableTarget, facts: Facts
) -> Iterator[Match]:
    """Match a lower bound above zero where traffic or environment says that it may be zero."""
    lowest = facts.value("async-min-capacity")
    if variant is None or not all_in((endpoint.kind, ("async",))):
        return
    if not some_at_least([target.min_capacity], lowest + 1):
        return
    evidence = _idle(endpoint)
    if evidence is None:
        return
    yield Match(
        target.min_capacity.span,
        "this asynchronous endpoint always keeps an instance, though its queue may be empty for "
        "hours: it can scale in to zero",
        (Evidence("set here", target.min_capacity), evidence),
        cost=monthly_cost(endpoint, variant, facts),
        instead=(
            Instead("AWS::ApplicationAutoScaling::ScalableTarget", {"MinCapacity": int(lowest)}),
        ),
    )


def _idle(endpoint: Endpoint) -> Evidence | None:
    """Why the endpoint has nothing to do for hours; None where it may have something to do."""
    traffic, environment = endpoint.workload.traffic, endpoint.environment
    if all_in((traffic, ("sporadic", "bulk"))):
        return Evidence("the traffic comes and goes", traffic)
    try:
        outside = all_in((environment, ("non-production",)))
    except Undetermined:
        if all_in((traffic, ("steady",))):
            return None
        raise
    if outside and not all_in((traffic, ("steady",))):
        return Evidence("it is not for production", environment)
    return None


RULE = Rule(
    id="SM408",
    name="async-min-not-zero",
    title="Asynchronous endpoint that never scales in to zero",
    category="cost",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "Autoscale an asynchronous endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html",
            "2026-11-21",
            "With a minimum capacity of 0 an asynchronous endpoint has no instances while its "
            "queue is empty.",
        ),
        Citation(
            "Inference cost optimization best practices",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/inference-cost-optimization.html",
            "2026-11-21",
            "Asynchronous inference saves money by scaling in to zero when there is nothing to do.",
        ),
    ),
    explanation=(
        "The queue of an asynchronous endpoint keeps requests while no instance runs, so that it "
        "can do without any until one comes. A lower bound of one or more pays for an instance at "
        "night and at the weekend to save the minutes that the first one takes to start. The rule "
        "speaks where the traffic is declared to be sporadic or bulk, or where the endpoint is not "
        "for production and its traffic is not declared to be steady."
    ),
    remedy=(
        "Lower the minimum capacity to 0, and add a step scaling policy on the metric "
        "HasBacklogWithoutCapacity that starts the first instance."
    ),
    bad=(
        Example(
            "terraform",
            """\
# smlint: traffic=sporadic
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "ocr"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
  async_inference_config {
    output_config {
      s3_output_path = "s3://results/ocr/"
    }
  }
}

resource "aws_sagemaker_endpoint" "ocr" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ocr.name
}

resource "aws_appautoscaling_target" "ocr" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.ocr.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 1 # <- here
  max_capacity       = 4
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  OcrConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      AsyncInferenceConfig:
        OutputConfig:
          S3OutputPath: s3://results/ocr/
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ocr
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
      Tags:
        - {Key: Environment, Value: dev}
  OcrEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt OcrConfig.EndpointConfigName
  OcrTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/${OcrEndpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 1 # <- here
      MaxCapacity: 4
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
# smlint: traffic=sporadic
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "ocr"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
  async_inference_config {
    output_config {
      s3_output_path = "s3://results/ocr/"
    }
  }
}

resource "aws_sagemaker_endpoint" "ocr" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ocr.name
}

resource "aws_appautoscaling_target" "ocr" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.ocr.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 0
  max_capacity       = 4
}

resource "aws_appautoscaling_policy" "backlog" {
  name               = "backlog"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.ocr.service_namespace
  resource_id        = aws_appautoscaling_target.ocr.resource_id
  scalable_dimension = aws_appautoscaling_target.ocr.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 5
    customized_metric_specification {
      metric_name = "ApproximateBacklogSizePerInstance"
      namespace   = "AWS/SageMaker"
      statistic   = "Average"
      dimensions {
        name  = "EndpointName"
        value = aws_sagemaker_endpoint.ocr.name
      }
    }
  }
}

resource "aws_appautoscaling_policy" "wake" {
  name               = "wake"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.ocr.service_namespace
  resource_id        = aws_appautoscaling_target.ocr.resource_id
  scalable_dimension = aws_appautoscaling_target.ocr.scalable_dimension
  step_scaling_policy_configuration {
    adjustment_type = "ChangeInCapacity"
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "backlog" {
  alarm_name          = "ocr-backlog-without-capacity"
  namespace           = "AWS/SageMaker"
  metric_name         = "HasBacklogWithoutCapacity"
  dimensions          = { EndpointName = aws_sagemaker_endpoint.ocr.name }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 2
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  alarm_actions       = [aws_appautoscaling_policy.wake.arn]
}
""",
        ),
    ),
    check=check,
)
