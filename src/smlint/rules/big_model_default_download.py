"""Large models that have the default time to be downloaded in."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Absent
from smlint.rules._containers import containers
from smlint.rules._large_models import larger_than, on_instances


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a large model in S3 without a timeout of its download."""
    if not larger_than(endpoint, "default-download-model-size", facts):
        return
    timeout = variant.model_data_download_timeout_in_seconds
    if not on_instances(variant) or need(timeout) is not None:
        return
    for _, container in containers(variant):
        if isinstance(container.model_data_url, Absent):
            continue
        size = round((need(endpoint.workload.model_size) or 0) / 1000)
        yield Match(
            timeout.span,
            f"the model is {size} GB large, and nothing gives its download from S3 more than the "
            "default time",
            (
                Evidence("declared here", endpoint.workload.model_size),
                Evidence("model data", container.model_data_url),
            ),
            instead=(
                Instead(
                    "AWS::SageMaker::EndpointConfig",
                    {"ProductionVariants": [{"ModelDataDownloadTimeoutInSeconds": 1800}]},
                ),
            ),
        )
        return


RULE = Rule(
    id="SM609",
    name="big-model-default-download",
    title="Large model with the default time to be downloaded in",
    category="reliability",
    severity="warning",
    preset="strict",
    needs=("workload.model_size",),
    sources=(
        Citation(
            "SageMaker AI endpoint parameters for large model inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/large-model-inference-hosting.html",
            "2026-11-21",
            "For a model over 40 GB ModelDataDownloadTimeoutInSeconds is to be raised.",
        ),
        Citation(
            "ProductionVariant, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html",
            "2026-11-21",
            "ModelDataDownloadTimeoutInSeconds covers download and extraction, and lies between "
            "60 and 3600.",
        ),
    ),
    explanation=(
        "Every new instance fetches the model from S3 and unpacks it, whether it is there for a "
        "deployment, a scale-out or to replace another. A model that is too large for the default "
        "time fails each of them, often months after the first deployment just made it. Models "
        "that the container fetches itself (from a hub, say) are not in S3 and are left alone; "
        "the health check's timeout is what counts for them. The rule needs a declared model_size."
    ),
    remedy=(
        "Set ModelDataDownloadTimeoutInSeconds (at most 3600), and give large models uncompressed, "
        "as a ModelDataSource."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "chat" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2"
    model_data_url = "s3://models/chat.tar.gz"
  }
}

# smlint: model_size=60GB
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants { # <- here
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.chat.name
    instance_type          = "ml.g5.12xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(
    image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2",
    model_data="s3://models/chat.tar.gz",
    role="ml",
)
# smlint: model_size=60GB
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.12xlarge")  # <- here
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "chat" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/chat:1.4.2"
    model_data_url = "s3://models/chat.tar.gz"
  }
}

# smlint: model_size=60GB
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name                           = "AllTraffic"
    model_name                             = aws_sagemaker_model.chat.name
    instance_type                          = "ml.g5.12xlarge"
    initial_instance_count                 = 2
    model_data_download_timeout_in_seconds = 1800
  }
}
""",
        ),
    ),
    check=check,
)
