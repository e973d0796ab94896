"""What is no plan, or a damaged one, costs no more than itself."""

import json

import pytest

from tests.frontends.terraform.shown.planned import NAMES, config, only, problems, variant
from tests.frontends.terraform.shown.writing import (
    plan,
)
from tests.project import stock


def test_another_version_is_one_problem() -> None:
    text = plan([config(variant())]).replace('"1.2"', '"2.0"')
    message = "this plan or state has format_version 2.0; smlint reads 1"
    assert problems(text) == [("error", message)]


def test_a_plan_that_terraform_could_not_finish_is_one_problem() -> None:
    found = stock({"plan.json": plan([config(variant())], errored=True)})
    assert [problem.severity for problem in found.problems] == ["error"]
    assert len(found.endpoints) == 1


def test_a_damaged_plan_is_one_problem() -> None:
    ((severity, message),) = problems(plan([config(variant())])[:-10])
    assert severity == "error"
    assert message.startswith("this plan or state cannot be read: ")


def test_a_state_in_the_tool_s_own_form_is_one_note() -> None:
    document = {
        "version": 4,
        "terraform_version": "1.11.4",
        "serial": 1,
        "lineage": "x",
        "resources": [{"mode": "managed", "type": "aws_sagemaker_endpoint", "name": "e"}],
    }
    ((severity, _),) = problems(json.dumps(document), "terraform.tfstate")
    assert severity == "note"


@pytest.mark.parametrize(
    "text",
    [
        '{"format_version": "1.0", "terraform_version": "1", "x": "aws_sagemaker_endpoint"}',
        '{"format_version": 1, "terraform_version": 1, "values": "aws_sagemaker_endpoint"}',
        '{"format_version": "1.0", "terraform_version": "1", "values": "aws_sagemaker_endpoint"}',
        '["format_version", "terraform_version", "aws_sagemaker_endpoint"]',
    ],
)
def test_what_only_looks_like_a_plan_is_left_alone(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('"resource_changes":[', '"resource_changes":[null,7,{},{"change":3},'),
        ('"configuration":{', '"configuration":[],"other":{'),
        ('"after_unknown":{}', '"after_unknown":[true]'),
        ('"production_variants":[{', '"production_variants":[7,[],{'),
    ],
)
def test_odd_pieces_cost_no_more_than_themselves(part: str, instead: str) -> None:
    text = plan([config(variant(instance_type="ml.m5.large"))])
    assert part in text
    assert len(stock({"plan.json": text.replace(part, instead, 1)}).endpoints) == 1


@pytest.mark.parametrize("key", ['"\\q"', "9" * 5000, '"', ""])
def test_odd_addresses_are_no_harm(key: str) -> None:
    entry = {**config(variant()), "address": f"module.a[{key}].{NAMES['config']}"}
    entry["module_address"] = f"module.a[{key}]"
    files = {
        "main.tf": 'module "a" {\n  source = "./a"\n  for_each = var.x\n}\nvariable "x" {}\n',
        "a/main.tf": 'resource "aws_sagemaker_endpoint_configuration" "c" {}\n',
    }
    assert only(plan([entry]), files).address == entry["address"]
