"""YAML as CloudFormation has it, and as people write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from smlint.core.resource import Reading
from smlint.core.tree import member, plain, text, truth
from smlint.core.values import Known, Reference, Tree, Unknown

Read = Callable[..., Reading]
Value = Callable[[str], Tree]

TEMPLATE = """\
Parameters: {Env: {Type: String, Default: prod}}
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
"""


def properties(reading: Reading) -> Tree:
    (deployment,) = reading.deployments
    return deployment.resources[0].properties


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("yes", True), ("no", False), ("on", True), ("off", False), ("y", "y"), ("Yes", True),
        ("010", 8), ("0o10", "0o10"), ("0x10", 16), ("1_000", 1000), ("12:30:45", 45045),
        ("2010-09-09", "2010-09-09"), ("123456789012", 123456789012), ("1e3", 1000.0),
        ("99999999999999999999", 99999999999999999999), ("'1'", "1"), ("!!str 1", "1"),
        ("!!int '1'", 1), ("true", True), ("TRUE", True), ("'true'", "true"), ("~", None),
        ("a: &x 1", {"a": 1}), ("|\n        two\n        lines\n", "two\nlines\n"),
    ],
)  # fmt: skip
def test_scalars(reading: Read, written: str, expected: object) -> None:
    indent = "\n        " if written.startswith("a:") else " "
    found = member(properties(reading({"t.yaml": f"{TEMPLATE}      It:{indent}{written}\n"})), "It")
    assert plain(found) == expected
    assert type(plain(found)) is type(expected)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off"])
def test_words_of_truth_are_given_to_the_api_as_such(value: Value, word: str) -> None:
    holds = word in ("yes", "on")
    assert plain(truth(value(word))) is holds
    assert plain(text(value(word))) == ("true" if holds else "false")
    assert plain(text(value(f"'{word}'"))) == word


@pytest.mark.parametrize(
    "forms",
    [
        ("!Ref Env", "{Ref: Env}", '{"Ref": "Env"}', "!<!Ref> Env", "!Ref 'Env'"),
        ("!Sub x-${Env}", "{Fn::Sub: 'x-${Env}'}", "!Sub >-\n        x-${Env}",
         "!Sub ['x-${Env}', {}]"),
        ("!Base64 {Ref: Env}", "{Fn::Base64: !Ref Env}", "{Fn::Base64: {Ref: Env}}"),
        ("!GetAtt Config.EndpointConfigName", "!GetAtt [Config, EndpointConfigName]",
         "{Fn::GetAtt: Config.EndpointConfigName}", "{Fn::GetAtt: [Config, EndpointConfigName]}"),
        ("!If [IsProd, !Sub '${Env}', !Ref Open]", "{Fn::If: [IsProd, {Fn::Sub: '${Env}'}, x]}"),
        ("!Select [1, !Split ['-', !Sub 'a-${Env}']]",
         "{Fn::Select: ['1', {Fn::Split: ['-', a-prod]}]}"),
        ("!Join\n        - '-'\n        - - a\n          - !Ref Env",
         "!Join ['-', [a, {Ref: Env}]]"),
    ],
)  # fmt: skip
def test_forms_of_a_function(value: Value, forms: tuple[str, ...]) -> None:
    found = [value(form) for form in forms]
    assert all(isinstance(one, Known) for one in found)
    assert len({plain(one) for one in found}) == 1


@pytest.mark.parametrize("tag", ["!Nothing", "!ref", "!sub"])
def test_tags_of_nobody(value: Value, tag: str) -> None:
    found = value(f"{tag} x")
    assert isinstance(found, Unknown)
    assert "is not evaluated" in found.reason


def test_anchors_and_merge_keys(reading: Read) -> None:
    written = """\
      Base: &base {Image: i, Environment: &environment {A: !Ref Env}}
      PrimaryContainer: {<<: *base, Image: j}
      Containers: [{<<: [*base, *environment]}, *base]
"""
    found = plain(properties(reading({"t.yaml": TEMPLATE + written})))
    assert found == {
        "Base": {"Image": "i", "Environment": {"A": "prod"}},
        "PrimaryContainer": {"Image": "j", "Environment": {"A": "prod"}},
        "Containers": [
            {"Image": "i", "Environment": {"A": "prod"}, "A": "prod"},
            {"Image": "i", "Environment": {"A": "prod"}},
        ],
    }


def test_a_mark_of_the_byte_order_and_documents_beside_each_other(reading: Read) -> None:
    template = TEMPLATE + "      It: x\n"
    assert plain(properties(reading({"t.yaml": "\ufeff" + template}))) == {"It": "x"}
    assert plain(properties(reading({"t.yaml": "---\n" + template + "...\n"}))) == {"It": "x"}
    assert plain(properties(reading({"t.yaml": "kind: Pod\n---\n" + template}))) == {"It": "x"}
    assert len(reading({"t.yaml": template + "---\n" + template}).deployments) == 2


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("t.yaml", TEMPLATE + "\t\tIt: x\n"),
        ("t.yaml", TEMPLATE + "      It: {{ image }}\n"),
        ("t.yaml", TEMPLATE + "      {{ name }}: x\n"),
        ("t.yaml", TEMPLATE + "      {%- for name in names %}\n      It: x\n      {% endfor %}\n"),
        ("t.yaml", TEMPLATE + "      It: @image@\n"),
        ("t.yaml", TEMPLATE + "      It: x\n      <%= erb %>: [\n"),
        ("t.json", '{"Resources": {} // SageMaker\n}'),
        ("t.json", '{"Resources": {},}'),
        ("t.template", '{"Resources": {"A": {"Type": "AWS::SageMaker::Model"}}, /* c */ "B": {"}'),
    ],
)
def test_what_is_not_yaml_or_json_is_one_problem(reading: Read, path: str, content: str) -> None:
    found = reading({path: content, "whole.yaml": TEMPLATE + "      It: x\n"})
    (problem,) = found.problems
    assert (problem.span.path, problem.severity) == (path, "error")
    assert [one.path for one in found.deployments] == ["whole.yaml"]


def test_placeholders_that_yaml_can_read(reading: Read) -> None:
    written = "      It: 'a-{{ image }}'\n      Other: ${image}\n      Third: __image__\n"
    found = properties(reading({"t.yaml": TEMPLATE + written}))
    placeholder = member(found, "It")
    assert isinstance(placeholder, Unknown)
    assert placeholder.parts == ("a-", Reference("{{ image }}"))
    assert plain(found) == {"It": None, "Other": "${image}", "Third": "__image__"}


@pytest.mark.parametrize("written", ["{{", "}}", '{"a": {"b": 1}}', "{{a", "{a}", "{{{}"])
def test_braces_that_are_no_placeholder(value: Value, written: str) -> None:
    assert plain(value(f"'{written}'")) == written
