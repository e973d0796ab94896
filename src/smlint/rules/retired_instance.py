"""Instance types for which AWS has no price any more."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.rules._conditions import all_in
from smlint.rules._instance_types import kind_of, on_type, size_of, smallest

SUCCESSORS = {"p2": ("g4dn", "g5"), "p3": ("g5",)}
"""Families with GPUs of a later generation, as many as there are in the retired one."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an instance type that is priced in no region."""
    kind = kind_of(variant.instance_type, facts)
    if kind is None:
        need(variant.instance_type)
        return
    if not kind.retired or not all_in((endpoint.kind, ("realtime", "async"))):
        return
    likewise = (
        smallest(family, kind.accelerators or 1, facts, size_of(kind))
        for family in SUCCESSORS[kind.family]
    )
    other = next((found for found in likewise if found is not None), None)
    later = "" if other is None else f"; {other.name} has as many GPUs, of a later generation"
    yield Match(
        variant.instance_type.span,
        f"AWS lists no price for {kind.name} in any region any more, though the API still takes "
        f"the name{later}",
        (Evidence("set here", variant.instance_type),),
        instead=on_type((other,)),
    )


RULE = Rule(
    id="SM414",
    name="retired-instance",
    title="Instance type of a retired generation",
    category="cost",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "cfn-lint 1.58.0, instance types of hosting by region",
            "https://github.com/aws-cloudformation/cfn-lint/blob/v1.58.0/src/cfnlint/data/schemas/extensions/aws_sagemaker_hosting/instancetype_enum.json",
            "2026-11-21",
            "Made of AWS's prices on 2026-10-20: no region has one for ml.p2 or ml.p3.",
        ),
        Citation(
            "Amazon EC2 instance types",
            "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html",
            "2026-11-21",
            "P3 is among the previous generations, P2 is no longer named; the current generations "
            "are recommended for new instances.",
        ),
        Citation(
            "XGBoost algorithm with Amazon SageMaker AI",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost.html",
            "2026-11-21",
            "Newer containers no longer run on P2 (from 1.7) or P3 (from 3.0): their GPUs lack "
            "what the software needs.",
        ),
    ),
    explanation=(
        "The API still accepts the names of ml.p2 and ml.p3, but there is no price for hosting on "
        "them in any region: expect the deployment to fail for want of capacity or of a quota, "
        "today or when the last instances have gone. Containers made for current GPUs do not run "
        "on them either. The rule knows the types from the list of prices for hosting by region; "
        "transform jobs, which have another, are left out."
    ),
    remedy=(
        "Use a type of a current generation with as many GPUs, such as ml.g4dn, ml.g5 or ml.g6. "
        "A model that SageMaker Neo compiled for the old family has to be compiled for the new one."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "vision" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "vision"
    instance_type          = "ml.p3.2xlarge" # <- here
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(
    model_data="s3://models/vision.tar.gz", role="ml", entry_point="inference.py",
    framework_version="1.12", py_version="py38",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.p2.xlarge")  # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "vision" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "vision"
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check=check,
)
