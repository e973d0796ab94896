from __future__ import annotations

from collections.abc import Callable

import pytest

from smlint.core.resource import DEFAULT_STAGE, Deployment, Reading
from smlint.core.tree import elements, member, number, plain, text
from smlint.core.values import Known, Tree, Unknown

Read = Callable[..., Reading]

TEMPLATE = """\
Parameters:
  Env: {Type: String}
  Type: {Type: String, Default: ml.m5.large}
  Count: {Type: Number, Default: 1}
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - InstanceType: !Ref Type
          InitialInstanceCount: !Ref Count
"""
OTHER = "Parameters: {Env: {Type: String}}\nResources: {T: {Type: AWS::SNS::Topic}}\n"


def stages(reading: Reading) -> list[str]:
    assert not reading.problems
    return [deployment.stage.name for deployment in reading.deployments]


def variant(deployment: Deployment, name: str) -> Tree:
    (config,) = deployment.resources
    (one,) = elements(member(config.properties, "ProductionVariants"))
    return member(one, name)


@pytest.mark.parametrize(
    "content",
    [
        """[{"ParameterKey": "Env", "ParameterValue": "prod"},
            {"ParameterKey": "Count", "ParameterValue": "3"}]""",
        '{"Parameters": {"Env": "prod", "Count": 3}, "Tags": {"a": "b"}}',
        '{"Env": "prod", "Count": 3}',
        '["Env=prod", "Count=3"]',
    ],
)
def test_the_shapes_of_parameter_files(reading: Read, content: str) -> None:
    found = reading({"t.yaml": TEMPLATE, "prod.json": content}, ("t.yaml",))
    assert stages(found) == ["prod.json"]
    (deployment,) = found.deployments
    assert {name: plain(value) for name, value in deployment.inputs.items()} == {
        "Env": "prod", "Type": "ml.m5.large", "Count": "3",
    }  # fmt: skip
    count = variant(deployment, "InitialInstanceCount")
    assert isinstance(count, Known)
    assert count.value == 3
    assert [(hop.note, hop.span.path, hop.kind) for hop in count.via] == [
        ("parameter Count", "t.yaml", "reference"),
        ("prod.json", "prod.json", "stage"),
    ]
    kind = variant(deployment, "InstanceType")
    assert [hop.kind for hop in kind.via] == ["reference", "default"]
    assert [source.path for source in found.sources] == ["t.yaml", "prod.json"]


def test_without_parameter_files_there_is_the_default_stage(reading: Read) -> None:
    (deployment,) = reading({"t.yaml": TEMPLATE}).deployments
    assert deployment.stage == DEFAULT_STAGE
    env = deployment.inputs["Env"]
    assert isinstance(env, Unknown)
    assert env.reason == "parameter Env has no default"


def test_what_a_parameter_file_leaves_open_is_said(reading: Read) -> None:
    found = reading({"t.yaml": TEMPLATE, "a.json": '{"Count": 2}'}, ("t.yaml",))
    env = found.deployments[0].inputs["Env"]
    assert isinstance(env, Unknown)
    assert env.reason == "parameter Env has no default and no value in a.json"


@pytest.mark.parametrize(
    "path",
    ["infra/dev.json", "infra/params/dev.json", "params/dev.json", "infra/envs/dev/dev.json"],
)
def test_where_parameter_files_are_found(reading: Read, path: str) -> None:
    found = reading({"infra/t.yaml": TEMPLATE, path: '{"Env": "dev"}'}, ("infra/t.yaml",))
    assert stages(found) == ["dev.json"]
    assert found.deployments[0].stage.span is not None
    assert found.deployments[0].stage.span.path == path


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.json", '{"Env": "dev", "Strange": "x"}'),
        ("a.json", "{}"),
        ("a.json", '{"Env": {"nested": 1}}'),
        ("a.json", '"Env"'),
        ("a.json", '[{"Env": 1}]'),
        ("a.json", "{ Env // no JSON, and no parameter file either"),
        ("other/a.json", '{"Env": "dev"}'),
        ("network-dev.json", '{"Env": "dev"}'),
        ("big.json", '{"Env": "' + "x" * 1_000_000 + '"}'),
    ],
)
def test_what_is_no_parameter_file_of_the_template(reading: Read, path: str, content: str) -> None:
    files = {"t.yaml": TEMPLATE, "network.yaml": OTHER, path: content}
    assert stages(reading(files, ("t.yaml",))) == ["default"]


def test_files_named_after_a_template_are_that_ones(reading: Read) -> None:
    files = {
        "t.yaml": TEMPLATE, "network.yaml": OTHER,
        "t-prod.json": '{"Env": "prod"}', "dev.t.json": '{"Env": "dev"}',
        "all.json": '{"Env": "x"}', "network-t.json": '{"Env": "y"}',
    }  # fmt: skip
    assert stages(reading(files, ("t.yaml",))) == ["all.json", "dev.t.json", "t-prod.json"]


@pytest.mark.parametrize("other", ["template-network.yaml", "network_template.yaml"])
def test_that_it_is_a_template_is_no_part_of_its_name(reading: Read, other: str) -> None:
    files = {
        "template.yaml": TEMPLATE,
        other: OTHER,
        "params.json": '{"Env": "prod"}',
        "params-network.json": '{"Env": "dev"}',
    }
    assert stages(reading(files, ("template.yaml",))) == ["params.json"]


def test_files_of_one_name_are_told_apart_by_their_directory(reading: Read) -> None:
    files = {
        "t.yaml": TEMPLATE,
        "envs/dev/params.json": '{"Env": "dev"}',
        "envs/prod/params.json": '{"Env": "prod"}',
    }
    assert stages(reading(files, ("t.yaml",))) == ["dev/params.json", "prod/params.json"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('[{"ParameterKey": "Env", "ParameterValue": "prod"},]', "prod.json:1:52"),
        ('{"Parameters": {"Env" : "prod",}}', "prod.json:1:32"),
        ('{"Env": "prod"', "prod.json:1:1"),
        ('["Env=prod",]', "prod.json:1:13"),
    ],
)
def test_a_broken_parameter_file_is_a_problem(reading: Read, content: str, place: str) -> None:
    files = {"t.yaml": TEMPLATE, "prod.json": content, "dev.json": '{"Env": "dev"}'}
    found = reading(files, ("t.yaml",))
    assert [deployment.stage.name for deployment in found.deployments] == ["dev.json"]
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == (place, "error")
    assert "parameter file cannot be read" in problem.message
    assert "prod.json" in [source.path for source in found.sources]


def test_a_parameter_file_that_is_no_text_is_a_problem(reading: Read) -> None:
    files = {"t.yaml": TEMPLATE, "t-prod.json": b'{"Env": "\xe9"}', "other.json": b"\0"}
    (problem,) = reading(files, ("t.yaml",)).problems
    assert (problem.span.path, problem.severity) == ("t-prod.json", "error")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (
            """[{"ParameterKey": "Env", "ParameterValue": "prod"},
 {"ParameterKey": "Tx", "ParameterValue": "3"}]""",
            "2:19",
        ),
        ('{"Parameters": {"Env": "prod", "Tx": 3}}', "1:32"),
    ],
)
@pytest.mark.parametrize("path", ["infra/prod.json", "infra/params/t-prod.json", "params/t.json"])
def test_a_parameter_that_the_template_lacks_costs_no_stage(
    reading: Read, path: str, content: str, place: str
) -> None:
    found = reading({"infra/t.yaml": TEMPLATE, path: content}, ("infra/t.yaml",))
    (deployment,) = found.deployments
    assert deployment.stage.span is not None
    assert deployment.stage.span.path == path
    assert plain(deployment.inputs["Env"]) == "prod"
    (problem,) = found.problems
    assert problem.message == "the template has no parameter Tx"
    assert (str(problem.span), problem.severity) == (f"{path}:{place}", "warning")


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.json", '{"Parameters": {"Env": "dev", "Cidr": "x"}}'),  # the other template's
        ("a.json", '{"Parameters": {"Cidr": "x", "Strange": "y", "Envy": ""}}'),
        ("params/a.json", '{"Parameters": {"Env": "dev", "One": "x", "Two": "y"}}'),
        ("t-prod.json", '{"Env": "dev", "Strange": "x"}'),
        ("t-prod.json", '{"Parameters": {"Environment": "dev"}}'),
    ],
)
def test_parameters_of_others_make_no_stage(reading: Read, path: str, content: str) -> None:
    other = OTHER.replace("{Env:", "{Cidr: {Type: String}, Env:")
    files = {"t.yaml": TEMPLATE, "network.yaml": other, path: content}
    assert stages(reading(files, ("t.yaml",))) == ["default"]


def test_parameters_for_two_templates_are_for_both(reading: Read) -> None:
    other = TEMPLATE.replace("Type: {", "Size: {").replace("!Ref Type", "!Ref Size")
    content = '{"Parameters": {"Env": "dev", "Type": "ml.m5.large", "Size": "ml.m5.xlarge"}}'
    found = reading({"t.yaml": TEMPLATE, "u.yaml": other, "a.json": content}, ("t.yaml", "u.yaml"))
    assert [deployment.stage.name for deployment in found.deployments] == ["a.json", "a.json"]
    assert [problem.message.split()[-1] for problem in found.problems] == ["Size", "Type"]


def test_conditions_differ_from_stage_to_stage(reading: Read) -> None:
    template = """\
Parameters: {Env: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Condition: IsProd
"""
    files = {"t.yaml": template, "dev.json": '{"Env": "dev"}', "prod.json": '{"Env": "prod"}'}
    dev, prod = reading(files, ("t.yaml",)).deployments
    assert [resource.address for resource in dev.resources] == ["Config"]
    assert [resource.address for resource in prod.resources] == ["Config", "Target"]
    assert isinstance(prod.resources[1].metadata["exists"], Known)
    prod, other = reading({"t.yaml": template}).deployments
    assert [resource.address for resource in prod.resources] == ["Config", "Target"]
    assert [resource.address for resource in other.resources] == ["Config"]


@pytest.mark.parametrize("spelled", ["01", "2.50", "1e1", "+3", " 4"])
def test_a_number_is_given_as_it_is_spelled(reading: Read, spelled: str) -> None:
    files = {"t.yaml": TEMPLATE, "prod.json": f'{{"Count": "{spelled}"}}'}
    (deployment,) = reading(files, ("t.yaml",)).deployments
    count = variant(deployment, "InitialInstanceCount")
    assert plain(text(count)) == plain(deployment.inputs["Count"]) == spelled
    assert plain(number(count)) == float(spelled)


def test_what_the_template_stores_itself_is_looked_up_there(reading: Read) -> None:
    template = """\
Parameters:
  Size: {Type: "AWS::SSM::Parameter::Value<String>", Default: /sizes/fraud}
  Other: {Type: "AWS::SSM::Parameter::Value<String>", Default: /sizes/other}
Resources:
  Stored:
    Type: AWS::SSM::Parameter
    Properties: {Name: /sizes/fraud, Type: String, Value: ml.m5.large}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties: {ProductionVariants: [{InstanceType: !Ref Size, VariantName: !Ref Other}]}
"""
    (deployment,) = reading({"t.yaml": template}).deployments
    size = deployment.inputs["Size"]
    assert isinstance(size, Known)
    assert size.value == "ml.m5.large"
    assert "stored by Stored" in [hop.note for hop in size.via]
    assert isinstance(deployment.inputs["Other"], Unknown)
