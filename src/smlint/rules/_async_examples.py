"""An asynchronous endpoint that is scaled: what the examples of rules on queues start from."""

from __future__ import annotations

QUEUE_TF = """\
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
"""
BACKLOG_TF = """
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
"""
"""A policy that follows the backlog of each instance."""

WAKE_TF = """
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
"""
"""A policy that adds an instance."""

ALARM_TF = """
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
"""
"""An alarm that has it act where requests wait and nothing runs."""

QUEUE_CFN = """\
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
  OcrEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt OcrConfig.EndpointConfigName
"""
BACKLOG_CFN = """\
  OcrBacklog:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: backlog
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref OcrTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 5
        CustomizedMetricSpecification:
          Namespace: AWS/SageMaker
          MetricName: ApproximateBacklogSizePerInstance
          Statistic: Average
          Dimensions:
            - Name: EndpointName
              Value: !GetAtt OcrEndpoint.EndpointName
"""


def target_tf(least: str) -> str:
    """The target that scales the endpoint, from `least` instances on."""
    return f"""
resource "aws_appautoscaling_target" "ocr" {{
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${{aws_sagemaker_endpoint.ocr.name}}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = {least}
  max_capacity       = 4
}}
"""


def target_cfn(least: str) -> str:
    """The same in CloudFormation."""
    return f"""\
  OcrTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/${{OcrEndpoint.EndpointName}}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: {least}
      MaxCapacity: 4
"""
