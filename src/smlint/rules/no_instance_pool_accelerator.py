"""Production on accelerators of a single type."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts, InstanceType
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._conditions import all_in

WITHOUT_POOLS = ("terraform",)
"""Languages in which instance pools cannot be written."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an accelerator type that has no other to fall back to."""
    told = (endpoint.environment, ("production",)), (endpoint.kind, ("realtime", "async"))
    if endpoint.language in WITHOUT_POOLS or not all_in(*told):
        return
    name = need(variant.instance_type)
    kind = None if name is None else facts.instance_types.get(name)
    if kind is None or kind.accelerator is None or need_all(variant.instance_pools):
        return
    yield Match(
        variant.instance_type.span,
        f"this production endpoint can run on {name} only: where no capacity is left, it is "
        "neither deployed nor scaled out",
        (
            Evidence("set here", variant.instance_type),
            Evidence("environment is production", endpoint.environment),
        ),
        instead=(
            Instead(
                "AWS::SageMaker::EndpointConfig",
                {
                    "ProductionVariants": [
                        {
                            "InstanceType": None,
                            "InstancePools": [
                                {"InstanceType": name, "Priority": 1},
                                {"InstanceType": _other(kind, facts), "Priority": 2},
                            ],
                        }
                    ]
                },
            ),
        ),
    )


def _other(kind: InstanceType, facts: Facts) -> str:
    """The type after `kind`, else before it, of its size and sort with as many accelerators.

    Where there is none, the text that stands for one.
    """
    size = kind.name.rpartition(".")[2]
    alike = sorted(
        one.name
        for one in facts.instance_types.values()
        if (one.accelerator, one.accelerators) == (kind.accelerator, kind.accelerators)
        and one.family[:1] == kind.family[:1]
        and one.name.endswith(f".{size}")
        and one.name != kind.name
        and one.regions
    )
    later = (name for name in alike if name > kind.name)
    return next(later, alike[-1] if alike else "INSTANCE_TYPE")


RULE = Rule(
    id="SM607",
    name="no-instance-pool-accelerator",
    title="Production on accelerators without a second instance type",
    category="reliability",
    severity="note",
    preset="all",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "Deploy to multiple instance types with instance pools",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-heterogeneous.html",
            "2026-11-21",
            "Where the one type has no capacity a deployment fails; with up to five pools "
            "SageMaker falls back to the next type.",
        ),
    ),
    explanation=(
        "Instances with accelerators are often scarce, and a deployment or a scale-out that finds "
        "none ends in an insufficient capacity error. Instance pools name up to five types in "
        "the order in which they are tried, each with a model of its own if it needs one. "
        "Terraform's AWS provider cannot write them yet, so the rule is silent there. Which types "
        "are scarce no document says."
    ),
    remedy=(
        "Replace InstanceType by InstancePools with a second type that the model runs on, and load "
        "test it."
    ),
    bad=(
        Example(
            "cloudformation",
            """\
Resources:
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: chat
          InstanceType: ml.g6.2xlarge # <- here
          InitialInstanceCount: 2
          InitialVariantWeight: 1
      Tags:
        - {Key: Environment, Value: production}
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
# smlint: environment=production
sagemaker.create_endpoint_config(
    EndpointConfigName="chat",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "chat",
            "InstanceType": "ml.p5.48xlarge",  # <- here
            "InitialInstanceCount": 2,
        }
    ],
)
""",
        ),
    ),
    good=(
        Example(
            "cloudformation",
            """\
Resources:
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: chat
          InstancePools:
            - {InstanceType: ml.g6.2xlarge, Priority: 1}
            - {InstanceType: ml.g6e.2xlarge, Priority: 2}
          InitialInstanceCount: 2
          InitialVariantWeight: 1
      Tags:
        - {Key: Environment, Value: production}
""",
        ),
    ),
    check=check,
)
