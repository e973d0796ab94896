resource "aws_sagemaker_model" "ocr" {
  execution_role_arn       = "arn:aws:iam::111122223333:role/ocr"
  enable_network_isolation = true
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ocr:2.0.0"
    model_data_url = "s3://models/ocr.tar.gz"
    image_config {
      repository_access_mode = "Vpc"
    }
  }
  vpc_config {
    subnets            = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}

# smlint: environment=production traffic=sporadic latency=15min payload=200MB processing_time=5min model_size=4GB
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  name_prefix = "ocr-"
  kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.ocr.name
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
  async_inference_config {
    client_config {
      max_concurrent_invocations_per_instance = 4
    }
    output_config {
      s3_output_path  = "s3://results/ocr/"
      s3_failure_path = "s3://failures/ocr/"
      kms_key_id      = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
      notification_config {
        success_topic = "arn:aws:sns:eu-west-1:111122223333:done"
        error_topic   = "arn:aws:sns:eu-west-1:111122223333:failed"
      }
    }
  }
  tags = { Environment = "production", CostCenter = "ocr" }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "ocr" {
  name                 = "ocr"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ocr.name
  deployment_config {
    blue_green_update_policy {
      termination_wait_in_seconds = 600
      traffic_routing_configuration {
        type                     = "ALL_AT_ONCE"
        wait_interval_in_seconds = 600
      }
    }
    auto_rollback_configuration {
      alarms {
        alarm_name = aws_cloudwatch_metric_alarm.failures.alarm_name
      }
    }
  }
  tags = { Environment = "production", CostCenter = "ocr" }
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
    target_value       = 5
    scale_in_cooldown  = 600
    scale_out_cooldown = 60
    customized_metric_specification {
      namespace   = "AWS/SageMaker"
      metric_name = "ApproximateBacklogSizePerInstance"
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
    cooldown        = 300
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "waiting" {
  alarm_name          = "ocr-waiting"
  namespace           = "AWS/SageMaker"
  metric_name         = "HasBacklogWithoutCapacity"
  dimensions          = { EndpointName = aws_sagemaker_endpoint.ocr.name }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 2
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "missing"
  alarm_actions       = [aws_appautoscaling_policy.wake.arn]
}

resource "aws_cloudwatch_metric_alarm" "failures" {
  alarm_name          = "ocr-failures"
  namespace           = "AWS/SageMaker"
  metric_name         = "InvocationFailures"
  dimensions          = { EndpointName = aws_sagemaker_endpoint.ocr.name, VariantName = "AllTraffic" }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
}
