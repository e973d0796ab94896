"""Values that CloudFormation would refuse for a parameter."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from smlint.core.resource import Reading
from smlint.core.tree import member, plain

TEMPLATE = """\
Parameters:
  Size: {{Type: {kind}, AllowedValues: {allowed}, Default: {default}}}
Resources:
  Model: {{Type: AWS::SageMaker::Model, Properties: {{It: !Ref Size}}}}
"""


@pytest.mark.parametrize(
    ("kind", "allowed", "given"),
    [
        ("String", "[a, b]", "b"),
        ("String", "['1', 2]", "2"),
        ("String", "['010']", "010"),
        ("Number", "[1, 2]", 2),
        ("Number", "['1.0']", 1),
        ("CommaDelimitedList", "[a, b]", "b,a"),
        ("String", "{not: [a, list]}", "c"),
        ("AWS::SSM::Parameter::Value<String>", "[/a]", "/a"),
    ],
)
def test_what_is_allowed(
    reading: Callable[..., Reading], kind: str, allowed: str, given: object
) -> None:
    template = TEMPLATE.format(kind=kind, allowed=allowed, default=json.dumps(given))
    files = {"t.yaml": template, "prod.json": json.dumps({"Size": given})}
    assert reading(files, ("t.yaml",)).problems == ()


@pytest.mark.parametrize(
    ("parameter", "given", "told"),
    [
        (("String", "[a, b]", "a"), "c", '"c" is no allowed value of parameter Size'),
        (("String", "['1.0']", "'1.0'"), 1, '"1" is no allowed value of parameter Size'),
        (("Number", "[1, 2]", "1"), 3, "3 is no allowed value of parameter Size"),
        (("CommaDelimitedList", "[a, b]", "a"), "a,c", '"c" is no allowed value of parameter Size'),
        (("String", "[]", "a"), "a", '"a" is no allowed value of parameter Size'),
    ],
)
def test_what_is_not_allowed_is_told_and_taken_all_the_same(
    reading: Callable[..., Reading], parameter: tuple[str, str, str], given: str | int, told: str
) -> None:
    kind, allowed, default = parameter
    template = TEMPLATE.format(kind=kind, allowed=allowed, default=default)
    files = {"t.yaml": template, "prod.json": json.dumps({"Size": given})}
    found = reading(files, ("t.yaml",))
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == ("prod.json:1:10", "warning")
    assert told in problem.message
    (model,) = found.deployments[0].resources
    value = plain(member(model.properties, "It"))
    assert value in (given, str(given), str(given).split(","))


def test_a_default_that_is_not_allowed_is_told(reading: Callable[..., Reading]) -> None:
    allowed = ", ".join(f"v{number}" for number in range(20))
    template = TEMPLATE.format(kind="String", allowed=f"[{allowed}]", default="w")
    (problem,) = reading({"t.yaml": template}).problems
    assert str(problem.span).startswith("t.yaml:2:")
    assert problem.hint.endswith("v9, …")
