"""Module calls: with whose values a module is judged, and which there are."""

from __future__ import annotations

import pytest

from smlint.core.tree import plain
from smlint.core.values import Reference, Unknown, reference_of
from tests.frontends.terraform.evaluating import reading, resources, setting
from tests.frontends.terraform.structure.instances import ENDPOINT

MODULE = {
    "modules/ep/main.tf": """
variable "name" {}
variable "type" { default = "ml.m5.large" }
variable "size" {
  type = object({ count = optional(number, 3), zone = optional(string) })
  default = {}
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type          = var.type
    initial_instance_count = var.size.count
  }
}
resource "aws_sagemaker_endpoint" "e" {
  name                 = "${var.name}-ep"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
output "name" { value = aws_sagemaker_endpoint.e.name }
""",
}


def test_modules_are_judged_through_their_callers() -> None:
    caller = """
module "ml" {
  source = "./modules/ep"
  name   = "a"
  type   = local.t
}
locals { t = "ml.c5.large" }
"""
    files = {**MODULE, "main.tf": caller}
    found = resources(files)
    assert sorted(found) == [
        "module.ml.aws_sagemaker_endpoint.e",
        "module.ml.aws_sagemaker_endpoint_configuration.c",
    ]
    config = found["module.ml.aws_sagemaker_endpoint_configuration.c"]
    type_ = setting(config, "ProductionVariants[].InstanceType")
    assert plain(type_) == "ml.c5.large"
    assert [(hop.note, hop.span.path, hop.kind) for hop in type_.via] == [
        ("var.type", "modules/ep/main.tf", "reference"),
        ("argument type", "main.tf", "reference"),
        ("local.t", "main.tf", "reference"),
    ]
    count = setting(config, "ProductionVariants[].InitialInstanceCount")
    assert plain(count) == 3
    assert [hop.kind for hop in count.via] == ["reference", "reference"]


def test_an_uncalled_module_is_judged_on_its_own() -> None:
    found = reading(MODULE)
    assert [one.path for one in found.deployments] == ["modules/ep"]
    type_ = setting(found.deployments[0].resources[0], "ProductionVariants[].InstanceType")
    assert [hop.kind for hop in type_.via] == ["default"]


def test_modules_with_for_each_and_outputs() -> None:
    files = {
        **MODULE,
        "root/main.tf": """
module "ml" {
  for_each = toset(["fraud", "churn"])
  source   = "..//modules/ep"
  name     = each.key
}
resource "aws_appautoscaling_target" "t" {
  for_each           = module.ml
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${each.value.name}/variant/v"
}
""",
    }
    found = resources(files)
    assert 'module.ml["fraud"].aws_sagemaker_endpoint.e' in found
    target = setting(found['aws_appautoscaling_target.t["fraud"]'], "ResourceId")
    assert plain(target) == "endpoint/fraud-ep/variant/v"


def test_a_module_that_may_not_exist() -> None:
    caller = """
variable "n" {}
module "ml" {
  count  = var.n
  source = "./modules/ep"
  name   = "a"
}
"""
    files = {**MODULE, "main.tf": caller}
    found = resources(files)
    assert min(found) == "module.ml[?].aws_sagemaker_endpoint.e"
    assert all(isinstance(one.metadata["exists"], Unknown) for one in found.values())


def test_modules_in_modules() -> None:
    files = {
        **MODULE,
        "main.tf": 'module "outer" {\n  source = "./modules/outer"\n  prefix = "p"\n}',
        "modules/outer/main.tf": """
variable "prefix" {}
module "inner" {
  source = "../ep"
  name   = "${var.prefix}-in"
}
""",
    }  # fmt: skip
    found = resources(files)["module.outer.module.inner.aws_sagemaker_endpoint.e"]
    assert plain(setting(found, "EndpointName")) == "p-in-ep"


@pytest.mark.parametrize(
    ("source", "severity"),
    [
        ("./missing", "warning"),
        ("acme/sagemaker/aws", "note"),
        ("git::https://example.com/x.git", None),
    ],
)  # fmt: skip
def test_modules_that_are_not_there(source: str, severity: str | None) -> None:
    text = f'module "m" {{\n  source = "{source}"\n}}\n' + ENDPOINT % ("", "${module.m.name}")
    found = reading({"main.tf": text})
    name = setting(found.deployments[0].resources[0], "EndpointName")
    assert isinstance(name, Unknown)
    assert reference_of(name) == Reference("module.m", "name")
    assert [problem.severity for problem in found.problems] == [severity or "note"]


def test_a_module_from_elsewhere_that_nobody_asks_is_no_problem() -> None:
    text = 'module "vpc" {\n  source = "acme/vpc/aws"\n}\n' + ENDPOINT % ("", "e")
    assert reading({"main.tf": text}).problems == ()


def test_a_module_that_calls_itself_ends() -> None:
    files = {"a/main.tf": 'module "b" {\n  source = "../b"\n}\n' + ENDPOINT % ("", "a"),
             "b/main.tf": 'module "a" {\n  source = "../a"\n}\n'}  # fmt: skip
    found = reading(files)
    assert [problem.message for problem in found.problems] == [
        "module b calls itself",
        "module a calls itself",
    ]
    assert found.deployments


def test_known_twins() -> None:
    text = """
    variable "async" { default = false }
    locals { kind = { async = var.async, real_time = !var.async } }
    resource "aws_sagemaker_endpoint_configuration" "a" {
      count = local.kind.async ? 1 : 0
    }
    resource "aws_sagemaker_endpoint_configuration" "r" {
      count = local.kind.real_time ? 1 : 0
    }
    """
    assert list(resources(text)) == ["aws_sagemaker_endpoint_configuration.r[0]"]
