"""Modules, instances, dynamic blocks and lowering, from files to resources."""

from __future__ import annotations

import pytest

from smlint.core.resource import ENDPOINT_CONFIG, SCALABLE_TARGET
from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Reference, Unknown, reference_of
from tests.frontends.terraform.evaluating import deployment, reading, resources, setting, value_of

CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  %s
  production_variants {
    variant_name = "v"
    %s
  }
}
"""
ADDRESS = "aws_sagemaker_endpoint_configuration.c"
VARIANT = "ProductionVariants[]"


def config(variant: str = "", rest: str = "", more: str = "") -> str:
    return CONFIG % (rest, variant) + more


def hops(found: object) -> list[tuple[str, int, str]]:
    assert isinstance(found, (Known, Unknown, Absent))
    return [(hop.note, hop.span.line, hop.kind) for hop in found.via]


def test_a_literal_has_its_place_and_no_hops() -> None:
    found = setting(
        resources(config("initial_instance_count = 2"))[ADDRESS], f"{VARIANT}.InitialInstanceCount"
    )
    assert found == Known(2, found.span)
    assert str(found.span) == "main.tf:6:30"
    assert found.via == ()


def test_resource_and_block_spans_are_headers() -> None:
    resource = resources(config("serverless_config {\n}"))[ADDRESS]
    assert (resource.span.line, resource.span.column, resource.span.end_column) == (2, 1, 52)
    assert (resource.extent.line, resource.extent.end_line) == (2, 9)
    block = setting(resource, f"{VARIANT}.ServerlessConfig")
    assert (block.span.line, block.span.column, block.span.end_column) == (6, 5, 22)


def test_null_is_absent_and_keeps_the_reason() -> None:
    more = 'variable "serverless" { default = true }'
    found = setting(
        resources(config('instance_type = var.serverless ? null : "ml.m5.large"', more=more))[
            ADDRESS
        ],
        f"{VARIANT}.InstanceType",
    )
    assert isinstance(found, Absent)
    assert hops(found) == [("default of var.serverless", 9, "default")]


def test_hops_lead_through_locals_to_the_default() -> None:
    more = """locals {
  type = var.types["big"]
}
variable "types" {
  default = {
    big = "ml.m5.large"
  }
}
"""
    found = setting(
        resources(config("instance_type = local.type", more=more))[ADDRESS],
        f"{VARIANT}.InstanceType",
    )
    assert found == Known("ml.m5.large", found.span)
    assert hops(found) == [("local.type", 10, "reference"), ("default of var.types", 14, "default")]


def test_a_variable_without_value_is_unknown_and_named() -> None:
    more = 'variable "n" {}'
    found = setting(
        resources(config("initial_instance_count = var.n", more=more))[ADDRESS],
        f"{VARIANT}.InitialInstanceCount",
    )
    assert isinstance(found, Unknown)
    assert found.reason == "var.n has no default, and no file gives it a value"
    assert reference_of(found) == Reference("var.n")


def test_undeclared_names_are_unknown() -> None:
    for text in ("var.x", "local.x", "aws_sagemaker_model.x.name", "module.x.y", "data.a.b.c"):
        found = setting(resources(config(f"model_name = {text}"))[ADDRESS], f"{VARIANT}.ModelName")
        assert isinstance(found, Unknown)
        assert "is not declared in this module" in found.reason


def test_cycles_are_unknown() -> None:
    more = "locals {\n  a = local.b\n  b = upper(local.a)\n}"
    found = setting(
        resources(config("model_name = local.a", more=more))[ADDRESS], f"{VARIANT}.ModelName"
    )
    assert isinstance(found, Unknown)
    assert "refers to itself" in found.reason


def test_what_terraform_refuses_is_unknown_and_says_so() -> None:
    found = setting(
        resources(config("initial_instance_count = 1 + true"))[ADDRESS],
        f"{VARIANT}.InitialInstanceCount",
    )
    assert isinstance(found, Unknown)
    assert found.reason == "terraform would refuse this: a number is required"


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


TARGET = """
resource "aws_sagemaker_endpoint" "e" {
  %s
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
resource "aws_appautoscaling_target" "t" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.e.name}/variant/v"
  min_capacity       = 1
  max_capacity       = 2
}
resource "aws_appautoscaling_policy" "p" {
  name               = "p"
  service_namespace  = aws_appautoscaling_target.t.service_namespace
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
  resource_id        = aws_appautoscaling_target.t.resource_id
  target_tracking_scaling_policy_configuration {
    target_value = 70
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
resource "aws_appautoscaling_target" "other" {
  service_namespace = "ecs"
}
"""


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


def test_a_broken_file_costs_itself_only() -> None:
    found = reading({"main.tf": config(), "broken.tf": 'resource "aws_x" "y" {\n  a = "'})
    assert [problem.span.path for problem in found.problems if problem.severity == "error"]
    assert [resource.address for resource in found.deployments[0].resources] == [ADDRESS]


def test_an_unreadable_file_is_a_problem() -> None:
    found = reading({"main.tf": config(), "b.tf": "\0"})
    assert [(problem.span.path, problem.severity) for problem in found.problems] == [
        ("b.tf", "error")
    ]
    assert len(found.deployments) == 1


def test_sources_and_comments_are_those_of_the_read_files() -> None:
    found = reading({"a/main.tf": "# smlint: x\n" + config(), "b/main.tf": "# not read\n"})
    assert [source.path for source in found.sources] == ["a/main.tf"]
    assert [comment.text for comment in found.comments] == ["smlint: x"]


def test_files_without_endpoints_make_no_deployment() -> None:
    assert (
        reading({"main.tf": 'resource "aws_sagemaker_notebook_instance" "n" {}'}).deployments == ()
    )
    assert reading({"main.tf": 'variable "x" {}'}).deployments == ()


def test_a_second_declaration_is_a_problem_and_the_first_counts() -> None:
    found = reading({"a.tf": config('instance_type = "a"'), "b.tf": config('instance_type = "b"')})
    assert [(problem.severity, problem.span.path) for problem in found.problems] == [
        ("warning", "b.tf")
    ]
    (resource,) = found.deployments[0].resources
    assert plain(setting(resource, f"{VARIANT}.InstanceType")) == "a"


def test_override_files_win() -> None:
    files = {"main.tf": config('instance_type = "a"', rest='name = "n"'),
             "x_override.tf": """
resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "o"
}
"""}  # fmt: skip
    resource = resources(files)[ADDRESS]
    assert plain(setting(resource, "EndpointConfigName")) == "o"
    assert plain(setting(resource, f"{VARIANT}.InstanceType")) == "a"


def test_values_out_of_files_point_into_them() -> None:
    files = {
        "infra/main.tf": config(
            'instance_type = yamldecode(file("${path.module}/c.yaml")).endpoint.type'
        ),
        "infra/c.yaml": "endpoint:\n  type: ml.m5.large\n",
    }
    found = setting(resources(files)[ADDRESS], f"{VARIANT}.InstanceType")
    assert plain(found) == "ml.m5.large"
    assert [(hop.note, str(hop.span)) for hop in found.via] == [
        ("file infra/c.yaml", "infra/c.yaml:2:9")
    ]


@pytest.mark.parametrize("path", ["/etc/passwd", "~/x", "../../../x"])
def test_nothing_outside_is_read(path: str) -> None:
    found = setting(
        resources({"a/main.tf": config(f'instance_type = file("{path}")')})[ADDRESS],
        f"{VARIANT}.InstanceType",
    )
    assert isinstance(found, Unknown)
    assert "outside" in found.reason


def test_template_files_are_rendered() -> None:
    files = {
        "main.tf": config('instance_type = templatefile("t.tpl", { size = "large" })'),
        "t.tpl": "ml.m5.${size}%{ if true ~}\n!%{ endif }",
    }
    assert plain(setting(resources(files)[ADDRESS], f"{VARIANT}.InstanceType")) == "ml.m5.large!"


@pytest.mark.parametrize(
    ("template", "value", "result"),
    [("${x}", "[1, 2]", [1, 2]), ("${x}", "5", 5), ("${x}\n", "5", "5\n"), ("END", "5", "END")],
)
def test_a_template_file_of_one_value_is_that_value(
    template: str, value: str, result: object
) -> None:
    found = value_of(f'templatefile("t.tpl", {{ x = {value} }})', {"t.tpl": template})
    assert plain(found) == result


@pytest.mark.parametrize(("template", "value"), [("${x}", "null"), ("${x}\n", "[1]")])
def test_a_template_file_without_a_result_is_refused(template: str, value: str) -> None:
    call = f'try(templatefile("t.tpl", {{ x = {value} }}), "refused")'
    assert plain(value_of(call, {"t.tpl": template})) == "refused"


def test_inputs_are_the_variables_of_the_root() -> None:
    more = """
variable "env" { default = "dev" }
variable "list" { default = [] }
variable "n" { default = 1 }
"""
    inputs = deployment(config(more=more)).inputs
    assert {name: plain(value) for name, value in inputs.items()} == {"env": "dev", "n": "1"}


@pytest.mark.parametrize(("length", "known"), [(40, True), (3000, False)])
def test_chains_of_references_end_in_a_value_or_a_reason(length: int, known: bool) -> None:
    chain = "\n".join(f"  a{index} = local.a{index + 1}" for index in range(length))
    text = config(
        "instance_type = local.a0", more=f'locals {{\n{chain}\n  a{length} = "ml.m5.large"\n}}'
    )
    found = setting(resources(text)[ADDRESS], f"{VARIANT}.InstanceType")
    assert isinstance(found, Known) is known
    if isinstance(found, Unknown):
        assert found.reason == "the chain of references is too long to be followed"


def test_types_of_targets() -> None:
    assert (
        resources(config(more=TARGET % ""))["aws_appautoscaling_target.t"].type == SCALABLE_TARGET
    )
