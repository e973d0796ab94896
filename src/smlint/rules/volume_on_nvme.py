"""Volume sizes of instances that have no volume."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.rules._absence import brought
from smlint.rules._instance_types import stores_locally


@having("volume_size_in_gb")
@per_variant
def check(_: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a volume size of a type that has storage of its own."""
    setting = variant.volume_size_in_gb
    size = None if brought(setting) else need(setting)
    if size is None or not stores_locally(variant, facts):
        return
    name = need(variant.instance_type)
    yield Match(
        setting.span,
        f"{name} has NVMe storage of its own and no volume: a volume size of {size} GB is refused",
        (
            Evidence("set here", setting),
            Evidence("instance type", variant.instance_type),
        ),
        instead=(
            Instead(
                "AWS::SageMaker::EndpointConfig",
                {"ProductionVariants": [{"VolumeSizeInGB": None}]},
            ),
        ),
    )


RULE = Rule(
    id="SM933",
    name="volume-on-nvme",
    title="Volume size of an instance that has its own storage",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "SageMaker Python SDK 2.257.7, utils.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/utils.py",
            "2026-11-21",
            "No volume size is sent for families with a d in their name, nor for g5, g6, p5 and "
            "trn1.",
        ),
        Citation(
            "SageMaker Python SDK, pull request 4828",
            "https://github.com/aws/sagemaker-python-sdk/pull/4828",
            "2026-11-21",
            "The service answers a volume size for such an instance with a validation error.",
        ),
    ),
    explanation=(
        "Types with local NVMe storage (those with a d in the family's name, g5, g6, p5, trn1 and "
        "their kin) keep models on it, and have no EBS volume whose size could be set. How much "
        "there is comes with the size of the instance. For families about which no document says "
        "(g7, p6) the rule is silent."
    ),
    remedy="Leave the volume size out, and choose a larger size of the family if space is short.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 1
    volume_size_in_gb      = 256 # <- here
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
    EndpointConfigName="chat",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "chat",
            "InstanceType": "ml.g4dn.xlarge",
            "InitialInstanceCount": 1,
            "VolumeSizeInGB": 100,  # <- here
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
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.inf2.8xlarge"
    initial_instance_count = 1
    volume_size_in_gb      = 256
  }
}
""",
        ),
    ),
    check=check,
)
