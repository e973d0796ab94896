"""Instance types of previous generations that are still to be had."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.rules._instance_types import cost_beside, kind_of, on_type, size_of, smallest

SUCCESSORS = {"m4": "m5", "c4": "c5"}


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an instance type of a previous generation, unless another rule calls it retired."""
    kind = kind_of(variant.instance_type, facts)
    if kind is None:
        need(variant.instance_type)
        return
    if not kind.previous or kind.retired:
        return
    other = smallest(SUCCESSORS[kind.family], 0, facts, size_of(kind))
    later = "" if other is None else f"; {other.name} is that size of a later one"
    yield Match(
        variant.instance_type.span,
        f"{kind.name} is of a previous generation of instances{later}",
        (Evidence("set here", variant.instance_type),),
        cost=cost_beside(endpoint, variant, other, facts),
        instead=on_type((other,), endpoint.kind),
    )


RULE = Rule(
    id="SM421",
    name="previous-generation-instance",
    title="Instance type of a previous generation",
    category="cost",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Amazon EC2 instance types",
            "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html",
            "2026-11-21",
            "M4 and C4 are of previous generations: they are supported for those who have yet to "
            "change; the current generations are recommended for their performance.",
        ),
    ),
    explanation=(
        "M4 and C4 instances are still to be had and still work, and countless examples name them, "
        "but a later generation does more on an instance of the same size, so that fewer or "
        "smaller ones may do. What that saves shows in a load test; a figure is given only where "
        "both prices are known. Types of which AWS has no price any more are another rule's."
    ),
    remedy=(
        "Use that size of a current generation (ml.m5, ml.m6i, ml.m7i; ml.c5, ml.c6i, ml.c7i). A "
        "model that SageMaker Neo compiled for the old family has to be compiled for the new one."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "churn"
    instance_type          = "ml.m4.xlarge" # <- here
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.c4.8xlarge")  # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "churn"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check=check,
)
