"""No template raises, whatever is in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.cloudformation import read
from tests.frontends.cloudformation.reading import TEMPLATE, Read


@pytest.mark.parametrize("function", ["Fn::If", "Fn::Join", "Fn::Sub", "Fn::Not", "Fn::Select"])
def test_deep_expressions_are_evaluated_or_a_problem(reading: Read, function: str) -> None:
    expression: object = "x"
    for _ in range(90):
        match function:
            case "Fn::If":
                expression = {function: ["C", expression, 1]}
            case "Fn::Join":
                expression = {function: ["", [expression]]}
            case "Fn::Sub":
                expression = {function: ["${a}", {"a": expression}]}
            case "Fn::Not":
                expression = {function: [expression]}
            case _:
                expression = {function: [0, [expression]]}
    is_condition = function == "Fn::Not"
    properties = {"ModelName": expression}
    condition = expression if is_condition else {"Fn::Equals": ["a", "a"]}
    model = {"Type": "AWS::SageMaker::Model", "Condition": "C", "Properties": properties}
    template = {"Conditions": {"C": condition}, "Resources": {"Model": model}}
    found = reading({"t.json": json.dumps(template)})
    assert len(found.deployments) + len(found.problems) == 1


LEAVES = st.sampled_from(
    [
        "x",
        "",
        "IsProd",
        "Model",
        "Model.ModelName",
        "${x}",
        "${Model.A}",
        "Env",
        "AWS::NoValue",
        1,
        None,
        True,
    ]
)
FUNCTIONS = st.sampled_from([
    "Ref", "Condition", "Fn::GetAtt", "Fn::Sub", "Fn::If", "Fn::FindInMap", "Fn::Join",
    "Fn::Select", "Fn::Split", "Fn::Base64", "Fn::ImportValue", "Fn::Equals", "Fn::And", "Fn::Or",
    "Fn::Not", "Fn::Cidr", "Fn::GetAZs", "Fn::Length", "Fn::ToJsonString", "Fn::Transform",
    "Fn::ForEach::L",
])  # fmt: skip
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(FUNCTIONS, inner, min_size=1, max_size=1),
        st.dictionaries(
            st.sampled_from(["Type", "Key", "Value", "Tags", "Default"]), inner, max_size=3
        ),
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS, EXPRESSIONS, EXPRESSIONS, EXPRESSIONS)
def test_no_template_raises(parameter: object, one: object, two: object, three: object) -> None:
    model = {"Type": "AWS::SageMaker::Model", "Properties": one, "Metadata": {"smlint": two}}
    template = {
        "Parameters": {"Env": parameter, "x": {"Type": "String", "Default": parameter}},
        "Conditions": {"IsProd": three},
        "Mappings": {"x": two},
        "Resources": {"Model": model, "Other": {**model, "Condition": "IsProd"}, "Third": three},
    }
    text = json.dumps(template)
    found = read(
        ["t.json"], ["t.json"], MemoryWorkspace({"t.json": text, "p.json": json.dumps(two)})
    )
    assert len(found.deployments) == 1
    assert found.deployments[0].resources


@given(st.text())
def test_no_text_raises(text: str) -> None:
    text = text.encode(errors="replace").decode()
    files = {"a.yaml": text, "b.json": text, "c.template": text, "d.yaml": TEMPLATE + text}
    read(sorted(files), sorted(files), MemoryWorkspace(files))
