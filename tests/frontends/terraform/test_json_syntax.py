"""Terraform's JSON syntax is not read, and that is never passed over in silence."""

import pytest

from tests.project import stock

HCL = 'resource "aws_sagemaker_endpoint_configuration" "c" {}\n'


@pytest.mark.parametrize(
    ("text", "severity"),
    [('{"resource": {"aws_sagemaker_endpoint": {"e": {}}}}', "error"), ("{}", "note")],
)
def test_it_is_as_grave_as_what_the_file_may_declare(text: str, severity: str) -> None:
    (problem,) = stock({"main.tf": HCL, "more.tf.json": text}).problems
    assert problem.span.path == "more.tf.json"
    assert problem.severity == severity


def test_a_root_of_nothing_else_is_a_problem_too() -> None:
    found = stock({"main.tf.json": '{"resource": {"aws_sagemaker_endpoint": {"e": {}}}}'})
    assert [problem.severity for problem in found.problems] == ["error"]
