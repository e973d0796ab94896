"""What the configuration of an endpoint shows of its needs, and which option it is."""

from __future__ import annotations

from textwrap import indent

import pytest

from smlint.core.model import Endpoint
from smlint.core.values import Absent, Known
from smlint.facts.load import load_facts
from smlint.fit.evidence import needs, option_of
from tests.project import endpoints

FACTS = load_facts()
CODE = """
# smlint: {declared}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.x.name
    instance_type          = {kind}
    initial_instance_count = 1
  }}
}}
variable "hidden" {{}}
resource "aws_sagemaker_model" "x" {{
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
{model}
}}
"""
CONTAINER = """primary_container {
  image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1"
}
"""


def endpoint(
    kind: str = '"ml.m5.large"', model: str = CONTAINER, declared: str = "latency=1s"
) -> Endpoint:
    code = CODE.format(kind=kind, model=indent(model, "  "), declared=declared)
    (found,) = endpoints({"main.tf": code})
    return found


@pytest.mark.parametrize(
    ("kind", "accelerator"),
    [
        ('"ml.m5.large"', "Absent"),
        ('"ml.g5.xlarge"', "gpu"),
        ('"ml.inf2.xlarge"', "neuron"),
        ('"ml.dl1.24xlarge"', "Unknown"),
        ('"ml.m99.large"', "Unknown"),
        ("var.hidden", "Unknown"),
    ],
)
def test_instance_types_tell_the_accelerator(kind: str, accelerator: str) -> None:
    setting = needs(endpoint(kind), FACTS).accelerator
    told = setting.value if isinstance(setting, Known) else type(setting).__name__
    assert told == accelerator


def test_what_is_declared_goes_before_what_is_shown() -> None:
    found = endpoint('"ml.g5.xlarge"', declared="accelerator=none")
    assert needs(found, FACTS).accelerator == Known("none", found.span)


@pytest.mark.parametrize(
    ("more", "vpc", "isolation"),
    [
        ("", "Absent", "Absent"),
        ('vpc_config {\n  subnets = ["s"]\n  security_group_ids = ["g"]\n}\n', True, "Absent"),
        ("enable_network_isolation = true\n", "Absent", True),
        ("enable_network_isolation = false\n", "Absent", "Absent"),
        ("enable_network_isolation = var.hidden\n", "Absent", "Unknown"),
    ],
)
def test_the_model_tells_its_network(more: str, vpc: object, isolation: object) -> None:
    work = needs(endpoint(model=more + CONTAINER), FACTS)
    told = [
        setting.value if isinstance(setting, Known) else type(setting).__name__
        for setting in (work.vpc, work.network_isolation)
    ]
    assert told == [vpc, isolation]


MANY = CONTAINER.replace("image", 'mode  = "MultiModel"\n  image')
TWO = CONTAINER.replace("primary_container", "container") * 2


@pytest.mark.parametrize(
    ("model", "option"),
    [
        (CONTAINER, "real-time"),
        (MANY, "multi-model"),
        (TWO, "real-time"),
        (TWO + 'inference_execution_config {\n  mode = "Direct"\n}\n', "multi-container"),
        (TWO + 'inference_execution_config {\n  mode = "Serial"\n}\n', "real-time"),
    ],
)
def test_the_option_that_an_endpoint_is(model: str, option: str) -> None:
    assert option_of(endpoint(model=model)) == option


def test_nothing_is_concluded_from_what_is_not_there() -> None:
    work = needs(endpoint(), FACTS)
    assert isinstance(work.streaming, Absent)
    assert isinstance(work.environment, Absent)
