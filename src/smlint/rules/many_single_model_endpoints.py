"""Endpoints that run the same image on the same instances, with one model each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from smlint.core.checks import per_deployment
from smlint.core.cost import together
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Deployed, Endpoint, Variant, number_of
from smlint.core.resource import MODEL
from smlint.core.rule import Evidence, Example, Instead, Match, Rule
from smlint.core.values import Absent, Gap, Known, Part, parts_of
from smlint.pricing import endpoint_cost

PREFIX = "s3://BUCKET/MODELS/"


class Alike(NamedTuple):
    """What endpoints have in common that could be one: image, instances, environment, region."""

    image: tuple[Part, ...]
    instance_type: str
    environment: str
    region: str


@per_deployment
def check(deployed: Deployed, facts: Facts) -> Iterator[Match]:
    """Match as many endpoints alike as are worth putting together."""
    groups: dict[Alike, list[Endpoint]] = defaultdict(list)
    for endpoint in deployed.endpoints:
        alike = _alike(endpoint)
        if alike is not None:
            groups[alike].append(endpoint)
    for alike, endpoints in groups.items():
        count = number_of(endpoints)
        if count < facts.value("endpoints-to-share"):
            continue
        first, *others = sorted(endpoints, key=lambda endpoint: endpoint.span.order)
        yield Match(
            first.span,
            f"{count} endpoints run the same image on {alike.instance_type}, each on instances of "
            "its own; models of one framework can share an endpoint",
            tuple(Evidence("the same image", Known(True, other.span)) for other in others),
            cost=together([endpoint_cost(endpoint, facts) for endpoint in endpoints]),
            instead=(
                Instead(
                    MODEL, {"PrimaryContainer": {"Mode": "MultiModel", "ModelDataUrl": PREFIX}}
                ),
            ),
            endpoints=tuple(endpoints),
        )


def _alike(endpoint: Endpoint) -> Alike | None:
    """What `endpoint` has in common with others; None where it surely cannot be put with them.

    None also where that is not known, or where a script takes the endpoint down again.
    """
    variant = _only_variant(endpoint)
    container = None if variant is None else _only_container(variant)
    if variant is None or container is None or not isinstance(variant.instance_type, Known):
        return None
    image = parts_of(container.image)
    if not image or any(isinstance(part, Gap) for part in image):
        return None
    told = [_told(endpoint.environment), _told(endpoint.region)]
    if None in told:
        return None
    environment, region = map(str, told)
    return Alike(image, variant.instance_type.value, environment, region)


def _only_variant(endpoint: Endpoint) -> Variant | None:
    stays = isinstance(endpoint.cleanup, Absent) or _told(endpoint.cleanup) == "none"
    shared = endpoint.inference_components
    if _told(endpoint.kind) != "realtime" or not stays or shared.items or shared.more is not None:
        return None
    variants = endpoint.variants
    return variants.items[0] if len(variants.items) == 1 and variants.more is None else None


def _only_container(variant: Variant) -> Container | None:
    """The container of a model that has one alone, with one model in it."""
    if not isinstance(variant.model, Known):
        return None
    containers = variant.model.value.containers
    if len(containers.items) != 1 or containers.more is not None:
        return None
    (container,) = containers
    return container if _told(container.mode) in ("", "SingleModel") else None


def _told(setting: object) -> str | None:
    """The value of a setting, empty where it is not written, None where it is unknown."""
    if isinstance(setting, Known):
        return str(setting.value)
    return "" if isinstance(setting, Absent) else None


RULE = Rule(
    id="SM415",
    name="many-single-model-endpoints",
    title="Endpoints that could be one",
    category="cost",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "Inference cost optimization best practices",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/inference-cost-optimization.html",
            "2026-11-21",
            "Many endpoints that do not fill their instances add up; as multi-model or "
            "multi-container endpoints their models share instances.",
        ),
        Citation(
            "Machine Learning Lens, MLSUS05-BP04",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlsus05-bp04.html",
            "2026-11-21",
            "An endpoint of its own for every model is an anti-pattern; several models behind one "
            "endpoint need fewer resources.",
        ),
        Citation(
            "Multi-model endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoints.html",
            "2026-11-21",
            "They suit many models of one framework, similar in size and latency, of which some "
            "are seldom asked; models with much traffic or strict latency stay on their own.",
        ),
    ),
    explanation=(
        "Every endpoint has an instance at the least, busy or not. Models that run in the same "
        "container can share one: a multi-model endpoint loads them when they are asked for, "
        "inference components give each its part of an instance, and a multi-container endpoint "
        "has room for fifteen containers. What that saves depends on how busy the instances are, "
        "which CloudWatch tells; models with much traffic of their own are better left alone. The "
        "rule counts endpoints of one deployment that have the same image, instance type, "
        "environment and region, with one model each, and that no script takes down again. From "
        "which number on it pays no document says; three is a choice of ours, the fact "
        "endpoints-to-share, which the configuration may override."
    ),
    remedy=(
        "Put the models behind one endpoint: multi-model (Mode: MultiModel, TargetModel in the "
        "request), multi-container (up to fifteen), or inference components."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "churn" {
  for_each           = toset(["de", "fr", "it"])
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1"
    model_data_url = "s3://models/churn-${each.key}.tar.gz"
  }
}

resource "aws_sagemaker_endpoint_configuration" "churn" { # <- here
  for_each = toset(["de", "fr", "it"])
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.churn[each.key].name
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

IMAGE = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1"

sagemaker = boto3.client("sagemaker")
for country in ("de", "fr", "it"):
    sagemaker.create_model(
        ModelName=country,
        ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
        PrimaryContainer={"Image": IMAGE, "ModelDataUrl": f"s3://models/{country}.tar.gz"},
    )
    sagemaker.create_endpoint_config(  # <- here
        EndpointConfigName=country,
        ProductionVariants=[
            {
                "VariantName": "AllTraffic",
                "ModelName": country,
                "InstanceType": "ml.m5.xlarge",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sagemaker.create_endpoint(EndpointName=country, EndpointConfigName=country)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "churn" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1"
    mode           = "MultiModel"
    model_data_url = "s3://models/churn/"
  }
}

resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.churn.name
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check_deployed=check,
)
