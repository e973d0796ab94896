"""Blocks as resources in the shape of the API: names, references, defaults, tags."""

from __future__ import annotations

import pytest

from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Reference, Unknown, reference_of
from tests.frontends.terraform.configuring import ADDRESS, TARGET, VARIANT, config, hops
from tests.frontends.terraform.evaluating import resources, setting

MODEL = """
resource "aws_sagemaker_model" "m" {
  %s
  primary_container { image = "i" }
}
"""


@pytest.mark.parametrize("attribute", ["name", "id"])
def test_a_written_name_comes_through_the_reference(attribute: str) -> None:
    more = MODEL % 'name = "m"'
    text = config(f"model_name = aws_sagemaker_model.m.{attribute}", more=more)
    found = setting(resources(text)[ADDRESS], f"{VARIANT}.ModelName")
    assert found == Known("m", found.span)
    assert hops(found) == [("aws_sagemaker_model.m.name", 11, "reference")]


@pytest.mark.parametrize(
    ("name", "attribute", "expected"),
    [
        ("", "name", "ModelName"),
        ("name = var.n", "name", "ModelName"),
        ("name = lower(var.n)", "id", "ModelName"),
        ('name = "x"', "arn", "Arn"),
    ],
)
def test_what_is_known_after_apply_is_a_reference(name: str, attribute: str, expected: str) -> None:
    more = MODEL % name + 'variable "n" {}'
    text = config(f"model_name = aws_sagemaker_model.m.{attribute}", more=more)
    found = setting(resources(text)[ADDRESS], f"{VARIANT}.ModelName")
    assert reference_of(found) == Reference("aws_sagemaker_model.m", expected)


def test_other_resources_and_data_sources_are_references() -> None:
    more = (
        'resource "aws_iam_role" "r" {\n  path = "/p/"\n}\ndata "aws_region" "now" {}\n'
        + MODEL
        % (
            """execution_role_arn = aws_iam_role.r.arn
  name = "${data.aws_region.now.name}${aws_iam_role.r.path}"
"""
        )
    )
    model = resources(config(more=more))["aws_sagemaker_model.m"]
    assert reference_of(setting(model, "ExecutionRoleArn")) == Reference("aws_iam_role.r", "Arn")
    name = setting(model, "ModelName")
    assert isinstance(name, Unknown)
    assert name.parts == (Reference("data.aws_region.now", "Name"), "/p/")


def test_scaling_goes_through_to_the_written_resource_id() -> None:
    found = resources(config(more=TARGET % 'name = "e"'))
    assert (
        plain(setting(found["aws_appautoscaling_policy.p"], "ResourceId")) == "endpoint/e/variant/v"
    )
    assert "aws_appautoscaling_target.other" not in found


def test_scaling_of_an_unnamed_endpoint_keeps_its_identity() -> None:
    found = resources(config(more=TARGET % ""))
    expected = ("endpoint/", Reference("aws_sagemaker_endpoint.e", "EndpointName"), "/variant/v")
    for address in ("aws_appautoscaling_policy.p", "aws_appautoscaling_target.t"):
        resource_id = setting(found[address], "ResourceId")
        assert isinstance(resource_id, Unknown)
        assert resource_id.parts == expected


def test_provider_defaults_are_implied() -> None:
    found = resources(config(rest="data_capture_config {\n}", more=TARGET % ""))
    policy_type = setting(found["aws_appautoscaling_policy.p"], "PolicyType")
    assert plain(policy_type) == "StepScaling"
    assert hops(policy_type)[0][2] == "implied"
    capture = setting(found[ADDRESS], "DataCaptureConfig.EnableCapture")
    assert plain(capture) is False
    assert hops(capture)[0][2] == "implied"
    assert isinstance(setting(resources(config())[ADDRESS], "DataCaptureConfig"), Absent)


def test_defaults_of_the_provider_that_are_the_apis_own_are_not_filled_in() -> None:
    more = MODEL % "" + TARGET % ""
    found = resources(config(more=more))
    unwritten = {
        ADDRESS: f"{VARIANT}.InitialVariantWeight",
        "aws_sagemaker_model.m": "PrimaryContainer.Mode",
        "aws_appautoscaling_policy.p": "TargetTrackingScalingPolicyConfiguration.DisableScaleIn",
    }
    assert all(isinstance(setting(found[name], path), Absent) for name, path in unwritten.items())


def test_metric_and_target_value_are_lowered() -> None:
    policy = resources(config(more=TARGET % ""))["aws_appautoscaling_policy.p"]
    assert plain(setting(policy, "TargetTrackingScalingPolicyConfiguration")) == {
        "TargetValue": 70,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
        },
    }


def test_create_before_destroy_is_metadata() -> None:
    resource = resources(config(rest="lifecycle {\n  create_before_destroy = true\n}"))[ADDRESS]
    assert plain(resource.metadata["create_before_destroy"]) is True
    assert isinstance(setting(resource, "Lifecycle"), Absent)


def test_a_generated_name_is_no_written_name() -> None:
    resource = resources(config(rest='name_prefix = "x"'))[ADDRESS]
    assert isinstance(setting(resource, "EndpointConfigName"), Absent)


def test_containers_and_free_mappings() -> None:
    text = config(
        more="""
resource "aws_sagemaker_model" "m" {
  container {
    image       = "a"
    environment = { my_key = "1" }
  }
  container {
    image = "b"
  }
}
"""
    )
    found = plain(setting(resources(text)["aws_sagemaker_model.m"], "Containers"))
    assert found == [{"Image": "a", "Environment": {"my_key": "1"}}, {"Image": "b"}]


def test_awscc_resources_become_the_same_shape() -> None:
    text = """
    resource "awscc_sagemaker_endpoint_config" "c" {
      endpoint_config_name = "c"
      production_variants = [{
        variant_name = "v"
        serverless_config = { max_concurrency = 5, memory_size_in_mb = 2048 }
      }]
      tags = [{ key = "env", value = "prod" }]
    }
    # aws_sagemaker_
    """
    resource = resources(text)["awscc_sagemaker_endpoint_config.c"]
    assert resource.type == ENDPOINT_CONFIG
    assert plain(resource.properties) == {
        "EndpointConfigName": "c",
        "ProductionVariants": [
            {"VariantName": "v", "ServerlessConfig": {"MaxConcurrency": 5, "MemorySizeInMB": 2048}}
        ],
        "Tags": {"env": "prod"},
    }


PROVIDER = """
variable "env" { default = "dev" }
provider "aws" {
  default_tags {
    tags = { env = var.env, team = "ml" }
  }
}
provider "aws" {
  alias = "west"
  default_tags {
    tags = { env = "west" }
  }
}
"""


def test_default_tags_are_merged_and_the_resource_wins() -> None:
    resource = resources(config(rest='tags = { team = "own" }', more=PROVIDER))[ADDRESS]
    assert plain(setting(resource, "Tags")) == {"env": "dev", "team": "own"}
    assert hops(setting(resource, "Tags.env")) == [
        ("default_tags of provider aws", 13, "reference"), ("default of var.env", 10, "default"),
    ]  # fmt: skip
    assert hops(setting(resource, "Tags.team")) == []


def test_default_tags_are_those_of_the_chosen_provider() -> None:
    resource = resources(config(rest="provider = aws.west", more=PROVIDER))[ADDRESS]
    assert plain(setting(resource, "Tags")) == {"env": "west"}


def test_pieces_of_a_value_from_elsewhere_are_set_where_the_whole_is() -> None:
    more = """
variable "tags" {
  default = {
    env = "dev"
  }
}
"""
    for text in ("tags = var.tags", 'tags = merge({ a = "b" }, var.tags)'):
        found = setting(resources(config(rest=text, more=more))[ADDRESS], "Tags.env")
        assert str(found.span) == "main.tf:3:10"
        assert hops(found) == [("default of var.tags", 12, "default")]
    own = setting(resources(config(rest='tags = { env = "x" }'))[ADDRESS], "Tags.env")
    assert str(own.span) == "main.tf:3:18"


def test_unknown_tags_hide_the_default_ones() -> None:
    resource = resources(config(rest="tags = var.t", more=PROVIDER + 'variable "t" {}'))[ADDRESS]
    assert isinstance(setting(resource, "Tags"), Unknown)
