resource "aws_sagemaker_model" "search" {
  execution_role_arn       = "arn:aws:iam::111122223333:role/search"
  enable_network_isolation = true
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search@sha256:0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000"
    model_data_url = "s3://models/search.tar.gz"
    image_config {
      repository_access_mode = "Vpc"
    }
  }
  vpc_config {
    subnets            = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
  tags = { Environment = "production", CostCenter = "search" }
}

# smlint: environment=production traffic=variable latency=200ms payload=1MB processing_time=100ms model_size=4GB requests_per_second=40
resource "aws_sagemaker_endpoint_configuration" "search" {
  name_prefix = "search-"
  kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c6i.xlarge"
    initial_instance_count = 2
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 10
    destination_s3_uri          = "s3://captured/search/"
    kms_key_id                  = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
  tags = { Environment = "production", CostCenter = "search" }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "search" {
  name                 = "search"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  deployment_config {
    blue_green_update_policy {
      maximum_execution_timeout_in_seconds = 3600
      termination_wait_in_seconds          = 600
      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 600
        canary_size {
          type  = "CAPACITY_PERCENT"
          value = 50
        }
      }
    }
    auto_rollback_configuration {
      alarms {
        alarm_name = aws_cloudwatch_metric_alarm.errors.alarm_name
      }
    }
  }
  tags = { Environment = "production", CostCenter = "search" }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "search-errors"
  namespace           = "AWS/SageMaker"
  metric_name         = "Invocation5XXErrors"
  dimensions          = { EndpointName = "search", VariantName = "AllTraffic" }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "search" {
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value       = 600
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
