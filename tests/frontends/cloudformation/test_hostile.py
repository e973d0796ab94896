"""Templates that would cost a careless reader its memory, its stack or its time: all are read."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from smlint.core.resource import Reading
from smlint.core.tree import member, plain
from smlint.core.values import Tree, Unknown

Read = Callable[..., Reading]
Json = dict[str, object]


def template(expression: object, **sections: object) -> dict[str, str | bytes]:
    model = {"Type": "AWS::SageMaker::Model", "Properties": {"It": expression}}
    return {"t.json": json.dumps({**sections, "Resources": {"Model": model}})}


def it(reading: Reading) -> Tree:
    return member(reading.deployments[0].resources[0].properties, "It")


def test_ten_thousand_resources(reading: Read) -> None:
    model = "Type: AWS::SageMaker::Model, Properties: {ModelName: !Sub '${Env}-m'}"
    topics = "".join(f"  T{number}: {{Type: AWS::SNS::Topic}}\n" for number in range(8_000))
    entries = topics + "".join(f"  M{number}: {{{model}}}\n" for number in range(2_000))
    head = "Parameters: {Env: {Type: String, Default: prod}}\nResources:\n"
    (deployment,) = reading({"t.yaml": head + entries}).deployments
    assert len(deployment.resources) == 2_000


def test_a_line_of_a_megabyte(reading: Read) -> None:
    long = "x" * 1_000_000
    assert plain(it(reading(template(long)))) == long
    assert isinstance(it(reading(template({"Fn::Sub": long}))), Unknown)
    placeholders = it(reading(template({"Fn::Sub": "${AWS::Region}" * 70_000})))
    assert isinstance(placeholders, Unknown)
    assert placeholders.parts == ()


def test_sub_with_ten_thousand_variables(reading: Read) -> None:
    variables = {f"v{number}": "x" for number in range(10_000)}
    text = "".join(f"${{{name}}}" for name in variables)
    assert plain(it(reading(template({"Fn::Sub": [text, variables]})))) == "x" * 10_000


def test_join_of_a_hundred_thousand(reading: Read) -> None:
    listed = {"Fn::Split": ["-", "x-" * 100_000]}
    assert isinstance(it(reading(template({"Fn::Join": ["-", listed]}))), Unknown)
    assert plain(it(reading(template({"Fn::Length": listed})))) == 100_001


@pytest.mark.parametrize(
    "expression",
    [
        {"Fn::Select": [10**30, ["a"]]},
        {"Fn::Select": ["9" * 5000, ["a"]]},
        {"Fn::Select": [-(10**9), ["a"]]},
        {"Fn::Cidr": ["10.0.0.0/8", 10**9, 8]},
        {"Fn::Cidr": ["10.0.0.0/8", 10**9, 10**9]},
        {"Fn::Cidr": ["::/0", 256, 10**30]},
        {"Fn::FindInMap": ["Loop", {"Fn::FindInMap": ["Loop", "a", "b"]}, "b"]},
        {"Fn::GetAtt": "Model.It"},
        {"Fn::If": ["Circle", "a", "b"]},
        {"Fn::If": ["Itself", "a", "b"]},
    ],
)
def test_what_has_no_value(reading: Read, expression: Json) -> None:
    conditions = {
        "Itself": {"Condition": "Itself"},
        "Circle": {"Fn::Not": [{"Condition": "Line"}]},
        "Line": {"Fn::And": [{"Condition": "Circle"}, {"Condition": "Circle"}]},
    }
    mappings = {"Loop": {"a": {"b": {"Fn::FindInMap": ["Loop", "a", "b"]}}}}
    found = reading(template(expression, Conditions=conditions, Mappings=mappings))
    assert found.problems or isinstance(it(found), Unknown)


def test_conditions_in_a_long_line(reading: Read) -> None:
    conditions: Json = {"C0": {"Fn::Equals": ["a", "a"]}}
    for number in range(1, 5_000):
        before = {"Condition": f"C{number - 1}"}
        conditions[f"C{number}"] = {"Fn::And": [before, before]}
    found = reading(template({"Fn::If": ["C40", "a", "b"]}, Conditions=conditions))
    assert plain(it(found)) == "a"
    found = reading(template({"Fn::If": ["C4999", "a", "b"]}, Conditions=conditions))
    (problem,) = found.problems
    assert "nested too deeply" in problem.message


def test_names_that_lead_in_a_circle(reading: Read) -> None:
    resources = {
        f"M{number}": {
            "Type": "AWS::SageMaker::Model",
            "Properties": {"ModelName": {"Fn::GetAtt": [f"M{(number + 1) % 50}", "ModelName"]}},
        }
        for number in range(50)
    }
    (deployment,) = reading({"t.json": json.dumps({"Resources": resources})}).deployments
    names = [member(resource.properties, "ModelName") for resource in deployment.resources]
    assert all(isinstance(name, Unknown) for name in names)


@pytest.mark.parametrize("depth", [60, 95, 1_000, 100_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"Fn::If": ["C", ', ', "x"]}'),
        ('{"Fn::If": ["Open", ', ', "x"]}'),
        ('{"Fn::Join": ["", [', "]]}"),
        ('{"Fn::Select": [0, [', "]]}"),
        ('{"Fn::FindInMap": ["M", "a", ', "]}"),
        ('{"Fn::ToJsonString": [', "]}"),
        ('{"Fn::Sub": ["${a}", {"a": ', "}]}"),
        ('{"Fn::ForEach::L": ["A", ["a"], ', "]}"),
        ('{"Ref": ', "}"),
    ],
)
def test_deep_expressions(reading: Read, before: str, after: str, depth: int) -> None:
    conditions = {
        "C": {"Fn::Equals": ["a", "a"]},
        "Open": {"Fn::Equals": [{"Ref": "AWS::Region"}, "a"]},
    }
    text = str(template("@", Conditions=conditions)["t.json"])
    found = reading({"t.json": text.replace('"@"', before * depth + '"x"' + after * depth)})
    assert bool(found.problems) is not bool(found.deployments)
    assert found.deployments or depth > 60


def test_aliases_that_double_at_every_condition(reading: Read) -> None:
    lines = ["a0: &a0 x"]
    lines += [f"a{n}: &a{n} !If [Open, *a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    text = "Metadata:\n  " + "\n  ".join(lines) + "\nResources:\n  Model:\n"
    text += "    Type: AWS::SageMaker::Model\n    Properties: {It: *a59}\n"
    (problem,) = reading({"t.yaml": text}).problems
    assert "aliases write out to more than" in problem.message


def test_macros_loops_and_includes_within_each_other(reading: Read) -> None:
    part = "Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}\n"
    loops = "".join(
        f"  Fn::ForEach::L{number}: [X, [!Ref X], {{'M${{X}}': {{Type: AWS::SageMaker::Model}}}}]\n"
        for number in range(1_000)
    )
    places = "".join(f"      P{number}: {{{part.strip()}}}\n" for number in range(1_000))
    text = f"Resources:\n{loops}  M:\n    Type: AWS::SageMaker::Model\n    Properties:\n{places}"
    found = reading({"t.yaml": text, "part.yaml": part}, ("t.yaml",))
    assert len(found.deployments) == 1
