"""Results of asynchronous endpoints that are not encrypted with a key of your own."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Instead, Match, Rule, need
from smlint.rules._absence import lacks, unset


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match an asynchronous configuration without a key for its output."""
    config = need(endpoint.async_inference_config)
    if config is not None and lacks(config.kms_key_id):
        yield Match(
            config.span,
            "the results of this asynchronous endpoint are stored without a KMS key of your own",
            (unset(config.kms_key_id),),
            instead=(
                Instead(
                    "AWS::SageMaker::EndpointConfig",
                    {
                        "AsyncInferenceConfig": {
                            "OutputConfig": {"KmsKeyId": "arn:aws:kms:REGION:ACCOUNT:key/KEY"}
                        }
                    },
                ),
            ),
        )


RULE = Rule(
    id="SM807",
    name="async-output-no-kms",
    title="Asynchronous results without a KMS key",
    category="security",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "AsyncInferenceOutputConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceOutputConfig.html",
            "2026-11-21",
            "KmsKeyId is the key with which the output is encrypted in S3.",
        ),
        Citation(
            "Encryption at rest of notebook instances, jobs and endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html",
            "2026-11-21",
            "Sensitive data belongs where a key of your own can encrypt it: volumes and S3.",
        ),
    ),
    explanation=(
        "An asynchronous endpoint leaves each result as an object in S3. Without a key in its "
        "configuration the bucket's default encryption applies, which may be enough, and may be "
        "readable for all who can read the bucket. A key of your own separates the two rights. "
        "With the SageMaker SDK the key may come from its configuration files: there the rule is "
        "undecided."
    ),
    remedy="Name a KMS key in the output configuration, and let the execution role use it.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "ocr"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
  async_inference_config { # <- here
    output_config {
      s3_output_path = "s3://results/ocr/"
    }
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="ocr",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ocr",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/ocr/"}},  # <- here
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_kms_key" "results" {}

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
      kms_key_id     = aws_kms_key.results.arn
    }
  }
}
""",
        ),
    ),
    check=check,
)
