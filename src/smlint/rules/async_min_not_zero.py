"""Asynchronous endpoints that keep instances though nobody may call for hours."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined
from smlint.pricing import monthly_cost
from smlint.rules._async_examples import (
    ALARM_TF,
    BACKLOG_TF,
    QUEUE_TF,
    WAKE_TF,
    target_cfn,
    target_tf,
)
from smlint.rules._conditions import all_in, some_at_least


@per_scalable_target
def check(
    endpoint: Endpoint, variant: Variant | None, target: ScalableTarget, facts: Facts
) -> Iterator[Match]:
    """Match a lower bound above zero where traffic or environment says that it may be zero."""
    lowest = facts.value("async-min-capacity")
    if variant is None or not all_in((endpoint.kind, ("async",))):
        return
    if not some_at_least([target.min_capacity], lowest + 1):
        return
    evidence = _idle(endpoint)
    if evidence is None:
        return
    yield Match(
        target.min_capacity.span,
        "this asynchronous endpoint always keeps an instance, though its queue may be empty for "
        "hours: it can scale in to zero",
        (Evidence("set here", target.min_capacity), evidence),
        cost=monthly_cost(endpoint, variant, facts),
        instead=(
            Instead("AWS::ApplicationAutoScaling::ScalableTarget", {"MinCapacity": int(lowest)}),
        ),
    )


def _idle(endpoint: Endpoint) -> Evidence | None:
    """Why the endpoint has nothing to do for hours; None where it may have something to do."""
    traffic, environment = endpoint.workload.traffic, endpoint.environment
    if all_in((traffic, ("sporadic", "bulk"))):
        return Evidence("the traffic comes and goes", traffic)
    try:
        outside = all_in((environment, ("non-production",)))
    except Undetermined:
        if all_in((traffic, ("steady",))):
            return None
        raise
    if outside and not all_in((traffic, ("steady",))):
        return Evidence("it is not for production", environment)
    return None


RULE = Rule(
    id="SM408",
    name="async-min-not-zero",
    title="Asynchronous endpoint that never scales in to zero",
    category="cost",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "Autoscale an asynchronous endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html",
            "2026-11-21",
            "With a minimum capacity of 0 an asynchronous endpoint has no instances while its "
            "queue is empty.",
        ),
        Citation(
            "Inference cost optimization best practices",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/inference-cost-optimization.html",
            "2026-11-21",
            "Asynchronous inference saves money by scaling in to zero when there is nothing to do.",
        ),
    ),
    explanation=(
        "The queue of an asynchronous endpoint keeps requests while no instance runs, so that it "
        "can do without any until one comes. A lower bound of one or more pays for an instance at "
        "night and at the weekend to save the minutes that the first one takes to start. The rule "
        "speaks where the traffic is declared to be sporadic or bulk, or where the endpoint is not "
        "for production and its traffic is not declared to be steady."
    ),
    remedy=(
        "Lower the minimum capacity to 0, and add a step scaling policy on the metric "
        "HasBacklogWithoutCapacity that starts the first instance."
    ),
    bad=(
        Example(
            "terraform",
            "# smlint: traffic=sporadic\n" + QUEUE_TF + target_tf("1 # <- here"),
        ),
        Example(
            "cloudformation",
            """\
Resources:
  OcrConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      AsyncInferenceConfig:
        OutputConfig:
          S3OutputPath: s3://results/ocr/
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ocr
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
      Tags:
        - {Key: Environment, Value: dev}
  OcrEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt OcrConfig.EndpointConfigName
"""
            + target_cfn("1 # <- here"),
        ),
    ),
    good=(
        Example(
            "terraform",
            "# smlint: traffic=sporadic\n"
            + QUEUE_TF
            + target_tf("0")
            + BACKLOG_TF
            + WAKE_TF
            + ALARM_TF,
        ),
    ),
    check=check,
)
