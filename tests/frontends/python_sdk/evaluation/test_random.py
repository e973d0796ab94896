"""Programs made at random: nothing that smlint claims of them is other than Python has it."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from smlint.frontends.python_sdk.evaluation.frames import Flow
from tests.frontends.python_sdk.evaluation.oracle import (
    claimed,
    compared,
    exactly,
    executed,
    followed,
)
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
    blurred = f"{text[: place.start()]}int(os.environ['BLUR']){text[place.end() :]}"
    machine, flow = followed(blurred)
    for given_value in (place[0], "5", "0"):
        real, error = executed(blurred, BLUR=given_value)
        if error is not None:
            continue
        assert flow is not Flow.RAISE
        for name in NAMES:
            value = machine.globals.names.get(name)
            if value is not None and claimed(value)[1]:
                assert exactly(claimed(value)[0], real[name]), (name, given_value)
