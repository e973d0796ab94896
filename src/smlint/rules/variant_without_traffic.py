"""Variants that run, but get no requests."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import Call
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.core.tree import member
from smlint.core.values import Absent, Known
from smlint.pricing import monthly_cost
from smlint.rules._conditions import all_in


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a variant of weight 0 beside others that have one, which nothing else may reach."""
    weight = variant.initial_variant_weight
    if not isinstance(weight, Known) or weight.value != 0:
        need(weight)
        return
    if not all_in((endpoint.kind, ("realtime",))):
        return
    others = [other for other in endpoint.variants if other is not variant]
    if not any(need(other.initial_variant_weight) != 0 for other in others):
        return
    if any(map(_reaches, need_all(endpoint.calls))):
        return
    cost = monthly_cost(endpoint, variant, facts)
    yield Match(
        weight.span,
        "this variant has the weight 0: no request is routed to it, but its instances run and are "
        "billed",
        (Evidence("set here", weight),),
        (variant.extent,),
        cost=cost and cost.saving(),
    )


def _reaches(call: Call) -> bool:
    """Whether `call` may give the variant requests, now or later."""
    if call.operation == "UpdateEndpointWeightsAndCapacities":
        return True
    return not isinstance(member(call.arguments, "TargetVariant"), Absent)


RULE = Rule(
    id="SM420",
    name="variant-without-traffic",
    title="Variant that gets no requests",
    category="cost",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "Testing models with production variants",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/model-ab-testing.html",
            "2026-11-21",
            "With the weight of the winner at 1 and that of the other at 0 all requests go to the "
            "winner; the other variant is deleted then. Requests may also name their variant.",
        ),
        Citation(
            "Inference cost optimization best practices",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/inference-cost-optimization.html",
            "2026-11-21",
            "Of a real-time endpoint its instances are paid for.",
        ),
    ),
    explanation=(
        "Weights divide the requests among the variants of an endpoint: each gets its weight "
        "divided by the sum of all. One of weight 0 gets none, but its instances are started and "
        "billed like those of any other. That is the last step of a test, after which the variant "
        "goes, or a first one, with the weight to be raised later. The rule is quiet where code "
        "invokes a variant by its name (TargetVariant) or changes weights; clients elsewhere that "
        "do so it cannot see."
    ),
    remedy="Remove the variant, or give it a weight above 0 when its test begins.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "current"
    model_name             = "search-2"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
    initial_variant_weight = 1
  }
  production_variants {
    variant_name           = "former"
    model_name             = "search-1"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
    initial_variant_weight = 0 # <- here
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: current
          ModelName: search-2
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
        - VariantName: former
          ModelName: search-1
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 0 # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "current"
    model_name             = "search-2"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
    initial_variant_weight = 9
  }
  production_variants {
    variant_name           = "candidate"
    model_name             = "search-3"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
    initial_variant_weight = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

INSTANCES = {"InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1}

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "a", "InitialVariantWeight": 1, **INSTANCES},
        {"VariantName": "b", "ModelName": "b", "InitialVariantWeight": 0, **INSTANCES},
    ],
)
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search")
boto3.client("sagemaker-runtime").invoke_endpoint(
    EndpointName="search", TargetVariant="b", Body=b"0.1,0.2"
)
""",
        ),
    ),
    check=check,
)
