"""`count` and `for_each`: how many there are, and what references to them mean."""

from __future__ import annotations

import pytest

from smlint.core.tree import plain
from smlint.core.values import Absent, Reference, Unknown, reference_of
from tests.frontends.terraform.evaluating import reading, resources, setting
from tests.frontends.terraform.structure.instances import ENDPOINT


def endpoints(number: str, name: str = "e", more: str = "") -> dict[str, object]:
    found = resources(ENDPOINT % (number, name) + more)
    return {address: plain(setting(one, "EndpointName")) for address, one in found.items()}


def test_count_and_for_each_give_an_instance_each() -> None:
    assert endpoints("count = 2", "e-${count.index}") == {
        "aws_sagemaker_endpoint.e[0]": "e-0",
        "aws_sagemaker_endpoint.e[1]": "e-1",
    }
    assert endpoints('for_each = { b = "x", a = "y" }', "${each.key}-${each.value}") == {
        'aws_sagemaker_endpoint.e["a"]': "a-y",
        'aws_sagemaker_endpoint.e["b"]': "b-x",
    }
    assert endpoints('for_each = toset(["b", "a"])', "${each.value}") == {
        'aws_sagemaker_endpoint.e["a"]': "a",
        'aws_sagemaker_endpoint.e["b"]': "b",
    }


@pytest.mark.parametrize(
    "number",
    [
        "count = 0",
        "for_each = {}",
        "for_each = toset([])",
        "for_each = true ? [] : toset(var.unknown)",
    ],
)
def test_none_is_none(number: str) -> None:
    assert reading({"main.tf": ENDPOINT % (number, "e")}).deployments == ()


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("count = var.unknown", "var.unknown has no default, and no file gives it a value"),
        ("for_each = var.unknown", "var.unknown has no default, and no file gives it a value"),
        (
            "for_each = toset([var.unknown])",
            "var.unknown has no default, and no file gives it a value",
        ),
        ("count = false", "terraform would refuse count: a number is required"),
        (
            "count = -1",
            "terraform would refuse count: a whole number that is not negative is required",
        ),
        (
            'for_each = ["a"]',
            (
                "terraform would refuse for_each: a map or a set of strings is required, "
                "but this is tuple"
            ),
        ),
        ("count = 5000", "there are 5,000 instances; smlint tells up to 1,000 apart"),
    ],
)  # fmt: skip
def test_an_unknown_number_is_one_resource_that_may_not_exist(number: str, reason: str) -> None:
    found = resources(ENDPOINT % (number, "x"))
    assert list(found) == ["aws_sagemaker_endpoint.e[?]"]
    exists = found["aws_sagemaker_endpoint.e[?]"].metadata["exists"]
    assert isinstance(exists, Unknown)
    assert exists.reason == reason


def test_each_of_an_unknown_number_is_unknown_and_one_thing() -> None:
    found = resources(ENDPOINT % ("for_each = var.unknown", "x-${each.key}"))
    name = setting(found["aws_sagemaker_endpoint.e[?]"], "EndpointName")
    assert isinstance(name, Unknown)
    assert name.parts == ("x-", Reference("aws_sagemaker_endpoint.e[?]", "each.key"))


CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  %s
  production_variants {
    variant_name = "v"
  }
}
resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = %s
}
variable "unknown" {}
"""


@pytest.mark.parametrize(
    ("number", "reference", "address"),
    [
        ("", "aws_sagemaker_endpoint_configuration.c.name", "c"),
        ("count = 1", "aws_sagemaker_endpoint_configuration.c[0].name", "c[0]"),
        ("count = 1", "aws_sagemaker_endpoint_configuration.c.*.name[0]", "c[0]"),
        ("count = 1", "one(aws_sagemaker_endpoint_configuration.c[*].id)", "c[0]"),
        ("count = 1", 'join("", aws_sagemaker_endpoint_configuration.c.*.name)', "c[0]"),
        ("count = 1", 'format("%s", aws_sagemaker_endpoint_configuration.c[0].name)', "c[0]"),
        ("count = 2", "element(aws_sagemaker_endpoint_configuration.c[*].name, 3)", "c[1]"),
        ("for_each = { a = 1 }", 'aws_sagemaker_endpoint_configuration.c["a"].name', 'c["a"]'),
        (
            "for_each = { a = 1 }",
            "values(aws_sagemaker_endpoint_configuration.c)[0].name",
            'c["a"]',
        ),
        ("count = var.unknown", "aws_sagemaker_endpoint_configuration.c[0].name", "c[?]"),
        (
            "count = var.unknown",
            "try(aws_sagemaker_endpoint_configuration.c[0].name, null)",
            "c[?]",
        ),
        ("count = 0", "try(aws_sagemaker_endpoint_configuration.c[0].name, null)", ""),
    ],
)  # fmt: skip
def test_references_to_instances(number: str, reference: str, address: str) -> None:
    found = resources(CONFIG % (number, reference))
    name = setting(found["aws_sagemaker_endpoint.e"], "EndpointConfigName")
    if address == "":
        assert isinstance(name, Absent)
    else:
        full = f"aws_sagemaker_endpoint_configuration.{address}"
        assert reference_of(name) == Reference(full, "EndpointConfigName")
