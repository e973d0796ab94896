"""Terraform's JSON syntax is read as native syntax is: into the same values, at their places."""

import json
from collections.abc import Mapping

import pytest

from smlint.core.resource import Resource
from smlint.core.tree import elements
from smlint.core.values import Known, Tree, Unknown
from tests.frontends.terraform.evaluating import reading, resources, setting
from tests.frontends.terraform.language.json_pairs import PAIRS
from tests.frontends.terraform.plans import DATA
from tests.project import stock

CONFIG = """\
{"resource": {
  "aws_sagemaker_endpoint_configuration": {
    "c": {
      "name": "c-${var.stage}",
      "production_variants": [
        {"instance_type": "ml.m5.large"},
        {"instance_type": "${lookup({ \\"a\\" = 1 }, \\"b\\", var.type)}"}
      ]
    }
  }
}, "variable": {"stage": {"default": "dev"}, "type": {}}}
"""


def told(tree: Tree) -> object:
    """All that a value says but its places."""
    if isinstance(tree, Unknown):
        return ("unknown", tree.parts)
    value = tree.value if isinstance(tree, Known) else None
    if isinstance(value, tuple):
        return [told(item) for item in value]
    if isinstance(value, Mapping):
        return {name: told(item) for name, item in value.items()}
    return value


def described(found: Mapping[str, Resource]) -> object:
    return {
        address: (
            one.type,
            told(one.properties),
            {name: told(item) for name, item in one.metadata.items()},
        )
        for address, one in found.items()
    }


@pytest.mark.parametrize("name", PAIRS)
def test_both_syntaxes_give_the_same_resources(name: str) -> None:
    pair = PAIRS[name]
    in_json = {"main.tf.json": pair.json, **pair.others}
    expected = described(resources({"main.tf": pair.native, **pair.others}))
    assert reading(in_json).problems == ()
    assert described(resources(in_json)) == expected


def test_terraform_plans_the_same_for_both_syntaxes() -> None:
    """`test_plans` compares what it plans with smlint, for each of the two on its own."""
    recorded = json.loads((DATA / "json.json").read_text("utf-8"))
    pairs = {title: f"{title}, in JSON" for title in recorded if f"{title}, in JSON" in recorded}
    assert len(pairs) + len(PAIRS) >= 25
    for native, in_json in pairs.items():
        assert recorded[native] == recorded[in_json]


def test_a_file_may_stand_beside_others_and_override_them() -> None:
    files = {
        "main.tf": PAIRS["blocks are a list of objects"].native,
        "x_override.tf.json": """
{"resource": {"aws_sagemaker_endpoint_configuration": {"c": {
  "name": "overridden", "production_variants": {"variant_name": "only"}
}}}}
""",
    }
    (config,) = resources(files).values()
    assert told(setting(config, "EndpointConfigName")) == "overridden"
    assert told(setting(config, "ProductionVariants")) == [{"VariantName": "only"}]


def at(tree: Tree) -> str:
    span = tree.span
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


def test_settings_and_resources_stand_at_their_place_in_the_json() -> None:
    (config,) = resources({"main.tf.json": CONFIG}).values()
    assert at(setting(config, "EndpointConfigName")) == "4:15-4:31"
    assert at(setting(config, "ProductionVariants[].InstanceType")) == "6:27-6:40"
    variants = elements(setting(config, "ProductionVariants"))
    assert [at(one) for one in variants] == ["6:9-6:10", "7:9-7:10"]
    assert (config.span.line, config.span.column, config.span.end_column) == (3, 5, 8)
    assert (config.extent.line, config.extent.end_line, config.extent.end_column) == (3, 9, 6)


def test_expressions_inside_of_texts_stand_at_their_place_too() -> None:
    found = stock({"main.tf.json": CONFIG.replace("var.stage", "1 +").replace("var.type", "[")})
    assert [str(problem.span) for problem in found.problems] == [
        "main.tf.json:4:23",
        "main.tf.json:7:60",
        "main.tf.json:7:61",
    ]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("aws_x.y.one.a", 1),
        ("aws_x.y.one[0].a", 1),
        ('aws_x.y.one["a"]', 1),
        ("aws_x.y.one[*].a", [1]),
        ("aws_x.y.one.inner[0].b", 2),
        ("aws_x.y.many[1].a", 4),
        ("aws_x.y.many[*].a", [3, 4]),
        ("[for one in aws_x.y.many : one.a]", [3, 4]),
        ("aws_x.y.made[0].a", 5),
        ("aws_x.y.text", "t"),
        ("length(aws_x.y.tags)", 2),
    ],
)
def test_what_may_be_a_block_or_an_object_answers_for_both(expression: str, value: object) -> None:
    assert told(local(expression)) == value


@pytest.mark.parametrize(
    "expression",
    ["length(aws_x.y.one)", "[for k, v in aws_x.y.one : k]", "aws_x.y.one.c", "aws_x.y.one[1]",
     "jsonencode(aws_x.y.one)", "aws_x.y.many[0].inner.c"],
)  # fmt: skip
def test_where_the_readings_differ_nothing_is_known(expression: str) -> None:
    found = local(expression)
    assert isinstance(found, Unknown)
    assert "provider" in found.reason


def local(expression: str) -> Tree:
    """The value of an expression beside a resource of which only the provider knows the schema."""
    text = """
{"resource": {"aws_x": {"y": {
  "one": {"a": 1, "inner": {"b": 2}},
  "many": [{"a": 3, "inner": {"b": 2}}, {"a": 4}],
  "made": [{"a": 5}],
  "dynamic": {"made": {"for_each": [], "content": {}}},
  "text": "t",
  "tags": {"a": "b", "c": "d"}
}}}}
"""
    config = 'resource "aws_sagemaker_endpoint_configuration" "c" {\n  tags = %s\n}\n'
    found = resources({"x.tf.json": text, "main.tf": config % f"{{ x = {expression} }}"})
    tags = setting(found["aws_sagemaker_endpoint_configuration.c"], "Tags")
    assert isinstance(tags, Known)
    assert isinstance(tags.value, Mapping)
    return tags.value["x"]
