"""Modules from elsewhere: read where `terraform init` has put them, else one note."""

from __future__ import annotations

import json

from smlint.core.tree import plain
from smlint.core.values import Unknown
from tests.frontends.terraform.evaluating import reading, resources, setting
from tests.project import stock

MAIN = """
# aws_sagemaker_ is what this module makes
module "ml" {
  source   = "git::ssh://git@example.com/ml.git?ref=v1"
  for_each = toset(["a"])
  type     = "ml.t2.medium"
}
module "named" {
  source = "example.com/acme/names/aws"
}
resource "aws_sagemaker_endpoint" "other" {
  name                 = module.named.name
  endpoint_config_name = "c"
}
"""
OUTER = """
variable "type" {}
module "inner" {
  source = "./modules/inner"
  type   = var.type
}
module "deep" {
  source = "example.com/acme/names/aws"
}
"""
INNER = """
variable "type" {}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = var.type
  }
}
"""
MODULES = ".terraform/modules"
INSTALLED = {
    "main.tf": MAIN,
    f"{MODULES}/ml/main.tf": OUTER,
    f"{MODULES}/ml/modules/inner/main.tf": INNER,
    f"{MODULES}/named/main.tf": 'output "name" { value = "fraud" }\n',
    f"{MODULES}/modules.json": json.dumps(
        {
            "Modules": [
                {"Key": "", "Source": "", "Dir": "."},
                {"Key": "ml", "Source": "git::…", "Dir": f"{MODULES}/ml"},
                {"Key": "ml.inner", "Source": "./…", "Dir": f"{MODULES}/ml/modules/inner"},
                {"Key": "named", "Source": "…", "Version": "1.2.3", "Dir": f"{MODULES}/named"},
            ]
        }
    ),
}
CONFIGURATION = 'module.ml["a"].module.inner.aws_sagemaker_endpoint_configuration.c'


def test_an_installed_module_is_followed() -> None:
    found = reading(INSTALLED)
    assert found.problems == ()
    made = resources(INSTALLED)
    assert list(made) == ["aws_sagemaker_endpoint.other", CONFIGURATION]
    assert plain(setting(made["aws_sagemaker_endpoint.other"], "EndpointName")) == "fraud"


def test_what_it_makes_is_seen_at_the_call_that_people_write() -> None:
    made = resources(INSTALLED)[CONFIGURATION]
    type_ = setting(made, "ProductionVariants[].InstanceType")
    assert (str(made.span), str(type_.span)) == ("main.tf:3:1", "main.tf:3:1")
    assert made.extent.path == f"{MODULES}/ml/modules/inner/main.tf"
    assert [(hop.note, str(hop.span)) for hop in type_.via] == [
        ("the module has it here", f"{MODULES}/ml/modules/inner/main.tf:5:21"),
        ("var.type", f"{MODULES}/ml/modules/inner/main.tf:2:1"),
        ("argument type", f"{MODULES}/ml/main.tf:5:12"),
        ("var.type", f"{MODULES}/ml/main.tf:2:1"),
        ("argument type", "main.tf:6:14"),
    ]


def test_a_comment_at_the_call_reaches_the_endpoint() -> None:
    files = {**INSTALLED, "main.tf": MAIN.replace("\nmodule", "\n# smlint: latency=1s\nmodule", 1)}
    found = stock(files)
    assert found.problems == (), found.problems
    assert [plain(one.workload.latency) for one in found.endpoints] == [1.0, None]


def test_what_is_not_installed_is_one_note_and_unknown() -> None:
    found = reading({"main.tf": MAIN})
    assert [(str(one.span), one.severity) for one in found.problems] == [("main.tf:9:12", "note")]
    assert "`terraform init`" in found.problems[0].hint
    name = setting(resources({"main.tf": MAIN})["aws_sagemaker_endpoint.other"], "EndpointName")
    assert isinstance(name, Unknown)


def test_a_manifest_counts_for_its_own_root() -> None:
    files = {f"infra/{path}": text for path, text in INSTALLED.items()}
    assert list(resources(files)) == ["aws_sagemaker_endpoint.other", CONFIGURATION]
    stray = {**INSTALLED, "infra/main.tf": MAIN, "main.tf": ""}
    assert list(resources(stray)) == ["aws_sagemaker_endpoint.other"]


def test_a_damaged_manifest_is_a_problem() -> None:
    (problem, note) = reading({**INSTALLED, f"{MODULES}/modules.json": "{"}).problems
    assert (problem.span.path, problem.severity) == (f"{MODULES}/modules.json", "warning")
    assert (note.span.path, note.severity) == ("main.tf", "note")


def test_an_installed_module_that_is_gone_is_one_that_is_not_installed() -> None:
    files = {path: text for path, text in INSTALLED.items() if "/named/" not in path}
    assert [problem.severity for problem in reading(files).problems] == ["note"]
