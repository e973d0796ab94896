"""Programs made at random: nothing that smlint claims of them is other than Python has it."""

from __future__ import annotations

import re
from random import Random

import pytest

from tests.frontends.python_sdk.evaluation.oracle import compared, overclaimed
from tests.frontends.python_sdk.evaluation.programs import HEAD, NAMES, TAIL, program

CONSTANT = re.compile(r"(?<![\w.'\"%{:])\d+(?![\w.'\"}:>|])")
GIVEN = ("0", "1", "5", "-1")


@pytest.mark.parametrize("seed", range(30))
def test_claims_are_true_and_nearly_all_is_claimed(seed: int) -> None:
    text = program(Random(seed))
    known, total, wrong = compared(text, NAMES)
    assert wrong == []
    assert known >= total - 1


@pytest.mark.parametrize("seed", range(30))
def test_what_hangs_on_something_unknown_is_not_claimed(seed: int) -> None:
    random = Random(seed)
    text = program(random)
    places = [*CONSTANT.finditer(text, len(HEAD), len(text) - len(TAIL))]
    if not places:
        return
    place = random.choice(places)
    opened = f"{text[: place.start()]}int(os.environ['OPEN']){text[place.end() :]}"
    assert overclaimed(opened, NAMES, (place[0], *GIVEN)) == []
