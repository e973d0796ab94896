"""Inference components that are scaled: what the examples of rules on them start from."""

from __future__ import annotations


def components_tf(
    instances: int | str = 2, copies: int | str = 3, least: int | str = 3, first: str = ""
) -> str:
    """An endpoint with one component in Terraform.

    `instances` is the minimum of managed scaling, `copies` how many copies there are at first and
    `least` the minimum to which they are scaled in; `first` stands before everything.
    """
    return f"""\
{first}resource "aws_sagemaker_endpoint_configuration" "chat" {{
  execution_role_arn = "arn:aws:iam::123456789012:role/chat"
  production_variants {{
    variant_name           = "AllTraffic"
    instance_type          = "ml.g5.xlarge"
    initial_instance_count = 2
    managed_instance_scaling {{
      status             = "ENABLED"
      min_instance_count = {instances}
      max_instance_count = 4
    }}
  }}
}}

resource "aws_sagemaker_endpoint" "chat" {{
  endpoint_config_name = aws_sagemaker_endpoint_configuration.chat.name
}}

resource "awscc_sagemaker_inference_component" "chat" {{
  inference_component_name = "chat"
  endpoint_name            = aws_sagemaker_endpoint.chat.name
  variant_name             = "AllTraffic"
  specification = {{
    model_name = "chat"
    compute_resource_requirements = {{
      number_of_accelerator_devices_required = 1
      min_memory_required_in_mb              = 8192
    }}
  }}
  runtime_config = {{
    copy_count = {copies}
  }}
}}

resource "aws_appautoscaling_target" "chat" {{
  service_namespace  = "sagemaker"
  resource_id        = "inference-component/chat"
  scalable_dimension = "sagemaker:inference-component:DesiredCopyCount"
  min_capacity       = {least}
  max_capacity       = 8
}}

resource "aws_appautoscaling_policy" "chat" {{
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.chat.service_namespace
  resource_id        = aws_appautoscaling_target.chat.resource_id
  scalable_dimension = aws_appautoscaling_target.chat.scalable_dimension
  target_tracking_scaling_policy_configuration {{
    target_value = 300
    predefined_metric_specification {{
      predefined_metric_type = "SageMakerInferenceComponentInvocationsPerCopy"
    }}
  }}
}}
"""


def components_cfn(
    instances: int | str = 2, copies: int | str = 3, least: int | str = 3, first: str = ""
) -> str:
    """The same in CloudFormation; `first` stands before the configuration."""
    return f"""\
Resources:
{first}  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/chat
      ProductionVariants:
        - VariantName: AllTraffic
          InstanceType: ml.g5.xlarge
          InitialInstanceCount: 2
          ManagedInstanceScaling:
            Status: ENABLED
            MinInstanceCount: {instances}
            MaxInstanceCount: 4
  ChatEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt ChatConfig.EndpointConfigName
  ChatComponent:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      InferenceComponentName: chat
      EndpointName: !GetAtt ChatEndpoint.EndpointName
      VariantName: AllTraffic
      Specification:
        ModelName: chat
        ComputeResourceRequirements:
          NumberOfAcceleratorDevicesRequired: 1
          MinMemoryRequiredInMb: 8192
      RuntimeConfig:
        CopyCount: {copies}
  ChatTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub inference-component/${{ChatComponent.InferenceComponentName}}
      ScalableDimension: sagemaker:inference-component:DesiredCopyCount
      MinCapacity: {least}
      MaxCapacity: 8
  ChatPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: invocations
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref ChatTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 300
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerInferenceComponentInvocationsPerCopy
"""


WAKE_TF = """
resource "aws_appautoscaling_policy" "wake" {
  name               = "wake"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.chat.service_namespace
  resource_id        = aws_appautoscaling_target.chat.resource_id
  scalable_dimension = aws_appautoscaling_target.chat.scalable_dimension
  step_scaling_policy_configuration {
    adjustment_type = "ChangeInCapacity"
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "no_capacity" {
  alarm_name          = "chat-no-capacity"
  namespace           = "AWS/SageMaker"
  metric_name         = "NoCapacityInvocationFailures"
  dimensions          = { InferenceComponentName = "chat" }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  alarm_actions       = [aws_appautoscaling_policy.wake.arn]
}
"""

WAKE_CFN = """\
  ChatWake:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: wake
      PolicyType: StepScaling
      ScalingTargetId: !Ref ChatTarget
      StepScalingPolicyConfiguration:
        AdjustmentType: ChangeInCapacity
        StepAdjustments:
          - MetricIntervalLowerBound: 0
            ScalingAdjustment: 1
  ChatNoCapacity:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SageMaker
      MetricName: NoCapacityInvocationFailures
      Dimensions:
        - Name: InferenceComponentName
          Value: chat
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      AlarmActions:
        - !Ref ChatWake
"""
"""What brings the component back from zero copies, to stand below it."""
