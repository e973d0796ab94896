"""All of a resource is an object: where terraform asks for a text, it is refused, not guessed."""

import pytest

from smlint.core.values import Unknown
from tests.frontends.terraform.evaluating import resources, setting

TEXT = """
resource "aws_x" "y" {
  name = "n"
}
resource "aws_x" "z" {
  count = var.unknown
}
variable "unknown" {}
locals {
  m = { a = 1 }
}
resource "aws_sagemaker_endpoint" "e" {
  name = %s
}
"""


@pytest.mark.parametrize("whole", ["aws_x.y", "aws_x.z", "aws_x"])
@pytest.mark.parametrize(
    "expression",
    ["local.m[%s]", "[1, 2][%s]", "{ (%s) = 1 }", "%s ? 1 : 2", '"${%s}"', "%s + 1", "!%s"],
)
def test_an_object_is_no_text(expression: str, whole: str) -> None:
    found = setting(
        resources(TEXT % (expression % whole))["aws_sagemaker_endpoint.e"], "EndpointName"
    )
    assert isinstance(found, Unknown)
