"""Target values in another unit than the metric's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.quantity import show_number
from smlint.core.resource import SCALING_POLICY, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.tree import member, number, text
from smlint.core.values import Known, Setting
from smlint.rules._autoscaling import CONFIGURATION, PREDEFINED_METRIC, scales_sagemaker
from smlint.rules._conditions import all_in
from smlint.rules._metric_examples import tracking_py
from smlint.rules._metrics import MACHINES, MONITORING, OF_MACHINES, watched
from smlint.rules._scaling_examples import ENDPOINT_TF, TARGET_TF, policy_tf

FRACTION = "SageMakerVariantProvisionedConcurrencyUtilization"
COUNTS = frozenset({"LoadedModelCount"})
PERCENT = 100


@per_resource_of(SCALING_POLICY)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a fraction that is written as a percentage, and a percentage written as a fraction."""
    if not scales_sagemaker(resource, deployed):
        return
    target = number(member(resource.properties, CONFIGURATION, "TargetValue"))
    predefined = text(member(resource.properties, *PREDEFINED_METRIC))
    fits = isinstance(target, Known) and target.value <= 1
    if not fits and all_in((predefined, (FRACTION,))) and (value := need(target)) is not None:
        said = f"is a fraction: {show_number(value)} means {show_number(value * PERCENT)} %"
        yield _match(
            predefined, target, f"{FRACTION} {said}, which it never gets to", value / PERCENT
        )
    for metric in watched(resource):
        name, value = need(metric.name), need(target)
        if name not in OF_MACHINES or name in COUNTS or need(metric.namespace) != MACHINES:
            continue
        if value is not None and 0 < value <= 1:
            said = f"{name} is a percentage: {show_number(value)} means {_percent(value / PERCENT)}"
            yield _match(metric.name, target, f"{said}, which every load is above", value * PERCENT)


def _percent(fraction: float) -> str:
    return f"{show_number(fraction * PERCENT)} %"


def _match(metric: Setting[str], target: Setting[float], said: str, right: float) -> Match:
    configuration: Mapping[str, float] = {"TargetValue": right}
    return Match(
        target.span,
        said,
        (Evidence("the metric is set here", metric),),
        instead=(Instead(SCALING_POLICY, {CONFIGURATION: configuration}),),
    )


CONCURRENCY_TF = (
    (ENDPOINT_TF + TARGET_TF)
    .replace(
        """\
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
""",
        """\
    serverless_config {
      memory_size_in_mb       = 2048
      max_concurrency         = 20
      provisioned_concurrency = 2
    }
""",
    )
    .replace("DesiredInstanceCount", "DesiredProvisionedConcurrency")
)


def _tf(target: str) -> str:
    return CONCURRENCY_TF + policy_tf(f"""\
    target_value = {target}
    predefined_metric_specification {{
      predefined_metric_type = "{FRACTION}"
    }}
""")


RULE = Rule(
    id="SM323",
    name="autoscale-target-unit",
    title="Target value in another unit than its metric",
    category="scaling",
    severity="warning",
    preset="recommended",
    sources=(
        MONITORING._replace(
            claim="Utilization of processors, memory, disk and GPUs is a percentage, that of "
            "several cores or GPUs up to 100 for each."
        ),
        Citation(
            "Automatically scale provisioned concurrency for a serverless endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-autoscale.html",
            "2026-11-21",
            "The example tracks the utilization of provisioned concurrency to 0.5.",
        ),
        Citation(
            "Alarms and logs for tracking metrics from serverless endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html",
            "2026-11-21",
            "The utilization is the number of concurrent executions divided by the allocated "
            "provisioned concurrency.",
        ),
    ),
    explanation=(
        "Utilization is published in two units. That of processor, memory, disk and GPU is a "
        "percentage, of which 50 is half (for processor and GPU of one core or device: two busy "
        "cores are 200). That of provisioned concurrency is a fraction, of which 0.5 is half. A "
        "percentage that is tracked to 0.5 is above its target whenever anything runs, so that the "
        "endpoint goes to its maximum capacity and stays there. A fraction that is tracked to 70 "
        "is always below, so that nothing is ever added."
    ),
    remedy=(
        "Write the target in the unit of the metric: 0.7 of provisioned concurrency, 70 percent of "
        "a processor."
    ),
    bad=(
        Example("terraform", _tf("70 # <- here")),
        Example("python", tracking_py(target="0.6,  # <- here")),
    ),
    good=(
        Example("terraform", _tf("0.7")),
        Example("python", tracking_py(target="60,")),
    ),
    check_deployed=check,
)
