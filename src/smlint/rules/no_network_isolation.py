"""Models that may reach any network."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._absence import is_off
from smlint.rules._containers import own_containers
from smlint.rules._downloads import downloads, needs_network


@having("models")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a model without isolation, unless it is served where there is none."""
    for model in endpoint.models:
        if need(model.enable_network_isolation) or need(endpoint.kind) == "serverless":
            continue
        if any(True for container in model.containers for _ in downloads(container)):
            continue
        if not is_off(model.enable_network_isolation):
            continue
        if not any(needs_network(container) for container in own_containers(model)):
            yield Match(
                model.span,
                "the containers of this model are not isolated from the network: whatever runs in "
                "them can send data anywhere that the network lets it",
                (Evidence("not set to true", model.enable_network_isolation),),
                (model.extent,),
                instead=(Instead("AWS::SageMaker::Model", {"EnableNetworkIsolation": True}),),
            )
    need_all(endpoint.models)


RULE = Rule(
    id="SM803",
    name="no-network-isolation",
    title="Model without network isolation",
    category="security",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Security Hub, SageMaker.5",
            "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
            "2026-11-21",
            "Models should have network isolation enabled; containers reach the internet by "
            "default.",
        ),
        Citation(
            "AWS Config, sagemaker-model-isolation-enabled",
            "https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-model-isolation-enabled.html",
            "2026-11-21",
            "A model is checked to have network isolation.",
        ),
    ),
    explanation=(
        "A container that serves a model is on the internet unless it is told otherwise, with the "
        "credentials of its execution role. Code in a model file, or a package in the image that "
        "is not what it seems, can use both. Network isolation cuts all connections and takes the "
        "credentials away; SageMaker itself brings the model and the requests. What downloads "
        "something at its start, or calls other services, cannot be isolated: use a VPC there. "
        "Containers that a variable tells to fetch a model, or a script from S3, are left alone, "
        "and so are serverless endpoints, which cannot isolate. The rule is undecided on servers "
        "of large models that are told by a file in their archive what to load, and with the "
        "SageMaker SDK, whose configuration files may set it."
    ),
    remedy=(
        "Set EnableNetworkIsolation to true, and bring all that the container needs in its image "
        "and model."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" { # <- here
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
    model_data_url = "s3://models/search.tar.gz"
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
sagemaker.create_model(  # <- here
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={"Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"},
    EnableNetworkIsolation=False,
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
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_model(
    ModelName="chat",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={
        "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/vllm:0.9.1",
        "Environment": {"HF_MODEL_ID": "meta/chat"},
    },
)
sagemaker.create_endpoint_config(
    EndpointConfigName="chat",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "chat",
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
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
      EnableNetworkIsolation: true
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
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
            "terraform",
            """\
resource "aws_sagemaker_model" "tags" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/tags:1.4.2"
  }
}

resource "aws_sagemaker_endpoint_configuration" "tags" {
  production_variants {
    model_name = aws_sagemaker_model.tags.name
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 10
    }
  }
}
""",
        ),
    ),
    check=check,
)
