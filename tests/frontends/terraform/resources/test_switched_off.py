"""What a default keeps from being created is said: silence would look like a pass."""

import pytest

from tests.project import stock

CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  %s
  production_variants {
    instance_type = "ml.m5.large"
  }
}
"""
SWITCH = 'variable "on" { default = %s }\n'


@pytest.mark.parametrize(
    ("variable", "many"),
    [
        (SWITCH % "false", "count = var.on ? 1 : 0"),
        (SWITCH % "{}", "for_each = var.on"),
    ],
)
def test_what_a_default_switches_off_is_noted_at_its_place(variable: str, many: str) -> None:
    found = stock({"main.tf": variable + CONFIG % many})
    assert found.endpoints == ()
    (problem,) = found.problems
    assert problem.severity == "note"
    assert problem.span.line == 3
    assert "default of var.on" in problem.message


def test_a_switched_off_module_is_noted_where_it_is_called() -> None:
    call = 'module "m" {\n  source = "./m"\n  count  = var.on ? 1 : 0\n}\n'
    found = stock({"main.tf": SWITCH % "false" + call, "m/main.tf": CONFIG % ""})
    assert found.endpoints == ()
    (problem,) = found.problems
    assert problem.message.startswith("module.m is not checked")


def test_what_the_files_themselves_switch_off_is_not() -> None:
    off = CONFIG % "count = 0"
    assert stock({"main.tf": off}).problems == ()
    chosen = {"main.tf": SWITCH % "true" + CONFIG % "count = var.on ? 1 : 0"}
    assert stock({**chosen, "dev.tfvars": "on = false"}).problems == ()
