"""Containers that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Endpoint, Model, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule
from smlint.core.values import Absent
from smlint.rules._absence import lacks
from smlint.rules._containers import own_containers, own_model, runs_direct


@having("endpoint.models")
@per_variant
def check(_: Endpoint, variant: Variant, __: Facts) -> Iterator[Match]:
    """Match each container without a host name where every one needs it."""
    model = own_model(variant)
    if model is None:
        return
    containers = own_containers(model)
    if len(containers) < 2 or not (why := _reason(model, containers)):
        return
    for container in containers:
        if not isinstance(container.container_hostname, Absent):
            continue
        yield Match(
            container.span,
            f"this container has no host name, but {why}",
            (Evidence("mode", model.execution_mode),),
            (model.extent,),
            instead=(
                Instead(
                    "AWS::SageMaker::Model", {"Containers": [{"ContainerHostname": "ranking"}]}
                ),
            ),
        )
    for container in containers:
        lacks(container.container_hostname)


def _reason(model: Model, containers: tuple[Container, ...]) -> str:
    if runs_direct(model):
        return "each request to this model names the container that is to answer"
    some = [item for item in containers if not lacks(item.container_hostname)]
    return "others of this pipeline have one: either all have it, or none" if some else ""


RULE = Rule(
    id="SM975",
    name="container-hostnames",
    title="Container without a host name among several",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Create a multi-container endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-create.html",
            "2026-11-21",
            "With direct invocation each container has to have a ContainerHostname.",
        ),
        Citation(
            "ContainerDefinition, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html",
            "2026-11-21",
            "Where one container of an inference pipeline has a host name, all have to have one.",
        ),
    ),
    explanation=(
        "A model of several containers runs them in series, one passing its answer to the next, "
        "or lets requests address them one by one (InferenceExecutionConfig Direct). For the "
        "latter each needs a ContainerHostname to be addressed by. In a series SageMaker numbers "
        "the containers in logs and metrics by itself, unless some have a name: then all need one."
    ),
    remedy="Give every container of the model a ContainerHostname of its own.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  inference_execution_config {
    mode = "Direct"
  }
  container {
    image              = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/embed:1.4.2"
    container_hostname = "embedding"
  }
  container { # <- here
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.2"
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
      Containers:
        - Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/embed:1.4.2
          ContainerHostname: embedding
        - Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.2 # <- here
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
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      Containers:
        - Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/embed:1.4.2
        - Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.2
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
