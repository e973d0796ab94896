"""Override files, where `test_plans` cannot ask terraform."""

from __future__ import annotations

from smlint.core.tree import plain
from smlint.core.values import Known
from tests.frontends.terraform.evaluating import reading, resources, setting

CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  %s
}
"""
ADDRESS = "aws_sagemaker_endpoint_configuration.c"


def overridden(base: str, override: str) -> object:
    files = {"main.tf": CONFIG % base, "x_override.tf": CONFIG % override}
    return plain(setting(resources(files)[ADDRESS], "ProductionVariants"))


def test_nested_blocks_replace_all_of_their_type() -> None:
    one, two, three = (
        f'production_variants {{\n    variant_name = "{name}"\n  }}' for name in "abc"
    )
    assert overridden(f"{one}\n  {two}", three) == [{"VariantName": "c"}]
    assert overridden(f"{one}\n  {two}", 'name = "c"') == [
        {"VariantName": "a"},
        {"VariantName": "b"},
    ]


def test_dynamic_blocks_replace_plain_ones_and_are_replaced() -> None:
    plain_one = 'production_variants {\n    variant_name = "a"\n  }'
    dynamic = """dynamic "production_variants" {
        for_each = ["x", "y"]
        content {
          variant_name = production_variants.value
        }
      }"""
    two = [{"VariantName": "x"}, {"VariantName": "y"}]
    assert overridden(plain_one, dynamic) == two
    assert overridden(dynamic, plain_one) == [{"VariantName": "a"}]


def test_a_lifecycle_is_merged_argument_by_argument() -> None:
    files = {
        "main.tf": CONFIG % "lifecycle {\n    create_before_destroy = true\n  }",
        "x_override.tf": CONFIG % "lifecycle {\n    ignore_changes = [tags]\n  }",
    }
    kept = resources(files)[ADDRESS].metadata["create_before_destroy"]
    assert isinstance(kept, Known)
    assert kept.value is True


def test_what_terraform_refuses_is_told() -> None:
    files = {
        "main.tf": CONFIG % 'name = "base"' + 'variable "a" { default = 1 }\n',
        "x_override.tf": """
resource "aws_sagemaker_endpoint" "alone" {
}
locals {
  alone = 1
}
variable "a" {
  validation {
    condition     = false
    error_message = "Never."
  }
}
""",
    }
    assert [(str(one.span), one.message) for one in reading(files).problems] == [
        (
            "x_override.tf:2:1",
            "aws_sagemaker_endpoint.alone is declared in an override file alone",
        ),
        ("x_override.tf:5:3", "local.alone is declared in an override file alone"),
        ("x_override.tf:8:3", "an override file cannot change the validation of a variable"),
    ]


def test_what_two_files_declare_alike_is_told_once() -> None:
    more = 'variable "a" {}\nlocals {\n  b = 1\n}\noutput "c" {\n  value = 1\n}\n'
    first, second = (CONFIG % f'name = "{name}"' + more for name in ("first", "second"))
    found = reading({"main.tf": first, "other.tf": second})
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == ("other.tf:2:1", "warning")
    assert problem.message == (
        f"{ADDRESS} is declared a second time; the first is at main.tf:2:1, and so is more of what "
        "this file declares (3)"
    )
    (resource,) = found.deployments[0].resources
    assert plain(setting(resource, "EndpointConfigName")) == "first"
