"""Requests that are handed to instances at random, whatever these are busy with."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.fit.evidence import needs
from smlint.rules._capacity import instance_counts
from smlint.rules._conditions import all_in, some_at_least

BETTER = Instead(
    "AWS::SageMaker::EndpointConfig",
    {
        "ProductionVariants": [
            {"RoutingConfig": {"RoutingStrategy": "LEAST_OUTSTANDING_REQUESTS"}},
        ]
    },
)


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match random routing between several instances that stream responses."""
    streaming = needs(endpoint, facts).streaming
    if not all_in((streaming, (True,)), (endpoint.kind, ("realtime",))):
        return
    strategy = need(variant.routing_strategy)
    if strategy not in (None, "RANDOM") or not some_at_least(instance_counts(variant), 2):
        return
    how = "RANDOM" if strategy else "not set, which means RANDOM"
    yield Match(
        variant.routing_strategy.span,
        f"responses are streamed, so requests differ in how long they take, but the routing "
        f"strategy is {how}: some wait behind a long one while another instance is free",
        (
            Evidence("routed at random", variant.routing_strategy),
            Evidence("responses are streamed", streaming),
        ),
        instead=(BETTER,),
    )


RULE = Rule(
    id="SM112",
    name="routing-random",
    title="Random routing of requests that differ much",
    category="latency",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "ProductionVariantRoutingConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantRoutingConfig.html",
            "2026-11-21",
            "Requests go to the instances with more capacity, or to any instance at random.",
        ),
        Citation(
            "Minimize real-time inference latency by using Amazon SageMaker routing strategies",
            "https://aws.amazon.com/blogs/machine-learning/minimize-real-time-inference-latency-by-using-amazon-sagemaker-routing-strategies/",
            "2026-11-21",
            "Routing is random by default, which is good where requests are alike; where they "
            "differ much, as with generative models, the least outstanding requests win.",
        ),
    ),
    explanation=(
        "An endpoint with several instances hands each request to one of them, by default at "
        "random. That is fine where all requests take the same time. Generative models answer "
        "with a few words or with pages, so at random some instances queue while others idle, "
        "and the slowest requests get slower. LEAST_OUTSTANDING_REQUESTS gives a request to the "
        "instance that has the fewest in work, and costs nothing. The rule looks at endpoints "
        "whose responses are streamed, by declaration or because a script asks for a stream; "
        "with a single instance there is nothing to route."
    ),
    remedy="Route by the least outstanding requests.",
    bad=(
        Example(
            "terraform",
            """\
# smlint: streaming=true
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 3
    routing_config {
      routing_strategy = "RANDOM" # <- here
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Metadata:
      smlint:
        workload: {streaming: true}
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic # <- here
          ModelName: chat
          InstanceType: ml.g5.2xlarge
          InitialInstanceCount: 3
          InitialVariantWeight: 1
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="chat",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "chat",
            "InstanceType": "ml.g5.2xlarge",
            "InitialInstanceCount": 3,
            "RoutingConfig": {"RoutingStrategy": "RANDOM"},  # <- here
        }
    ],
)
sagemaker.create_endpoint(EndpointName="chat", EndpointConfigName="chat")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_with_response_stream(EndpointName="chat", Body=b"{}")
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
# smlint: streaming=true
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 3
    routing_config {
      routing_strategy = "LEAST_OUTSTANDING_REQUESTS"
    }
  }
}
""",
        ),
        Example(
            "terraform",
            """\
# smlint: streaming=true
resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check=check,
)
