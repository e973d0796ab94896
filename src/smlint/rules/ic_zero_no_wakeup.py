"""Inference components that scale in to zero copies for good."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.rules._waking import NO_CAPACITY, may_wake, waker

METRICS = frozenset({NO_CAPACITY.metric})
"""What is measured though no copy runs."""


@per_scalable_target
def check(
    _: Endpoint, variant: Variant | None, target: ScalableTarget, __: Facts
) -> Iterator[Match]:
    """Match a lower bound of zero copies without anything that makes the first one again."""
    if variant is not None or need(target.min_capacity) != 0 or may_wake(target, METRICS):
        return
    if need_all(target.policies):
        yield Match(
            target.min_capacity.span,
            "once scaled in to zero copies, nothing brings this inference component back: every "
            "request fails",
            (Evidence("set here", target.min_capacity),),
            tuple(policy.extent for policy in target.policies),
            instead=waker(target, NO_CAPACITY),
        )


TRACKED_TF = """\
resource "aws_sagemaker_endpoint_configuration" "llm" {
  execution_role_arn = "arn:aws:iam::123456789012:role/llm"
  production_variants {
    variant_name           = "AllTraffic"
    instance_type          = "ml.g5.xlarge"
    initial_instance_count = 1
    managed_instance_scaling {
      status             = "ENABLED"
      min_instance_count = 0
      max_instance_count = 4
    }
  }
}

resource "aws_sagemaker_endpoint" "llm" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.llm.name
}

resource "awscc_sagemaker_inference_component" "llm" {
  inference_component_name = "llm"
  endpoint_name            = aws_sagemaker_endpoint.llm.name
  variant_name             = "AllTraffic"
  specification = {
    model_name = "llm"
    compute_resource_requirements = {
      number_of_accelerator_devices_required = 1
      min_memory_required_in_mb              = 8192
    }
  }
  runtime_config = { copy_count = 1 }
}

resource "aws_appautoscaling_target" "llm" {
  service_namespace  = "sagemaker"
  resource_id        = "inference-component/llm"
  scalable_dimension = "sagemaker:inference-component:DesiredCopyCount"
  min_capacity       = 0
  max_capacity       = 4
}

resource "aws_appautoscaling_policy" "invocations" {
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.llm.service_namespace
  resource_id        = aws_appautoscaling_target.llm.resource_id
  scalable_dimension = aws_appautoscaling_target.llm.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 5
    predefined_metric_specification {
      predefined_metric_type = "SageMakerInferenceComponentInvocationsPerCopy"
    }
  }
}
"""
WAKE_TF = """
resource "aws_appautoscaling_policy" "wake" {
  name               = "wake"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.llm.service_namespace
  resource_id        = aws_appautoscaling_target.llm.resource_id
  scalable_dimension = aws_appautoscaling_target.llm.scalable_dimension
  step_scaling_policy_configuration {
    adjustment_type = "ChangeInCapacity"
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "no_capacity" {
  alarm_name          = "llm-no-capacity"
  namespace           = "AWS/SageMaker"
  metric_name         = "NoCapacityInvocationFailures"
  dimensions          = { InferenceComponentName = "llm" }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  alarm_actions       = [aws_appautoscaling_policy.wake.arn]
}
"""

RULE = Rule(
    id="SM307",
    name="ic-zero-no-wakeup",
    title="Inference component at zero copies that nothing wakes",
    category="scaling",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Scale an endpoint to zero instances",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html",
            "2026-11-21",
            "Scaling out from zero takes a step scaling policy and an alarm on "
            "NoCapacityInvocationFailures; until an instance runs, invocations fail.",
        ),
    ),
    explanation=(
        "At zero copies there are no invocations to track, so target tracking scales in to zero "
        "but not out again. What brings a component back is a step scaling policy, triggered by an "
        "alarm on NoCapacityInvocationFailures, the metric of the requests that found no copy. It "
        "takes minutes until an instance is there and the model is loaded, and until then requests "
        "fail: who calls has to try again. The rule is silent where a scheduled action brings "
        "copies back."
    ),
    remedy=(
        "Add a step scaling policy that adds one copy, and an alarm on the metric "
        "NoCapacityInvocationFailures of the component that triggers it; or keep one copy."
    ),
    bad=(
        Example(
            "terraform",
            TRACKED_TF.replace("min_capacity       = 0", "min_capacity       = 0 # <- here"),
        ),
        Example(
            "cloudformation",
            """\
Resources:
  LlmConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/llm
      ProductionVariants:
        - VariantName: AllTraffic
          InstanceType: ml.g5.xlarge
          InitialInstanceCount: 1
          ManagedInstanceScaling: {Status: ENABLED, MinInstanceCount: 0, MaxInstanceCount: 4}
  LlmEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt LlmConfig.EndpointConfigName
  LlmComponent:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      InferenceComponentName: llm
      EndpointName: !GetAtt LlmEndpoint.EndpointName
      VariantName: AllTraffic
      Specification:
        ModelName: llm
        ComputeResourceRequirements:
          NumberOfAcceleratorDevicesRequired: 1
          MinMemoryRequiredInMb: 8192
      RuntimeConfig: {CopyCount: 1}
  LlmTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub inference-component/${LlmComponent.InferenceComponentName}
      ScalableDimension: sagemaker:inference-component:DesiredCopyCount
      MinCapacity: 0 # <- here
      MaxCapacity: 4
  LlmInvocations:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: invocations
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref LlmTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 5
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerInferenceComponentInvocationsPerCopy
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            f"{TRACKED_TF}{WAKE_TF}",
        ),
    ),
    check=check,
)
