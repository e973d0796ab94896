"""Large models on a volume of the default size."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.rules._large_models import larger_than, on_instances

LARGEST = 512
"""The largest volume that may be asked for, in GB."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a large model on an instance without storage of its own and without a volume size."""
    if not larger_than(endpoint, "default-volume-model-size", facts) or not on_instances(variant):
        return
    name = None if need(variant.volume_size_in_gb) is not None else need(variant.instance_type)
    kind = None if name is None else facts.instance_types.get(name)
    if kind is None or kind.local_storage is not False:
        return
    size = round((need(endpoint.workload.model_size) or 0) / 1000)
    yield Match(
        variant.volume_size_in_gb.span,
        f"the model is {size} GB large, and {name} has no storage but a volume, which is left at "
        "its default size",
        (
            Evidence("declared here", endpoint.workload.model_size),
            Evidence("instance type", variant.instance_type),
        ),
        instead=(
            Instead(
                "AWS::SageMaker::EndpointConfig",
                {"ProductionVariants": [{"VolumeSizeInGB": min(LARGEST, round(size * 1.2))}]},
            ),
        ),
    )


RULE = Rule(
    id="SM608",
    name="big-model-default-volume",
    title="Large model on a volume of the default size",
    category="reliability",
    severity="warning",
    preset="strict",
    needs=("workload.model_size",),
    sources=(
        Citation(
            "SageMaker AI endpoint parameters for large model inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/large-model-inference-hosting.html",
            "2026-11-21",
            "A model over 30 GB on an instance without a local disk needs a VolumeSizeInGB "
            "slightly larger than itself.",
        ),
    ),
    explanation=(
        "The model is unpacked onto the volume of the instance before the container starts, and "
        "has to fit, beside its archive while that is unpacked. Types with NVMe storage have no "
        "volume and are left alone, and so are those about which no document says. The rule "
        "needs a declared model_size."
    ),
    remedy="Set VolumeSizeInGB to somewhat more than the model's size (at most 512).",
    bad=(
        Example(
            "terraform",
            """\
# smlint: model_size=60GB
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants { # <- here
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.inf2.24xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
# smlint: model_size=45GB
sagemaker.create_endpoint_config(
    EndpointConfigName="chat",
    ProductionVariants=[
        {  # <- here
            "VariantName": "AllTraffic",
            "ModelName": "chat",
            "InstanceType": "ml.r6i.8xlarge",
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
# smlint: model_size=60GB
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.inf2.24xlarge"
    initial_instance_count = 2
    volume_size_in_gb      = 80
  }
}
""",
        ),
        Example(
            "terraform",
            """\
# smlint: model_size=60GB
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.g5.12xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
    ),
    check=check,
)
