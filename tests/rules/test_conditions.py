"""The conjunctions that checks are made of never guess what is unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.rule import Undetermined
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Setting, Unknown
from smlint.rules._conditions import all_in, some_at_least

HERE = Span("main.tf")
KNOWN = st.integers(0, 3).map(lambda value: Known(value, HERE))
SETTINGS = st.one_of(KNOWN, st.just(Unknown("hidden", HERE)), st.just(Absent(HERE)))


def worlds(settings: list[Setting[int]]) -> list[list[Setting[int]]]:
    """Everything that the settings may turn out to be."""
    found: list[list[Setting[int]]] = [[]]
    for setting in settings:
        options: list[Setting[int]] = [setting]
        if isinstance(setting, Unknown):
            options = [Absent(HERE), *(Known(value, HERE) for value in range(4))]
        found = [[*world, option] for world in found for option in options]
    return found


@given(st.lists(SETTINGS, max_size=3))
def test_all_in_answers_only_what_holds_in_every_world(settings: list[Setting[int]]) -> None:
    answers = {all_in(*((setting, (1, 2)) for setting in world)) for world in worlds(settings)}
    try:
        answer = all_in(*((setting, (1, 2)) for setting in settings))
    except Undetermined:
        assert answers == {True, False}
    else:
        assert answers == {answer}


@given(st.lists(SETTINGS, max_size=3))
def test_some_at_least_answers_only_what_holds_in_every_world(settings: list[Setting[int]]) -> None:
    answers = {some_at_least(world, 2) for world in worlds(settings)}
    try:
        answer = some_at_least(settings, 2)
    except Undetermined:
        assert answers == {True, False}
    else:
        assert answers == {answer}


def test_the_unknown_setting_is_named() -> None:
    with pytest.raises(Undetermined) as raised:
        all_in((Known(1, HERE), (1,)), (Unknown("var.n has no default", HERE), (1,)))
    assert raised.value.unknown.reason == "var.n has no default"
