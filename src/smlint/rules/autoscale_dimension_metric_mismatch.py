"""Predefined metrics of something else than what is scaled."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import SCALING_POLICY, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.tree import member, text
from smlint.rules._autoscaling import (
    CONFIGURATION,
    DIMENSIONS,
    PREDEFINED,
    PREDEFINED_METRIC,
    SPECIFICATION,
    scales_sagemaker,
    told,
)
from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_PY,
    ENDPOINT_TF,
    SCALED_CFN,
    SCALED_TF,
    TARGET_CFN,
    TARGET_PY,
    TARGET_TF,
    policy_cfn,
    policy_py,
    policy_tf,
)


@per_resource_of(SCALING_POLICY)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a predefined metric of another dimension than the policy's."""
    if not scales_sagemaker(resource, deployed):
        return
    metric = text(member(resource.properties, *PREDEFINED_METRIC))
    dimension = told(resource, "ScalableDimension", deployed)
    name, scaled = need(metric), need(dimension)
    if name is None or scaled is None:
        return
    if name not in PREDEFINED or scaled not in DIMENSIONS or PREDEFINED[name] == scaled:
        return
    fitting = next(known for known, of in PREDEFINED.items() if of == scaled)
    yield Match(
        metric.span,
        f"{name} is measured of {DIMENSIONS[PREDEFINED[name]]}, but this policy scales "
        f"{DIMENSIONS[scaled]} ({scaled})",
        (Evidence("set here", metric), Evidence("what is scaled is set here", dimension)),
        instead=(
            Instead(
                SCALING_POLICY,
                {CONFIGURATION: {SPECIFICATION: {"PredefinedMetricType": fitting}}},
            ),
        ),
    )


RULE = Rule(
    id="SM927",
    name="autoscale-dimension-metric-mismatch",
    title="Predefined metric of another dimension than the one that is scaled",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "PredefinedMetricSpecification, Application Auto Scaling API Reference",
            "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html",
            "2026-11-21",
            "Each predefined metric of SageMaker tells of variants, of inference components or of "
            "provisioned concurrency.",
        ),
        Citation(
            "Define a scaling policy",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-code-define.html",
            "2026-11-21",
            "A policy of inference components uses the metrics of inference components in place of "
            "those of variants.",
        ),
    ),
    explanation=(
        "SageMaker has three things that can be scaled: the instances of a variant "
        "(sagemaker:variant:DesiredInstanceCount), the provisioned concurrency of a serverless "
        "variant (sagemaker:variant:DesiredProvisionedConcurrency) and the copies of an inference "
        "component (sagemaker:inference-component:DesiredCopyCount). Each has predefined metrics "
        "of its own, which are normalized by what is scaled: invocations per instance, invocations "
        "per copy, utilization of the concurrency. A metric of another dimension does not change "
        "with the capacity that the policy sets."
    ),
    remedy=(
        "Use a predefined metric of the policy's scalable dimension, or correct the dimension and "
        "the resource id of policy and target."
    ),
    bad=(
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + policy_tf("""\
    target_value = 5
    predefined_metric_specification {
      predefined_metric_type = "SageMakerInferenceComponentInvocationsPerCopy" # <- here
    }
"""),
        ),
        Example(
            "cloudformation",
            ENDPOINT_CFN
            + TARGET_CFN
            + policy_cfn("""\
        TargetValue: 0.7
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantProvisionedConcurrencyUtilization # <- here
"""),
        ),
    ),
    good=(
        Example("terraform", SCALED_TF),
        Example("cloudformation", SCALED_CFN),
        Example(
            "python",
            ENDPOINT_PY
            + TARGET_PY
            + policy_py("""\
        "TargetValue": 5,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantConcurrentRequestsPerModelHighResolution"
        },
"""),
        ),
    ),
    check_deployed=check,
)
