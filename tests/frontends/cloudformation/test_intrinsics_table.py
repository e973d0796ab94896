"""Every function with operands of every sort, as a table; and what cfn-lint makes of the same.

The table is `data/intrinsics.txt`, its template `data/intrinsics.yaml`. What cfn-lint resolves is
recorded in `data/cfn_lint.json` by `scripts/record_cfn_lint.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.formats.yaml import read_yaml
from smlint.frontends.cloudformation.document.template import templates
from smlint.frontends.cloudformation.evaluation.evaluate import Evaluator
from smlint.frontends.cloudformation.evaluation.intrinsics import FUNCTIONS
from smlint.frontends.cloudformation.stages.parameters import bind

DATA = Path(__file__).parent / "data"
OPERANDS = ("literal", "nested", "unknown", "absent", "wrong")


class Row(NamedTuple):
    function: str
    operand: str
    expression: str
    outcome: str


def rows() -> list[Row]:
    lines = (DATA / "intrinsics.txt").read_text().splitlines()
    return [Row(*line.split(" | ")) for line in lines if line and not line.startswith("# ")]


ROWS = rows()


def value(expression: str) -> Tree:
    text = (DATA / "intrinsics.yaml").read_text()
    (template,) = templates(MemoryWorkspace({"t.yaml": text}).read("t.yaml"))
    (node,) = read_yaml(MemoryWorkspace({"e.yaml": expression}).read("e.yaml"))
    return Evaluator(template, bind(template, None)).evaluate(node)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.operand}: {row.expression}")
def test_row(row: Row) -> None:
    found = value(row.expression)
    if row.outcome.startswith("? "):
        assert isinstance(found, Unknown)
        assert row.outcome.removeprefix("? ") in found.reason
    elif row.outcome == "absent":
        assert isinstance(found, Absent)
    else:
        assert isinstance(found, Known), found
        assert json.dumps(plain(found)) == row.outcome


def test_every_function_is_given_operands_of_every_sort() -> None:
    given = {(row.function, row.operand) for row in ROWS}
    assert given == {(function, operand) for function in FUNCTIONS for operand in OPERANDS}


ZONES = "the zones of an account are known only when the stack is deployed"
WHOLE = "cfn-lint does not evaluate what stands within lists, mappings and JSON"
ABSENT = "cfn-lint passes over AWS::NoValue; the documentation of the function refuses it"
DIFFERENCES = {
    '!Sub "a-${Env}-${!Env}-${ Count }"': "cfn-lint keeps the ! that escapes a name",
    "!If [NotProd, [a], [!Ref Env, {A: !Ref Count}]]": WHOLE,
    "!If [IsProd, !Ref AWS::NoValue, b]": "cfn-lint leaves out the branch that is absent",
    "!If [IsOpen, !Ref AWS::NoValue, b]": "cfn-lint leaves out the branch that is absent",
    "!FindInMap [Sizes, !Ref Open, Same, {DefaultValue: t}]": "an open key may be one that exists",
    "!Select [0, [a, !Ref AWS::NoValue]]": ABSENT,
    "!Select [-1, [a, b]]": "cfn-lint counts from the end as Python does",
    '!GetAZs ""': ZONES,
    "!GetAZs eu-west-1": ZONES,
    "!ToJsonString {a: b, c: [x, y]}": "cfn-lint writes spaces",
    "!ToJsonString {a: !Ref Env, b: !Ref Zones}": WHOLE,
    "!ToJsonString {a: !Ref Open}": WHOLE,
    "!ToJsonString [[!Ref AWS::Region]]": WHOLE,
    "!ToJsonString {a: !Ref AWS::NoValue, b: [c, !Ref AWS::NoValue]}": WHOLE,
    "!ToJsonString a": "the documentation asks for a mapping or a list",
    '{"Fn::Transform": {Name: !Ref Open}, A: 1}': "a macro may change what stands beside it",
}


def recorded() -> dict[str, list[object]]:
    results = json.loads((DATA / "cfn_lint.json").read_text())["results"]
    return {result["expression"]: result.get("values", []) for result in results}


RECORDED = recorded()


def as_text(data: object) -> object:
    if isinstance(data, list):
        return [as_text(item) for item in data]
    return data if data is None else str(data)


@pytest.mark.parametrize("expression", RECORDED)
def test_cfn_lint_resolves_it_likewise(expression: str) -> None:
    found, values = value(expression), RECORDED[expression]
    if isinstance(found, Known):
        alike = not values or as_text(plain(found)) in [as_text(other) for other in values]
    else:
        alike = len(values) != 1
    assert alike is (expression not in DIFFERENCES)


def test_all_that_is_in_the_table_is_recorded() -> None:
    assert list(RECORDED) == [row.expression for row in ROWS]
