"""Asynchronous endpoints that are scaled by something else than what waits for them."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, ScalingPolicy, Variant
from smlint.core.rule import ENDPOINT_NAME, Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Many
from smlint.rules._async_examples import QUEUE_TF, target_tf
from smlint.rules._conditions import all_in
from smlint.rules._metrics import of_sagemaker

BACKLOG = frozenset({
    "ApproximateBacklogSizePerInstance", "ApproximateBacklogSize", "ApproximateAgeOfOldestRequest",
})  # fmt: skip
"""Metrics of the requests that wait."""


@per_scalable_target
def check(
    endpoint: Endpoint, variant: Variant | None, target: ScalableTarget, facts: Facts
) -> Iterator[Match]:
    """Match target tracking on another metric of SageMaker, where none tracks the backlog."""
    if variant is None or target.policies == Many():
        return
    if not all_in((endpoint.kind, ("async",))):
        return
    tracking = [policy for policy in need_all(target.policies) if need(policy.target_tracking)]
    followed = {policy.address: _followed(policy) for policy in tracking}
    if not BACKLOG.isdisjoint(filter(None, followed.values())):
        return
    for policy in tracking:
        metric = followed[policy.address]
        if metric is not None and _is_of_sagemaker(policy):
            yield Match(
                policy.target_tracking.span,
                f"this follows {metric}, which does not tell how many requests wait in the queue "
                "of this asynchronous endpoint",
                (
                    Evidence("set here", policy.predefined_metric),
                    Evidence("set here", policy.customized_metric),
                    Evidence("kind is async", endpoint.kind),
                ),
                (policy.extent,),
                instead=(_backlog(facts),),
            )


def _followed(policy: ScalingPolicy) -> str | None:
    return need(policy.predefined_metric) or need(policy.customized_metric)


def _is_of_sagemaker(policy: ScalingPolicy) -> bool:
    """Whether the metric is one of SageMaker: one's own may well tell of the queue."""
    namespace = need(policy.customized_namespace)
    if need(policy.predefined_metric) is not None:
        return True
    return namespace is not None and of_sagemaker(namespace)


def _backlog(facts: Facts) -> Instead:
    return Instead(
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        {
            "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": int(facts.value("async-backlog-target")),
                "PredefinedMetricSpecification": None,
                "CustomizedMetricSpecification": {
                    "Namespace": "AWS/SageMaker",
                    "MetricName": "ApproximateBacklogSizePerInstance",
                    "Dimensions": [{"Name": "EndpointName", "Value": ENDPOINT_NAME}],
                    "Statistic": "Average",
                },
            }
        },
    )


RULE = Rule(
    id="SM310",
    name="async-wrong-metric",
    title="Asynchronous endpoint that is not scaled by its backlog",
    category="scaling",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Autoscale an asynchronous endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html",
            "2026-11-21",
            "Target tracking on the custom metric ApproximateBacklogSizePerInstance is strongly "
            "recommended.",
        ),
        Citation(
            "Asynchronous inference, troubleshooting",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-troubleshooting.html",
            "2026-11-21",
            "The backlog is the metric to look at; invocations and the use of the hardware can "
            "tell when an instance is too busy. Several policies for one endpoint conflict.",
        ),
    ),
    explanation=(
        "Requests of an asynchronous endpoint wait in a queue, so the work that is left is the "
        "backlog: ApproximateBacklogSizePerInstance says for how many requests each instance is "
        "late. Invocations by instance only say how much was done, which is highest when the queue "
        "is hopelessly long and does not change with it, and at zero instances they say nothing at "
        "all. The rule is silent where another policy follows the backlog, and about metrics of "
        "your own, which may well tell of the queue."
    ),
    remedy=(
        "Follow ApproximateBacklogSizePerInstance (namespace AWS/SageMaker, dimension "
        "EndpointName, statistic Average) with a target of the requests that may wait for one "
        "instance."
    ),
    bad=(
        Example(
            "terraform",
            QUEUE_TF
            + target_tf("1")
            + """\

resource "aws_appautoscaling_policy" "ocr" {
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.ocr.service_namespace
  resource_id        = aws_appautoscaling_target.ocr.resource_id
  scalable_dimension = aws_appautoscaling_target.ocr.scalable_dimension
  target_tracking_scaling_policy_configuration { # <- here
    target_value = 5
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="ocr",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ocr",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/ocr/"}},
)
sagemaker.create_endpoint(EndpointName="ocr", EndpointConfigName="ocr")
scaled = {
    "ServiceNamespace": "sagemaker",
    "ResourceId": "endpoint/ocr/variant/AllTraffic",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}
scaling = boto3.client("application-autoscaling")
scaling.register_scalable_target(**scaled, MinCapacity=1, MaxCapacity=4)
scaling.put_scaling_policy(
    **scaled,
    PolicyName="cpu",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={  # <- here
        "TargetValue": 50,
        "CustomizedMetricSpecification": {
            "Namespace": "/aws/sagemaker/Endpoints",
            "MetricName": "CPUUtilization",
            "Dimensions": [
                {"Name": "EndpointName", "Value": "ocr"},
                {"Name": "VariantName", "Value": "AllTraffic"},
            ],
            "Statistic": "Average",
        },
    },
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            QUEUE_TF
            + target_tf("1")
            + """\

resource "aws_appautoscaling_policy" "ocr" {
  name               = "backlog"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.ocr.service_namespace
  resource_id        = aws_appautoscaling_target.ocr.resource_id
  scalable_dimension = aws_appautoscaling_target.ocr.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 5
    customized_metric_specification {
      metric_name = "ApproximateBacklogSizePerInstance"
      namespace   = "AWS/SageMaker"
      statistic   = "Average"
      dimensions {
        name  = "EndpointName"
        value = aws_sagemaker_endpoint.ocr.name
      }
    }
  }
}
""",
        ),
    ),
    check=check,
)
