"""Data capture that captures nothing."""

from __future__ import annotations

from smlint.aws_api.kinds import Between, When
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import CONFIG, documented, within

RULE = Rule(
    id="SM931",
    name="capture-zero",
    title="Data capture of no request",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "DataCaptureConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html",
            "2026-11-21",
            "The percentage is the part of the requests that is captured, and may be 0.",
        ),
    ),
    explanation=(
        "Data capture stores a share of the requests and responses, for monitoring and for the "
        "next training. Enabled with a share of 0 it stores nothing, and whatever reads the "
        "captured data finds none."
    ),
    remedy="Choose a percentage above 0, or disable data capture.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 0 # <- here
    destination_s3_uri          = "s3://captured/search/"
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
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
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
      DataCaptureConfig:
        EnableCapture: true
        InitialSamplingPercentage: 0 # <- here
        DestinationS3Uri: s3://captured/search/
        CaptureOptions:
          - CaptureMode: Input
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
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 1
    destination_s3_uri          = "s3://captured/search/"
    capture_options {
      capture_mode = "InputAndOutput"
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
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  data_capture_config {
    enable_capture              = false
    initial_sampling_percentage = 0
    destination_s3_uri          = "s3://captured/search/"
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
}
""",
        ),
    ),
    check_deployed=documented(
        (
            within(CONFIG, "DataCaptureConfig"),
            Between("InitialSamplingPercentage", 1, 100, When("EnableCapture", (True,))),
        )
    ),
)
