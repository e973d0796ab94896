"""Images for GPUs on serverless endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.core.values import Absent, Known, Setting, Unknown, parts_of
from smlint.rules._conditions import all_in
from smlint.rules._containers import containers
from smlint.rules._serverless import on_instances

GPU = r"(?:^|[-_.])(gpu|cu\d{2,3}|cuda[\d.]*)(?=$|[-_.@])"
"""How the tags of images say that they are for GPUs: `2.6.0-gpu-py312-cu124-ubuntu22.04`."""

WITH_GPU = "ml.g4dn.xlarge"
"""The smallest type with a GPU that is sold in most regions."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, __: Facts) -> Iterator[Match]:
    """Match an image whose tag says so."""
    if need(variant.serverless_config) is None:
        return
    for model, container in containers(variant):
        if all_in((for_gpus(container.image), (True,))):
            yield Match(
                container.image.span,
                "this image is built for GPUs, but the endpoint is serverless and has none",
                (
                    Evidence("set here", for_gpus(container.image)),
                    Evidence("serverless", Known(True, variant.span)),
                ),
                (model.extent,),
                instead=(on_instances(endpoint, WITH_GPU),),
            )


def for_gpus(image: Setting[str]) -> Setting[bool]:
    """Whether the tag of `image` says that it is for GPUs, if only by a part that is known."""
    if isinstance(image, Absent):
        return image
    known = "-".join(part for part in parts_of(image) if isinstance(part, str))
    told = re.search(GPU, known.rpartition("/")[2].partition(":")[2]) is not None
    last = parts_of(image)[-1]
    tagged = isinstance(last, str) and ":" in last.rpartition("/")[2]
    if isinstance(image, Unknown) and not told and not tagged:
        return image
    return Known(told, image.span, image.via)


RULE = Rule(
    id="SM919",
    name="serverless-gpu",
    title="Image for GPUs on a serverless endpoint",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Deploy models with Amazon SageMaker Serverless Inference, feature exclusions",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html",
            "2026-11-21",
            "GPUs are among the features that serverless endpoints lack. An image has at most "
            "10 GB.",
        ),
        Citation(
            "AWS Deep Learning Containers, available images",
            "https://github.com/aws/deep-learning-containers/blob/master/available_images.md",
            "2026-11-21",
            "The tag of an image says whether it is for CPUs or for GPUs, and of which version of "
            "CUDA.",
        ),
    ),
    explanation=(
        "Serverless endpoints run on CPUs. An image that is built for GPUs brings libraries that "
        "it cannot use, which make cold starts longer and may put it over the limit of 10 GB; code "
        "that insists on a GPU fails with the first request, and code that does not runs many "
        "times slower than it was measured. The tag of the image tells what it is built for, in "
        "AWS's own images and in most that derive from them."
    ),
    remedy="Use the CPU image of the same framework, or run the model on an instance with a GPU.",
    bad=(
        Example(
            "terraform",
            """\
data "aws_region" "here" {}

resource "aws_sagemaker_model" "tags" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.${data.aws_region.here.name}.amazonaws.com/tags:2.6-gpu" # <- here
  }
}

resource "aws_sagemaker_endpoint_configuration" "tags" {
  production_variants {
    model_name = aws_sagemaker_model.tags.name
    serverless_config {
      memory_size_in_mb = 4096
      max_concurrency   = 10
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  TagsModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/tags:1.4.2-cu124 # <- here
  TagsConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt TagsModel.ModelName
          InitialVariantWeight: 1
          ServerlessConfig:
            MemorySizeInMB: 4096
            MaxConcurrency: 10
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "tags" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/gpu-team/tags:2.6.0-cpu-py312"
    model_data_url = "s3://models/tags.tar.gz"
  }
}

resource "aws_sagemaker_endpoint_configuration" "tags" {
  production_variants {
    model_name = aws_sagemaker_model.tags.name
    serverless_config {
      memory_size_in_mb = 4096
      max_concurrency   = 10
    }
  }
}
""",
        ),
    ),
    check=check,
)
