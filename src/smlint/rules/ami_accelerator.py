"""Machine images made for another accelerator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.rules._absence import brought

MADE_FOR = r"-sagemaker-inference-(gpu|neuron)-"
OUTSIDE = ("inf1",)
"""Families with Neuron devices that the Neuron image is not for."""

NAMES = {"gpu": "GPUs", "neuron": "Inferentia2 and Trainium"}


@per_variant
def check(_: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an AMI version on a type without the accelerator that it is for."""
    setting = variant.inference_ami_version
    version = None if brought(setting) else need(setting)
    made = None if version is None else re.search(MADE_FOR, version)
    if made is None:
        return
    name = need(variant.instance_type)
    kind = None if name is None else facts.instance_types.get(name)
    if kind is None or (kind.accelerator == made[1] and kind.family not in OUTSIDE):
        return
    yield Match(
        variant.inference_ami_version.span,
        f"{version} is made for {NAMES[made[1]]}, which {name} does not have",
        (
            Evidence("set here", variant.inference_ami_version),
            Evidence("instance type", variant.instance_type),
        ),
        instead=(
            Instead(
                "AWS::SageMaker::EndpointConfig",
                {"ProductionVariants": [{"InferenceAmiVersion": None}]},
            ),
        ),
    )


RULE = Rule(
    id="SM973",
    name="ami-accelerator",
    title="Machine image for an accelerator that the instance does not have",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "ProductionVariant, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html",
            "2026-11-21",
            "Each InferenceAmiVersion is listed with its accelerator: GPU, or Inferentia2 and "
            "Trainium.",
        ),
    ),
    explanation=(
        "InferenceAmiVersion chooses the drivers of the machine under the containers: the NVIDIA "
        "and CUDA versions for GPUs, the Neuron driver for Inferentia2 and Trainium. On another "
        "kind of instance it has nothing to drive. That it is refused there no document says; "
        "that it does not help follows from the list."
    ),
    remedy="Leave InferenceAmiVersion out, or choose the one of the instance's accelerator.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.inf2.xlarge"
    initial_instance_count = 1
    inference_ami_version  = "al2-ami-sagemaker-inference-gpu-3-1" # <- here
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: chat
          InstanceType: ml.g5.2xlarge
          InferenceAmiVersion: al2-ami-sagemaker-inference-neuron-2 # <- here
          InitialInstanceCount: 1
          InitialVariantWeight: 1
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
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 1
    inference_ami_version  = "al2-ami-sagemaker-inference-gpu-3-1"
  }
}
""",
        ),
    ),
    check=check,
)
