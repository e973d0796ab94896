"""Multi-model endpoints on accelerators that do not support them."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts, InstanceType
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Known
from smlint.rules._containers import containers, hosts_many
from smlint.rules._instance_types import kind_of

FAMILIES = ("p2", "p3", "g5", "g4dn")
"""Whose types with one GPU the guide lists."""


@per_variant
def check(__: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a multi-model container on a type with an accelerator that is not listed."""
    kind = kind_of(variant.instance_type, facts)
    if isinstance(variant.instance_type, Known) and (kind is None or _is_supported(kind)):
        return
    for _, container in containers(variant):
        if not hosts_many(container):
            continue
        name = need(variant.instance_type)
        yield Match(
            variant.instance_type.span,
            f"{name} is not among the instance types with accelerators on which multi-model "
            "endpoints are supported: those with one GPU of p2, p3, g4dn and g5",
            (
                Evidence("set here", variant.instance_type),
                Evidence("multi-model container", container.mode),
            ),
            instead=(
                Instead(
                    "AWS::SageMaker::EndpointConfig",
                    {"ProductionVariants": [{"InstanceType": "ml.g5.2xlarge"}]},
                ),
            ),
        )


def _is_supported(kind: InstanceType) -> bool:
    listed = kind.family in FAMILIES and kind.accelerators in (1, None)
    return kind.accelerator is None or listed


RULE = Rule(
    id="SM944",
    name="mme-gpu-type",
    title="Multi-model endpoint on an accelerator that is not supported",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Supported algorithms, frameworks, and instances for multi-model endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-support.html",
            "2026-11-21",
            "All CPU types, and twelve types with one GPU of p2, p3, g5 and g4dn.",
        ),
        Citation(
            "Instance recommendations for multi-model endpoint deployments",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoint-instance.html",
            "2026-11-21",
            "With GPUs, multi-model endpoints run on instance types with a single one.",
        ),
    ),
    explanation=(
        "Multi-model endpoints load models into the memory of one GPU by way of the Triton "
        "Inference Server. The guide lists the types on which that is supported; types with "
        "several GPUs, Neuron devices and younger families (g6) are not among them. The list may "
        "lag behind the service, hence a warning."
    ),
    remedy="Use one of the listed types, a CPU type, or inference components in place of it.",
    bad=(
        Example(
            "cloudformation",
            """\
Resources:
  VisionModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/triton:24.05
        Mode: MultiModel
        ModelDataUrl: s3://models/vision/
  VisionConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt VisionModel.ModelName
          InstanceType: ml.g5.12xlarge # <- here
          InitialInstanceCount: 1
          InitialVariantWeight: 1
""",
        ),
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "vision" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/triton:24.05"
    mode           = "MultiModel"
    model_data_url = "s3://models/vision/"
  }
}

resource "aws_sagemaker_endpoint_configuration" "vision" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.vision.name
    instance_type          = "ml.inf2.xlarge" # <- here
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "vision" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/triton:24.05"
    mode           = "MultiModel"
    model_data_url = "s3://models/vision/"
  }
}

resource "aws_sagemaker_endpoint_configuration" "vision" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.vision.name
    instance_type          = "ml.g4dn.2xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check=check,
)
