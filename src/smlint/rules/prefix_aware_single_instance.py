"""Routing by prefix where there is nothing to route to."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Absent
from smlint.rules._capacity import instance_counts
from smlint.rules._conditions import all_in, some_at_least


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match prefix-aware routing of a variant that never has a second instance."""
    told = (variant.routing_strategy, ("PREFIX_AWARE",)), (endpoint.kind, ("realtime",))
    if not all_in(*told) or isinstance(variant.initial_instance_count, Absent):
        return
    least = facts.value("prefix-aware-instances")
    if some_at_least(instance_counts(variant), least):
        return
    yield Match(
        variant.routing_strategy.span,
        f"requests are to be routed by their prefix, but this variant never has more than "
        f"{need(variant.initial_instance_count)} instance: it takes {least:g} for that",
        (
            Evidence("set here", variant.routing_strategy),
            Evidence("the number of instances", variant.initial_instance_count),
        ),
        instead=(
            Instead(
                ENDPOINT_CONFIG, {"ProductionVariants": [{"InitialInstanceCount": int(least)}]}
            ),
        ),
    )


RULE = Rule(
    id="SM113",
    name="prefix-aware-single-instance",
    title="Prefix-aware routing of a single instance",
    category="latency",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "ProductionVariantRoutingConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantRoutingConfig.html",
            "2026-11-21",
            "Prefix-aware routing applies only when two or more instances can serve a request.",
        ),
    ),
    explanation=(
        "PREFIX_AWARE sends requests that begin alike to the same instance, whose cache then "
        "holds what the model made of that beginning. With one instance every request goes there "
        "anyway and the setting does nothing. What counts is the number that the variant begins "
        "with and the number up to which it may be scaled, by Application Auto Scaling or by "
        "managed instance scaling."
    ),
    remedy=(
        "Give the variant a second instance, or the room to scale to one; or take the routing "
        "strategy out."
    ),
    bad=(
        Example(
            "cloudformation",
            """\
Resources:
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: chat
          InstanceType: ml.g5.2xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
          RoutingConfig:
            RoutingStrategy: PREFIX_AWARE # <- here
            PrefixAwareRoutingConfig: {PrefixLength: 2048, ConcurrencyThreshold: 16}
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
            "InitialInstanceCount": 1,
            "RoutingConfig": {
                "RoutingStrategy": "PREFIX_AWARE",  # <- here
                "PrefixAwareRoutingConfig": {"PrefixLength": 2048, "ConcurrencyThreshold": 16},
            },
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
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: chat
          InstanceType: ml.g5.2xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
          ManagedInstanceScaling: {Status: ENABLED, MinInstanceCount: 1, MaxInstanceCount: 4}
          RoutingConfig:
            RoutingStrategy: PREFIX_AWARE
            PrefixAwareRoutingConfig: {PrefixLength: 2048, ConcurrencyThreshold: 16}
""",
        ),
    ),
    check=check,
)
