"""Workspaces: each that the code names is a stage."""

from __future__ import annotations

import pytest

from smlint.core.tree import plain
from smlint.core.values import Unknown
from tests.frontends.terraform.evaluating import deployment, reading, setting

MAIN = """
locals {
  env   = terraform.workspace
  types = { default = "ml.t2.medium", prod = "ml.m5.large" }
}
variable "types" { default = { dev = "d", prod = "p" } }
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = %s
  }
}
"""


def types(expression: str, **files: str) -> dict[str, object]:
    """The instance type in each stage; files by name, with `__` for a slash and `_` for a dot."""
    tree = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    found = reading({"main.tf": MAIN % expression, **tree})
    assert found.problems == (), found.problems
    return {
        one.stage.name: plain(setting(one.resources[0], "ProductionVariants[].InstanceType"))
        for one in found.deployments
    }


def test_without_a_name_there_is_the_default_workspace() -> None:
    assert types('"ml.${terraform.workspace}"') == {"default": "ml.default"}


@pytest.mark.parametrize(
    "expression",
    [
        'terraform.workspace == "prod" ? "p" : "d"',
        '"prod" != local.env ? "d" : "p"',
        'contains(["prod"], terraform.workspace) ? "p" : "d"',
        'contains(toset(["prod"]), "${terraform.workspace}") ? "p" : "d"',
        'lookup({ prod = "p" }, terraform.workspace, "d")',
        'try({ prod = "p" }[terraform.workspace], "d")',
        '{ default = "d", prod = "p" }[terraform.workspace]',
        'merge({ default = "d" }, { prod = "p" })[local.env]',
        'local.env == "default" ? "d" : { prod = "p" }[local.env]',
    ],
)
def test_what_is_compared_or_looked_up_names_a_workspace(expression: str) -> None:
    assert types(expression) == {"default": "d", "workspace prod": "p"}


def test_maps_may_stand_in_locals_and_defaults_of_variables() -> None:
    assert types("local.types[terraform.workspace]") == {
        "default": "ml.t2.medium",
        "workspace prod": "ml.m5.large",
    }
    by_default = types("var.types[terraform.workspace]")
    assert by_default == {"default": None, "workspace dev": "d", "workspace prod": "p"}


def test_a_workspace_that_cannot_be_deployed_is_no_stage() -> None:
    """Terraform refuses an index that is no key of the map."""
    assert types('{ dev = "d", prod = "p" }[terraform.workspace]') == {
        "workspace dev": "d",
        "workspace prod": "p",
    }
    both = '"${{ dev = 1, prod = 2 }[terraform.workspace]}${{ prod = 1, x = 2 }[local.env]}"'
    assert types(both) == {"workspace prod": "21"}


def test_a_name_that_stands_for_the_default_workspace() -> None:
    text = '{ dev = "d", prod = "p" }[terraform.workspace == "default" ? "dev" : local.env]'
    assert types(text) == {"default": "d", "workspace dev": "d", "workspace prod": "p"}


def test_files_named_after_workspaces() -> None:
    text = 'yamldecode(file("${path.module}/c/x-${terraform.workspace}.yaml")).type'
    files = {"c__x-dev_yaml": "type: d\n", "c__x-prod_yaml": "type: p\n", "c__y_yaml": ""}
    assert types(text, **files) == {"workspace dev": "d", "workspace prod": "p"}
    assert types('fileexists("c/x-${local.env}.yaml")', **files) == {
        "default": False,
        "workspace dev": True,
        "workspace prod": True,
    }


def test_a_var_file_is_in_the_workspace_that_it_is_called_after() -> None:
    text = 'terraform.workspace == "prod" ? "p" : terraform.workspace == "dev" ? "d" : "-"'
    files = {"dev_tfvars": "types = {}\n", "eu_tfvars": "types = {}\n"}
    assert types(text, **files) == {
        "dev.tfvars": "d",
        "eu.tfvars": "-",
        "workspace prod": "p",
    }
    nested = {"envs__prod__terraform_tfvars": "types = {}\n"}
    assert types(text, **nested) == {"envs/prod": "p", "workspace dev": "d"}


def test_a_module_that_is_called_names_workspaces() -> None:
    module = """
variable "env" {}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = var.env == "prod" ? "p" : "d"
  }
}
"""
    main = """
locals { env = terraform.workspace }
module "a" {
  source = "./m"
  env    = local.env
}
module "b" {
  source = "./m"
  env    = "x"
}
"""
    found = reading({"main.tf": main, "m/main.tf": module})
    assert [one.stage.name for one in found.deployments] == ["default", "workspace prod"]
    other = main.replace("terraform.workspace", '"prod"')
    assert len(reading({"main.tf": other, "m/main.tf": module}).deployments) == 1


def test_the_workspace_is_a_hop_to_where_it_is_named() -> None:
    text = MAIN % 'local.env == "prod" ? "p" : "d"'
    found = deployment(text, "workspace prod")
    assert str(found.stage.span) == "main.tf:9:34"
    type_ = setting(found.resources[0], "ProductionVariants[].InstanceType")
    assert [(hop.note, str(hop.span), hop.kind) for hop in type_.via] == [
        ("local.env", "main.tf:3:11", "reference"),
        ("workspace prod", "main.tf:9:34", "stage"),
    ]


@pytest.mark.parametrize(
    "step",
    [
        "local.a%d",
        "true ? local.a%d : local.a%d",
        "merge(local.a%d, local.a%d)",
        "coalesce(local.a%d, local.a%d).x.y",
    ],
)
def test_what_goes_round_in_circles_or_doubles_ends(step: str) -> None:
    count = step.count("%d")
    chain = "".join(f"  a{n} = {step % ((n + 1,) * count)}\n" for n in range(60))
    text = MAIN % 'local.a0 == "x" || local.a0[terraform.workspace] == "x" ? "p" : "d"'
    for end in ("local.a0", "terraform.workspace"):
        files = {"main.tf": f"locals {{\n{chain}  a60 = {end}\n}}\n{text}"}
        (found, *_) = reading(files).deployments
        type_ = setting(found.resources[0], "ProductionVariants[].InstanceType")
        assert isinstance(type_, Unknown)
