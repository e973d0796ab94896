"""Predefined metrics that SageMaker does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import SCALING_POLICY, Resource
from smlint.core.rule import ENDPOINT_NAME, Evidence, Example, Instead, Match, Rule, Written, need
from smlint.core.tree import member, text
from smlint.core.values import Known
from smlint.rules._autoscaling import (
    CONFIGURATION,
    DIMENSIONS,
    INVOCATIONS,
    PREDEFINED,
    PREDEFINED_METRIC,
    SPECIFICATION,
    id_written,
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

BACKLOG = "ApproximateBacklogSize"
"""What the metrics of an asynchronous endpoint's queue begin with; they are no predefined ones."""

PROCESSORS = "CPUUtilization"
"""What the predefined metrics of other services end in, and how SageMaker's own one is called."""

OF_ENDPOINT = {"Name": "EndpointName", "Value": ENDPOINT_NAME}

MEANT: Mapping[str, str] = {
    "InvocationsPerInstance": INVOCATIONS,
    "ConcurrentRequestsPerModel": "SageMakerVariantConcurrentRequestsPerModelHighResolution",
    "InvocationsPerCopy": "SageMakerInferenceComponentInvocationsPerCopy",
    "ConcurrentRequestsPerCopy": (
        "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution"
    ),
    "ProvisionedConcurrencyUtilization": "SageMakerVariantProvisionedConcurrencyUtilization",
}
"""The predefined metrics by the names that CloudWatch has for them."""


@per_resource_of(SCALING_POLICY)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a predefined metric of another service, or of none."""
    if not scales_sagemaker(resource, deployed):
        return
    metric = text(member(resource.properties, *PREDEFINED_METRIC))
    name = need(metric)
    if name is None or name in PREDEFINED:
        return
    dimension = told(resource, "ScalableDimension", deployed)
    scaled = DIMENSIONS.get(dimension.value, "") if isinstance(dimension, Known) else ""
    fitting = [
        known
        for known, of in PREDEFINED.items()
        if not scaled or (isinstance(dimension, Known) and of == dimension.value)
    ]
    yield Match(
        metric.span,
        f'"{name}" is no predefined metric of SageMaker; '
        f"for {scaled or 'it'} there {_listed(fitting)}",
        (Evidence("set here", metric),),
        instead=_instead(name, fitting, _variant(resource, deployed)),
    )


def _listed(names: list[str]) -> str:
    return f"{'is' if len(names) == 1 else 'are'} {', '.join(names)}"


def _variant(resource: Resource, deployed: Deployed) -> str:
    """The variant that is scaled, by its name where that is known."""
    return id_written(told(resource, "ResourceId", deployed)).rpartition("/")[2]


def _instead(name: str, fitting: Sequence[str], variant: str) -> tuple[Instead, ...]:
    """The metric that is meant, where that is plain."""
    meant: Written = None
    if name in MEANT or len(fitting) == 1:
        meant = {SPECIFICATION: {"PredefinedMetricType": MEANT.get(name, fitting[0])}}
    elif name.startswith(BACKLOG):
        meant = _customized(name, "AWS/SageMaker", OF_ENDPOINT)
    elif name.endswith(PROCESSORS) and INVOCATIONS in fitting:
        of_variant = {"Name": "VariantName", "Value": variant}
        meant = _customized(PROCESSORS, "/aws/sagemaker/Endpoints", OF_ENDPOINT, of_variant)
    return () if meant is None else (Instead(SCALING_POLICY, {CONFIGURATION: meant}),)


def _customized(name: str, namespace: str, *dimensions: Mapping[str, str]) -> Written:
    metric: Written = {
        "MetricName": name,
        "Namespace": namespace,
        "Statistic": "Average",
        "Dimensions": list(dimensions),
    }
    return {SPECIFICATION: None, "CustomizedMetricSpecification": metric}


RULE = Rule(
    id="SM928",
    name="autoscale-unknown-metric",
    title="Predefined metric that SageMaker does not have",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "PredefinedMetricSpecification, Application Auto Scaling API Reference",
            "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html",
            "2026-11-21",
            "Of the predefined metrics five are of SageMaker: two of a variant's instances, two of "
            "an inference component's copies, one of provisioned concurrency.",
        ),
        Citation(
            "Define a scaling policy",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-code-define.html",
            "2026-11-21",
            "The metric that CloudWatch calls InvocationsPerInstance is the predefined metric "
            "SageMakerVariantInvocationsPerInstance; all others are customized metrics.",
        ),
    ),
    explanation=(
        "Target tracking follows either a predefined metric, chosen from a closed list, or a "
        "customized one, described by namespace, name, statistic and dimensions. The list holds "
        "the metrics of all services; those of SageMaker begin with SageMakerVariant and "
        "SageMakerInferenceComponent. CloudWatch shows the same metrics under other names, and a "
        "sample in the guide to multi-model endpoints has such a one (InvocationsPerInstance): "
        "with it, PutScalingPolicy is refused. A queue's backlog, processor and GPU utilization, "
        "latency and explanations have no predefined metric."
    ),
    remedy=(
        "Use one of the five predefined metrics of SageMaker, or describe the CloudWatch metric in "
        "a customized metric specification."
    ),
    bad=(
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + policy_tf("""\
    target_value = 500
    predefined_metric_specification {
      predefined_metric_type = "InvocationsPerInstance" # <- here
    }
"""),
        ),
        Example(
            "cloudformation",
            ENDPOINT_CFN
            + TARGET_CFN
            + policy_cfn("""\
        TargetValue: 70
        PredefinedMetricSpecification:
          PredefinedMetricType: ECSServiceAverageCPUUtilization # <- here
"""),
        ),
        Example(
            "python",
            ENDPOINT_PY
            + TARGET_PY
            + policy_py("""\
        "TargetValue": 5,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "ApproximateBacklogSizePerInstance",  # <- here
        },
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
