"""Policies that follow the load of something else than they scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import SCALING_POLICY, Resource
from smlint.core.rule import ENDPOINT_NAME, Example, Instead, Match, Rule, Written
from smlint.core.values import Absent, Part, Reference, Setting, parts_of
from smlint.rules._autoscaling import (
    CONFIGURATION,
    Named,
    named,
    scales_sagemaker,
    told,
    written,
)
from smlint.rules._metric_examples import tracking_py
from smlint.rules._metrics import MONITORING, watched
from smlint.rules._scaling_examples import ENDPOINT_TF, TARGET_TF, policy_tf


@per_resource_of(SCALING_POLICY)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a customized metric whose endpoint or variant is not that of the policy."""
    if not scales_sagemaker(resource, deployed):
        return
    scaled = told(resource, "ResourceId", deployed)
    name = named(scaled)
    if name is None:
        return
    for metric in watched(resource):
        dimensions = metric.values() or {}
        for dimension, wanted in (("EndpointName", name.endpoint), ("VariantName", name.variant)):
            value = dimensions.get(dimension)
            if value is None or isinstance(value, Absent) or not _differ(value, wanted):
                continue
            yield Match(
                value.span,
                f"this policy follows {_shown(value)}, but scales {_text(wanted)}: its load says "
                "nothing of what is scaled",
                (written("what is scaled is set here", scaled),),
                instead=(_instead(dimensions, name),),
            )
            return


def _instead(dimensions: Mapping[str, Setting[str]], name: Named) -> Instead:
    """All dimensions, with those of what is scaled."""
    wanted = {"EndpointName": name.endpoint, "VariantName": name.variant}
    listed: Written = [
        {"Name": key, "Value": _value(key, wanted.get(key, parts_of(value)))}
        for key, value in dimensions.items()
    ]
    customized: Written = {"CustomizedMetricSpecification": {"Dimensions": listed}}
    return Instead(SCALING_POLICY, {CONFIGURATION: customized})


def _value(dimension: str, parts: tuple[Part, ...]) -> str:
    """The text that `parts` are, or what belongs there."""
    if all(isinstance(part, str) for part in parts):
        return _text(parts)
    return ENDPOINT_NAME if dimension == "EndpointName" else "VARIANT"


def _differ(value: Setting[str], wanted: tuple[Part, ...]) -> bool:
    """Whether both are known, as texts or as what different resources are called."""
    parts = parts_of(value)
    kind = Reference if isinstance(wanted[0], Reference) else str
    alike = len(parts) == len(wanted) == 1 and isinstance(parts[0], kind)
    return alike and parts != wanted and isinstance(wanted[0], kind)


def _shown(value: Setting[str]) -> str:
    return _text(parts_of(value))


def _text(parts: tuple[Part, ...]) -> str:
    return "".join(part.address if isinstance(part, Reference) else str(part) for part in parts)


RULE = Rule(
    id="SM322",
    name="metric-of-another-endpoint",
    title="Policy that follows the metric of another endpoint or variant",
    category="scaling",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "How target tracking scaling works",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html",
            "2026-11-21",
            "A metric for target tracking tells how busy the target is, and changes in proportion "
            "to its capacity.",
        ),
        MONITORING._replace(
            claim="Metrics belong to the endpoint and variant in their dimensions."
        ),
    ),
    explanation=(
        "A customized metric is described by its dimensions, which are written apart from the "
        "resource id of the policy and copied with it from one endpoint to the next. Where they "
        "name another endpoint, or another variant, the policy adds instances here when it is busy "
        "there; as adding them does not change that metric, it goes on to the maximum capacity, "
        "or, where nobody calls the other one, scales in while this one is overloaded. Predefined "
        "metrics have no dimensions to get wrong."
    ),
    remedy="Name in the dimensions what the policy scales, or use a predefined metric.",
    bad=(
        Example(
            "python",
            tracking_py().replace(
                '{"Name": "EndpointName", "Value": "search"},',
                '{"Name": "EndpointName", "Value": "ranking"},  # <- here',
            ),
        ),
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + policy_tf("""\
    target_value = 60
    customized_metric_specification {
      metric_name = "CPUUtilization"
      namespace   = "/aws/sagemaker/Endpoints"
      statistic   = "Average"
      dimensions {
        name  = "EndpointName"
        value = aws_sagemaker_endpoint.search.name
      }
      dimensions {
        name  = "VariantName"
        value = "main" # <- here
      }
    }
"""),
        ),
    ),
    good=(
        Example("python", tracking_py()),
        Example(
            "terraform",
            ENDPOINT_TF
            + TARGET_TF
            + policy_tf("""\
    target_value = 60
    customized_metric_specification {
      metric_name = "CPUUtilization"
      namespace   = "/aws/sagemaker/Endpoints"
      statistic   = "Average"
      dimensions {
        name  = "EndpointName"
        value = aws_sagemaker_endpoint.search.name
      }
      dimensions {
        name  = "VariantName"
        value = "AllTraffic"
      }
    }
"""),
        ),
    ),
    check_deployed=check,
)
