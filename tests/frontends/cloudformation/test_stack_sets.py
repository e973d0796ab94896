"""Stack sets deploy templates, as far as these are here."""

from __future__ import annotations

import pytest

from tests.frontends.cloudformation.stacks import ENDPOINT, Read, variant

STACK_SET = """\
Resources:
  Everywhere:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateURL: stacks/endpoint.yaml
      Parameters:
        - {ParameterKey: Environment, ParameterValue: prod}
        - {ParameterKey: Count, ParameterValue: 2}
      StackInstancesGroup:
        - ParameterOverrides: [{ParameterKey: Count, ParameterValue: 4}]
"""


def test_stack_sets_deploy_their_template(reading: Read) -> None:
    files = {"set.yaml": STACK_SET, "stacks/endpoint.yaml": ENDPOINT}
    (deployment,) = reading(files, ("stacks/endpoint.yaml",)).deployments
    (config, _) = deployment.resources
    assert (config.address, variant(deployment)["InstanceType"]) == (
        "Everywhere/Config",
        "ml.m5.xlarge",
    )
    assert variant(deployment)["InitialInstanceCount"] is None


def test_a_stack_set_whose_template_is_text_is_a_note(reading: Read) -> None:
    body = '      TemplateBody: \'{"Resources": {"A": {"Type": "AWS::SageMaker::Endpoint"}}}\'\n'
    text = STACK_SET.replace("      TemplateURL: stacks/endpoint.yaml\n", body)
    (problem,) = reading({"set.yaml": text}).problems
    assert problem.severity == "note"
    assert "its template is text that cannot be read in its place" in problem.message


def test_the_template_within_a_stack_set_is_read_in_its_place(reading: Read) -> None:
    block = "".join(f"        {line}\n" for line in ENDPOINT.splitlines())
    text = STACK_SET.replace(" TemplateURL: stacks/endpoint.yaml\n", f" TemplateBody: |\n{block}")
    found = reading({"set.yaml": text})
    assert found.problems == ()
    (deployment,) = found.deployments
    config, endpoint = deployment.resources
    assert variant(deployment)["InstanceType"] == "ml.m5.xlarge"
    assert (endpoint.address, str(endpoint.span)) == ("Everywhere/Endpoint", "set.yaml:19:11")
    assert [str(span) for span in config.callers] == ["set.yaml:2:3"]


@pytest.mark.parametrize("indicator", [">", "!Sub |", "|\n        ["])
def test_text_that_is_no_template_in_its_place_is_a_note(reading: Read, indicator: str) -> None:
    block = "".join(f"        {line}\n" for line in ENDPOINT.splitlines())
    body = f" TemplateBody: {indicator}\n{block}"
    text = STACK_SET.replace(" TemplateURL: stacks/endpoint.yaml\n", body)
    (problem,) = reading({"set.yaml": text}).problems
    assert problem.severity == "note"
