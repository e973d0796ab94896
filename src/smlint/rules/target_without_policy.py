"""Scalable targets that nothing scales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.resource import SCALING_POLICY
from smlint.core.rule import Example, Instead, Match, Rule, need_all
from smlint.core.values import Known
from smlint.rules._autoscaling import (
    CONCURRENCY,
    CONFIGURATION,
    COPIES,
    INSTANCES,
    SPECIFICATION,
    id_written,
)
from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_PY,
    ENDPOINT_TF,
    SCALED_CFN,
    SCALED_PY,
    SCALED_TF,
    TARGET_CFN,
    TARGET_PY,
    TARGET_TF,
)

USUAL: Mapping[str, tuple[str, float]] = {
    INSTANCES: ("SageMakerVariantInvocationsPerInstance", 500),
    CONCURRENCY: ("SageMakerVariantProvisionedConcurrencyUtilization", 0.5),
    COPIES: ("SageMakerInferenceComponentInvocationsPerCopy", 100),
}
"""What is mostly tracked, by dimension, and a target value to begin with."""


@per_scalable_target
def check(
    endpoint: Endpoint, _: Variant | None, target: ScalableTarget, __: Facts
) -> Iterator[Match]:
    """Match a target without policies and scheduled actions."""
    if target.policies.items or target.scheduled_actions.items:
        return
    need_all(target.policies)
    need_all(target.scheduled_actions)
    yield Match(
        target.span,
        "nothing ever scales this target: it has neither a scaling policy nor a scheduled action",
        instead=_instead(endpoint, target),
    )


def _instead(endpoint: Endpoint, target: ScalableTarget) -> tuple[Instead, ...]:
    """The policy that targets of this dimension mostly have."""
    dimension = target.scalable_dimension
    waits = isinstance(endpoint.kind, Known) and endpoint.kind.value == "async"
    if not isinstance(dimension, Known) or dimension.value not in USUAL or waits:
        return ()
    metric, value = USUAL[dimension.value]
    return (
        Instead(
            SCALING_POLICY,
            {
                "PolicyName": "load",
                "PolicyType": "TargetTrackingScaling",
                "ServiceNamespace": "sagemaker",
                "ResourceId": id_written(target.resource_id),
                "ScalableDimension": dimension.value,
                CONFIGURATION: {
                    "TargetValue": value,
                    SPECIFICATION: {"PredefinedMetricType": metric},
                },
            },
        ),
    )


RULE = Rule(
    id="SM302",
    name="target-without-policy",
    title="Scalable target that nothing scales",
    category="scaling",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Auto scaling prerequisites",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html",
            "2026-11-21",
            "Scaling needs both a registered target and a scaling policy that acts on it.",
        ),
        Citation(
            "Amazon SageMaker and Application Auto Scaling",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-sagemaker.html",
            "2026-11-21",
            "Registered targets are scaled by target tracking, by step scaling or on a schedule.",
        ),
    ),
    explanation=(
        "Registering a scalable target only says what may be scaled and between which bounds. "
        "Without a scaling policy or a scheduled action the capacity never changes, however high "
        "the load. Target tracking is what is mostly wanted: it keeps a metric near a target value "
        "and makes its own alarms. Step scaling adds or removes by how far an alarm's metric is "
        "beyond its threshold, and is what wakes an endpoint at zero. A scheduled action moves the "
        "bounds at set times."
    ),
    remedy=(
        "Add a target tracking policy for the same resource id and scalable dimension, or "
        "scheduled actions."
    ),
    bad=(
        Example("terraform", ENDPOINT_TF + TARGET_TF.replace('"search" {', '"search" { # <- here')),
        Example(
            "cloudformation",
            ENDPOINT_CFN + TARGET_CFN.replace("SearchTarget:", "SearchTarget: # <- here"),
        ),
        Example("python", ENDPOINT_PY + TARGET_PY.replace("target(", "target(  # <- here")),
    ),
    good=(
        Example("terraform", SCALED_TF),
        Example("cloudformation", SCALED_CFN),
        Example("python", SCALED_PY),
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + """\
resource "aws_appautoscaling_scheduled_action" "morning" {
  name               = "morning"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  schedule           = "cron(0 7 * * ? *)"
  scalable_target_action {
    min_capacity = 4
    max_capacity = 6
  }
}
""",
        ),
    ),
    check=check,
)
