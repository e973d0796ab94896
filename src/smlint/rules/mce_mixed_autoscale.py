"""Several models on one variant, scaled by the number of their requests."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Model, ScalableTarget, Variant
from smlint.core.resource import SCALING_POLICY
from smlint.core.rule import (
    ENDPOINT_NAME,
    Evidence,
    Example,
    Instead,
    Match,
    Rule,
    Written,
    need,
    need_all,
)
from smlint.core.values import Known
from smlint.rules._autoscaling import CONFIGURATION, INVOCATIONS
from smlint.rules._containers import own_containers, runs_direct
from smlint.rules._scaling_examples import SCALED_PY, SCALED_TF


@per_scalable_target
def check(
    _: Endpoint, variant: Variant | None, target: ScalableTarget, __: Facts
) -> Iterator[Match]:
    """Match a policy by invocations on containers that are invoked one by one."""
    model = None if variant is None else need(variant.model)
    if model is None or not _is_direct(model):
        return
    for policy in target.policies:
        if need(policy.predefined_metric) == INVOCATIONS:
            yield Match(
                policy.predefined_metric.span,
                f"this policy counts the requests of {len(model.containers.items)} different "
                "containers alike: traffic that moves to the slowest of them adds no instance",
                (
                    Evidence("containers are invoked one by one", model.execution_mode),
                    Evidence("set here", policy.predefined_metric),
                ),
                (policy.extent,),
                instead=(_by_processors(variant),),
            )
    need_all(target.policies)


def _by_processors(variant: Variant | None) -> Instead:
    """A policy by what the requests of all containers use."""
    name = None if variant is None else variant.name
    value = name.value if isinstance(name, Known) else "VARIANT"
    metric: Written = {
        "MetricName": "CPUUtilization",
        "Namespace": "/aws/sagemaker/Endpoints",
        "Statistic": "Average",
        "Dimensions": [
            {"Name": "EndpointName", "Value": ENDPOINT_NAME},
            {"Name": "VariantName", "Value": value},
        ],
    }
    changed: dict[str, Written] = {
        "TargetValue": 60,
        "PredefinedMetricSpecification": None,
        "CustomizedMetricSpecification": metric,
    }
    return Instead(SCALING_POLICY, {CONFIGURATION: changed})


def _is_direct(model: Model) -> bool:
    if not runs_direct(model):
        return False
    return len(model.containers.items) > 1 or len(own_containers(model)) > 1


MODEL_TF = """\
resource "aws_sagemaker_model" "search" {
  name               = "search"
  execution_role_arn = "arn:aws:iam::123456789012:role/search"
  container {
    image              = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.0"
    container_hostname = "rank"
  }
  container {
    image              = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/embed:2.0.1"
    container_hostname = "embed"
  }
  inference_execution_config {
    mode = "Direct"
  }
}

"""
MODEL_PY = """\
sagemaker.create_model(
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/search",
    Containers=[
        {
            "Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/rank:1.4.0",
            "ContainerHostname": "rank",
        },
        {
            "Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/embed:2.0.1",
            "ContainerHostname": "embed",
        },
    ],
    InferenceExecutionConfig={"Mode": "Direct"},
)
sagemaker.create_endpoint_config("""
NAMED_TF = SCALED_TF.replace(
    'model_name             = "search"', "model_name             = aws_sagemaker_model.search.name"
)

RULE = Rule(
    id="SM318",
    name="mce-mixed-autoscale",
    title="Multi-container endpoint that scales by the number of invocations",
    category="scaling",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Autoscale multi-container endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-auto-scaling.html",
            "2026-11-21",
            "With InvocationsPerInstance the containers should be alike in processor use and "
            "latency: a shift of traffic to a heavier one leaves the number of calls, and so the "
            "number of instances, as it was.",
        ),
    ),
    explanation=(
        "A multi-container endpoint in direct mode hosts different models on the same instances, "
        "and each request names the one that it is for. InvocationsPerInstance counts them all "
        "alike. That fits containers which take a request about the same time and processor; where "
        "one is much heavier, a shift of traffic to it overloads the instances without a change of "
        "the metric. Files do not tell how heavy containers are, so this is a note."
    ),
    remedy=(
        "Track what the containers have in common, such as CPUUtilization, host those that differ "
        "on endpoints or inference components of their own, or make sure that they are alike."
    ),
    bad=(
        Example(
            "terraform",
            MODEL_TF + NAMED_TF.replace('PerInstance"', 'PerInstance" # <- here'),
        ),
        Example(
            "python",
            SCALED_PY.replace("sagemaker.create_endpoint_config(", MODEL_PY).replace(
                'PerInstance"', 'PerInstance"  # <- here'
            ),
        ),
    ),
    good=(
        Example("terraform", MODEL_TF.replace("Direct", "Serial") + NAMED_TF),
        Example(
            "python",
            SCALED_PY.replace(
                "sagemaker.create_endpoint_config(", MODEL_PY.replace("Direct", "Serial")
            ),
        ),
    ),
    check=check,
)
