"""Seeing less never turns an answer around."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from smlint.core.facts import Facts
from smlint.core.values import Many
from smlint.policy.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FactName,
    IsSet,
    Look,
    Not,
    Operator,
    Pattern,
    Through,
    Value,
    judge,
    needs,
)
from smlint.policy.logic import Decided, Reason, Verdict
from smlint.policy.paths import Path, Reading
from tests.policy.comparing import (
    ABSENT,
    EVERY,
    FACTS,
    HIDDEN,
    ISOLATED,
    ITEM,
    LATENCY,
    NUMBERS,
    PAYLOAD,
    SERVERLESS,
    TYPE,
    VARIANTS,
    View,
    answer,
    known,
    read_as,
    several,
)

Judge: TypeAlias = Callable[[Condition, Look, Facts], Verdict]
numbers = st.integers(0, 5)
comparing: st.SearchStrategy[tuple[Operator, Value]] = st.one_of(
    st.tuples(
        st.sampled_from(("eq", "ne", "gt", "gte", "lt", "lte")), numbers | st.just(FactName("two"))
    ),
    st.tuples(st.sampled_from(("in", "not_in")), st.tuples(numbers, numbers)),
)


@given(comparing, st.integers(0, 4))
def test_an_open_list_is_decided_exactly_when_all_longer_lists_agree(
    comparison: tuple[Operator, Value], length: int
) -> None:
    condition = Compare(VARIANTS, *comparison)
    longer = range(length, 12)
    outcomes = {read_as(condition, several(number, more=False)) for number in longer}
    expected = outcomes.pop() if len(outcomes) == 1 else None
    assert read_as(condition, several(length, more=True)) is expected


leaves = st.one_of(
    st.builds(IsSet, st.sampled_from(EVERY[:-1]), st.booleans()),
    st.builds(lambda path, pair: Compare(path, *pair), st.sampled_from((*NUMBERS, VARIANTS)),
              comparing),
    st.builds(Compare, st.sampled_from(NUMBERS), st.sampled_from(("eq", "ne", "gt", "lte")),
              st.sampled_from(NUMBERS)),
    st.builds(Compare, st.just(TYPE), st.just("matches"), st.just(Pattern("^ml"))),
    st.builds(Compare, st.just(ISOLATED), st.sampled_from(("eq", "ne")), st.booleans()),
)  # fmt: skip
of_items = st.builds(lambda pair: Compare(ITEM, *pair), comparing)
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            Through,
            st.just(VARIANTS),
            st.sampled_from(("some", "every")),
            st.just("item"),
            of_items | inner,
        ),
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)


def readings(values: st.SearchStrategy[object]) -> st.SearchStrategy[Reading]:
    return st.one_of(values.map(known), st.just(ABSENT), st.just(HIDDEN))


views: st.SearchStrategy[dict[Path, Reading]] = st.fixed_dictionaries(
    {
        LATENCY: readings(numbers),
        PAYLOAD: readings(numbers),
        TYPE: readings(st.sampled_from(("ml.m5.large", "other"))),
        ISOLATED: readings(st.booleans()),
        SERVERLESS: readings(st.just(True)),
        VARIANTS: st.builds(
            lambda items, more: Many(tuple(items), HIDDEN if more else None),
            st.lists(readings(numbers), max_size=4),
            st.booleans(),
        ),
    }
)


def blurred(view: View, hidden: frozenset[Path], kept: int) -> View:
    """`view` with less known: some settings hidden, and of a list only the first few elements."""

    def blur(path: Path, reading: Reading) -> Reading:
        if path not in hidden:
            return reading
        if not isinstance(reading, Many):
            return HIDDEN
        seen = tuple(HIDDEN if number == kept else item for number, item in enumerate(reading))
        return Many(seen[: kept + 1], HIDDEN) if kept % 2 else Many(seen, reading.more)

    return {path: blur(path, reading) for path, reading in view.items()}


def turned_around(judging: Judge, condition: Condition, clear: View, hazy: View) -> bool:
    """Whether seeing less gave an answer, and another one than seeing more."""
    less = judging(condition, lambda path: hazy[path], FACTS)
    more = judging(condition, lambda path: clear[path], FACTS)
    return isinstance(less, Decided) and (not isinstance(more, Decided) or less.holds != more.holds)


@given(conditions, views, st.frozensets(st.sampled_from(EVERY)), st.integers(0, 3))
@example(
    Not(Compare(VARIANTS, "gt", 1)),
    dict.fromkeys(EVERY, several(3, more=False)),
    frozenset({VARIANTS}),
    1,
)
def test_hiding_a_value_never_turns_an_answer_around(
    condition: Condition, view: View, hidden: frozenset[Path], kept: int
) -> None:
    assert not turned_around(judge, condition, view, blurred(view, hidden, kept))


def unknown_as_false(condition: Condition, look: Look, facts: Facts) -> Verdict:
    """A wrong logic: where nothing is known the answer is false."""
    verdict = judge(condition, look, facts)
    if isinstance(condition, Not):
        inner = unknown_as_false(condition.part, look, facts)
        assert isinstance(inner, Decided)
        return Decided(not inner.holds)
    return verdict if isinstance(verdict, Decided) else Decided(False)


def test_the_property_catches_a_logic_that_takes_unknown_for_false() -> None:
    clear = dict.fromkeys(EVERY, known(3))
    hazy = blurred(clear, frozenset({LATENCY}), 0)
    condition = Not(Compare(LATENCY, "gt", 1))
    assert turned_around(unknown_as_false, condition, clear, hazy)
    assert not turned_around(judge, condition, clear, hazy)


@given(conditions, conditions, views)
def test_de_morgan(one: Condition, other: Condition, view: View) -> None:
    neither = Not(AnyOf((one, other)))
    assert answer(neither, view) is answer(AllOf((Not(one), Not(other))), view)
    not_both = Not(AllOf((one, other)))
    assert answer(not_both, view) is answer(AnyOf((Not(one), Not(other))), view)


@given(conditions, views)
def test_not_twice_changes_neither_answer_nor_reasons(condition: Condition, view: View) -> None:
    def look(path: Path) -> Reading:
        return view[path]

    assert judge(Not(Not(condition)), look, FACTS) == judge(condition, look, FACTS)


@given(conditions, views)
def test_the_reasons_alone_give_the_same_answer(condition: Condition, view: View) -> None:
    """What is not among the reasons had no part in the answer, and may as well be hidden."""
    verdict = judge(condition, lambda path: view[path], FACTS)
    assume(isinstance(verdict, Decided))
    assert isinstance(verdict, Decided)
    seen = {reason.path for reason in verdict.because}
    if ITEM in seen:
        seen.add(VARIANTS)
    empty = frozenset(path for path in EVERY if view[path] == several(0, more=False))
    hazy = blurred(view, frozenset(EVERY) - seen - empty, 0)
    again = judge(condition, lambda path: hazy[path], FACTS)
    assert isinstance(again, Decided)
    assert again.holds == verdict.holds


def test_reasons_are_what_was_seen_in_the_order_of_the_condition() -> None:
    condition = AllOf(
        (
            Compare(LATENCY, "lt", 1),
            Not(IsSet(SERVERLESS, False)),
            IsSet(ISOLATED, False),
            AnyOf((Compare(TYPE, "eq", "x"), Compare(VARIANTS, "gt", 1))),
        )
    )
    view: View = {
        LATENCY: known(0.2),
        SERVERLESS: known(True),
        ISOLATED: ABSENT,
        TYPE: ABSENT,
        VARIANTS: several(2, more=True),
    }
    verdict = judge(condition, lambda path: view[path], FACTS)
    assert isinstance(verdict, Decided)
    assert verdict.because == (
        Reason(LATENCY, view[LATENCY]),
        Reason(SERVERLESS, view[SERVERLESS]),
        Reason(ISOLATED, ABSENT),
        Reason(VARIANTS, view[VARIANTS]),
    )


def test_a_doubt_is_the_setting_that_nobody_could_read() -> None:
    verdict = judge(Compare(TYPE, "eq", "x"), lambda _: HIDDEN, FACTS)
    assert verdict is HIDDEN


@pytest.mark.parametrize(
    ("condition", "needed"),
    [
        (Compare(LATENCY, "lt", 1), ("workload.latency",)),
        (AllOf((Compare(LATENCY, "lt", 1), Compare(PAYLOAD, "gt", 1))),
         ("workload.latency", "workload.payload")),
        (AnyOf((Compare(LATENCY, "lt", 1), Compare(PAYLOAD, "gt", 1))), ()),
        (AnyOf((Compare(LATENCY, "lt", 1), Compare(LATENCY, "gt", PAYLOAD))),
         ("workload.latency",)),
        (Compare(TYPE, "eq", "x"), ()),
        (IsSet(LATENCY, True), ("workload.latency",)),
        (IsSet(LATENCY, False), ()),
        (Not(Compare(LATENCY, "lt", 1)), ()),
    ],
)  # fmt: skip
def test_what_a_condition_needs_is_worked_out(
    condition: Condition, needed: tuple[str, ...]
) -> None:
    assert needs(condition, FACTS) == needed
