from math import isfinite

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smlint.core import tree
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Many, Tree, Unknown

HERE = Span("main.tf", 1, 1, 1, 2)

numbers = st.one_of(
    st.text(max_size=8),
    st.from_regex(r"[+-]?\d{1,30}(\.\d+)?([eE][+-]?\d{1,4})?", fullmatch=True),
    st.floats(),
    st.integers(),
    st.booleans(),
)


@given(numbers)
@example("1e999")
@example("9" * 5000)
@example(10**5000)
@example(float("nan"))
def test_whatever_looks_like_a_number_is_one_that_is_finite_or_unknown(value: object) -> None:
    setting: Tree = Known(value, HERE)  # type: ignore[arg-type]
    for read in (tree.number, tree.integer, tree.text, tree.truth):
        found = read(setting)
        assert isinstance(found, (Known, Unknown))
        if isinstance(found, Known) and isinstance(found.value, float):
            assert isfinite(found.value)


@pytest.mark.parametrize(
    ("value", "number"), [("2", 2), (" 70.5 ", 70.5), (3, 3), (".5", 0.5), ("1e3", 1000)]
)
def test_text_that_spells_a_number_is_the_number(value: str | float, number: float) -> None:
    assert tree.number(Known(value, HERE)) == Known(number, HERE)


@pytest.mark.parametrize("value", [True, "two", (), {}, "1.5"])
def test_a_value_of_another_kind_is_unknown_and_says_what_it_is(value: object) -> None:
    found = tree.integer(Known(value, HERE))  # type: ignore[arg-type]
    assert isinstance(found, Unknown)
    assert "stands where" in found.reason


def test_members_of_the_unknown_are_unknown_and_of_the_absent_absent() -> None:
    block: Tree = Known({"a": Known(1, HERE)}, HERE)
    assert tree.member(block, "a") == Known(1, HERE)
    assert isinstance(tree.member(block, "b"), Absent)
    assert isinstance(tree.member(Unknown("hidden", HERE), "a", "b"), Unknown)
    assert isinstance(tree.member(Absent(HERE), "a"), Absent)
    assert isinstance(tree.member(block, "a", "b"), Unknown)


def test_a_hidden_element_leaves_a_list_open() -> None:
    hidden = Unknown("hidden", HERE)
    items: Tree = Known((Known(1, HERE), hidden, Absent(HERE)), HERE)
    assert tree.elements(items) == Many((Known(1, HERE),), hidden)
    assert tree.elements(Absent(HERE)) == Many()
    single: Tree = Known({"a": Known(1, HERE)}, HERE)
    assert tree.elements(single) == Many((single,))
