"""Variants all of whose weights are zero."""

from __future__ import annotations

from smlint.aws_api.kinds import NotAllZero
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import CONFIG, documented

RULE = Rule(
    id="SM942",
    name="zero-weights",
    title="Variants that get no traffic at all",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "ProductionVariant, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html",
            "2026-11-21",
            "The share of a variant is its weight in relation to the sum of all weights.",
        ),
    ),
    explanation=(
        "A request goes to a variant by its weight, out of the sum of all weights. Where every "
        "weight is 0, none has a share. A single variant of the weight 0 beside others is a "
        "common way to try it by name."
    ),
    remedy="Give at least one variant a weight above 0, or leave the weights out: they are 1 then.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "blue"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
    initial_variant_weight = 0 # <- here
  }
  production_variants {
    variant_name           = "green"
    model_name             = "search-2"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
    initial_variant_weight = 0
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
          InitialVariantWeight: 0 # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "blue"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  production_variants {
    variant_name           = "green"
    model_name             = "search-2"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
    initial_variant_weight = 0
  }
}
""",
        ),
    ),
    check_deployed=documented((CONFIG, NotAllZero("ProductionVariants", "InitialVariantWeight"))),
)
