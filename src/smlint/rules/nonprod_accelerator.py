"""Several accelerators for an endpoint outside of production."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.rules._conditions import all_in
from smlint.rules._instance_types import cost_beside, kind_of, on_type, smallest

SHARDED = (
    "SM_NUM_GPUS",
    "TENSOR_PARALLEL_DEGREE",
    "OPTION_TENSOR_PARALLEL_DEGREE",
    "SM_VLLM_TENSOR_PARALLEL_SIZE",
    "SM_SGLANG_TP_SIZE",
    "HF_NUM_CORES",
)
"""Variables by which model servers are told over how many accelerators to spread one model."""

WORDS = {"gpu": "GPUs", "neuron": "Neuron accelerators", "gaudi": "Gaudi accelerators"}


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an instance type with more accelerators than tests need."""
    kind = kind_of(variant.instance_type, facts)
    enough = facts.value("non-production-accelerators")
    if kind is not None and (kind.accelerators or 0) <= enough:
        return
    told = (endpoint.environment, ("non-production",)), (endpoint.kind, ("realtime", "async"))
    if not all_in(*told):
        return
    if kind is None:
        need(variant.instance_type)
    if kind is None or kind.accelerator is None or _needs_them(endpoint, variant):
        return
    other = smallest(kind.family, 1, facts)
    smaller = other if other is not None and (other.accelerators or 0) <= enough else None
    yield Match(
        variant.instance_type.span,
        f"this endpoint is not for production, but runs on {kind.name}, which has "
        f"{kind.accelerators} {WORDS[kind.accelerator]}",
        (
            Evidence("set here", variant.instance_type),
            Evidence("environment is non-production", endpoint.environment),
        ),
        cost=cost_beside(endpoint, variant, smaller, facts),
        instead=on_type((smaller,)),
    )


def _needs_them(endpoint: Endpoint, variant: Variant) -> bool:
    """Whether something says that a model is spread over several accelerators.

    A model of a declared size may be too large for one of them. What inference components ask for
    is the sum of what several models need.
    """
    if need(endpoint.workload.model_size) is not None or need_all(endpoint.inference_components):
        return True
    model = need(variant.model)
    for container in need_all(model.containers) if model else ():
        environment = need(container.environment) or {}
        if any(
            need(environment[name]) not in (None, "1") for name in SHARDED if name in environment
        ):
            return True
    return False


RULE = Rule(
    id="SM411",
    name="nonprod-accelerator",
    title="Several accelerators outside of production",
    category="cost",
    severity="warning",
    preset="strict",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "Machine Learning Lens, MLCOST05-BP03",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlcost05-bp03.html",
            "2026-11-21",
            "Each model gets the instance type that it needs, rather than all of them the same; "
            "accelerated ones are faster, and dearer.",
        ),
        Citation(
            "Specifications for Amazon EC2 accelerated computing instances",
            "https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html",
            "2026-11-21",
            "How many accelerators each instance type has.",
        ),
    ),
    explanation=(
        "What an accelerated instance costs goes up with its accelerators: ml.g5.12xlarge, with "
        "four GPUs, costs about five times what ml.g5.xlarge does with one of the same kind. A "
        "test of one request after another keeps a single one busy at most, unless the model is "
        "too large for it. The rule is quiet where something says so: a declared model size, a "
        "variable such as SM_NUM_GPUS or OPTION_TENSOR_PARALLEL_DEGREE that spreads the model, or "
        "inference components, which share the instance. Production types in tests are a matter of "
        "course before a release, but not for months."
    ),
    remedy=(
        "Let the instance type depend on the environment, through a variable or parameter, and "
        "take one with a single accelerator outside of production."
    ),
    bad=(
        Example(
            "terraform",
            """\
variable "environment" {
  type = string
}

resource "aws_sagemaker_endpoint_configuration" "vision" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.vision.name
    instance_type          = "ml.g5.12xlarge" # <- here
    initial_instance_count = 1
  }
  tags = {
    Environment = var.environment
  }
}

resource "aws_sagemaker_model" "vision" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/vision:1.2"
  }
}
""",
            (("dev.tfvars", 'environment = "dev"\n'),),
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(image_uri="vision:1.2", role="ml", model_data="s3://models/vision.tar.gz")
# smlint: environment=non-production
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g4dn.12xlarge")  # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(image_uri="vision:1.2", role="ml", model_data="s3://models/vision.tar.gz")
# smlint: environment=non-production
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g4dn.xlarge")
""",
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(image_uri="llm:1", role="ml", env={"OPTION_TENSOR_PARALLEL_DEGREE": "4"})
# smlint: environment=non-production
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.12xlarge")
""",
        ),
    ),
    check=check,
)
