"""A syntax error in any file of a project is an error at its place, and costs nothing else."""

from __future__ import annotations

import pytest

from smlint.core.resource import Reading
from smlint.core.tree import plain
from tests.frontends.terraform.evaluating import reading, setting

MAIN = """\
variable "type" { default = "ml.t2.medium" }
variable "amount" { default = 1 }
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type          = var.type
    initial_instance_count = var.amount
  }
}
"""


def said(found: Reading) -> list[tuple[str, str]]:
    return [(problem.severity, str(problem.span)) for problem in found.problems]


@pytest.mark.parametrize(
    ("expression", "column", "message"),
    [
        ("1 + * 2", 11, "`* 2` stands where a value is expected"),
        ('"a" "b"', 11, '`"b"` stands where an operator or the end of the value is expected'),
        ("var.", 11, "the name of an attribute after `.` is missing at the end of a line"),
        ("max(1,,2)", 13, "`,2)` stands where a value is expected"),
        ('"${1 +}"', 13, '`}"` stands where a value is expected'),
        ('"%{ if true }x"', 22, "`%{ endif }` is missing in a text"),
        ('"\\q"', 8, '`\\q"` stands where an escape that HCL knows is expected'),
    ],
)
def test_in_an_expression_that_nobody_asks_for(expression: str, column: int, message: str) -> None:
    found = reading({"main.tf": MAIN, "locals.tf": f"locals {{\n  x = {expression}\n}}\n"})
    (problem,) = found.problems
    assert problem.severity == "error"
    assert problem.message == message
    assert (problem.span.line, problem.span.column) == (2, column)
    assert [deployment.stage.name for deployment in found.deployments] == ["default"]


def test_every_damaged_part_of_an_expression_is_said_once() -> None:
    text = "locals {\n  x = [1 +, 2, f(3 4), [ { a = } ]]\n}\n"
    assert said(reading({"main.tf": MAIN, "locals.tf": text})) == [
        ("error", "locals.tf:2:11"),
        ("error", "locals.tf:2:20"),
        ("error", "locals.tf:2:32"),
    ]


@pytest.mark.parametrize(
    "text", ["x = [1, 2\n", 'x = "a\n', "x =\n", "x = (1))\n", "x = f([1)\n", "x = <<E\n"]
)
def test_damage_that_the_reader_met_is_not_said_again(text: str) -> None:
    problems = reading({"main.tf": MAIN, "locals.tf": f"locals {{\n{text}}}\n"}).problems
    assert len([problem for problem in problems if problem.span.line == 2]) == 1


@pytest.mark.parametrize(
    "text", [f"{'(' * 5000}1{')' * 5000}", f"[{'9' * 5000}]", f"{'- ' * 999}1"]
)
def test_what_is_too_much_to_read_is_no_syntax_error(text: str) -> None:
    assert said(reading({"main.tf": MAIN, "locals.tf": f"locals {{\n  x = {text}\n}}\n"})) == []


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("prod.tfvars", 'amount = = 3\ntype = "p"\n', "1:10"),
        ("prod.tfvars", 'amount = [3\ntype = "p"\n', "1:10"),
        ("prod.tfvars", '???\ntype = "p"\n', "1:1"),
        ("envs/prod.tfvars", 'type = "p"\nunused = { a = 1 b = 2 }\n', "2:18"),
        ("terraform.tfvars", 'type = "p"\nunused = -\n', "2:11"),
        ("b.auto.tfvars", 'type = "p"\nunused = "${}"\n', "2:13"),
    ],
)
def test_in_a_var_file(path: str, text: str, place: str) -> None:
    found = reading({"main.tf": MAIN, path: text, "dev.tfvars": "amount = 2\n"})
    assert said(found) == [("error", f"{path}:{place}")]
    types = {
        one.stage.name: plain(setting(one.resources[0], "ProductionVariants[].InstanceType"))
        for one in found.deployments
    }
    always = "auto" in path or path == "terraform.tfvars"
    expected = {"dev.tfvars": "p"} if always else {"dev.tfvars": "ml.t2.medium", "prod.tfvars": "p"}
    assert types == expected


@pytest.mark.parametrize("text", ['{"type": }', '{"type": "p"', "[1]", '{"type": "p",}'])
@pytest.mark.parametrize(
    "path", ["prod.tfvars.json", "envs/prod.tfvars.json", "x.auto.tfvars.json"]
)
def test_in_a_var_file_in_json(path: str, text: str) -> None:
    found = reading({"main.tf": MAIN, path: text, "dev.tfvars": "amount = 2\n"})
    assert [(problem.severity, problem.span.path) for problem in found.problems] == [
        ("error", path)
    ]
    assert "dev.tfvars" in [deployment.stage.name for deployment in found.deployments]
