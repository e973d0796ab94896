"""What asynchronous endpoints cannot run: Inf1 instances, containers of AWS Marketplace."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Evidence, Example, Instead, Match, Rule
from smlint.core.values import Known, Setting, mapped
from smlint.rules._conditions import all_in
from smlint.rules._containers import containers
from smlint.rules._marketplace import SOURCE, of_marketplace

INF1 = "ml.inf1."


@having("endpoint.async_inference_config")
@per_variant
def check(endpoint: Endpoint, variant: Variant, _: Facts) -> Iterator[Match]:
    """Match an Inf1 instance type, and a package of AWS Marketplace."""
    if not all_in((endpoint.kind, ("async",))):
        return
    because = (Evidence("kind is async", endpoint.kind),)
    for name in (variant.instance_type, *(pool.instance_type for pool in variant.instance_pools)):
        if all_in((_is_inf1(name), (True,))):
            yield Match(
                name.span,
                "this endpoint is asynchronous, and asynchronous inference does not run on Inf1 "
                "instances",
                because,
                instead=(_other_type(),),
            )
    if not isinstance(variant.model, Known):
        return  # who makes it elsewhere may know where it is bought
    for model, container in containers(variant):
        if all_in((of_marketplace(container), (True,))):
            yield Match(
                container.model_package_name.span,
                "this model package is of AWS Marketplace, but the endpoint is asynchronous, "
                "and asynchronous inference does not run those",
                because,
                (model.extent,),
                instead=(Instead(ENDPOINT_CONFIG, {"AsyncInferenceConfig": None}),),
            )


def _is_inf1(name: Setting[str]) -> Setting[bool]:
    return mapped(name, lambda known: known.startswith(INF1))


def _other_type() -> Instead:
    return Instead(
        ENDPOINT_CONFIG,
        {"ProductionVariants": [{"InstanceType": "ml.inf2.xlarge"}]},
    )


RULE = Rule(
    id="SM924",
    name="async-inf1-marketplace",
    title="Asynchronous endpoint on Inf1 or of AWS Marketplace",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Asynchronous inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html",
            "2026-11-21",
            "Asynchronous inference is not available where a feature is used that deployment "
            "guardrails exclude.",
        ),
        Citation(
            "Deployment guardrails, exclusions",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html",
            "2026-11-21",
            "Excluded are containers of AWS Marketplace and endpoints on Inf1 instances.",
        ),
        SOURCE,
    ),
    explanation=(
        "Asynchronous inference shares its exclusions with deployment guardrails: containers of "
        "AWS Marketplace, and instances with the first generation of Inferentia. Inf2 and all "
        "other families are not excluded, as far as they have a price in the region."
    ),
    remedy=(
        "Use Inf2 or another family, or serve in real time; a package of AWS Marketplace can also "
        "run as a batch transform job."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "ocr"
    instance_type          = "ml.inf1.xlarge" # <- here
    initial_instance_count = 1
  }
  async_inference_config {
    output_config {
      s3_output_path = "s3://results/ocr/"
    }
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
    ModelName="ocr",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={
        "ModelPackageName": "arn:aws:sagemaker:us-east-1:865070037744:model-package/a",  # <- here
    },
)
sagemaker.create_endpoint_config(
    EndpointConfigName="ocr",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ocr",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/ocr/"}},
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "ocr"
    instance_type          = "ml.inf2.xlarge"
    initial_instance_count = 1
  }
  async_inference_config {
    output_config {
      s3_output_path = "s3://results/ocr/"
    }
  }
}
""",
        ),
    ),
    check=check,
)
