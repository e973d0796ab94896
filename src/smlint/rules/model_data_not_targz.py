"""Model artefacts that are no archive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from smlint.core.checks import per_container
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need
from smlint.core.values import Absent, Known, Setting
from smlint.rules._containers import ARCHIVES_ONLY, MULTI_MODEL, hosts_many
from smlint.rules._texts import ends_with, tail

ARCHIVE = "gz"
"""How the name of an archive ends; tools shorten `.tar.gz` to `.gz` or `.tgz`."""

ADDRESS = r"(s3|https)://[^<>{}]*"
"""What is an address, and no text that is to be replaced by one."""


@per_container
def check(endpoint: Endpoint, container: Container, __: Facts) -> Iterator[Match]:
    """Match a `ModelDataUrl` of a single model that does not name an archive."""
    url, mode = container.model_data_url, container.mode
    if isinstance(url, Absent) or (isinstance(mode, Known) and mode.value == MULTI_MODEL):
        return
    if any(hop.kind == "implied" for hop in url.via) or ends_with(url, ARCHIVE):
        return
    if isinstance(url, Known) and not re.fullmatch(ADDRESS, url.value):
        return
    if need(container.model_data_compression) is not None or hosts_many(container):
        return
    end = tail(url)
    yield Match(
        url.span,
        f'"{end}" is no .tar.gz archive: SageMaker does not download it, and the container '
        "starts without a model",
        (Evidence("set here", Known(end, url.span, url.via)),),
        instead=(
            Instead(
                "AWS::SageMaker::Model",
                {"PrimaryContainer": _readable(endpoint, _address(url))},
            ),
        ),
    )


def _readable(endpoint: Endpoint, address: str) -> Mapping[str, Written]:
    """A prefix as it is; an archive of a single file, and where nothing else is taken."""
    kind = endpoint.kind
    folder, _, name = address.rpartition("/")
    if "." in name:
        return {"ModelDataUrl": f"{folder}/{name.partition('.')[0]}.tar.gz"}
    prefix = f"{address}/" if name else address
    if isinstance(kind, Known) and kind.value in ARCHIVES_ONLY:
        return {"ModelDataUrl": f"{prefix}model.tar.gz"}
    source = {"S3Uri": prefix, "S3DataType": "S3Prefix", "CompressionType": "None"}
    return {"ModelDataUrl": None, "ModelDataSource": {"S3DataSource": source}}


def _address(url: Setting[str]) -> str:
    """The address, as far as it is known."""
    end = tail(url)
    return end if isinstance(url, Known) else f"s3://BUCKET/{end.lstrip('/')}"


RULE = Rule(
    id="SM946",
    name="model-data-not-targz",
    title="Model data that is not a tar.gz archive",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Custom inference code with hosting services",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html",
            "2026-11-21",
            "ModelDataUrl points to a tar.gz file; anything else is not downloaded.",
        ),
        Citation(
            "ContainerDefinition, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html",
            "2026-11-21",
            "ModelDataUrl is the path of a single compressed archive with the suffix .tar.gz.",
        ),
        Citation(
            "Deploying uncompressed models",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/large-model-inference-uncompressed.html",
            "2026-11-21",
            "Uncompressed artefacts are given as a ModelDataSource, by their common prefix.",
        ),
    ),
    explanation=(
        "ModelDataUrl names one archive, which SageMaker unpacks into /opt/ml/model before the "
        "container starts. A prefix, a .zip or a bare .pt file there is not fetched. Artefacts "
        "that are not compressed, which is what suits large models, go into ModelDataSource. "
        "Multi-model containers, which do take a prefix, and model data that the SDK brings along "
        "are left alone."
    ),
    remedy=(
        "Pack the artefacts into one .tar.gz file, or name their prefix in ModelDataSource with "
        "CompressionType None."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
    model_data_url = "s3://models/search/" # <- here
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
  Bucket:
    Type: String
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
        ModelDataUrl: !Sub s3://${Bucket}/search/model.zip # <- here
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
    good=(
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
        s3_data_type     = "S3Prefix"
        compression_type = "None"
      }
    }
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
  Bucket:
    Type: String
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
        ModelDataUrl: !Sub s3://${Bucket}/search/model.tar.gz
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
