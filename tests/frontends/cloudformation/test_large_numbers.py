"""Numbers of thousands of digits are unknown for a reason, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from smlint.core import tree
from smlint.core.resource import Reading
from smlint.core.tree import elements, member
from smlint.core.values import Absent, Known, Tree, Unknown

NINES = "9" * 5000
LARGE = (NINES, f"'{NINES}'", "1e999", "'1e999'", "-.inf", "0x" + "f" * 5000)


@pytest.mark.parametrize("large", LARGE)
@pytest.mark.parametrize(
    "expression",
    [
        "{x}", "!Select [{x}, [a, b]]", "!Join ['-', [a, {x}]]", "!Sub ['${{n}}', {{n: {x}}}]",
        "!FindInMap [Sizes, {x}, Type]", "!If [{x}, 1, 2]", "!Split ['-', {x}]",
        "{{'Fn::Base64': {x}}}", "!Ref {x}", "!GetAtt [Config, {x}]",
    ],
)  # fmt: skip
def test_in_an_expression(value: Callable[[str], Tree], expression: str, large: str) -> None:
    found = value(expression.format(x=large))
    assert isinstance(tree.integer(found), (Unknown, Absent))
    assert isinstance(tree.text(found), (Known, Unknown))


@pytest.mark.parametrize("large", LARGE[:3])
@pytest.mark.parametrize("kind", ["String", "Number", "List<Number>"])
@pytest.mark.parametrize("given", [False, True])
def test_as_a_parameter(
    reading: Callable[..., Reading], kind: str, large: str, given: bool
) -> None:
    template = f"""
Parameters:
  Amount: {{Type: {kind}, Default: {1 if given else large}}}
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants: [InitialInstanceCount: !Ref Amount]
"""
    value = large.replace("'", '"')
    files = {"t.yaml": template, "prod.json": f'{{"Amount": {value}}}'} if given else {}
    found = reading(files or {"t.yaml": template}, ("t.yaml",))
    assert not found.problems
    (deployment,) = found.deployments
    (variant,) = elements(member(deployment.resources[0].properties, "ProductionVariants"))
    count = member(variant, "InitialInstanceCount")
    for one in elements(count) if kind.startswith("List") else (count,):
        assert isinstance(tree.integer(one), Unknown)
