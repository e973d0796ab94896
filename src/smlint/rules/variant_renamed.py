"""Updates whose variants have other names than before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from smlint.core.checks import per_deployment
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined, need, need_all
from smlint.core.values import Many


@per_deployment
def check(deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a configuration that has none of the variants of the one before it."""
    doubts = []
    for before, after in _updates(deployed.endpoints):
        try:
            old, new = _names(before.variants), _names(after.variants)
            shadows = _names(before.shadow_variants)
        except Undetermined as met:
            doubts.append(met)
            continue
        if not old or not new or {*old, *shadows} & set(new):
            continue
        variant = after.variants.items[0]
        yield Match(
            variant.name.span,
            f"this update leaves the endpoint without {_listed(old)}: a deployment from one "
            "configuration to the next takes variants of the same name",
            (
                Evidence("the variant is called this here", variant.name),
                Evidence("and this before", before.variants.items[0].name),
            ),
            blocks=(after.extent, variant.extent),
            instead=(
                Instead(
                    "AWS::SageMaker::EndpointConfig",
                    {"ProductionVariants": [{"VariantName": old[0]}]},
                ),
            ),
            endpoints=(after,),
        )
    if doubts:
        raise doubts[0]


def _updates(endpoints: Iterable[Endpoint]) -> Iterator[tuple[Endpoint, Endpoint]]:
    """The configurations that one endpoint gets, one after the other."""
    units: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        if endpoint.unit:
            units.setdefault(endpoint.unit, []).append(endpoint)
    for unit in units.values():
        yield from pairwise(unit)


def _names(variants: Many[Variant]) -> list[str]:
    named = (need(variant.name) for variant in need_all(variants))
    return [name for name in named if name is not None]


def _listed(names: list[str]) -> str:
    return "its variant " + ", ".join(f'"{name}"' for name in names)


RULE = Rule(
    id="SM710",
    name="variant-renamed",
    title="Update that gives the variant another name",
    category="deployment",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Deployment guardrails, exclusions",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html",
            "2026-11-21",
            "In a blue/green or rolling deployment the new configuration's variant has the name "
            "of the old one's.",
        ),
    ),
    explanation=(
        "Every update is a deployment from one configuration to the next: blue/green unless it is "
        "told to roll. The variants of the two are matched by name, so that traffic, weights and "
        "capacity pass from one to the other, and scaling, alarms and callers that name the "
        "variant go on working. A configuration without any of the old variants breaks that; one "
        "that makes a shadow variant the production variant is fine. The rule needs to see both "
        "configurations, as a script that creates and updates an endpoint shows them."
    ),
    remedy=(
        "Keep the variant's name from one configuration to the next, and put the version into the "
        "names of model and configuration."
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search-1",
    ProductionVariants=[
        {
            "VariantName": "v1",
            "ModelName": "search-1",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search-1")
sagemaker.create_endpoint_config(
    EndpointConfigName="search-2",
    ProductionVariants=[
        {
            "VariantName": "v2",  # <- here
            "ModelName": "search-2",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sagemaker.update_endpoint(EndpointName="search", EndpointConfigName="search-2")
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name search-1 \\
  --production-variants VariantName=v1,ModelName=m1,InstanceType=ml.c5.large
aws sagemaker create-endpoint --endpoint-name search --endpoint-config-name search-1
aws sagemaker create-endpoint-config --endpoint-config-name search-2 \\
  --production-variants VariantName=v2,ModelName=m2,InstanceType=ml.c5.large # <- here
aws sagemaker update-endpoint --endpoint-name search --endpoint-config-name search-2
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
for version in ("1", "2"):
    sagemaker.create_endpoint_config(
        EndpointConfigName=f"search-{version}",
        ProductionVariants=[
            {
                "VariantName": "AllTraffic",
                "ModelName": f"search-{version}",
                "InstanceType": "ml.c5.xlarge",
                "InitialInstanceCount": 2,
            }
        ],
    )
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search-1")
sagemaker.update_endpoint(EndpointName="search", EndpointConfigName="search-2")
""",
        ),
    ),
    check_deployed=check,
)
