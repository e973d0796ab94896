"""Packages of AWS Marketplace on serverless endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.core.values import Known
from smlint.rules._conditions import all_in
from smlint.rules._containers import containers
from smlint.rules._marketplace import SOURCE, of_marketplace


@having("serverless_config")
@per_variant
def check(_: Endpoint, variant: Variant, __: Facts) -> Iterator[Match]:
    """Match a container of such a package."""
    if need(variant.serverless_config) is None:
        return
    for model, container in containers(variant):
        if all_in((of_marketplace(container), (True,))):
            yield Match(
                container.model_package_name.span,
                "this model package is of AWS Marketplace, but the endpoint is serverless, and "
                "serverless endpoints do not host those",
                (Evidence("serverless", Known(True, variant.span)),),
                (model.extent,),
            )


RULE = Rule(
    id="SM918",
    name="serverless-marketplace",
    title="Model package of AWS Marketplace on a serverless endpoint",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Deploy models with Amazon SageMaker Serverless Inference, feature exclusions",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html",
            "2026-11-21",
            "Model packages of AWS Marketplace are among the features that serverless endpoints "
            "lack.",
        ),
        SOURCE,
    ),
    explanation=(
        "A package that is bought on AWS Marketplace runs isolated from the network, on the "
        "instance types that its seller allows, and is billed by instance and hour. A serverless "
        "endpoint has no instances and no isolation, and is refused with such a package. Packages "
        "of your own model registry are hosted; the account in the ARN tells which it is."
    ),
    remedy="Host the package on instances of a type that its listing names.",
    bad=(
        Example(
            "terraform",
            """\
variable "region" { default = "eu-west-1" }

resource "aws_sagemaker_model" "tags" {
  execution_role_arn       = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    model_package_name = "arn:aws:sagemaker:${var.region}:985815980388:model-package/tags" # <- here
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
            "python",
            """\
from sagemaker import ModelPackage
from sagemaker.serverless import ServerlessInferenceConfig

package = ModelPackage(
    role="ml",
    model_package_arn="arn:aws:sagemaker:us-east-1:865070037744:model-package/tags",  # <- here
)
predictor = package.deploy(serverless_inference_config=ServerlessInferenceConfig())
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
    model_package_name = "arn:aws:sagemaker:eu-west-1:111122223333:model-package/tags/3"
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
            "python",
            """\
from sagemaker import ModelPackage

package = ModelPackage(
    role="ml",
    model_package_arn="arn:aws:sagemaker:us-east-1:865070037744:model-package/tags",
)
predictor = package.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
predictor.delete_endpoint()
""",
        ),
    ),
    check=check,
)
