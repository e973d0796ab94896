"""What `lifecycle` says, and the blocks of a module that declare nothing."""

from __future__ import annotations

import json

import pytest

from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Unknown
from tests.frontends.terraform.evaluating import deployment, reading, resources, setting
from tests.project import endpoints, stock

ADDRESS = "aws_sagemaker_endpoint_configuration.c"
CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "c"
  production_variants {
    variant_name           = "v"
    initial_instance_count = 2
    instance_type          = "ml.m5.large"
  }
  lifecycle {
    %s
  }
}
"""
COUNT = "ProductionVariants[].InitialInstanceCount"
TYPE = "ProductionVariants[].InstanceType"


def left_alone(lifecycle: str, path: str) -> bool:
    found = setting(resources(CONFIG % lifecycle)[ADDRESS], path)
    assert not isinstance(found, Unknown)
    return any(hop.kind == "condition" and "ignore_changes" in hop.note for hop in found.via)


@pytest.mark.parametrize(
    ("ignored", "count", "type_"),
    [
        ("all", True, True),
        ("[production_variants]", True, True),
        ('["production_variants"]', True, True),
        ("[production_variants[0]]", True, True),
        ("[production_variants[0].initial_instance_count]", True, False),
        ("[production_variants[0].instance_type, tags]", False, True),
        ("[production_variants[1].instance_type]", False, False),
        ("[production_variants[0].serverless_config[0].max_concurrency]", False, False),
        ("[tags, data_capture_config]", False, False),
        ("[]", False, False),
    ],
)
def test_what_is_ignored_holds_when_it_is_made(ignored: str, count: bool, type_: bool) -> None:
    lifecycle = f"ignore_changes = {ignored}"
    assert left_alone(lifecycle, COUNT) is count
    assert left_alone(lifecycle, TYPE) is type_
    assert plain(setting(resources(CONFIG % lifecycle)[ADDRESS], COUNT)) == 2


def test_the_tags_that_are_written_hold_though_others_may_be_added() -> None:
    text = CONFIG % "ignore_changes = all" + ""
    tagged = text.replace('name = "c"', 'name = "c"\n  tags = { Environment = "dev" }')
    assert setting(resources(tagged)[ADDRESS], "Tags.Environment").via == ()


@pytest.mark.parametrize(
    ("ignored", "members"),
    [
        ("all", ["EndpointConfigName", "ProductionVariants"]),
        ("[production_variants, kms_key_arn]", ["ProductionVariants"]),
        ("[production_variants[0].instance_type]", None),
        ("[]", None),
    ],
)
def test_members_whose_changes_are_ignored_are_metadata(
    ignored: str, members: list[str] | None
) -> None:
    metadata = resources(CONFIG % f"ignore_changes = {ignored}")[ADDRESS].metadata
    found = metadata.get("ignore_changes")
    assert (None if found is None else plain(found)) == members


@pytest.mark.parametrize(
    ("ignored", "expected"),
    [("all", True), ("[production_variants]", True), ("[kms_key_arn]", None), ("[name]", False)],
)
def test_a_configuration_stays_as_it_was_made_where_all_is_ignored(
    ignored: str, expected: bool | None
) -> None:
    (found,) = endpoints({"main.tf": CONFIG % f"ignore_changes = {ignored}"})
    assert plain(found.ignores_changes) is expected


def test_conditions_of_a_lifecycle_are_passed_over() -> None:
    text = (
        CONFIG
        % """
    prevent_destroy      = true
    replace_triggered_by = [aws_sagemaker_model.m]
    precondition {
      condition     = self.name == data.nowhere.at.all && each.value
      error_message = "no"
    }
    postcondition {
      condition     = self.arn != ""
      error_message = "no"
    }
"""
    )
    found = reading({"main.tf": text})
    assert found.problems == ()
    (resource,) = found.deployments[0].resources
    assert resource.metadata.keys() == {"create_before_destroy"}
    assert isinstance(resource.metadata["create_before_destroy"], Absent)


PASSED_OVER = """
moved {
  from = aws_sagemaker_endpoint.old
  to   = aws_sagemaker_endpoint_configuration.c
}

import {
  to = aws_sagemaker_endpoint.imported
  id = "imported"
}

import {
  for_each = toset(["a"])
  to       = aws_sagemaker_endpoint.many[each.key]
  identity = { name = each.key }
}

removed {
  from = aws_sagemaker_endpoint.gone
  lifecycle {
    destroy = false
  }
  provisioner "local-exec" {
    when    = destroy
    command = "echo gone"
  }
}

check "health" {
  data "http" "endpoint" {
    url = "https://example.com/${aws_sagemaker_endpoint_configuration.c.name}"
  }
  assert {
    condition     = data.http.endpoint.status_code == 200
    error_message = "no answer"
  }
}

ephemeral "aws_secretsmanager_secret_version" "s" {
  secret_id = "s"
}

action "aws_lambda_invoke" "warm" {
  config {
    function_name = "warm"
  }
}

list "aws_sagemaker_endpoint" "all" {
  provider = aws
}

terraform {
  required_providers {
    aws = {
      source                = "example.com/hashicorp/aws"
      configuration_aliases = [aws.east]
    }
  }
}
"""


def test_blocks_that_declare_nothing_are_passed_over() -> None:
    found = stock({"main.tf": CONFIG % "" + PASSED_OVER})
    assert found.problems == ()
    assert [endpoint.address for endpoint in found.endpoints] == [ADDRESS]


def test_they_declare_nothing_in_json_either() -> None:
    endpoint = "aws_sagemaker_endpoint"
    document = {
        "resource": {"aws_sagemaker_endpoint_configuration": {"c": {"name": "c"}}},
        "import": [{"to": f"{endpoint}.imported", "id": "imported"}],
        "moved": [{"from": f"{endpoint}.old", "to": f"{endpoint}.new"}],
        "removed": [{"from": f"{endpoint}.gone", "lifecycle": {"destroy": False}}],
        "check": {"health": {"assert": [{"condition": "${true}", "error_message": "no"}]}},
    }
    found = stock({"main.tf.json": json.dumps(document)})
    assert found.problems == ()
    assert [one.address for one in found.endpoints] == [ADDRESS]


PROVIDER = 'provider "aws" {\n  %s\n  default_tags {\n    tags = { env = "%s" }\n  }\n}\n'
ENDPOINT = 'resource "aws_sagemaker_endpoint" "e" {\n  %s\n}\n'
WEST = PROVIDER % ('alias = "west"\n  region = "us-west-2"', "west")
EAST = PROVIDER % ('region = "us-east-1"', "east")


def environment(files: dict[str, str]) -> object:
    (found,) = deployment(files).resources
    return plain(setting(found, "Tags"))


def region(files: dict[str, str]) -> object:
    (found,) = deployment(files).resources
    tree = found.metadata.get("region")
    return plain(tree) if isinstance(tree, Known) else tree


def call(source: str, more: str = "") -> str:
    return f'module "m" {{\n  source = "{source}"\n  {more}\n}}\n'


ALIASES = (
    "terraform {\n  required_providers {\n    aws = {\n"
    '      source = "example.com/hashicorp/aws"\n      configuration_aliases = [aws.here]\n'
    "    }\n  }\n}\n"
)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"main.tf": EAST + WEST + ENDPOINT % ""}, "us-east-1"),
        ({"main.tf": EAST + WEST + ENDPOINT % "provider = aws.west"}, "us-west-2"),
        ({"main.tf": EAST + WEST + ENDPOINT % 'provider = "aws.west"'}, "us-west-2"),
        ({"main.tf": EAST + ENDPOINT % 'region = "eu-west-1"'}, "eu-west-1"),
        ({"main.tf": EAST + ENDPOINT % "region = null"}, "us-east-1"),
        ({"main.tf": ENDPOINT % ""}, None),
        (
            {
                "main.tf": EAST + WEST + call("./a", "providers = { aws = aws.west }"),
                "a/main.tf": call("./b"),
                "a/b/main.tf": call("./c", "providers = { aws.here = aws }"),
                "a/b/c/main.tf": ALIASES + ENDPOINT % "provider = aws.here",
            },
            "us-west-2",
        ),
        (
            {
                "main.tf": EAST + WEST + call("./a", "providers = { aws.far = aws.west }"),
                "a/main.tf": call("./b", "providers = { aws.here = aws.far }"),
                "a/b/main.tf": ALIASES + ENDPOINT % "provider = aws.here",
            },
            "us-west-2",
        ),
    ],
)
def test_the_provider_of_a_resource_is_found(files: dict[str, str], expected: str | None) -> None:
    assert region(files) == expected
    tags = {"us-east-1": {"env": "east"}, "us-west-2": {"env": "west"}}
    if expected in tags:
        assert environment(files) == tags[expected]


def test_the_provider_of_a_resource_is_found_in_json() -> None:
    document = {
        "provider": {"aws": [{"region": "us-east-1"}, {"alias": "west", "region": "us-west-2"}]},
        "module": {"m": {"source": "./a", "providers": {"aws": "aws.west"}}},
    }
    inside = {"resource": {"aws_sagemaker_endpoint": {"e": {"provider": "aws"}}}}
    files = {"main.tf.json": json.dumps(document), "a/main.tf.json": json.dumps(inside)}
    assert region(files) == "us-west-2"


def test_the_twins_have_a_provider_of_their_own() -> None:
    twin = 'provider "awscc" {\n  region = "eu-west-1"\n}\n' + ENDPOINT.replace("aws_", "awscc_")
    assert region({"main.tf": EAST + twin % ""}) == "eu-west-1"


def test_of_several_instances_of_a_provider_only_what_they_share_is_known() -> None:
    several = PROVIDER % ('alias = "by"\n  for_each = var.x\n  region = each.key', "all")
    text = several + ENDPOINT % 'provider = aws.by["eu-west-1"]'
    assert environment({"main.tf": text}) == {"env": "all"}
    assert isinstance(region({"main.tf": text}), Unknown)
