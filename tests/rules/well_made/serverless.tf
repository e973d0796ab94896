resource "aws_sagemaker_model" "tags" {
  name               = "tags-3"
  execution_role_arn = "arn:aws:iam::111122223333:role/tags"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/tags:1.4.2"
    model_data_url = "s3://models/tags.tar.gz"
  }
}

# smlint: environment=production traffic=sporadic latency=5s payload=1MB processing_time=1s model_size=500MB
resource "aws_sagemaker_endpoint_configuration" "tags" {
  name_prefix = "tags-"
  kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
  production_variants {
    variant_name = "AllTraffic"
    model_name   = aws_sagemaker_model.tags.name
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 10
    }
  }
  tags = { Environment = "production", CostCenter = "tags" }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "tags" {
  name                 = "tags"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.tags.name
  tags                 = { Environment = "production", CostCenter = "tags" }
}
