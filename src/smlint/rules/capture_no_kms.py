"""Captured requests that are not encrypted with a key of your own."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Instead, Match, Rule, need
from smlint.rules._absence import lacks, unset


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match data capture without a key; what is not said to be enabled is, by the API's default."""
    capture = need(endpoint.data_capture_config)
    if capture is None or need(capture.enable_capture) is False or not lacks(capture.kms_key_id):
        return
    if need(endpoint.kind) == "serverless":
        return  # which captures nothing, as another rule tells
    yield Match(
        capture.span,
        "the requests and responses that are captured here are stored without a KMS key of your "
        "own",
        (unset(capture.kms_key_id),),
        instead=(
            Instead(
                "AWS::SageMaker::EndpointConfig",
                {"DataCaptureConfig": {"KmsKeyId": "arn:aws:kms:REGION:ACCOUNT:key/KEY"}},
            ),
        ),
    )


RULE = Rule(
    id="SM806",
    name="capture-no-kms",
    title="Data capture without a KMS key",
    category="security",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "DataCaptureConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html",
            "2026-11-21",
            "KmsKeyId is the key with which captured data is encrypted in S3.",
        ),
        Citation(
            "Encryption at rest of notebook instances, jobs and endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html",
            "2026-11-21",
            "Sensitive data belongs where a key of your own can encrypt it: volumes and S3.",
        ),
    ),
    explanation=(
        "Data capture writes what callers send and get to S3, in full. Without a key in the "
        "configuration the bucket's default encryption applies, which may be enough, and may be "
        "readable for all who can read the bucket. A key of your own separates the two rights. "
        "With the SageMaker SDK the key may come from its configuration files: there the rule is "
        "undecided."
    ),
    remedy="Name a KMS key in the data capture configuration, and let the execution role use it.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  data_capture_config { # <- here
    enable_capture              = true
    initial_sampling_percentage = 10
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
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
      DataCaptureConfig: # <- here
        InitialSamplingPercentage: 10
        DestinationS3Uri: s3://captured/search/
        CaptureOptions:
          - CaptureMode: InputAndOutput
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_kms_key" "captured" {}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 10
    destination_s3_uri          = "s3://captured/search/"
    kms_key_id                  = aws_kms_key.captured.arn
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
}
""",
        ),
    ),
    check=check,
)
