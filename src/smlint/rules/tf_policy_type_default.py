"""Target tracking that Terraform sends as step scaling."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, ScalingPolicy, Variant
from smlint.core.resource import SCALING_POLICY
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need_all
from smlint.core.values import Known, Setting
from smlint.rules._conditions import all_in


@per_scalable_target
def check(
    endpoint: Endpoint, _: Variant | None, target: ScalableTarget, __: Facts
) -> Iterator[Match]:
    """Match each policy with a target tracking block whose type is step scaling."""
    if endpoint.language != "terraform":
        return
    for policy in target.policies:
        tracking = (policy.target_tracking, (True,)), (policy.policy_type, ("StepScaling",))
        if all_in(*tracking):
            yield _match(policy)
    need_all(target.policies)


def _match(policy: ScalingPolicy) -> Match:
    written = _is_written(policy.policy_type)
    evidence = [Evidence("target tracking is configured here", policy.target_tracking)]
    if written:
        evidence.append(Evidence("set here", policy.policy_type))
    said = "is StepScaling" if written else "is not set and defaults to StepScaling"
    return Match(
        policy.policy_type.span if written else policy.span,
        f"policy_type {said}, but the policy configures target tracking: the apply fails",
        tuple(evidence),
        (policy.extent,),
        instead=(Instead(SCALING_POLICY, {"PolicyType": "TargetTrackingScaling"}),),
    )


def _is_written(setting: Setting[str]) -> bool:
    return isinstance(setting, Known) and all(hop.kind != "implied" for hop in setting.via)


RULE = Rule(
    id="SM910",
    name="tf-policy-type-default",
    title="Target tracking policy of the type step scaling in Terraform",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Terraform AWS provider, aws_appautoscaling_policy",
            "https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/appautoscaling_policy.html.markdown",
            "2026-11-21",
            "policy_type defaults to StepScaling; a target tracking block belongs to "
            "TargetTrackingScaling.",
        ),
    ),
    explanation=(
        "aws_appautoscaling_policy sends the type StepScaling unless another one is written. With "
        "a target tracking block and no step scaling block, Application Auto Scaling refuses the "
        "policy, and nothing is scaled."
    ),
    remedy='Set policy_type = "TargetTrackingScaling".',
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "search" { # <- here
  name               = "invocations"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 500
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "search" {
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 500
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
""",
        ),
    ),
    check=check,
)
