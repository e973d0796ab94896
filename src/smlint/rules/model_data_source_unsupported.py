"""Model data that is given as a source, where only an archive is known."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_container
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Endpoint
from smlint.core.resource import MODEL
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Absent, Known
from smlint.rules._containers import ARCHIVES_ONLY, MULTI_MODEL


@per_container
def check(endpoint: Endpoint, container: Container, _: Facts) -> Iterator[Match]:
    """Match each model data source where an address of archives is wanted."""
    given = container.model_data_type
    if isinstance(given, Absent) or not _takes_archives_only(endpoint, container):
        return
    need(given)
    yield Match(
        given.span,
        "this model is given by a ModelDataSource, which serverless and multi-model endpoints and "
        "batch transform jobs do not support",
        (
            Evidence("set here", given),
            Evidence("what kind it is", endpoint.kind),
            Evidence("mode", container.mode),
        ),
        instead=(
            Instead(
                MODEL,
                {
                    "PrimaryContainer": {
                        "ModelDataSource": None,
                        "ModelDataUrl": _archive(container),
                    }
                },
            ),
        ),
    )


def _takes_archives_only(endpoint: Endpoint, container: Container) -> bool:
    kind, mode = endpoint.kind, container.mode
    if isinstance(mode, Known) and mode.value == MULTI_MODEL:
        return True
    if isinstance(kind, Known) and kind.value in ARCHIVES_ONLY:
        return True
    need(kind)
    need(mode)
    return False


def _archive(container: Container) -> str:
    """Where the archive lies, or for several models the prefix of theirs."""
    url, mode = container.model_data_url, container.mode
    several = isinstance(mode, Known) and mode.value == MULTI_MODEL
    known = url.value if isinstance(url, Known) else "s3://BUCKET/"
    prefix = known if known.endswith("/") else f"{known.rpartition('/')[0]}/"
    return prefix if several else f"{prefix}model.tar.gz"


RULE = Rule(
    id="SM972",
    name="model-data-source-unsupported",
    title="Uncompressed model data where it is not supported",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "ContainerDefinition, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html",
            "2026-11-21",
            "ModelDataSource cannot be used with batch transform, serverless and multi-model "
            "endpoints, and Marketplace.",
        ),
        Citation(
            "Deploying uncompressed models",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/large-model-inference-uncompressed.html",
            "2026-11-21",
            "ModelDataSource does not go with batch transform, serverless inference, multi- "
            "model endpoints and Marketplace.",
        ),
    ),
    explanation=(
        "ModelDataSource brings artefacts to the instance that are not compressed, or several "
        "of them. It works with real-time and asynchronous endpoints that host one model. "
        "Batch transform jobs, serverless endpoints and multi-model endpoints know "
        "ModelDataUrl only."
    ),
    remedy=(
        "Pack the model into a .tar.gz archive and name it in ModelDataUrl (for a multi-model "
        "endpoint, the prefix of the archives), or deploy it to a real-time endpoint on "
        "instances."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
    model_data_source {
      s3_data_source {
        s3_uri           = "s3://models/search/"
        s3_data_type     = "S3Prefix" # <- here
        compression_type = "None"
      }
    }
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name = "AllTraffic"
    model_name   = aws_sagemaker_model.search.name
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
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_model(
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={
        "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2",
        "Mode": "MultiModel",
        "ModelDataSource": {
            "S3DataSource": {
                "S3Uri": "s3://models/search/",
                "S3DataType": "S3Prefix",  # <- here
                "CompressionType": "None",
            },
        },
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
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
    model_data_url = "s3://models/search/model.tar.gz"
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name = "AllTraffic"
    model_name   = aws_sagemaker_model.search.name
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
