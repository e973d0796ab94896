"""`--var-file` and `--var`: one stage of each root, with values that know where they come from."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.resource import Reading
from smlint.core.source import Source
from smlint.core.spans import COMMAND_LINE
from smlint.core.tree import plain
from smlint.core.values import Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.terraform.reader import read
from tests.frontends.terraform.evaluating import given, setting

MAIN = """
variable "type" { default = "ml.t2.medium" }
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = var.type
  }
}
"""


def reading(files: Mapping[str, str] | str, *options: str | Source) -> Reading:
    tree = {"main.tf": files} if isinstance(files, str) else files
    hits = [path for path in sorted(tree) if "aws_sagemaker_" in tree[path]]
    return read(sorted(tree), hits, MemoryWorkspace(tree), given(*options))


def types(files: Mapping[str, str] | str, *options: str | Source) -> dict[str, object]:
    found = reading(files, *options)
    assert found.problems == (), found.problems
    return {
        one.stage.name: plain(setting(one.resources[0], "ProductionVariants[].InstanceType"))
        for one in found.deployments
    }


def test_what_is_given_takes_the_place_of_the_stages_that_are_found() -> None:
    files = {"main.tf": MAIN, "dev.tfvars": 'type = "dev"\n', "terraform.tfvars": 'type = "t"\n'}
    prod = Source("elsewhere/prod.tfvars", 'type = "prod"\n')
    assert types(files, prod) == {"prod.tfvars": "prod"}
    assert types(files, Source("/shared/eu/terraform.tfvars", "")) == {"/shared/eu": "t"}
    assert types(files, "type=x") == {"--var type": "x"}


def test_the_last_one_wins() -> None:
    first, second = Source("a.tfvars", 'type = "a"\n'), Source("b.json", '{"type": "b"}')
    assert types(MAIN, first, second) == {"a.tfvars + b.json": "b"}
    assert types(MAIN, second, first) == {"b.json + a.tfvars": "a"}
    assert types(MAIN, "type=v", second) == {"b.json + --var type": "b"}
    assert types(MAIN, second, "type=v", "type=w") == {"b.json + --var type": "w"}


def test_a_value_of_the_command_line_has_a_place_there() -> None:
    found = reading(MAIN, "type=ml.m5.large")
    (deployment,) = found.deployments
    type_ = setting(deployment.resources[0], "ProductionVariants[].InstanceType")
    assert [(hop.note, str(hop.span), hop.kind) for hop in type_.via] == [
        ("var.type", "main.tf:2:1", "reference"),
        ("--var type", f"{COMMAND_LINE}:1:12", "stage"),
    ]
    (line,) = (source for source in found.sources if source.path == COMMAND_LINE)
    assert line.line(1) == "--var type=ml.m5.large"


def test_values_are_text_or_expressions_as_the_type_asks() -> None:
    """As terraform 1.11 has it: without a type, and for primitive ones, the text as it is."""
    text = """
variable "untyped" { default = [] }
variable "number" { type = number }
variable "any" { type = any }
variable "list" { type = list(string) }
resource "aws_sagemaker_endpoint_configuration" "c" {
  tags = { a = var.untyped, b = var.number, c = var.any.x, d = var.list[0] }
}
"""
    options = ('untyped=["a"]', "number=03", "any={x=1}", 'list=["q"]')
    (deployment,) = reading(text, *options).deployments
    tags = setting(deployment.resources[0], "Tags")
    assert plain(tags) == {"a": '["a"]', "b": 3, "c": 1, "d": "q"}


def test_what_is_no_expression_is_an_error_at_its_place() -> None:
    text = MAIN.replace('default = "ml.t2.medium"', "type = list(string)")
    for value, column in (("[", 13), ("ml.m5.large", 12)):
        found = reading(text, f"type={value}")
        (problem,) = found.problems
        assert (str(problem.span), problem.severity) == (f"{COMMAND_LINE}:1:{column}", "error")
        type_ = setting(found.deployments[0].resources[0], "ProductionVariants[].InstanceType")
        assert isinstance(type_, Unknown)


def test_a_variable_that_no_root_declares() -> None:
    (problem,) = reading(MAIN, "tpye=x").problems
    assert (str(problem.span), problem.severity) == (f"{COMMAND_LINE}:1:7", "error")
    assert problem.message == "no module that is deployed here declares a variable tpye"
    assert problem.hint == "did you mean type?"
    (problem,) = reading(MAIN, Source("x.tfvars", "nobody = 1\n")).problems
    assert (str(problem.span), problem.severity) == ("x.tfvars:1:1", "warning")


def test_a_variable_that_one_of_several_modules_declares() -> None:
    other = MAIN.replace("var.type", '"x"').replace('"type"', '"other"')
    files = {"a/main.tf": MAIN, "b/main.tf": other, "net/main.tf": 'variable "cidr" {}\n'}
    found = reading(files, "type=y", "cidr=1")
    assert found.problems == ()
    assert [one.path for one in found.deployments] == ["a", "b"]


def test_a_damaged_var_file_is_an_error() -> None:
    for name, text in (("x.tfvars", "type = [\n"), ("x.json", "{")):
        found = reading(MAIN, Source(name, text))
        assert {(problem.span.path, problem.severity) for problem in found.problems} == {
            (name, "error")
        }
        (deployment,) = found.deployments
        assert deployment.stage.name == name


def test_blocks_in_a_var_file_are_told_once() -> None:
    found = reading(MAIN, Source("main.tfvars", f'type = "x"\n{MAIN}'))
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == ("main.tfvars:3:1", "error")
    assert problem.message == "a var-file holds no blocks (this one, and 1 behind it)"


def test_a_value_that_is_no_value_of_the_type_is_unknown() -> None:
    text = MAIN.replace("default", "type = number\n default").replace('"ml.t2.medium"', "1")
    (deployment,) = reading(text, "type=many").deployments
    type_ = setting(deployment.resources[0], "ProductionVariants[].InstanceType")
    assert isinstance(type_, Unknown)
