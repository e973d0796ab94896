"""Instance types on which no endpoint can be hosted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.aws_api.values import to_be_replaced
from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined, need
from smlint.core.values import Unknown

PLACEHOLDER = r"[^\w.-]|^$"
"""What no instance type holds, but texts do that are to be replaced: `<type>`, `{{ type }}`.

So does one that is empty.
"""

LOCAL = ("local", "local_gpu")
"""What the SageMaker SDK takes for a container on the caller's own machine."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an instance type that is none of the documented ones; jobs have a list of their own.

    What nobody writes here, nor can give to these files, is no slip of theirs.
    """
    kept_from_us = isinstance(variant.instance_type, Unknown) and not variant.instance_type.hint
    if kept_from_us or need(endpoint.kind) == "batch":
        return
    name = need(variant.instance_type)
    if name is None or name in facts.instance_types or name in LOCAL:
        return
    if re.search(PLACEHOLDER, name.strip()):
        raise Undetermined(to_be_replaced(name, variant.instance_type, "the instance type"))
    near = nearest(name, facts)
    yield Match(
        variant.instance_type.span,
        f'"{name}" is not an instance type that SageMaker runs inference on'
        + (f'; did you mean "{near}"?' if near else ""),
        (Evidence("set here", variant.instance_type),),
        instead=_instead(near),
    )


def _instead(near: str | None) -> tuple[Instead, ...]:
    """The type that may be meant, where there is one."""
    if near is None:
        return ()
    properties = {"ProductionVariants": [{"InstanceType": near}]}
    return (Instead("AWS::SageMaker::EndpointConfig", properties),)


def nearest(name: str, facts: Facts) -> str | None:
    """The documented type most like `name`: of its family, else of its size in a like family."""
    import difflib  # noqa: PLC0415 - only a finding needs it

    wanted = re.sub(r"^(ml\b\W?)?", "ml.", name.strip().lower())
    family, _, size = wanted.rpartition(".")
    types = [known.rpartition(".") for known in facts.instance_types]
    sizes = [known for kin, _, known in types if kin == family]
    families = [kin for kin, _, known in types if known == size]
    if near := difflib.get_close_matches(size, sizes, 1, cutoff=0.0):
        return f"{family}.{near[0]}"
    if near := difflib.get_close_matches(family, families, 1, cutoff=0.75):
        return f"{near[0]}.{size}"
    return next(iter(difflib.get_close_matches(wanted, facts.instance_types, 1, 0.85)), None)


RULE = Rule(
    id="SM909",
    name="instance-type-unknown",
    title="Instance type that cannot host endpoints",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "ProductionVariant, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html",
            "2026-11-21",
            "InstanceType is one of the listed types.",
        ),
        Citation(
            "botocore 1.44.5, sagemaker service model",
            "https://github.com/boto/botocore/blob/1.44.5/botocore/data/sagemaker/2017-07-24/service-2.json",
            "2026-11-21",
            "The 277 types of ProductionVariantInstanceType. Of the burstable families only t2 is "
            "among them.",
        ),
    ),
    explanation=(
        "The API accepts the types of its list and no others. Types of notebook and training "
        "instances (ml.t3.medium) and of EC2 (without ml.) are not in it, nor are all sizes of a "
        "family. A type that is known only when a script runs is nobody's slip here; one that you "
        "can give (a variable, a parameter) is asked for."
    ),
    remedy=(
        "Use a type of the list: ml.m5.large is a small one for general work, ml.t2.medium the "
        "smallest burstable one."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.t3.medium" # <- here
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Parameters:
  InstanceType:
    Type: String
    Default: m5.large
Resources:
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: !Ref InstanceType # <- here
          InitialInstanceCount: 1
          InitialVariantWeight: 1
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/search.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.medium",  # <- here
)
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
variable "instance_type" {
  type    = string
  default = "ml.m5.large"
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = var.instance_type
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/search.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.t2.medium")
predictor.delete_endpoint()
""",
        ),
    ),
    check=check,
)
