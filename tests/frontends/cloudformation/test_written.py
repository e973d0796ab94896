"""Stages from what the tools that deploy templates read, from environments, and from the user."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from smlint.core.inputs import Inputs, InputValue
from smlint.core.resource import Deployment, Reading
from smlint.core.source import Source
from smlint.core.spans import COMMAND_LINE
from smlint.core.tree import member, plain
from smlint.core.values import Known
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.cloudformation import read
from tests.project import stock

Read = Callable[..., Reading]

TEMPLATE = """\
Parameters:
  Env: {Type: String, Default: dev}
  Count: {Type: Number, Default: 1}
  Subnets: {Type: CommaDelimitedList, Default: ""}
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      Tags: [{Key: team, Value: own}]
      ProductionVariants: [{InitialInstanceCount: !Ref Count}]
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
"""


def inputs(reading: Reading) -> dict[str, dict[str, object]]:
    assert reading.problems == (), reading.problems
    return {
        one.stage.name: {name: plain(value) for name, value in one.inputs.items()}
        for one in reading.deployments
    }


def tags(deployment: Deployment) -> list[object]:
    return [plain(member(one.properties, "Tags")) for one in deployment.resources]


def given(files: Mapping[str, str], *options: str | Source) -> Reading:
    text = "".join(f"--parameter-overrides {one}\n" for one in options if isinstance(one, str))
    line = Source(COMMAND_LINE, text)
    items: list[Source | InputValue] = []
    for one in options:
        if isinstance(one, Source):
            items.append(one)
            continue
        name = one.partition("=")[0]
        start = text.index(one) + len(name) + 1
        end = text.index("\n", start)
        items.append(InputValue("--parameter-overrides", name, line, start, end))
    hits = [path for path in files if "AWS::SageMaker" in files[path]]
    return read(sorted(files), hits, MemoryWorkspace(files), Inputs(parameters=tuple(items)))


def test_sam_environments_are_stages(reading: Read) -> None:
    config = """\
version = 0.1
[default.deploy.parameters]
region = "eu-west-1"
[dev.deploy.parameters]
parameter_overrides = "Count=2 Env='d e' ParameterKey=Subnets,ParameterValue=a,b"
tags = "team=ml cost=low"
[prod.global.parameters]
parameter_overrides = ["Env=global", "Count=3"]
[prod.deploy.parameters]
parameter_overrides = ["Env=prod", "Count=4"]
template_file = "template.yaml"
[other.deploy.parameters]
parameter_overrides = "Env=x"
template_file = "other.yaml"
"""
    found = reading({"template.yaml": TEMPLATE, "samconfig.toml": config}, ("template.yaml",))
    assert inputs(found) == {
        "samconfig.toml/default": {"Env": "dev", "Count": "1", "Subnets": None},
        "samconfig.toml/dev": {"Env": "d e", "Count": "2", "Subnets": None},
        "samconfig.toml/prod": {"Env": "prod", "Count": "4", "Subnets": None},
    }
    _, dev, prod = found.deployments
    assert tags(dev) == [{"team": "own", "cost": "low"}, {"team": "ml", "cost": "low"}]
    assert tags(prod) == [{"team": "own"}, None]
    assert dev.stage.span is not None
    assert str(dev.stage.span) == "samconfig.toml:4:2"


def test_sam_environments_in_yaml(reading: Read) -> None:
    config = """\
version: 0.1
dev: {deploy: {parameters: {parameter_overrides: [Env=a, Count=2], template_file: t/m.yaml}}}
prod: {deploy: {parameters: {parameter_overrides: {Env: b}, template: ./t/m.yaml}}}
"""
    found = inputs(reading({"t/m.yaml": TEMPLATE, "samconfig.yaml": config}, ("t/m.yaml",)))
    assert [(name, one["Env"], one["Count"]) for name, one in found.items()] == [
        ("samconfig.yaml/dev", "a", "2"),
        ("samconfig.yaml/prod", "b", "1"),
    ]


def test_what_is_wrong_with_a_sam_configuration_is_told(reading: Read) -> None:
    files = {"template.yaml": TEMPLATE, "samconfig.toml": "[dev.deploy\n"}
    (problem,) = reading(files, ("template.yaml",)).problems
    assert problem.message.startswith("this parameter file cannot be read: this is not valid TOML")
    files["samconfig.toml"] = '[dev.deploy.parameters]\nparameter_overrides = "Envy=x"\n'
    (problem,) = reading(files, ("template.yaml",)).problems
    assert (str(problem.span), problem.message) == (
        "samconfig.toml:2:23", "the template has no parameter Envy",
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "Parameters:\n  Env: prod\n  Count: 3\nTags: {team: ml}\n",
        "Parameters: [Env=prod, Count=3]\nTags: {team: ml}\n",
        """\
Parameters:
- {ParameterKey: Env, ParameterValue: prod}
- {ParameterKey: Count, ParameterValue: 3}
Tags: {team: ml}
""",
    ],
)
def test_parameter_files_in_yaml_and_their_tags(reading: Read, content: str) -> None:
    found = reading({"t.yaml": TEMPLATE, "params/prod.yml": content}, ("t.yaml",))
    assert [(name, one["Env"], one["Count"]) for name, one in inputs(found).items()] == [
        ("prod.yml", "prod", "3")
    ]
    assert tags(found.deployments[0]) == [{"team": "own"}, {"team": "ml"}]


@pytest.mark.parametrize(
    "content", ["Env: {a: b}\n", "Env: prod\n---\nEnv: dev\n", "Env: [\n", "image: Env\n"]
)
def test_other_yaml_beside_a_template_is_left_alone(reading: Read, content: str) -> None:
    assert list(inputs(reading({"t.yaml": TEMPLATE, "a.yml": content}, ("t.yaml",)))) == ["default"]


ALLOWED = TEMPLATE.replace("Default: dev", "Default: dev, AllowedValues: [dev, prod]")


def test_an_environment_that_is_allowed_is_a_stage(reading: Read) -> None:
    found = reading({"t.yaml": ALLOWED})
    assert [(name, one["Env"]) for name, one in inputs(found).items()] == [
        ("Env=dev", "dev"),
        ("Env=prod", "prod"),
    ]
    assert [one.environment.value for one in stock({"t.yaml": ALLOWED}).endpoints] == [  # type: ignore[union-attr]
        "non-production", "production",
    ]  # fmt: skip
    env = found.deployments[1].inputs["Env"]
    assert [(hop.note, str(hop.span)) for hop in env.via] == [("stage Env=prod", "t.yaml:2:58")]


def test_a_file_that_sets_the_environment_goes_before_what_is_allowed(reading: Read) -> None:
    files = {"t.yaml": ALLOWED, "a.json": '{"Env": "prod"}', "b.json": '{"Count": 2}'}
    assert list(inputs(reading(files, ("t.yaml",)))) == ["a.json", "b.json"]
    del files["a.json"]
    found = inputs(reading(files, ("t.yaml",)))
    assert [(name, one["Env"], one["Count"]) for name, one in found.items()] == [
        ("b.json + Env=dev", "dev", "2"),
        ("b.json + Env=prod", "prod", "2"),
    ]


def test_a_file_is_for_the_environment_that_it_is_called_after(reading: Read) -> None:
    files = {"t.yaml": ALLOWED, "t-prod.json": '{"Count": 3}', "blue.json": '{"Count": 2}'}
    assert list(inputs(reading(files, ("t.yaml",)))) == [
        "blue.json + Env=dev", "blue.json + Env=prod", "t-prod.json + Env=prod",
    ]  # fmt: skip
    files["t.yaml"] = ALLOWED.replace("[dev, prod]", "[dev]")
    assert list(inputs(reading(files, ("t.yaml",)))) == ["blue.json + Env=dev", "t-prod.json"]


def test_what_the_user_gives_is_the_only_stage() -> None:
    files = {"t.yaml": ALLOWED, "dev.json": '{"Env": "dev"}'}
    found = given(files, Source("x/prod.json", '{"Env": "prod", "Count": 2}'), "Count=3")
    assert inputs(found) == {
        "prod.json + --parameter-overrides Count": {"Env": "prod", "Count": "3", "Subnets": None}
    }
    count = found.deployments[0].inputs["Count"]
    assert isinstance(count, Known)
    assert str(count.span) == "<command line>:1:29"


def test_what_no_template_declares_is_refused() -> None:
    found = given({"t.yaml": TEMPLATE}, "Cuont=3", Source("p.json", '["Strange=1"]'))
    assert [(one.severity, str(one.span), one.message, one.hint) for one in found.problems] == [
        (
            "error", "<command line>:1:23",
            "no template that is checked here declares a parameter Cuont", "did you mean Count?",
        ),
        (
            "warning", "p.json:1:2",
            "no template that is checked here declares a parameter Strange",
            "correct the name, or declare it",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this parameter file cannot be read"),
        ('{"Env": {"a": 1}}', "this is no parameter file of CloudFormation"),
    ],
)
def test_a_file_of_the_user_that_cannot_be_read_is_an_error(text: str, told: str) -> None:
    (problem,) = given({"t.yaml": TEMPLATE}, Source("p.json", text)).problems
    assert problem.severity == "error"
    assert told in problem.message
