"""Pipelines with more than one multi-model container."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule
from smlint.rules._containers import hosts_many, own_containers, own_model

ARCHIVE = "s3://BUCKET/MODEL.tar.gz"


@having("endpoint.models")
@per_variant
def check(_: Endpoint, variant: Variant, __: Facts) -> Iterator[Match]:
    """Match each multi-model container after the first."""
    model = own_model(variant)
    many = [item for item in (own_containers(model) if model else ()) if hosts_many(item)]
    for container in many[1:]:
        yield Match(
            container.mode.span,
            "this is another multi-model container of the same model: a pipeline may have one",
            (
                Evidence("set here", container.mode),
                Evidence("the first is this", many[0].mode),
            ),
            instead=(
                Instead(
                    "AWS::SageMaker::Model",
                    {"PrimaryContainer": {"Mode": "SingleModel", "ModelDataUrl": ARCHIVE}},
                ),
            ),
        )


RULE = Rule(
    id="SM945",
    name="mme-two-in-pipeline",
    title="Pipeline with several multi-model containers",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Multi-model endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoints.html",
            "2026-11-21",
            "Only one multi-model container can be part of a serial inference pipeline.",
        ),
        Citation(
            "Create a multi-model endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/create-multi-model-endpoint.html",
            "2026-11-21",
            "A serial inference pipeline takes one container in the mode MultiModel.",
        ),
    ),
    explanation=(
        "A request names one target model, which is the model that the multi-model container of "
        "the pipeline loads. A second such container would have no name of its own to go by."
    ),
    remedy="Keep one container in the mode MultiModel, and give the others one model each.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/embed:1.4.2"
    mode           = "MultiModel"
    model_data_url = "s3://models/embed/"
  }
  container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.2"
    mode           = "MultiModel" # <- here
    model_data_url = "s3://models/rank/"
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

sagemaker = boto3.client("sagemaker")
sagemaker.create_model(
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    Containers=[
        {
            "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/embed:1.4.2",
            "ModelDataUrl": "s3://models/embed/",
            "Mode": "MultiModel",
        },
        {
            "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.2",
            "ModelDataUrl": "s3://models/rank/",
            "Mode": "MultiModel",  # <- here
        },
    ],
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
  container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/embed:1.4.2"
    model_data_url = "s3://models/embed.tar.gz"
  }
  container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.2"
    mode           = "MultiModel"
    model_data_url = "s3://models/rank/"
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
