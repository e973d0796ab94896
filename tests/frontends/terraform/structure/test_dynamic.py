"""`dynamic` blocks, and what expressions see of blocks."""

from __future__ import annotations

import json

import pytest

from smlint.core.tree import plain
from smlint.core.values import Absent, Unknown
from tests.frontends.terraform.evaluating import resources, setting

DYNAMIC = """
variable "serverless" { %s }
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    dynamic "serverless_config" {
      for_each = var.serverless ? [1] : []
      content {
        max_concurrency   = 5
        memory_size_in_mb = serverless_config.value * 1024
      }
    }
  }
}
"""


def test_dynamic_blocks() -> None:
    path = "ProductionVariants[].ServerlessConfig"
    address = "aws_sagemaker_endpoint_configuration.c"
    on = setting(resources(DYNAMIC % "default = true")[address], path)
    assert plain(on) == {"MaxConcurrency": 5, "MemorySizeInMB": 1024}
    assert on.span.line == 5
    off = setting(resources(DYNAMIC % "default = false")[address], path)
    assert isinstance(off, Absent)
    for found in (on, off):
        assert [hop.kind for hop in found.via] == ["default"]
    unknown = setting(resources(DYNAMIC % "")[address], path)
    assert isinstance(unknown, Unknown)
    assert unknown.reason == "var.serverless has no default, and no file gives it a value"


def test_pieces_of_a_default_are_by_default_too() -> None:
    found = resources(DYNAMIC % "default = true")["aws_sagemaker_endpoint_configuration.c"]
    concurrency = setting(found, "ProductionVariants[].ServerlessConfig.MaxConcurrency")
    assert [hop.kind for hop in concurrency.via] == ["default"]


def test_dynamic_blocks_with_iterator_and_nesting() -> None:
    text = """
    resource "aws_sagemaker_endpoint_configuration" "c" {
      dynamic "production_variants" {
        for_each = { b = [1], a = [] }
        iterator = it
        content {
          variant_name = it.key
          dynamic "serverless_config" {
            for_each = it.value
            content {
              max_concurrency = serverless_config.value
              memory_size_in_mb = length(it.value) * 1024
            }
          }
        }
      }
    }
    """
    found = resources(text)["aws_sagemaker_endpoint_configuration.c"]
    assert plain(setting(found, "ProductionVariants")) == [
        {"VariantName": "a", "ServerlessConfig": None},
        {"VariantName": "b", "ServerlessConfig": {"MaxConcurrency": 1, "MemorySizeInMB": 1024}},
    ]


BLOCKS = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = "ml.m5.large"
    core_dump_config {
      destination_s3_uri = "s3://b"
    }
  }
  dynamic "shadow_production_variants" {
    for_each = %s
    content {
      variant_name = "s"
    }
  }
  dynamic "async_inference_config" {
    for_each = []
    content {}
  }
  tags = { team = "red" }
}
resource "aws_sagemaker_endpoint" "e" {
  name = %s
}
variable "unknown" {}
"""
CONFIGURED = "aws_sagemaker_endpoint_configuration.c"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("production_variants[0].instance_type", "ml.m5.large"),
        ("production_variants[0].core_dump_config[0].destination_s3_uri", "s3://b"),
        ("production_variants[*].instance_type", ["ml.m5.large"]),
        ("tags.team", "red"),
        ("shadow_production_variants[0].variant_name", "s"),
        ("length(c.shadow_production_variants)", 2),
    ],
)
def test_what_is_written_in_a_block_is_seen(expression: str, expected: object) -> None:
    whole = expression if "(" in expression else f"c.{expression}"
    text = BLOCKS % ("[1, 2]", f"jsonencode({whole})".replace("c.", f"{CONFIGURED}.", 1))
    name = setting(resources(text)["aws_sagemaker_endpoint.e"], "EndpointName")
    assert json.loads(str(plain(name))) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "try(c.production_variants[0].variant_name, null)",
        "try(c.production_variants[0].core_dump_config[0].kms_key_id, null)",
        "try(c.async_inference_config[0].kms_key_id, null)",
        "length(c.async_inference_config)",
        "length(c.shadow_production_variants)",
        'lookup(c.production_variants[0], "variant_name", "none")',
    ],
)
def test_what_a_provider_may_fill_in_or_make_is_not_known(expression: str) -> None:
    text = BLOCKS % ("var.unknown", expression.replace("c.", f"{CONFIGURED}.", 1))
    name = setting(resources(text)["aws_sagemaker_endpoint.e"], "EndpointName")
    assert isinstance(name, Unknown)


def variants(for_each: str, content: str, more: str = "") -> object:
    text = f"""
    resource "aws_sagemaker_endpoint_configuration" "c" {{
      for_each = {{ x = ["b", "a"] }}
      dynamic "production_variants" {{
        for_each = {for_each}
        {more}
        content {{
          {content}
        }}
      }}
    }}
    variable "unknown" {{}}
    """
    found = resources(text)['aws_sagemaker_endpoint_configuration.c["x"]']
    return plain(setting(found, "ProductionVariants"))


@pytest.mark.parametrize(
    ("for_each", "content", "names"),
    [
        ("each.value", "variant_name = production_variants.value", ["b", "a"]),
        ("toset(each.value)", "variant_name = production_variants.key", ["a", "b"]),
        ("{ k = each.key }", 'variant_name = join("", values(production_variants))', ["kx"]),
        (
            "[for v in each.value : upper(v)]",
            "variant_name = production_variants.value",
            ["B", "A"],
        ),
        ('{ b = null, a = "y" }', 'variant_name = "${production_variants.key}"', ["a", "b"]),
        (
            "[{ n = var.unknown }, { n = 1 }]",
            "variant_name = production_variants.value.n",
            [None, 1],
        ),
    ],
)
def test_dynamic_over_all_kinds(for_each: str, content: str, names: list[object]) -> None:
    assert variants(for_each, content) == [{"VariantName": name} for name in names]


@pytest.mark.parametrize("for_each", ["null", '"text"', "3", "var.unknown", "[var.unknown]..."])
def test_dynamic_over_what_is_no_collection_is_unknown(for_each: str) -> None:
    assert variants(for_each, 'variant_name = "v"') == [None]


def test_dynamic_in_dynamic_sees_both_elements() -> None:
    inner = """
      variant_name = outer.value
      dynamic "serverless_config" {
        for_each = [outer.key]
        iterator = "inner"
        content {
          max_concurrency = inner.value + 10
        }
      }
    """
    assert variants("each.value", inner, "iterator = outer\n        labels = [outer.value]") == [
        {"VariantName": "b", "ServerlessConfig": {"MaxConcurrency": 10}},
        {"VariantName": "a", "ServerlessConfig": {"MaxConcurrency": 11}},
    ]
