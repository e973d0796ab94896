"""Expressions are parsed when somebody asks for them; what is wrong with them is said then."""

import pytest

from smlint.core.source import Source
from smlint.frontends.terraform.language.expressions import read_expression
from tests.frontends.terraform.evaluating import reading

ENDPOINT = """\
resource "aws_sagemaker_endpoint" "e" {
  name = aws_x.used.name
}
"""
OTHERS = """\
resource "aws_x" "used" {
  name  = "n"
  other = [1]
}
resource "aws_x" "unused" {
  name = "m"
}
data "aws_x" "unused" {
  name = "d"
}
output "unused" {
  value = "o"
}
"""
UNMADE = """\
resource "aws_sagemaker_endpoint" "o" {
  dynamic "deployment_config" {
    for_each = []
    content {
      x = 1 +
    }
  }
}
"""


def test_what_is_not_evaluated_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def noted(source: Source, start: int, end: int) -> object:
        parsed.append(source.text[start:end])
        return read_expression(source, start, end)

    monkeypatch.setattr("smlint.frontends.terraform.structure.module.read_expression", noted)
    assert reading({"main.tf": ENDPOINT, "others.tf": OTHERS}).problems == ()
    assert parsed == ["aws_x.used.name", '"n"']


@pytest.mark.parametrize(
    "text",
    [
        'variable "v" {\n  default = 1 +\n}\n',
        "locals {\n  l = 1 +\n}\n",
        'module "m" {\n  source = "./m"\n  count = 0\n  v = 1 +\n}\n',
        'resource "aws_sagemaker_model" "m" {\n  count = 0\n  name = 1 +\n}\n',
        UNMADE,
        'resource "aws_x" "used" {\n  name = 1 +\n}\n',
    ],
)
def test_what_may_matter_is_said_wherever_it_stands(text: str) -> None:
    (problem,) = reading({"main.tf": ENDPOINT, "more.tf": text, "m/m.tf": ""}).problems
    assert problem.severity == "error"
    assert problem.span.path == "more.tf"


@pytest.mark.parametrize("kind", ["resource", "data"])
def test_what_nobody_needs_is_not_judged(kind: str) -> None:
    other = f'{kind} "aws_x" "unused" {{\n  name = 1 +\n}}\n'
    assert reading({"main.tf": ENDPOINT, "more.tf": other}).problems == ()
