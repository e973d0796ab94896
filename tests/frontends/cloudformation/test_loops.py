"""`Fn::ForEach`: what loops make is what somebody would write by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from smlint.core.resource import Reading, Resource
from smlint.core.tree import member, plain
from smlint.core.values import Known, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.cloudformation.document.template import templates
from smlint.frontends.cloudformation.evaluation.evaluate import Evaluator
from smlint.frontends.cloudformation.stages.parameters import bind

DATA = Path(__file__).parent / "data"
Read = Callable[..., Reading]

HEAD = """\
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: "a, b"}
  Open: {Type: CommaDelimitedList}
  Env: {Type: String, Default: prod}
Mappings:
  Teams:
    prod: {All: [fraud, search], Size: ml.m5.large}
    dev: {All: [fraud], Size: ml.t2.medium}
Conditions:
  Fn::ForEach::Switches:
    - Switch
    - [On, Off]
    - "Is${Switch}": !Equals ["${Switch}", "On"]
"""


def resources(reading: Reading) -> dict[str, Resource]:
    (deployment,) = reading.deployments
    return {resource.address: resource for resource in deployment.resources}


@pytest.mark.parametrize(
    ("collection", "items"),
    [
        ("[a, b]", ["a", "b"]),
        ("[]", []),
        ("!Ref Names", ["a", "b"]),
        ("!Split ['/', 'x/y']", ["x", "y"]),
        ("!FindInMap [Teams, !Ref Env, All]", ["fraud", "search"]),
        ("[!Ref Env, 1, !Ref AWS::NoValue]", ["prod", "1"]),
        ("!If [IsOn, [then], [else]]", ["then"]),
    ],
)
def test_collections(reading: Read, collection: str, items: list[str]) -> None:
    template = f"""{HEAD}
Resources:
  Fn::ForEach::Models:
    - Name
    - {collection}
    - "Model${{Name}}":
        Type: AWS::SageMaker::Model
        Properties: {{ModelName: !Sub "${{Name}}-${{Env}}", A: !Ref Name, B: {{Ref: Name}}}}
  Model: {{Type: AWS::SageMaker::Model}}
"""
    if "IsOn" in collection:
        template = template.replace(HEAD, HEAD + "  IsOn: !Equals [!Ref Env, prod]\n")
    found = reading({"t.yaml": template})
    assert found.problems == ()
    made = resources(found)
    assert list(made) == [*(f"Model{item}" for item in items), "Model"]
    for item in items:
        properties = made[f"Model{item}"].properties
        assert plain(properties) == {"ModelName": f"{item}-prod", "A": item, "B": item}


def test_cfn_lint_writes_the_same_loops_out() -> None:
    recorded = json.loads((DATA / "cfn_lint.json").read_text())["loops"]
    files = {"loops.yaml": (DATA / "loops.yaml").read_text(), "made.json": json.dumps(recorded)}
    own, theirs = (evaluated(files, path) for path in files)
    assert own == theirs
    assert len(json.dumps(own)) > 1_000


def evaluated(files: dict[str, str], path: str) -> list[object]:
    (template,) = templates(MemoryWorkspace(files).read(path))
    evaluator = Evaluator(template, bind(template, None))
    sections = (
        evaluator.template.root.get(name) for name in ("Conditions", "Resources", "Outputs")
    )
    return [plain(evaluator.evaluate(section)) for section in sections if section is not None]


def test_a_loop_is_what_it_makes(reading: Read) -> None:
    loop = """
Resources:
  Fn::ForEach::Teams:
    - Team
    - [one-x, two]
    - "Config&{Team}":
        Type: AWS::SageMaker::EndpointConfig
        Condition: IsOn
        Properties:
          Tags: [{Key: team, Value: "${Team}"}]
          ProductionVariants:
            - ModelName: !GetAtt "Model&{Team}.ModelName"
              Fn::ForEach::Counts: [Count, [Initial], {"${Count}InstanceCount": 1}]
      Fn::ForEach::Kinds:
        - Kind
        - [A, B]
        - "E&{Team}${Kind}":
            Type: AWS::SageMaker::Endpoint
            Properties:
              EndpointName: "${Team}-${Kind}"
              EndpointConfigName: !Sub "${Config&{Team}.EndpointConfigName}"
      "Model&{Team}":
        Type: AWS::SageMaker::Model
        Properties: {ModelName: "model-${Team}-${Other}"}
"""
    hand = "\nResources:\n"
    for team, word in (("onex", "one-x"), ("two", "two")):
        hand += f"""
  Config{team}:
    Type: AWS::SageMaker::EndpointConfig
    Condition: IsOn
    Properties:
      Tags: [{{Key: team, Value: {word}}}]
      ProductionVariants:
        - ModelName: !GetAtt Model{team}.ModelName
          InitialInstanceCount: 1
"""
        for kind in "AB":
            hand += f"""
  E{team}{kind}:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: {word}-{kind}
      EndpointConfigName: !Sub "${{Config{team}.EndpointConfigName}}"
"""
        hand += f"""
  Model{team}:
    Type: AWS::SageMaker::Model
    Properties: {{ModelName: "model-{word}-${{Other}}"}}
"""
    looped, written = (resources(reading({"t.yaml": HEAD + text})) for text in (loop, hand))
    assert list(looped) == list(written)
    for name, resource in looped.items():
        assert plain(resource.properties) == plain(written[name].properties)
        assert resource.properties == written[name].properties
        assert resource.metadata == written[name].metadata


@pytest.mark.parametrize(
    ("collection", "reason"),
    [
        ("!Ref Open", "parameter Open has no default"),
        ("[a, !Ref AWS::Region]", "AWS::Region is known only when the stack is deployed"),
        ("!Ref Name", "Name is neither a parameter nor a resource"),
        ("a", "Fn::ForEach is given something else than a list"),
        ("[[a]]", "a list of 1 stands where text is expected"),
        ("!Split [',', '" + "x," * 60_000 + "']", "it makes too much"),
    ],
)
def test_what_a_loop_makes_may_not_be_known(reading: Read, collection: str, reason: str) -> None:
    loop = f"""{HEAD}
Resources:
  Fn::ForEach::Models: [Name, {collection}, {{"M${{Name}}": {{Type: AWS::SageMaker::Model}}}}]
  Fn::ForEach::Topics: [Name, {collection}, {{"T${{Name}}": {{Type: AWS::SNS::Topic}}}}]
  Model: {{Type: AWS::SageMaker::Model}}
"""
    found = reading({"t.yaml": loop})
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == ("t.yaml:17:3", "warning")
    assert f"the resources that Fn::ForEach::Models makes are not checked: {reason}" in (
        problem.message
    )
    assert list(resources(found)) == ["Model"]


def test_loops_of_nested_stacks(reading: Read) -> None:
    parent = """\
Parameters: {Teams: {Type: CommaDelimitedList}}
Resources:
  Known:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Names: "a,b"}}
  Open:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Names: !Ref Teams}}
"""
    child = """\
Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::Models: [Name, !Ref Names, {"M${Name}": {Type: AWS::SageMaker::Model}}]
"""
    found = reading({"t.yaml": parent, "child.yaml": child})
    assert list(resources(found)) == ["Known/Ma", "Known/Mb"]
    (problem,) = found.problems
    assert str(problem.span) == "child.yaml:3:3"
    assert "Teams has no default" in problem.message


@pytest.mark.parametrize("loop", ["a", "[Name]", "[Name, [a]]", "[[x], [a], {}]", "[Name, [a], b]"])
def test_what_is_no_loop_stays_what_it_is(reading: Read, loop: str) -> None:
    template = f"""{HEAD}
Resources:
  Fn::ForEach::Models: {loop}
  Model: {{Type: AWS::SageMaker::Model, Properties: {{Fn::ForEach::X: {loop}, ModelName: m}}}}
"""
    model = resources(reading({"t.yaml": template}))["Model"]
    assert isinstance(model.properties, Unknown)
    assert "Fn::ForEach::X may change what is written here" in model.properties.reason


def test_an_unknown_loop_hides_what_stands_beside_it(reading: Read) -> None:
    template = f"""{HEAD}
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ModelName: m
      Environment: {{A: b, Fn::ForEach::X: [X, !Ref Open, {{"${{X}}": y}}]}}
      Other: !FindInMap [Teams, !Ref Env, Size]
"""
    properties = resources(reading({"t.yaml": template}))["Model"].properties
    assert isinstance(properties, Known)
    assert isinstance(member(properties, "Environment"), Unknown)
    assert plain(member(properties, "Other")) == "ml.m5.large"


def test_a_loop_follows_the_stage(reading: Read) -> None:
    template = f"""{HEAD}
Resources:
  Fn::ForEach::Models: [Name, !Ref Open, {{"M${{Name}}": {{Type: AWS::SageMaker::Model}}}}]
"""
    files = {
        "t.yaml": template,
        "dev.json": json.dumps({"Open": "a"}),
        "prod.json": json.dumps({"Open": "b,c"}),
    }
    found = reading(files, ("t.yaml",))
    assert found.problems == ()
    assert [[item.address for item in one.resources] for one in found.deployments] == [
        ["Ma"],
        ["Mb", "Mc"],
    ]


@pytest.mark.parametrize(
    "loop",
    [
        {"Fn::ForEach::A": ["A", [str(at) for at in range(1000)], {
            "Fn::ForEach::B": ["B", [str(at) for at in range(1000)], {
                "M${A}x${B}": {"Type": "AWS::SageMaker::Model"}}]}]},
        {"Fn::ForEach::A": ["A", ["x" * 1000] * 1000, {
            "M": {"Type": "AWS::SageMaker::Model", "Properties": {"A": "${A}" * 1000}}}]},
        {"Fn::ForEach::A": ["A", [], {"Fn::ForEach::B": ["B", {"Ref": "A"}, {
            "Fn::ForEach::A": ["A", {"Ref": "B"}, {"M": {"Type": "AWS::SageMaker::Model"}}]}]}]},
    ],
)  # fmt: skip
def test_what_loops_may_cost_is_bounded(reading: Read, loop: dict[str, object]) -> None:
    reading({"t.json": json.dumps({"Resources": loop})})
