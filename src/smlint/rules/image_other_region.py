"""Images in another region than the endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.checks import per_container
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Absent, Known, Setting
from smlint.rules._images import BY_REGION, region_of


@per_container
def check(endpoint: Endpoint, container: Container, __: Facts) -> Iterator[Match]:
    """Match an image of ECR whose region is not the endpoint's."""
    if isinstance(endpoint.region, Absent):
        return
    of_image = region_of(container.image)
    here = None if of_image is None else need(endpoint.region)
    if of_image is None or here is None or of_image == here:
        return
    image = container.image
    yield Match(
        image.span,
        f"this image lies in {of_image}, but the endpoint is made in {here}: both have to be in "
        "one region",
        (
            Evidence("the image", Known(of_image, image.span, image.via)),
            Evidence("region of the endpoint", endpoint.region),
        ),
        instead=_moved(image, of_image, here),
    )


def _moved(image: Setting[str], of_image: str, here: str) -> tuple[Instead, ...]:
    """The address of `image` in the region `here`, where all of it is known.

    The account of AWS in a region is left to be filled in, where each has one of its own.
    """
    if not isinstance(image, Known):
        return ()
    address = re.sub(BY_REGION, "ACCOUNT", image.value.replace(f".{of_image}.", f".{here}."))
    return (Instead("AWS::SageMaker::Model", {"PrimaryContainer": {"Image": address}}),)


RULE = Rule(
    id="SM974",
    name="image-other-region",
    title="Container image in another region than the endpoint",
    category="correctness",
    severity="error",
    preset="strict",
    sources=(
        Citation(
            "ContainerDefinition, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html",
            "2026-11-21",
            "Artefacts in S3 and images in ECR have to be in the region of the model or endpoint.",
        ),
    ),
    explanation=(
        "SageMaker pulls images from ECR of its own region. AWS's images exist in every region "
        "under another account number or region of the address, so that an address copied from "
        "an example leads elsewhere; for your own images ECR replicates repositories. The rule "
        "needs the region of the endpoint: a provider's or resource's in Terraform, a client's or "
        "session's in scripts."
    ),
    remedy=(
        "Make the region of the image's address the endpoint's (from a variable, or by the SDK's "
        "image_uris.retrieve), and replicate images of your own there."
    ),
    bad=(
        Example(
            "terraform",
            """\
provider "aws" {
  region = "eu-central-1"
}

resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/search:1.4.2" # <- here
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
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker", region_name="eu-central-1")
sagemaker.create_model(
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={
        "Image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/search:1.4.2",  # <- here
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
variable "region" {
  default = "eu-central-1"
}

provider "aws" {
  region = var.region
}

resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.${var.region}.amazonaws.com/search:1.4.2"
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
    ),
    check=check,
)
