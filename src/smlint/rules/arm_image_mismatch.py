"""Images made for another processor than the instance has."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.rules._containers import containers
from smlint.rules._images import is_for_arm


@per_variant
def check(__: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an image whose name tells that it is for the other kind of processor."""
    told = [(container.image, is_for_arm(container.image)) for _, container in containers(variant)]
    if all(arm is None for _, arm in told):
        return
    name = need(variant.instance_type)
    kind = None if name is None else facts.instance_types.get(name)
    if kind is None:
        return
    for image, arm in told:
        if arm is None or arm == kind.arm64:
            continue
        made, has = ("arm64", "x86") if arm else ("x86", "arm64 (Graviton)")
        yield Match(
            image.span,
            f"this image is made for {made} processors, but {name} has {has} ones: the container "
            "does not start",
            (
                Evidence("the image", image),
                Evidence("instance type", variant.instance_type),
            ),
            instead=(
                Instead(
                    "AWS::SageMaker::EndpointConfig",
                    {"ProductionVariants": [{"InstanceType": _alike(name or "", arm=arm)}]},
                ),
            ),
        )


def _alike(name: str, *, arm: bool) -> str:
    size = name.rpartition(".")[2]
    return f"ml.c7g.{size}" if arm else f"ml.c6i.{size}"


RULE = Rule(
    id="SM948",
    name="arm-image-mismatch",
    title="Image made for another kind of processor",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Run machine learning inference workloads on AWS Graviton-based instances",
            "https://aws.amazon.com/blogs/machine-learning/run-machine-learning-inference-workloads-on-aws-graviton-based-instances-with-amazon-sagemaker/",
            "2026-11-21",
            "On Graviton instances run containers for Arm: AWS's own, or your own ones that are "
            "compatible with it.",
        ),
        Citation(
            "SageMaker Python SDK, pull request 3449",
            "https://github.com/aws/sagemaker-python-sdk/pull/3449",
            "2026-11-21",
            "AWS's images of XGBoost and scikit-learn for Graviton have arm64 in their tag; the "
            "SDK refuses them for other instance types.",
        ),
        Citation(
            "SageMaker Python SDK, issue 3679",
            "https://github.com/aws/sagemaker-python-sdk/issues/3679",
            "2026-11-21",
            "An image for x86 that is deployed to ml.c7g fails as its container starts.",
        ),
    ),
    explanation=(
        "Families with a g after their number (c7g, m6gd) have Graviton processors, which run "
        "arm64 programs only; all others run x86. An image built for the other kind fails with "
        "an exec format error, and the endpoint never comes into service. The rule goes by "
        "names: graviton or arm64 in the address, and AWS's own repositories, where what is not "
        "named so is for x86. An image of your own under a name that says nothing may be built "
        "for both, and is left alone."
    ),
    remedy=(
        "Use the image's build for the instance's processors, or an instance type of the other "
        "kind."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.3.0-cpu" # <- here
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c7g.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2-arm64 # <- here
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c6i.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    good=(
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2-arm64
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.m6g.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
        Example(
            "terraform",
            """\
# Nothing in the name says what this image is built for.
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c7g.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
    ),
    check=check,
)
