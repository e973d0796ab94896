"""`AWS::Include`: local files in the place where a template names them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from smlint.core.resource import Reading
from smlint.core.tree import member, plain
from smlint.core.values import Unknown

Read = Callable[..., Reading]

MODEL = "Model: {Type: AWS::SageMaker::Model, Properties: {ModelName: m}}\n"
PROPERTIES = '"Properties": {"ModelName": "m"}'


def include(location: str) -> str:
    return f"{{Name: AWS::Include, Parameters: {{Location: {location}}}}}"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("parts/model.yaml", MODEL),
        ("parts/model.json", f'{{"Model": {{"Type": "AWS::SageMaker::Model", {PROPERTIES}}}}}'),
    ],
)  # fmt: skip
def test_resources(reading: Read, path: str, content: str) -> None:
    template = f"""
Resources:
  Fn::Transform: {include("../" + path)}
  Other: {{Type: AWS::SageMaker::Model}}
"""
    found = reading({"stacks/t.yaml": template, path: content}, ("stacks/t.yaml",))
    assert found.problems == ()
    (deployment,) = found.deployments
    model, other = deployment.resources
    assert (model.address, model.span.path, plain(model.properties)) == (
        "Model", path, {"ModelName": "m"},
    )  # fmt: skip
    assert other.address == "Other"
    assert [source.path for source in found.sources] == ["stacks/t.yaml", path]


TOP = """\
Parameters: {Env: {Type: String, Default: dev}, More: {Type: String, Default: x}}
Resources: {Added: {Type: AWS::SageMaker::Model, Properties: {It: !Ref More}}}
"""


def test_properties_and_sections(reading: Read) -> None:
    template = f"""
Transform: [AWS::LanguageExtensions, {include("top.yaml")}]
Parameters: {{Env: {{Type: String, Default: prod}}}}
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ModelName: m
      Fn::Transform: {include("properties.yaml")}
"""
    files = {
        "t.yaml": template,
        "top.yaml": TOP,
        "properties.yaml": "Env: {Ref: Env}\nList: [a]\n",
    }
    (deployment,) = reading(files, ("t.yaml",)).deployments
    assert {item.address: plain(item.properties) for item in deployment.resources} == {
        "Added": {"It": "x"},
        "Model": {"ModelName": "m", "Env": "prod", "List": ["a"]},
    }


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("gone.yaml", "gone.yaml, which is included here, cannot be read: there is no such file"),
        ("broken.yaml", "is not closed"),
        ("s3://bucket/part.yaml", "the macro AWS::Include of s3://bucket/part.yaml may change"),
        (
            "https://example.com/part.yaml",
            "the macro AWS::Include of https://example.com/part.yaml",
        ),
        ("../outside.yaml", "the macro AWS::Include of ../outside.yaml may change"),
        ("list.yaml", "the macro AWS::Include of list.yaml may change"),
        ("!Ref Where", "the macro AWS::Include may change"),
    ],
)
def test_what_is_not_here_is_told(reading: Read, location: str, message: str) -> None:
    template = f"""
Resources:
  Fn::Transform: {include(location)}
  Model:
    Type: AWS::SageMaker::Model
    Properties: {{ModelName: m, Fn::Transform: {include(location)}}}
"""
    files = {"t.yaml": template, "broken.yaml": "a: [b", "list.yaml": "- a\n"}
    found = reading(files, ("t.yaml",))
    assert [message in problem.message for problem in found.problems].count(True) == 1
    assert all(problem.severity != "error" for problem in found.problems)
    (model,) = found.deployments[0].resources
    assert isinstance(model.properties, Unknown)
    assert isinstance(member(model.properties, "ModelName"), Unknown)


def test_a_file_that_includes_itself(reading: Read) -> None:
    part = f"Fn::Transform: {include('part.yaml')}\nA: b\n"
    template = f"""
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      Environment: {{Fn::Transform: {include("part.yaml")}}}
"""
    found = reading({"t.yaml": template, "part.yaml": part}, ("t.yaml",))
    (model,) = found.deployments[0].resources
    assert isinstance(member(model.properties, "Environment"), Unknown)


def test_a_macro_beside_the_type_of_a_resource_hides_its_properties(reading: Read) -> None:
    model = "Type: AWS::SageMaker::Model, Fn::Transform: {Name: Mine}, Properties: {ModelName: m}"
    (deployment,) = reading({"t.yaml": f"Resources:\n  Model: {{{model}}}\n"}).deployments
    assert isinstance(deployment.resources[0].properties, Unknown)


@pytest.mark.parametrize(
    ("transform", "notes"),
    [
        ("AWS::Serverless-2016-10-31", 0),
        ("[AWS::LanguageExtensions, AWS::Serverless-2016-10-31]", 0),
        ("Mine", 1),
        ("[Mine, {Name: Yours}]", 2),
        ("[[odd], 1, ~]", 0),
    ],
)
def test_macros_are_told(reading: Read, transform: str, notes: int) -> None:
    problems = reading({"t.yaml": f"Transform: {transform}\nResources:\n  {MODEL}"}).problems
    assert [problem.severity for problem in problems] == ["note"] * notes
