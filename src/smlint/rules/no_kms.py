"""Endpoints whose volumes are not encrypted with a key of one's own."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Instead, Match, Rule, need, need_all
from smlint.rules._absence import is_set, lacks, unset
from smlint.rules._instance_types import stores_locally

KEY = "arn:aws:kms:REGION:ACCOUNT:key/KEY"


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match an endpoint configuration without a key, unless its instances could not use one."""
    if need(endpoint.kind) == "batch" or is_set(endpoint.kms_key_id):
        return
    variants = need_all(endpoint.variants)
    if variants and all(stores_locally(variant, facts) for variant in variants):
        return
    if not lacks(endpoint.kms_key_id):
        return
    stored = "the volumes of this endpoint"
    if need(endpoint.kind) == "serverless":
        stored = "the copy of its image that this serverless endpoint runs"
    yield Match(
        endpoint.span,
        f"no KMS key is named for {stored}: SageMaker encrypts with a key that nobody can "
        "manage, audit or revoke",
        (unset(endpoint.kms_key_id),),
        instead=(Instead("AWS::SageMaker::EndpointConfig", {"KmsKeyId": KEY}),),
    )


RULE = Rule(
    id="SM801",
    name="no-kms",
    title="Endpoint without a KMS key",
    category="security",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "AWS Config, sagemaker-endpoint-configuration-kms-key-configured",
            "https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-endpoint-configuration-kms-key-configured.html",
            "2026-11-21",
            "An endpoint configuration is checked to name a KMS key.",
        ),
        Citation(
            "Encryption at rest of notebook instances, jobs and endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html",
            "2026-11-21",
            "Without a key, volumes are encrypted with a transient key that is thrown away. "
            "Instances with local storage encrypt it in hardware and take no key.",
        ),
        Citation(
            "Create a serverless endpoint configuration",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-create-config.html",
            "2026-11-21",
            "A serverless configuration takes a KMS key too: the copy of the container's image is "
            "encrypted with it.",
        ),
    ),
    explanation=(
        "The volumes of an endpoint hold the model and whatever the container writes to /tmp and "
        "/opt/ml. They are encrypted in any case; with a key of your own you can also see "
        "in CloudTrail who uses it, and take the right away. Companies and auditors often ask for "
        "one. A serverless endpoint has no volumes; there the key is for the copy of the image. "
        "Endpoints whose instance types all store locally cannot have one and are left alone. "
        "With the SageMaker SDK the key may come from its configuration files: there the rule is "
        "undecided."
    ),
    remedy="Name a customer managed key in KmsKeyId, and let the execution role use it.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" { # <- here
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchConfig: # <- here
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(  # <- here
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_kms_key" "endpoints" {}

resource "aws_sagemaker_endpoint_configuration" "search" {
  kms_key_arn = aws_kms_key.endpoints.arn
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint_configuration" "faces" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "faces"
    instance_type          = "ml.g5.xlarge" # stores locally
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  Key:
    Type: AWS::KMS::Key
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      KmsKeyId: !Ref Key
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    check=check,
)
