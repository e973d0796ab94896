"""Container images whose content may change under the endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.checks import per_container
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined
from smlint.core.values import Absent, Known, Reference, Setting, Unknown, parts_of
from smlint.rules._images import ALGORITHMS, HIDDEN, known_parts

MOVING = "latest"
REPOSITORY_URLS = ("repository_url", "RepositoryUri")
"""Attributes of an ECR repository that give its address, which has no tag."""

ALGORITHM = re.compile(rf"/({ALGORITHMS})$")
"""Of their images the stable version is tagged 1."""


@per_container
def check(_: Endpoint, container: Container, __: Facts) -> Iterator[Match]:
    """Match an image that is named by the tag `latest`, or by none."""
    image = container.image
    tag = image_tag(image)
    if tag == MOVING:
        names = "is named by the tag latest"
    elif tag == "":
        names = "is named without a tag or digest, which means latest"
    else:
        return
    name = known_parts(image).rpartition("/")[2].removesuffix(f":{MOVING}")
    yield Match(
        image.span,
        f"the image{'' if HIDDEN in name else f' {name}'} {names}: each deployment takes what was "
        "pushed last, which is not the same every time",
        (Evidence("set here", Known(tag, image.span, image.via)),),
        instead=(
            Instead(
                "AWS::SageMaker::Model",
                {"PrimaryContainer": {"Image": _pinned(image)}},
            ),
        ),
    )


def _pinned(image: Setting[str]) -> str:
    """The address with a version in place of its tag."""
    name = known_parts(image).rpartition("/")[2]
    address = f"REGISTRY/{'REPOSITORY' if HIDDEN in name else name}"
    base = (image.value if isinstance(image, Known) else address).removesuffix(f":{MOVING}")
    return f"{base}:{'1' if ALGORITHM.search(base) else '1.0.0'}"


def image_tag(image: Setting[str]) -> str | None:
    """The tag of a container image: empty where it has none, None where a digest names it.

    None also for what is no address of an image in a registry, and for an image that nobody wrote
    because a library brings its own, which it names by version. An image whose beginning is
    unknown still has a known tag if its end is known; raises `Undetermined` where it is not.
    """
    if isinstance(image, Absent) or any(hop.kind == "implied" for hop in image.via):
        return None
    last = parts_of(image)[-1]
    if isinstance(last, Reference) and last.attribute in REPOSITORY_URLS:
        return ""
    end = last if isinstance(last, str) else ""
    if "@" in end:
        return None
    name = end.rpartition("/")[2]
    if ":" in name:
        tag = name.rpartition(":")[2]
        if tag:
            return tag
    elif "/" in end:
        return ""
    if isinstance(image, Unknown):
        raise Undetermined(image)
    return None


RULE = Rule(
    id="SM702",
    name="image-latest",
    title="Container image without a fixed version",
    category="deployment",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Machine Learning Lens, MLREL05-BP02",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlrel05-bp02.html",
            "2026-11-21",
            "Container images are versioned and traceable, so that an endpoint can be brought back "
            "exactly as it was.",
        ),
        Citation(
            "ContainerDefinition, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html",
            "2026-11-21",
            "An image is named by its repository and a tag, or by its repository and a digest.",
        ),
        Citation(
            "DeployedImage, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeployedImage.html",
            "2026-11-21",
            "A tag is resolved to the digest of an image, at a time that is recorded.",
        ),
    ),
    explanation=(
        "The tag latest, which is also meant when none is written, moves with every push. "
        "SageMaker looks up the digest behind it when the model is deployed, and keeps to that: a "
        "push changes nothing until the next deployment, and then changes everything. The same "
        "configuration so deploys different code on different days, a rollback brings back the "
        "name but not the image, and a change of the image alone is none that Terraform or "
        "CloudFormation would see."
    ),
    remedy="Name the image by a version tag that is never reused, or by its digest (@sha256:…).",
    bad=(
        Example(
            "terraform",
            """\
data "aws_caller_identity" "current" {}

locals {
  registry = "${data.aws_caller_identity.current.account_id}.dkr.ecr.eu-west-1.amazonaws.com"
}

resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "${local.registry}/search:latest" # <- here
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
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
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: !Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/search # <- here
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
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
sagemaker.create_model(
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={
        "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:latest",  # <- here
    },
)
sagemaker.create_endpoint_config(
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
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Parameters:
  Version:
    Type: String
    Default: 1.4.2
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: !Sub 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:${Version}
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    check=check,
)
