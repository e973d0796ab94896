"""Endpoints that explain, but scale by requests alone."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.resource import SCALING_POLICY
from smlint.core.rule import ENDPOINT_NAME, Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Known
from smlint.rules._autoscaling import CONFIGURATION, INSTANCES, id_written
from smlint.rules._metrics import REQUESTS
from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_PY,
    INVOCATIONS_CFN,
    INVOCATIONS_PY,
    SCALED_CFN,
    TARGET_CFN,
    TARGET_PY,
    policy_cfn,
    policy_py,
)

METRIC = "ExplanationsPerInstance"


@per_scalable_target
def check(
    endpoint: Endpoint, variant: Variant | None, target: ScalableTarget, _: Facts
) -> Iterator[Match]:
    """Match a variant of an endpoint with an explainer that no policy scales by explanations."""
    explainer = need(endpoint.explainer_config)
    if explainer is None or variant is None or need(target.scalable_dimension) != INSTANCES:
        return
    policies = need_all(target.policies)
    metrics = [need(policy.customized_metric) for policy in policies]
    if policies and METRIC not in metrics:
        yield Match(
            target.span,
            f"this endpoint explains its predictions, but no policy follows {METRIC}: explaining "
            "takes far more of an instance than predicting",
            (Evidence("explanations are configured here", Known(True, explainer.span)),),
            instead=(_policy(variant, target),),
        )


def _policy(variant: Variant, target: ScalableTarget) -> Instead:
    """A further policy of `target`, on the explanations of `variant`."""
    named = variant.name.value if isinstance(variant.name, Known) else "VARIANT"
    return Instead(
        SCALING_POLICY,
        {
            "PolicyName": "explanations",
            "PolicyType": "TargetTrackingScaling",
            "ServiceNamespace": "sagemaker",
            "ResourceId": id_written(target.resource_id),
            "ScalableDimension": INSTANCES,
            CONFIGURATION: {
                "TargetValue": 20,
                "CustomizedMetricSpecification": {
                    "MetricName": METRIC,
                    "Namespace": REQUESTS,
                    "Statistic": "Sum",
                    "Dimensions": [
                        {"Name": "EndpointName", "Value": ENDPOINT_NAME},
                        {"Name": "VariantName", "Value": named},
                    ],
                },
            },
        },
    )


EXPLAINER_CFN = ENDPOINT_CFN.replace(
    "      ProductionVariants:\n",
    """\
      ExplainerConfig:
        ClarifyExplainerConfig:
          ShapConfig:
            ShapBaselineConfig: {ShapBaseline: "0,0"}
      ProductionVariants:
""",
)
EXPLAINER_PY = ENDPOINT_PY.replace(
    '    EndpointConfigName="search",\n    Prod',
    """\
    EndpointConfigName="search",
    ExplainerConfig={
        "ClarifyExplainerConfig": {
            "ShapConfig": {"ShapBaselineConfig": {"ShapBaseline": "0,0"}}
        }
    },
    Prod""",
)
EXPLANATIONS_PY = """\
        "TargetValue": 20,
        "CustomizedMetricSpecification": {
            "MetricName": "ExplanationsPerInstance",
            "Namespace": "AWS/SageMaker",
            "Statistic": "Sum",
            "Dimensions": [
                {"Name": "EndpointName", "Value": "search"},
                {"Name": "VariantName", "Value": "AllTraffic"},
            ],
        },
"""

RULE = Rule(
    id="SM316",
    name="explainer-metric",
    title="Endpoint with explanations that scales by invocations alone",
    category="scaling",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "Define a scaling policy",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-code-define.html",
            "2026-11-21",
            "For endpoints with online explainability, target tracking on ExplanationsPerInstance "
            "is strongly recommended; a policy on invocations may stand beside it.",
        ),
    ),
    explanation=(
        "With online explainability a request may be explained as well as answered: the explainer "
        "calls the model many times with parts of the input hidden, so that one explanation costs "
        "what many predictions do. The number of invocations says little of that load. Such an "
        "endpoint publishes ExplanationsPerInstance, the records explained each minute by each "
        "instance, in AWS/SageMaker by endpoint and variant. Several target tracking policies may "
        "act on one target: it scales out when one of them wants to, and in when all do."
    ),
    remedy=(
        "Add a target tracking policy on the customized metric ExplanationsPerInstance (statistic "
        "Sum); keep the one on invocations."
    ),
    bad=(
        Example(
            "cloudformation",
            EXPLAINER_CFN
            + TARGET_CFN.replace("SearchTarget:", "SearchTarget: # <- here")
            + policy_cfn(INVOCATIONS_CFN),
        ),
        Example(
            "python",
            EXPLAINER_PY
            + TARGET_PY.replace("target(", "target(  # <- here")
            + policy_py(INVOCATIONS_PY),
        ),
    ),
    good=(
        Example("cloudformation", SCALED_CFN),
        Example("python", EXPLAINER_PY + TARGET_PY + policy_py(EXPLANATIONS_PY)),
    ),
    check=check,
)
