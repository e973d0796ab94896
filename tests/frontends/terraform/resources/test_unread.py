"""Endpoints that are made in ways that are not read are told, and nothing else is."""

from __future__ import annotations

import pytest

from tests.project import stock

TEMPLATE = """
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants: [{VariantName: v, ModelName: m}]
"""
STACK = """
resource "aws_cloudformation_stack" "ml" {
  name = "ml"
  template_body = %s
}
"""
INLINE = STACK % f"<<-EOT\n{TEMPLATE}EOT"
JSON = STACK % (
    'jsonencode({ Resources = { E = { Type = "AWS::SageMaker::Endpoint", Properties = {} } } })'
)
COMMAND = """
resource "%s" "deploy" {
  provisioner "local-exec" {
    command = <<-EOT
      aws sagemaker create-endpoint-config --endpoint-config-name c
      aws  sagemaker create-endpoint --endpoint-name e --endpoint-config-name c
    EOT
  }
}
"""


def notes(text: str, **files: str) -> list[str]:
    found = stock({"main.tf": text, **files})
    assert {problem.severity for problem in found.problems} <= {"note"}
    return [problem.message for problem in found.problems if problem.span.path.endswith(".tf")]


@pytest.mark.parametrize("text", [INLINE, JSON], ids=["heredoc", "jsonencode"])
def test_a_stack_with_an_endpoint_is_noted(text: str) -> None:
    (message,) = notes(text)
    assert message.startswith("aws_cloudformation_stack.ml makes a stack with SageMaker endpoints")


def test_a_stack_of_a_file_is_noted_and_the_file_is_read() -> None:
    text = STACK % 'file("${path.module}/ml.yaml")' + "# AWS::SageMaker::\n"
    found = stock({"main.tf": text, "ml.yaml": TEMPLATE})
    assert [problem.span.path for problem in found.problems] == ["main.tf"]
    assert [endpoint.language for endpoint in found.endpoints] == ["cloudformation"]


@pytest.mark.parametrize("type_", ["null_resource", "terraform_data", "aws_sagemaker_model"])
def test_a_command_that_makes_an_endpoint_is_noted_once(type_: str) -> None:
    (message,) = notes(COMMAND % type_)
    assert message == (
        f"{type_}.deploy runs a command that makes a SageMaker endpoint, which is not checked"
    )


def test_it_is_noted_where_it_stands_in_a_module() -> None:
    call = 'module "m" {\n  source = "./m"\n}\n'
    (message,) = notes(call, **{"m/main.tf": COMMAND % "null_resource"})
    assert message.startswith("module.m.null_resource.deploy runs a command")


@pytest.mark.parametrize(
    "text",
    [
        STACK % '"Resources: {B: {Type: AWS::S3::Bucket}} # AWS::SageMaker::"',
        STACK % "var.unknown # AWS::SageMaker::Endpoint",
        INLINE.replace("  name", "  count = 0\n  name"),
        (COMMAND % "null_resource").replace("create-endpoint", "describe-endpoint"),
        (COMMAND % "null_resource").replace("local-exec", "remote-exec"),
        "# aws sagemaker create-endpoint\n",
    ],
)
def test_nothing_else_is_noted(text: str) -> None:
    assert notes(text) == []
