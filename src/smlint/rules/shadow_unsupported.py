"""Shadow variants on endpoints that cannot have them."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined, need, need_all
from smlint.core.values import Setting, Unknown
from smlint.rules._containers import containers, hosts_many
from smlint.rules._marketplace import SOURCE, of_marketplace

INFERENTIA = "ml.inf1."


@having("shadow_variants")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a feature, of any variant, that shadow tests exclude."""
    if not endpoint.shadow_variants.items:
        need_all(endpoint.shadow_variants)
        return
    doubt: Unknown | None = None
    for variant in (*endpoint.variants, *endpoint.shadow_variants):
        try:
            for what, setting in _excluded(variant):
                yield Match(
                    setting.span,
                    f"this endpoint has a shadow variant, and {what}: the request is refused",
                    (Evidence("set here", setting), *_shadows(endpoint)),
                    instead=(
                        Instead(
                            "AWS::SageMaker::EndpointConfig", {"ShadowProductionVariants": None}
                        ),
                    ),
                )
        except Undetermined as met:
            doubt = met.unknown
    if doubt is not None:
        raise Undetermined(doubt)
    need_all(endpoint.variants)
    need_all(endpoint.shadow_variants)


def _excluded(variant: Variant) -> Iterator[tuple[str, Setting[str]]]:
    name = need(variant.instance_type)
    if name is not None and name.startswith(INFERENTIA):
        yield f"{name} cannot take part in shadow tests", variant.instance_type
    run = [container for _, container in containers(variant)]
    if len(run) > 1:
        yield "models of several containers cannot be shadow tested", variant.model_name
    for container in run:
        if need(of_marketplace(container)):
            yield (
                "containers of AWS Marketplace cannot be shadow tested",
                container.model_package_name,
            )
        elif len(run) == 1 and hosts_many(container):
            yield "multi-model endpoints cannot be shadow tested", container.mode


def _shadows(endpoint: Endpoint) -> Iterator[Evidence]:
    for variant in endpoint.shadow_variants:
        yield Evidence("the shadow variant", variant.name)


RULE = Rule(
    id="SM941",
    name="shadow-unsupported",
    title="Shadow variant of an endpoint that cannot have one",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Shadow tests",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests.html",
            "2026-11-21",
            "Serverless and asynchronous inference, Marketplace containers, several containers, "
            "multi-model endpoints and Inf1 instances lead to validation errors.",
        ),
        SOURCE,
    ),
    explanation=(
        "A shadow variant gets a copy of the production variant's requests, and its answers are "
        "only recorded. That works for models of one container on instances. Multi-model "
        "endpoints, inference pipelines and other models of several containers, packages of AWS "
        "Marketplace and Inf1 instances are excluded, and setting a shadow test up on them fails. "
        "Serverless and asynchronous endpoints, which are excluded too, have rules of their own."
    ),
    remedy=(
        "Leave the shadow variant out, or test the new model on an endpoint with one plain "
        "container."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
    mode           = "MultiModel" # <- here
    model_data_url = "s3://models/search/"
  }
}

resource "aws_sagemaker_model" "next" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:2.0.0"
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "current"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  shadow_production_variants {
    variant_name           = "next"
    model_name             = aws_sagemaker_model.next.name
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
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: current
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
      ShadowProductionVariants:
        - VariantName: next
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.inf1.xlarge # <- here
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
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: current
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
      ShadowProductionVariants:
        - VariantName: next
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c6i.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    check=check,
)
