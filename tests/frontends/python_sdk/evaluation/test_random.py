"""Programs made at random: nothing that smlint claims of them is other than Python has it."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.frontends.python_sdk.evaluation.oracle import compared, executed, overclaimed
from tests.frontends.python_sdk.evaluation.programs import (
    HEAD,
    LISTS,
    MAPPINGS,
    NUMBERS,
    TEXTS,
    program,
)

NAMES = (*NUMBERS, *TEXTS, *LISTS, *MAPPINGS)
CONSTANT = re.compile(r"(?<![\w.'\"%{:])\d+(?![\w.'\"}])")
QUICKLY = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@QUICKLY
@given(program())
def test_claims_are_true_and_nearly_all_is_claimed(text: str) -> None:
    known, total, wrong = compared(text, NAMES)
    assert wrong == []
    assert executed(text)[1] is not None or known >= total - 1


@QUICKLY
@given(program(), st.data())
def test_what_hangs_on_something_unknown_is_not_claimed(text: str, data: st.DataObject) -> None:
    places = [match for match in CONSTANT.finditer(text) if match.start() > len(HEAD)]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    opened = f"{text[: place.start()]}int(os.environ['OPEN']){text[place.end() :]}"
    assert overclaimed(opened, NAMES, (place[0], "5", "0")) == []
