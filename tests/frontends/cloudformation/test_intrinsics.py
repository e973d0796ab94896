from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Reference, Tree, Unknown, parts_of, reference_of

Value = Callable[[str], Tree]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("!Ref Env", "prod"),
        ("{Ref: Env}", "prod"),
        ("!Ref Count", 2),
        ("!Ref Digits", "7"),
        ("!Ref Rate", 0.5),
        ("!Ref Subnets", ["a", "b"]),
        ('!Sub "a-${Env}-${!Env}-${ Count }"', "a-prod-${Env}-2"),
        ('{"Fn::Sub": ["${x}-${Env}", {"x": {"Fn::Join": ["", ["a", "b"]]}}]}', "ab-prod"),
        ("!Sub plain", "plain"),
        ("!If [IsProd, 1, 2]", 1),
        ("!If [NotProd, 1, 2]", 2),
        ("!If [IsOpen, 1, 1]", 1),
        ("!If [EitherOpen, 1, 2]", 1),
        ("!If [NeitherOpen, 1, 2]", 2),
        ("!If [SameOpen, 1, 2]", 1),
        ("!If [CountIsTwo, 1, 2]", 1),
        ("!If [OtherSubnets, 1, 1]", 1),
        ("!If [IsProd, !If [NotProd, a, !Ref Env], c]", "prod"),
        ("{'Fn::If': [IsProd, {A: 1, B: !Ref Env}, 3]}", {"A": 1, "B": "prod"}),
        ("!FindInMap [Sizes, prod, Type]", "ml.m5.xlarge"),
        ("!FindInMap [Sizes, !Ref Env, Type]", "ml.m5.xlarge"),
        ("!FindInMap [Sizes, !Ref AWS::Region, Kind]", "same"),
        ("!FindInMap [Sizes, none, Type, {DefaultValue: x}]", "x"),
        ("!Join ['-', [a, !Ref Env, 3]]", "a-prod-3"),
        ("!Join ['', !Ref Subnets]", "ab"),
        ("!Join ['-', [a, !Ref AWS::NoValue, b]]", "a-b"),
        ("!Select [1, [a, !Ref Env]]", "prod"),
        ("!Select ['0', !Split ['/', x/y]]", "x"),
        ("!Split [',', 'a,b']", ["a", "b"]),
        ("{'Fn::Base64': !Ref Env}", "cHJvZA=="),
        ("!GetAtt Config.EndpointConfigName", "prod-config"),
        ("!GetAtt [Config, EndpointConfigName]", "prod-config"),
        ('!Sub "endpoint/${Config.EndpointConfigName}"', "endpoint/prod-config"),
        ("[1, a, !Ref Env]", [1, "a", "prod"]),
    ],
)
def test_what_is_known(value: Value, expression: str, expected: object) -> None:
    found = value(expression)
    assert isinstance(found, Known)
    assert plain(found) == expected


@pytest.mark.parametrize(
    "expression", ["!Ref AWS::NoValue", "!If [NotProd, 1, !Ref AWS::NoValue]", "~"]
)
def test_what_is_absent(value: Value, expression: str) -> None:
    assert isinstance(value(expression), Absent)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("!Ref Open", "parameter Open has no default"),
        (
            "!Ref Stored",
            "parameter Stored is looked up in Systems Manager when the stack is deployed",
        ),
        ("!Ref Nothing", "Nothing is neither a parameter nor a resource of this template"),
        ("!Ref [a]", "Ref is written with something else than the name of a parameter or resource"),
        ("!Ref AWS::Region", "AWS::Region is known only when the stack is deployed"),
        ("!Ref Config", "Config is known only when the stack is deployed"),
        ("!GetAtt Endpoint.EndpointName", "parameter Open has no default"),
        ("!GetAtt Nameless.ModelName", "Nameless.ModelName is known only"),
        ("!GetAtt Circle.ModelName", "Circle.ModelName is known only"),
        ("!GetAtt Nothing.Arn", "Nothing is no resource of this template"),
        ("!GetAtt Config", "Fn::GetAtt is written with something else than"),
        ('!Sub "${Open}-${Env}"', "parameter Open has no default"),
        ("!Sub {a: b}", "Fn::Sub is written with something else than text"),
        ("!Join [',', !Ref Open]", "parameter Open has no default"),
        ("!Join [',', a]", "Fn::Join is given something else than a list"),
        ("!Join x", "Fn::Join is written with something else than"),
        ("!If [IsOpen, 1, 2]", "condition IsOpen is not known: parameter Open has no default"),
        ("!If [BothOpen, 1, 2]", "condition BothOpen is not known: condition IsOpen is not known"),
        ("!If [OtherSubnets, 1, 2]", "a list of 2 stands where text is expected"),
        ("!If [Itself, 1, 2]", "condition Itself refers to itself"),
        ("!If [None, 1, 2]", "the template declares no condition None"),
        (
            "!If [IsProd, 1]",
            "Fn::If is written with something else than a condition and two values",
        ),
        (
            "!FindInMap [Sizes, !Ref Open, Type]",
            "which entry of mapping Sizes is meant is not known",
        ),
        ("!FindInMap [Sizes, none, Type]", "mapping Sizes has no such entry"),
        ("!FindInMap [Sizes, !Ref Open, Type, {DefaultValue: x}]", "which entry of mapping Sizes"),
        ("!FindInMap [None, a, b]", "mapping None has no such entry"),
        ("!FindInMap [Sizes, prod]", "Fn::FindInMap is written with something else than"),
        ("!Select [5, [a]]", "the list has no element 5"),
        ("!Select [!Ref Open, [a]]", "which element of the list is meant is not known"),
        ("!Select [0, !GetAZs '']", "what Fn::GetAZs gives is known only"),
        ("!Split ['', a]", "Fn::Split is written with something else than"),
        ("!Cidr [a, 1, 2]", "a is no block with room for what Fn::Cidr asks of it"),
        ("!ImportValue shared-role", "it is exported by another stack as shared-role"),
        ("!Contains [[a], a]", "Fn::Contains is not evaluated"),
        ("{'Fn::Transform': {Name: x}, A: 1}", "Fn::Transform may change what is written here"),
        ("'{{resolve:ssm:/ml/type}}'", "it is looked up when the stack is deployed"),
    ],
)
def test_what_is_unknown_says_why(value: Value, expression: str, reason: str) -> None:
    found = value(expression)
    assert isinstance(found, Unknown)
    assert reason in found.reason


def test_an_open_condition_hides_only_what_differs(value: Value) -> None:
    found = value("!If [IsOpen, {A: 1, B: [x, 1], C: 3}, {A: 1, B: [x, 2]}]")
    assert isinstance(found, Known)
    assert isinstance(found.value, dict)
    same, listed, alone = (found.value[name] for name in "ABC")
    assert plain(same) == 1
    assert plain(listed) == ["x", None]
    assert isinstance(alone, Unknown)
    assert isinstance(value("!If [IsOpen, [1], [1, 2]]"), Unknown)
    assert isinstance(value("!If [IsOpen, 1, true]"), Unknown)


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("!FindInMap [Sizes, !Ref AWS::Region, Image]", ("", ".ecr/x:latest")),
        ("!If [IsOpen, a-b-c, a-c]", ("a-", "c")),
        ("!If [IsOpen, aa, aaa]", ("aa", "")),
        ("!If [IsOpen, !Sub 'a${Open}z', abz]", ("a", "z")),
        ("!If [IsOpen, x, y]", None),
        ("!If [IsOpen, x, [y]]", None),
        ("!If [IsOpen, x, !Ref AWS::NoValue]", None),
    ],
)
def test_what_alternatives_share_at_their_ends_is_known(
    value: Value, expression: str, parts: tuple[str, str] | None
) -> None:
    found = value(expression)
    assert isinstance(found, Unknown)
    ends = tuple(part if isinstance(part, str) else "" for part in found.parts)
    expected = () if parts is None else tuple(parts)
    assert (ends[:1] + ends[-1:] if ends else ()) == expected


def test_unknowns_keep_their_identity(value: Value) -> None:
    assert reference_of(value("!Ref Config")) == Reference("Config", "Ref")
    assert reference_of(value("!GetAtt Endpoint.EndpointName")) == Reference(
        "Endpoint", "EndpointName"
    )
    assert reference_of(value("!Ref AWS::StackName")) == Reference("AWS::StackName")
    assert parts_of(value("!Ref Open")) == parts_of(value("{Ref: Open}"))
    assert parts_of(value("!Ref Open")) != parts_of(value("!Ref OpenToo"))
    assert parts_of(value("!Sub 'a-${Open}'")) == parts_of(value("!Join ['-', [a, !Ref Open]]"))
    assert parts_of(value("!If [IsOpen, !Ref Open, !Ref Open]")) == parts_of(value("!Ref Open"))
    assert reference_of(value("!If [IsOpen, !Ref Open, !Ref OpenToo]")) is None
    assert parts_of(value("!ImportValue a")) != parts_of(value("!ImportValue b"))
    endpoint = value('!Sub "endpoint/${Endpoint}/variant/All"')
    assert isinstance(endpoint, Unknown)
    assert endpoint.parts == ("endpoint/", Reference("Endpoint", "Ref"), "/variant/All")
    looked_up = value("'a-{{resolve:ssm:/x}}-b'")
    assert isinstance(looked_up, Unknown)
    assert looked_up.parts == ("a-", Reference("{{resolve:ssm:/x}}"), "-b")


@pytest.mark.parametrize(
    ("expression", "hops"),
    [
        ("!Ref Env", ["parameter Env", "default of parameter Env/default"]),
        (
            "!If [IsProd, 1, 2]",
            ["condition IsProd is true", "parameter Env", "default of parameter Env/default"],
        ),
        ("!FindInMap [Sizes, prod, Type]", ["mapping Sizes"]),
        (
            "!FindInMap [Sizes, !Ref Env, Type]",
            ["mapping Sizes", "parameter Env", "default of parameter Env/default"],
        ),
        (
            "!GetAtt Config.EndpointConfigName",
            ["Config.EndpointConfigName", "parameter Env", "default of parameter Env/default"],
        ),
        (
            "!Select [0, !Ref Subnets]",
            ["parameter Subnets", "default of parameter Subnets/default"],
        ),
    ],
)
def test_every_value_tells_where_it_comes_from(
    value: Value, expression: str, hops: list[str]
) -> None:
    found = value(expression)
    notes = [hop.note + ("" if hop.kind == "reference" else f"/{hop.kind}") for hop in found.via]
    assert notes == hops
    assert (found.span.line, found.span.column) == (40, 11)


def test_functions_that_double_their_operand_come_to_an_end(value: Value) -> None:
    hidden: object = "0123456789"
    known: object = "0123456789"
    for _ in range(60):
        hidden = {"Fn::Sub": ["${a}${a}${Open}", {"a": hidden}]}
        known = {"Fn::Sub": ["${a}${a}", {"a": known}]}
    for expression in (hidden, known):
        found = value(json.dumps(expression))
        assert isinstance(found, Unknown)
        assert len(found.parts) <= 1000
