"""The way from a setting to its value: every step once, at the piece it leads to."""

from __future__ import annotations

import pytest

from smlint.core.tree import plain
from smlint.core.values import Reference, Tree, Unknown, reference_of
from smlint.frontends.terraform.resources.shapes import camel
from tests.frontends.terraform.evaluating import resources, setting

ADDRESS = "aws_sagemaker_endpoint_configuration.c"


def variants(*, text: str, **files: str) -> list[Tree]:
    """The settings called `InstanceType` of the variants that `text` makes."""
    found = resources({"main.tf": text, **{f"{name}.tfvars": rest for name, rest in files.items()}})
    listed = setting(found[ADDRESS], "ProductionVariants")
    return [setting_of(item, "InstanceType") for item in elements(listed)]


def elements(tree: Tree) -> tuple[Tree, ...]:
    value = getattr(tree, "value", None)
    assert isinstance(value, tuple)
    return value


def setting_of(tree: Tree, name: str) -> Tree:
    found: Tree = getattr(tree, "value", {})[name]
    return found


def hops(tree: Tree) -> list[tuple[str, str, str]]:
    return [(hop.note, str(hop.span), hop.kind) for hop in tree.via]


def test_a_block_beside_a_dynamic_one_has_nothing_of_its_hops() -> None:
    written, made = variants(
        text="""
variable "more" { default = ["ml.c5.large"] }
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = "ml.m5.large"
  }
  dynamic "production_variants" {
    for_each = var.more
    content {
      instance_type = production_variants.value
    }
  }
}
"""
    )
    assert hops(written) == []
    assert plain(made) == "ml.c5.large"
    assert hops(made) == [("default of var.more", "main.tf:2:30", "default")]


def test_a_step_to_the_whole_and_to_its_piece_is_one_step() -> None:
    (found,) = variants(
        text="""
variable "variants" {
  default = [
    { model = { name = "m" }, type = "ml.c5.large" },
  ]
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  dynamic "production_variants" {
    for_each = { for one in var.variants : one.model.name => one }
    content {
      instance_type = production_variants.value.type
    }
  }
}
"""
    )
    assert hops(found) == [("default of var.variants", "main.tf:4:38", "default")]


def test_the_default_that_a_type_gives_is_told() -> None:
    text = """
variable "variant" {
  type = object({ type = optional(string, "ml.m5.large") })
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = var.variant.type
  }
}
"""
    (found,) = variants(text=text, terraform="variant = {}")
    assert plain(found) == "ml.m5.large"
    assert hops(found) == [
        ("var.variant", "main.tf:2:1", "reference"),
        ("terraform.tfvars", "terraform.tfvars:1:11", "reference"),
        ("the type's default for type", "main.tf:3:43", "reference"),
    ]
    (given,) = variants(text=text, terraform='variant = { type = "ml.c5.large" }')
    assert [hop.note for hop in given.via] == ["var.variant", "terraform.tfvars"]


def test_a_data_source_hands_on_its_arguments_and_looks_up_the_rest() -> None:
    text = """
data "aws_ssm_parameter" "type" {
  name   = "/type"
  region = null
  filter {
    value = "a"
  }
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  %s {
    instance_type = data.aws_ssm_parameter.type.%s
  }
}
"""
    (found,) = variants(text=text % ("production_variants", "name"))
    assert plain(found) == "/type"
    assert hops(found) == [("data.aws_ssm_parameter.type.name", "main.tf:3:12", "reference")]
    for name in ("value", "region", "filter"):
        (unknown,) = variants(text=text % ("production_variants", name))
        assert isinstance(unknown, Unknown)
        assert unknown.reason == (
            f"data.aws_ssm_parameter.type.{name} is looked up when terraform runs"
        )
        assert reference_of(unknown) == Reference("data.aws_ssm_parameter.type", camel(name))


@pytest.mark.parametrize(
    ("tag", "end"),
    [('"1.7-1"', "/sagemaker-xgboost:1.7-1"), ("null", "/sagemaker-xgboost:latest"),
     ("var.tag", "/sagemaker-xgboost:")],
)  # fmt: skip
def test_repository_and_tag_of_a_prebuilt_image_are_known(tag: str, end: str) -> None:
    text = f"""
variable "tag" {{}}
data "aws_sagemaker_prebuilt_ecr_image" "xgboost" {{
  repository_name = "sagemaker-xgboost"
  image_tag       = {tag}
}}
resource "aws_sagemaker_endpoint_configuration" "c" {{
  production_variants {{
    instance_type = data.aws_sagemaker_prebuilt_ecr_image.xgboost.registry_path
  }}
}}
"""
    (found,) = variants(text=text)
    assert isinstance(found, Unknown)
    address = "data.aws_sagemaker_prebuilt_ecr_image.xgboost"
    assert found.reason == f"{address}.registry_id is looked up when terraform runs"
    assert found.parts[:2] == (Reference(address, "RegistryId"), ".dkr.ecr.")
    assert end in found.parts


def test_an_element_has_the_hops_of_its_own_condition_and_no_others() -> None:
    (found,) = variants(
        text="""
variable "old" { default = false }
variable "new" { default = true }
resource "aws_sagemaker_endpoint_configuration" "c" {
  dynamic "production_variants" {
    for_each = {
      for name, one in { a = { on = var.old, type = "a" }, b = { on = var.new, type = "b" } } :
      name => one.type if one.on
    }
    content {
      instance_type = production_variants.value
    }
  }
}
"""
    )
    assert plain(found) == "b"
    assert [hop.note for hop in found.via] == ["default of var.new"]


def test_what_is_merged_in_last_rests_on_nothing_that_was_there_before() -> None:
    text = """
variable "tags" { default = { Team = "x" } }
resource "aws_sagemaker_endpoint_configuration" "c" {
  tags = merge(%s)
}
"""
    last = setting(resources(text % '{ Stage = "a" }, var.tags, { Stage = "b" }')[ADDRESS], "Tags")
    assert plain(last) == {"Stage": "b", "Team": "x"}
    assert hops(setting_of(last, "Stage")) == []
    assert hops(setting_of(last, "Team")) == [("default of var.tags", "main.tf:2:38", "default")]
    first = setting(resources(text % '{ Stage = "a" }, var.tags')[ADDRESS], "Tags")
    assert [hop.note for hop in setting_of(first, "Stage").via] == ["default of var.tags"]


def test_the_piece_is_found_behind_the_condition_that_kept_it() -> None:
    (found,) = variants(
        text="""
variable "variants" {
  default = {
    a = { on = true, type = "ml.m5.large" }
  }
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  dynamic "production_variants" {
    for_each = { for name, one in var.variants : name => one if one.on }
    content {
      instance_type = production_variants.value.type
    }
  }
}
"""
    )
    assert [place for _, place, _ in hops(found)] == ["main.tf:4:29", "main.tf:4:16"]
