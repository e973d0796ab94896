"""What variables accept: types, `nullable`, and `validation` blocks."""

from __future__ import annotations

import pytest

from smlint.core.problem import Problem
from smlint.core.tree import plain
from smlint.core.values import Tree, Unknown
from tests.frontends.terraform.evaluating import reading, resources, setting

ENDPOINT = """
resource "aws_sagemaker_endpoint" "e" {
  name = var.name
}
"""
VALIDATED = """
variable "name" {
  type = string

  validation {
    condition     = length(var.name) > 2
    error_message = "Three letters at least."
  }
}
"""


def name(files: dict[str, str]) -> tuple[Tree, tuple[Problem, ...]]:
    """The name of the only endpoint, and what is wrong."""
    found = reading(files)
    (resource,) = found.deployments[0].resources
    return setting(resource, "EndpointName"), found.problems


def test_a_value_that_the_validation_refuses_is_unknown_and_told_where_it_is_given() -> None:
    found, problems = name({"main.tf": VALIDATED + ENDPOINT, "prod.tfvars": 'name = "x"\n'})
    assert isinstance(found, Unknown)
    assert found.reason == "var.name does not accept this value: Three letters at least."
    (problem,) = problems
    assert (str(problem.span), problem.severity) == ("prod.tfvars:1:8", "warning")
    assert problem.message == found.reason
    assert problem.hint == "Terraform refuses it. The variable is declared at main.tf:2:1."


def test_a_default_that_is_refused_asks_for_a_value() -> None:
    text = VALIDATED.replace("type = string", 'default = "x"') + ENDPOINT
    _, (problem,) = name({"main.tf": text})
    assert (str(problem.span), problem.severity) == ("main.tf:3:13", "note")
    files = {"main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": text}
    _, (problem,) = name(files)
    assert (str(problem.span), problem.severity) == ("m/main.tf:3:13", "warning")


def test_what_many_instances_are_given_is_told_once() -> None:
    call = 'module "m" {\n  count = 9\n  source = "./m"\n  name = "x"\n}\n'
    found = reading({"main.tf": call, "m/main.tf": VALIDATED + ENDPOINT})
    assert [str(problem.span) for problem in found.problems] == ["main.tf:4:10"]


@pytest.mark.parametrize(
    "condition",
    [
        "length(var.other) > 2",
        "length(var.name) > 2 && var.other",
        "provider::x::y(var.name)",
        "local.no",
    ],
)
def test_what_cannot_be_told_passes(condition: str) -> None:
    text = VALIDATED.replace("length(var.name) > 2", condition) + ENDPOINT
    main = text + 'variable "other" {}\n'
    found, problems = name({"main.tf": main, "terraform.tfvars": 'name = "xyz"\n'})
    assert (plain(found), problems) == ("xyz", ())


def test_validations_may_look_at_each_others_variable() -> None:
    text = """
    variable "name" {
      default = "abc"
      validation {
        condition     = length(var.name) > length(var.other)
        error_message = "Shorter than the other."
      }
    }
    variable "other" {
      default = "ab"
      validation {
        condition     = length(var.other) < length(var.name)
        error_message = "Longer than the name."
      }
    }
    """
    found, problems = name({"main.tf": text + ENDPOINT})
    assert (plain(found), problems) == ("abc", ())
    _, (problem,) = name({"main.tf": text + ENDPOINT, "terraform.tfvars": 'other = "abcd"\n'})
    assert problem.message == "var.name does not accept this value: Shorter than the other."


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ('"Not ${var.name}."', "Not x."),
        ("<<EOT\n  Two\n  lines.\nEOT", "Two lines."),
        ("var.missing", "its validation is not fulfilled"),
        (f'"{"a" * 400}"', "a" * 300 + "…"),
    ],
)
def test_messages(message: str, shown: str) -> None:
    text = VALIDATED.replace('"Three letters at least."', message) + ENDPOINT
    _, (problem,) = name({"main.tf": text, "terraform.tfvars": 'name = "x"\n'})
    assert problem.message == f"var.name does not accept this value: {shown}"


def test_a_type_in_quotes_is_understood_and_noted() -> None:
    found, (problem,) = name({"main.tf": f'variable "name" {{ type = "string" }}{ENDPOINT}',
                              "terraform.tfvars": "name = 5\n"})  # fmt: skip
    assert plain(found) == "5"
    assert (str(problem.span), problem.severity) == ("main.tf:1:26", "note")


def test_a_value_that_is_not_given_leads_to_the_call() -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n}\n',
        "m/main.tf": f'variable "name" {{}}{ENDPOINT}',
    }
    found = setting(resources(files)["module.m.aws_sagemaker_endpoint.e"], "EndpointName")
    assert isinstance(found, Unknown)
    assert found.reason == "var.name has no default, and module.m gives it no value"
    assert ("module.m", "main.tf:1:1") in [(hop.note, str(hop.span)) for hop in found.via]


def test_arguments_that_a_module_does_not_know() -> None:
    call = 'module "m" {\n  source = "./m"\n  name = "x"\n  nmae = "y"\n}\n'
    module = f'variable "name" {{}}{ENDPOINT}'
    (problem,) = reading({"main.tf": call, "m/main.tf": module}).problems
    assert (str(problem.span), problem.message) == (
        "main.tf:4:3",
        "the module in m has no variable nmae",
    )
    damaged = reading({"main.tf": call, "m/main.tf": module, "m/broken.tf": "variable {{{\n"})
    assert not any("nmae" in problem.message for problem in damaged.problems)
