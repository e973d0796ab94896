"""Multi-model containers that are given the archive of one model."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_container
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule
from smlint.core.values import Known
from smlint.rules._containers import hosts_many
from smlint.rules._texts import ends_with, tail

ARCHIVE = ".tar.gz"


@per_container
def check(_: Endpoint, container: Container, __: Facts) -> Iterator[Match]:
    """Match a multi-model container whose model data is one archive."""
    if not hosts_many(container) or not ends_with(container.model_data_url, ARCHIVE):
        return
    url = container.model_data_url
    end = tail(url)
    yield Match(
        url.span,
        f'a multi-model container takes the prefix under which its archives lie, but "{end}" is '
        "one archive",
        (Evidence("set here", Known(end, url.span, url.via)), Evidence("mode", container.mode)),
        instead=(
            Instead(
                "AWS::SageMaker::Model",
                {"PrimaryContainer": {"ModelDataUrl": f"{end.rpartition('/')[0]}/"}},
            ),
        ),
    )


RULE = Rule(
    id="SM970",
    name="mme-single-archive",
    title="Multi-model container with the archive of one model",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Create a multi-model endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/create-multi-model-endpoint.html",
            "2026-11-21",
            "ModelDataUrl is the prefix in S3 where the artefacts are, not the path of one.",
        ),
        Citation(
            "Invoke a multi-model endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/invoke-multi-model-endpoint.html",
            "2026-11-21",
            "The path of a model is that prefix followed by the TargetModel of the request.",
        ),
    ),
    explanation=(
        "Each request to a multi-model endpoint names the model that is to answer, as a path "
        "below ModelDataUrl, and SageMaker fetches it when it is first asked for. With an archive "
        "in place of the prefix every such path leads nowhere."
    ),
    remedy="Name the folder that holds the archives, ending in a slash.",
    bad=(
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
        Mode: MultiModel
        ModelDataUrl: s3://models/search/de.tar.gz # <- here
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
        "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2",
        "Mode": "MultiModel",
        "ModelDataUrl": "s3://models/search/model.tar.gz",  # <- here
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
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
        Mode: MultiModel
        ModelDataUrl: s3://models/search/
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
