"""Conditions: what is compared, and what comes of it."""

from __future__ import annotations

from typing import Literal

import pytest

from smlint.core.spans import Span
from smlint.core.values import Gap, Known, Many, Reference, Unknown
from smlint.policy.conditions import (
    OPERATORS,
    Compare,
    FactName,
    IsSet,
    Not,
    Operator,
    Pattern,
    Through,
    Value,
    judge,
    needs,
)
from smlint.policy.logic import Decided
from smlint.policy.paths import Reading
from tests.policy.comparing import (
    ABSENT,
    FACTS,
    HIDDEN,
    ITEM,
    LATENCY,
    PAYLOAD,
    TYPE,
    VARIANTS,
    WHERE,
    View,
    answer,
    known,
    read_as,
    several,
)


@pytest.mark.parametrize(
    ("operator", "operand", "true", "false"),
    [
        ("eq", 2, 2, 3),
        ("eq", 2, 2.0, 2.5),
        ("ne", 2, 3, 2),
        ("gt", 2, 3, 2),
        ("gte", 2, 2, 1),
        ("lt", 2, 1, 2),
        ("lte", 2, 2, 3),
        ("in", (1, 2), 2, 3),
        ("not_in", (1, 2), 3, 1),
        ("gt", FactName("two"), 3, 2),
        ("matches", Pattern(r"^ml\.t2\."), "ml.t2.medium", "xml.t2.medium"),
        ("eq", "ml.m5.large", "ml.m5.large", "ml.M5.large"),
        ("eq", True, True, False),
    ],
)
def test_operators(operator: Operator, operand: Value, true: object, false: object) -> None:
    condition = Compare(LATENCY, operator, operand)
    assert read_as(condition, known(true)) is True
    assert read_as(condition, known(false)) is False
    assert read_as(condition, HIDDEN) is None


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_comparison_with_something_not_written_is_false(operator: Operator) -> None:
    operands: dict[str, Value] = {
        "in": (1.0,), "not_in": (1.0,), "matches": Pattern("x"),
    }  # fmt: skip
    assert read_as(Compare(LATENCY, operator, operands.get(operator, 1.0)), ABSENT) is False


@pytest.mark.parametrize("operator", ["eq", "ne", "gt", "lte"])
def test_neither_side_may_be_missing_even_if_the_other_is_hidden(operator: Operator) -> None:
    condition = Compare(LATENCY, operator, PAYLOAD)
    assert answer(condition, {LATENCY: ABSENT, PAYLOAD: HIDDEN}) is False
    assert answer(condition, {LATENCY: HIDDEN, PAYLOAD: ABSENT}) is False
    assert answer(condition, {LATENCY: known(1), PAYLOAD: HIDDEN}) is None
    assert answer(condition, {LATENCY: HIDDEN, PAYLOAD: known(1)}) is None


BIG = Compare(ITEM, "gt", 2)


@pytest.mark.parametrize(
    ("items", "more", "some", "every"),
    [
        ((3, 4), False, True, True),
        ((3, 1), False, True, False),
        ((1, 1), False, False, False),
        ((), False, False, False),
        ((3,), True, True, None),
        ((1,), True, None, False),
        ((), True, None, None),
        ((3, None), False, True, None),
        ((1, None), False, None, False),
    ],
)
def test_some_and_every(
    items: tuple[int | None, ...], more: bool, some: bool | None, every: bool | None
) -> None:
    elements = tuple(HIDDEN if item is None else known(item) for item in items)
    many: Many[object] = Many(elements, HIDDEN if more else None)
    assert read_as(Through(VARIANTS, "some", "item", BIG), many) is some
    assert read_as(Through(VARIANTS, "every", "item", BIG), many) is every


@pytest.mark.parametrize("wanted", ["some", "every"])
def test_a_list_that_is_not_written_is_empty_and_one_that_is_hidden_may_be_anything(
    wanted: Literal["some", "every"],
) -> None:
    assert read_as(Through(VARIANTS, wanted, "item", BIG), ABSENT) is False
    assert read_as(Through(VARIANTS, wanted, "item", BIG), HIDDEN) is None


def test_what_no_element_can_fulfil_is_false_of_any_list() -> None:
    """Also of one that is unknown: so is known what a rule needs, inside of a list too."""
    condition = Through(VARIANTS, "some", "item", Compare(LATENCY, "lt", 1))
    view: View = {VARIANTS: HIDDEN, LATENCY: ABSENT}
    assert answer(condition, view) is False
    assert needs(condition, FACTS) == ("workload.latency",)


def test_what_is_true_of_any_element_still_wants_one() -> None:
    condition = Through(VARIANTS, "some", "item", Compare(LATENCY, "lt", 1))
    assert answer(condition, {VARIANTS: several(0, more=True), LATENCY: known(0.5)}) is None
    assert answer(condition, {VARIANTS: several(1, more=True), LATENCY: known(0.5)}) is True


def test_each_element_gives_its_own_reasons() -> None:
    places = [Span("main.tf", line, 1, line, 2) for line in (1, 2)]
    many: Many[object] = Many(tuple(Known(5, place) for place in places))
    verdict = judge(Through(VARIANTS, "every", "item", BIG), lambda _: many, FACTS)
    assert isinstance(verdict, Decided)
    seen = [item.reading.span for item in verdict.because if isinstance(item.reading, Known)]
    assert seen == places


def test_not_counts_what_is_not_written() -> None:
    assert read_as(Not(Compare(TYPE, "eq", "ml.m5.large")), ABSENT) is True


@pytest.mark.parametrize(
    ("reading", "written", "unwritten"),
    [
        (known(1), True, False),
        (ABSENT, False, True),
        (HIDDEN, None, None),
        (Unknown("made later", WHERE, (), (Reference("key", "Arn"),)), True, False),
        (Unknown("given", WHERE, (), (Reference("var.key"),)), None, None),
        (Unknown("half known", WHERE, (), ("s3://", Gap())), True, False),
    ],
)
def test_set(reading: Reading, written: bool | None, unwritten: bool | None) -> None:
    assert read_as(IsSet(TYPE, True), reading) is written
    assert read_as(IsSet(TYPE, False), reading) is unwritten


@pytest.mark.parametrize(
    ("operator", "operand", "length", "expected"),
    [
        ("gt", 1, 2, True),
        ("gt", 1, 1, None),
        ("lt", 2, 2, False),
        ("lt", 2, 1, None),
        ("eq", 1, 2, False),
        ("eq", 2, 2, None),
        ("ne", 1, 2, True),
        ("in", (0, 1), 2, False),
        ("not_in", (0, 1), 2, True),
        ("not_in", (0, 1), 0, None),
    ],
)
def test_an_open_list_decides_what_it_can(
    operator: Operator, operand: Value, length: int, expected: bool | None
) -> None:
    assert read_as(Compare(VARIANTS, operator, operand), several(length, more=True)) is expected
