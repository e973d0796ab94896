# Two services of a payment company: fraud scores for card payments, and search by meaning.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      Environment = var.environment
      Repository  = "payments-ml"
    }
  }
}

data "aws_iam_role" "inference" {
  name = "payments-inference"
}

resource "aws_sagemaker_model" "fraud" {
  name               = "fraud-${var.environment}-${var.fraud_version}"
  execution_role_arn = data.aws_iam_role.inference.arn

  primary_container {
    image          = "${var.registry}/xgboost-inference:1.7-1"
    model_data_url = "s3://${var.model_bucket}/fraud/${var.fraud_version}/model.tar.gz"
  }
}

# Every card payment waits for this answer. In production two to six instances share the load.
module "fraud" {
  source = "./modules/endpoint"

  name           = "fraud-${var.environment}"
  model_name     = aws_sagemaker_model.fraud.name
  instance_type  = var.fraud_instance_type
  instance_count = var.fraud_instance_count
  max_count      = var.fraud_max_count
}

resource "aws_sagemaker_model" "search" {
  name               = "search-${var.environment}"
  execution_role_arn = data.aws_iam_role.inference.arn

  primary_container {
    image          = "${var.registry}/sentence-embeddings:latest"
    model_data_url = "s3://${var.model_bucket}/search/2.3.0/model.tar.gz"
  }
}

# The search box asks on every key press, but only in office hours: serverless looked cheap.
# smlint: latency=200ms payload=4KB traffic=sporadic
resource "aws_sagemaker_endpoint_configuration" "search" {
  name_prefix = "search-${var.environment}-"

  production_variants {
    variant_name = "AllTraffic"
    model_name   = aws_sagemaker_model.search.name

    serverless_config {
      memory_size_in_mb = 3072
      max_concurrency   = 20
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "search" {
  name                 = "search-${var.environment}"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}
