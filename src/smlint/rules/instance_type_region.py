"""Instance types that are not offered in the region of the endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts, InstanceType
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.core.values import Known, Setting, Unknown
from smlint.rules._instance_types import on_type

SHOWN = 3


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match each type of a variant that has no price in the region, where it has one elsewhere."""
    region = need(endpoint.region)
    if region is None or not any(region in kind.regions for kind in facts.instance_types.values()):
        return
    pools = variant.instance_pools
    for setting in (variant.instance_type, *(pool.instance_type for pool in pools)):
        if isinstance(setting, Known):
            yield from _judged(setting, endpoint.region, facts.instance_types)
    need(variant.instance_type)
    for pool in need_all(pools):
        need(pool.instance_type)


def _judged(
    setting: Known[str], region: Setting[str], types: Mapping[str, InstanceType]
) -> Iterator[Match]:
    kind = types.get(setting.value)
    if kind is None or not kind.regions or isinstance(region, Unknown):
        return
    here = region.value if isinstance(region, Known) else ""
    if here in kind.regions:
        return
    alike = [name for name in _alike(kind, types) if here in types[name].regions]
    hint = f"; {', '.join(alike[:SHOWN])} of the same size {'are' if alike[1:] else 'is'}"
    yield Match(
        setting.span,
        f"{kind.name} is not among the instance types with a price for hosting in {here}"
        + (hint if alike else ""),
        (Evidence("set here", setting), Evidence("the region", region)),
        instead=on_type([types[name] for name in alike]),
    )


def _alike(kind: InstanceType, types: Mapping[str, InstanceType]) -> list[str]:
    """The types of the same size with an accelerator of the same kind, or none either."""
    size = kind.name.rpartition(".")[2]
    return [
        name
        for name, other in types.items()
        if name.rpartition(".")[2] == size
        and (other.accelerator, other.arm64, other.burstable)
        == (kind.accelerator, kind.arm64, kind.burstable)
    ]


RULE = Rule(
    id="SM947",
    name="instance-type-region",
    title="Instance type that is not offered in the region",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "cfn-lint 1.58.0, instance types of hosting by region (made of AWS's prices on "
            "2026-10-20)",
            "https://github.com/aws-cloudformation/cfn-lint/blob/v1.58.0/src/cfnlint/data/schemas/extensions/aws_sagemaker_hosting/instancetype_enum.json",
            "2026-11-21",
            "The instance types that have a price for hosting, by region.",
        ),
    ),
    explanation=(
        "Not every region has every instance type: newer GPUs come to few regions first, and newer "
        "regions do without older families. The API's list of types is the same everywhere, so "
        "that a type which a region lacks is refused only when the endpoint is created. What a "
        "region has is told by what has a price there; where the region is not written, and for "
        "types that have no price in any, the rule is silent."
    ),
    remedy="Choose a type that the region has, or a region that has the type.",
    bad=(
        Example(
            "terraform",
            """\
provider "aws" {
  region = "eu-west-3"
}

resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.p4d.24xlarge" # <- here
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker", region_name="us-west-1").create_endpoint_config(
    EndpointConfigName="chat",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "chat",
            "InstanceType": "ml.g5.xlarge",  # <- here
            "InitialInstanceCount": 1,
        }
    ],
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
provider "aws" {
  region = "eu-west-1"
}

resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "chat"
    instance_type          = "ml.g5.xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check=check,
)
