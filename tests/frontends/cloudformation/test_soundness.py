"""What is said of an expression while a parameter is open holds whatever value it then gets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smlint.core.values import Absent, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.formats.nodes import MapNode
from smlint.frontends.cloudformation.document.template import templates
from smlint.frontends.cloudformation.evaluation.evaluate import Evaluator
from smlint.frontends.cloudformation.stages.parameters import bind

Json = dict[str, object]

CONDITIONS: Json = {
    "Always": {"Fn::Equals": ["a", "a"]},
    "IsA": {"Fn::Equals": [{"Ref": "Open"}, "a"]},
    "IsList": {"Fn::Not": [{"Fn::Equals": [{"Fn::Join": ["", {"Ref": "List"}]}, "ab"]}]},
    "Both": {"Fn::And": [{"Condition": "IsA"}, {"Condition": "IsList"}]},
    "One": {"Fn::Or": [{"Condition": "IsA"}, {"Condition": "IsList"}]},
}
MAPPINGS: Json = {
    "M": {"a": {"x": "1", "y": ["p", "q"]}, "b": {"x": "1", "y": ["p"]}, "c": {"x": "10"}}
}
TEXTS = st.sampled_from(["", "a", "b", "x", "-", "a-b", "0", "1", "10.0.0.0/24", "${Open}", "M"])
OPEN = st.sampled_from([
    {"Ref": "Open"}, {"Ref": "List"}, {"Ref": "AWS::NoValue"}, {"Fn::GetAtt": "Image.Value"},
    {"Fn::If": ["IsA", "b", {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["One", ["a", "b"], ["a"]]},
    {"Fn::If": ["Both", "a-b", "ab"]}, {"Fn::If": ["IsList", {"Ref": "Open"}, "a"]},
    {"Fn::FindInMap": ["M", {"Ref": "Open"}, "x"]},
])  # fmt: skip
NAMES = st.sampled_from(sorted(CONDITIONS))


def _grown(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    listed = st.lists(inner, max_size=3)
    delimited = st.sampled_from(["-", "", "a"])
    return st.one_of(
        listed,
        _call("Fn::Join", st.just("-"), listed),
        st.dictionaries(st.sampled_from(["x", "y"]), inner, max_size=2),
        _call("Fn::If", NAMES, inner, inner),
        _call("Fn::Join", delimited | inner, listed | inner),
        _call("Fn::Select", st.integers(0, 2) | inner, listed | inner),
        _call("Fn::Split", delimited, inner),
        _call("Fn::FindInMap", st.just("M") | inner, TEXTS | inner, st.sampled_from(["x", "y"])),
        _call("Fn::FindInMap", st.just("M"), TEXTS | inner, st.just("x"),
              st.fixed_dictionaries({"DefaultValue": inner})),
        _call("Fn::Cidr", st.just("10.0.0.0/16") | inner, st.integers(0, 3), st.integers(7, 9)),
        _call("Fn::Sub", st.sampled_from(["${a}-${Open}", "a${a}", "${a}${a}"]),
              st.fixed_dictionaries({"a": inner})),
        st.builds(lambda item: {"Fn::Length": item}, listed | inner),
        st.builds(lambda item: {"Fn::Base64": item}, inner),
        st.builds(lambda item: {"Fn::ToJsonString": item}, listed | inner),
        st.builds(lambda items, item: {"x": "y", "Fn::ForEach::L": ["I", items, {"${I}": item}]},
                  listed | inner, inner),
    )  # fmt: skip


def _call(name: str, *operands: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.builds(lambda *items: {name: list(items)}, *operands)


EXPRESSIONS = st.recursive(st.one_of(TEXTS, st.integers(0, 3), OPEN), _grown, max_leaves=8)


def value(expression: object, **defaults: str) -> Tree:
    """The value of `expression` where the parameters have the values `defaults`, or none."""
    kinds = {"Open": "String", "List": "CommaDelimitedList"}
    parameters = {name: {"Type": kind} for name, kind in kinds.items()}
    for name, default in defaults.items():
        parameters[name]["Default"] = default
    image = {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Ref": "Open"}}}
    model = {"Type": "AWS::SageMaker::Model", "Properties": {"It": expression}}
    text = json.dumps({
        "Parameters": parameters, "Conditions": CONDITIONS, "Mappings": MAPPINGS,
        "Resources": {"Image": image, "Model": model},
    })  # fmt: skip
    (template,) = templates(MemoryWorkspace({"t.json": text}).read("t.json"))
    evaluator = Evaluator(template, bind(template, None))
    model_node = evaluator.template.resources["Model"].node
    properties = model_node.get("Properties") if isinstance(model_node, MapNode) else None
    node = properties.get("It") if isinstance(properties, MapNode) else None
    assert node is not None
    return evaluator.evaluate(node)


def holds(said: Tree, found: Tree) -> bool:
    """Whether what is said of an expression is true of what it comes to; it may be refused."""
    if isinstance(found, Unknown):
        return True
    if isinstance(said, Absent) or isinstance(found, Absent):
        nothing = isinstance(said, Unknown) and not said.parts
        return nothing or isinstance(said, Absent) is isinstance(found, Absent)
    if isinstance(said, Unknown):
        pieces = (re.escape(part) if isinstance(part, str) else ".*" for part in said.parts)
        is_text = isinstance(found.value, str)
        return (
            not said.parts or not is_text or bool(re.fullmatch("".join(pieces), str(found.value)))
        )
    one, other = said.value, found.value
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(holds, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        missing = Absent(found.span)
        return all(
            holds(one.get(name, missing), other.get(name, missing)) for name in {*one, *other}
        )
    return type(one) is type(other) and one == other


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(EXPRESSIONS, st.sampled_from(["", "a", "b", "1", "a-b"]), st.sampled_from(["", "a,b", "b"]))
def test_what_is_said_while_parameters_are_open(expression: object, one: str, two: str) -> None:
    said, found = value(expression), value(expression, Open=one, List=two)
    assert holds(said, found), (said, found)
