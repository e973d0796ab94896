"""From files to values: places, hops, and what cannot be known."""

from __future__ import annotations

import pytest

from smlint.core.resource import SCALABLE_TARGET
from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Reference, Unknown, reference_of
from tests.frontends.terraform.configuring import ADDRESS, TARGET, VARIANT, config, hops
from tests.frontends.terraform.evaluating import deployment, reading, resources, setting, value_of


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


@pytest.mark.parametrize(
    ("dimension", "told"),
    [
        ("sagemaker:variant:DesiredInstanceCount", ["main.tf:6:1"]),
        ("ecs:service:DesiredCount", []),
    ],
)
def test_what_scales_an_endpoint_only_if_a_default_is_changed_is_told(
    dimension: str, told: list[str]
) -> None:
    read = reading(
        {
            "main.tf": f"""\
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    model_name = "x"
  }}
}}
resource "aws_appautoscaling_target" "x" {{
  count              = var.scaled ? 1 : 0
  service_namespace  = "any"
  resource_id        = "endpoint/x/variant/v"
  scalable_dimension = "{dimension}"
  min_capacity       = 1
  max_capacity       = 2
}}
variable "scaled" {{
  default = false
}}
"""
        }
    )
    assert [str(problem.span) for problem in read.problems] == told
    assert all("default of var.scaled" in problem.message for problem in read.problems)
