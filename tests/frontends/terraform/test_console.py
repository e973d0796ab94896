"""Expressions give what terraform's own console gives, as recorded in `data/console.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.terraform.evaluation import evaluate as evaluation
from smlint.frontends.terraform.evaluation.evaluate import evaluate
from smlint.frontends.terraform.evaluation.scope import Scope
from smlint.frontends.terraform.evaluation.special import SPECIAL
from smlint.frontends.terraform.functions import FUNCTIONS
from smlint.frontends.terraform.language.nodes import (
    Conditional,
    Expression,
    LiteralValue,
    Opaque,
    Variable,
)
from smlint.frontends.terraform.values.constraints import constraint_of
from smlint.frontends.terraform.values.data import text_of, unlisted
from smlint.frontends.terraform.values.errors import NoValueError, RefusalError
from smlint.frontends.terraform.values.kinds import Constraint
from tests.frontends.terraform.evaluating import attempted, empty_scope, parsed, value_of
from tests.frontends.terraform.language.grammar import nodes

DATA = Path(__file__).parent / "data"
FILES = {
    str(path.relative_to(DATA / "console")): path.read_bytes()
    for path in sorted((DATA / "console").rglob("*"))
    if path.is_file()
}
RECORDED: list[dict[str, Any]] = json.loads((DATA / "console.json").read_text())
GENERATED: list[dict[str, Any]] = json.loads((DATA / "generated.json").read_text())
RESULTS = [*RECORDED, *GENERATED]
CALLED: dict[str, list[dict[str, Any]]] = {}
for _result in RESULTS:
    _first = re.search(r"\w+(?=\()", _result["expression"])
    CALLED.setdefault(_first[0] if _first else "nothing", []).append(_result)
"""What was recorded, by the first function that is called."""
NAMES: list[str] = json.loads((DATA / "functions.json").read_text())
HIDDEN = Unknown("hidden by the test", Span("main.tf"))
UNCERTAIN: frozenset[str] = frozenset(
    {
        "-0 == 0",
        'cidrsubnet("10.1.2.0/24", 4, -1)',
        'jsondecode("-0")',
        'yamlencode({ "a\\nb" = 1 })',
        'yamldecode("[1, 2.50, 0x1F, 0o17, 017, 1e3, .5, 5., +1, -0]")',
        'yamldecode("<<: [{a: 1}, {a: 2, c: 3}]\\nb: 2")',
        "pow(2.5, 1.5)",
        "-floor(0.1)",
    }
)
"""Where smlint says that it does not know."""
SINCE_1_12: frozenset[str] = frozenset({"false && null", "true || null"})
"""What newer versions of Terraform accept, and smlint with them."""


def type_text(constraint: Constraint) -> str:
    """A type as terraform's `type()` prints it, without blanks."""
    if constraint.kind == "tuple":
        return f"tuple([{','.join(type_text(item) for item in constraint.items)}])"
    if constraint.kind == "object":
        pairs = (f"{n}:{type_text(item)}" for n, item in sorted(constraint.members.items()))
        return f"object({{{','.join(pairs)}}})"
    if constraint.element is not None:
        return f"{constraint.kind}({type_text(constraint.element)})"
    return "ANY" if constraint.kind == "any" else constraint.kind


def is_type(constraint: Constraint, recorded: str) -> bool:
    """Whether a type is the recorded one, as far as smlint knows it."""
    pattern = re.escape(type_text(constraint)).replace("ANY", ".*")
    return re.fullmatch(pattern.replace(r"\ ", ""), recorded.replace(" ", "")) is not None


@pytest.mark.parametrize("called", CALLED)
def test_value_or_error_is_terraforms(called: str) -> None:
    assert {one["expression"]: told(one) for one in CALLED[called]} == {
        one["expression"]: recorded(one) for one in CALLED[called]
    }


def recorded(result: dict[str, Any]) -> object:
    """What terraform says of an expression: its value as JSON and its type, or no value."""
    if result["expression"] in UNCERTAIN:
        return "unknown"
    return "refused" if "error" in result else (result["json"], result["type"])


def told(result: dict[str, Any]) -> object:
    """What smlint says, in terraform's words where it comes to the same."""
    expression = result["expression"]
    if expression in UNCERTAIN:
        return "unknown" if isinstance(attempted(expression, FILES), Unknown) else "known"
    if "error" in result:
        return "refused" if expression in SINCE_1_12 or is_refused(expression) else "accepted"
    written = value_of(f"jsonencode({expression})", FILES)
    found = constraint_of(value_of(expression, FILES))
    type_ = result["type"] if is_type(found, result["type"]) else type_text(found)
    return (written.value, type_) if isinstance(written, Known) else written


def is_refused(text: str) -> bool:
    """Whether `text` is no HCL, or has no value that could be written as JSON."""
    if any(isinstance(node, Opaque) for node in nodes(parsed(text))):
        return True
    try:
        value_of(f"jsonencode({text})", FILES)
    except RefusalError:
        return True
    return False


def test_every_expression_is_recorded() -> None:
    lines = (DATA / "expressions.txt").read_text().splitlines()
    written = [line for line in lines if line and not line.startswith("# ")]
    assert written == [result["expression"] for result in RECORDED]


def test_there_is_every_function_of_terraform_and_no_other() -> None:
    assert sorted({*FUNCTIONS, *SPECIAL}) == NAMES


def test_every_function_is_compared() -> None:
    text = (DATA / "expressions.txt").read_text()
    missing = [name for name in NAMES if f"{name}(" not in text]
    assert set(missing) == {"plantimestamp"}


def literals(expression: object) -> int:
    """How many literals there are in a tree of nodes."""
    if isinstance(expression, LiteralValue):
        return 1
    if isinstance(expression, tuple):
        return sum(literals(item) for item in expression)
    if is_dataclass(expression) and not isinstance(expression, (type, Span)):
        return sum(literals(getattr(expression, item.name)) for item in fields(expression))
    return 0


def blurred(expression: Any, position: int) -> Any:
    """A tree of nodes with its literal number `position` replaced by a variable."""
    if isinstance(expression, LiteralValue):
        return Variable("blurred", expression.span) if position == 0 else expression
    if isinstance(expression, tuple):
        items = []
        for item in expression:
            items.append(blurred(item, position))
            position -= literals(item)
        return tuple(items)
    if is_dataclass(expression) and not isinstance(expression, (type, Span)):
        changes = {}
        for item in fields(expression):
            value = getattr(expression, item.name)
            changes[item.name] = blurred(value, position)
            position -= literals(value)
        return replace(expression, **changes)
    return expression


def contradictions(found: Tree, exact: Tree) -> Iterator[tuple[object, object]]:
    """What `found` claims to know and `exact` denies. A number and its text are the same."""
    if isinstance(found, Unknown) or unlisted(found) is not None:
        return
    if isinstance(found, Absent) or isinstance(exact, (Absent, Unknown)):
        if isinstance(found, Absent) is not isinstance(exact, Absent):
            yield found, exact
        return
    left, right = found.value, exact.value
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        for name, item in left.items():
            yield from contradictions(item, right[name])
    elif isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
        for one, other in zip(left, right, strict=True):
            yield from contradictions(one, other)
    elif text_of(left) is None or text_of(left) != text_of(right):
        yield left, right


def test_hiding_a_value_never_changes_what_is_known() -> None:
    hidden = 0
    for result in RESULTS:
        if "error" in result:
            continue
        expression: Expression = parsed(result["expression"])
        exact = attempted(result["expression"], FILES)
        for position in range(literals(expression)):
            try:
                found = evaluate(blurred(expression, position), empty_scope(FILES, blurred=HIDDEN))
            except NoValueError:
                continue
            hidden += isinstance(found, Unknown)
            assert not list(contradictions(found, exact)), (result["expression"], position)
    assert hidden > 300


def test_guessing_at_an_unknown_condition_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = evaluation._conditional

    def guess(conditional: Conditional, scope: Scope) -> Tree:
        if isinstance(evaluate(conditional.condition, scope), Unknown):
            return evaluate(conditional.otherwise, scope)
        return honest(conditional, scope)

    monkeypatch.setattr(evaluation, "_conditional", guess)
    with pytest.raises(AssertionError):
        test_hiding_a_value_never_changes_what_is_known()


def test_what_is_decided_in_spite_of_an_unknown_is_known() -> None:
    for text, expected in {
        "false && x": False,
        "x && false": False,
        "true || x": True,
        "x || true": True,
        "x ? 1 : 1": 1,
        "(x ? {a = 1, b = 2} : {a = 1, b = 3}).a": 1,
        "length([x, x])": 2,
        "[x, 2][1]": 2,
        "merge({a = x}, {a = 1}).a": 1,
        'lookup({a = 1, b = x}, "a", 2)': 1,
        'contains([x, "a"], "a")': True,
        'coalesce("a", x)': "a",
        "keys({a = x})[0]": "a",
        "[for v in [x]: 1][0]": 1,
        "[x] == null": False,
    }.items():
        found = value_of(text, x=HIDDEN)
        assert isinstance(found, Known), text
        assert found.value == expected


def test_what_an_unknown_decides_is_unknown_for_its_reason() -> None:
    for text in ("x && true", "x ? 1 : 2", "x + 1", '"a-${x}"', "x == null", "upper(x)", "x[0]",
                 "x.a", "contains([x], 1)", "try(x, 1)", "can(x)", "[for v in x: v]", "x[*].a",
                 "coalesce(x, 1)", "!x", "{ (x) = 1 }", "toset([x])", "one(x)",
                 "provider::a::b(x)"):  # fmt: skip
        found = value_of(text, x=HIDDEN)
        assert isinstance(found, Unknown), text
        assert found.reason == HIDDEN.reason, text
