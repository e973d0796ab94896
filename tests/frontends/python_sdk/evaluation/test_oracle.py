"""Programs of our own: what smlint claims of them is what Python makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from smlint.frontends.python_sdk.evaluation.frames import Flow
from tests.frontends.python_sdk.evaluation.oracle import compared, executed, followed, overclaimed

DATA = Path(__file__).parent / "data"
EXPRESSIONS = (DATA / "expressions.txt").read_text("utf-8").splitlines()
FAILING = (DATA / "failing.txt").read_text("utf-8").splitlines()


def _titled(name: str) -> dict[str, str]:
    parts = (DATA / name).read_text("utf-8").split("# %% ")[1:]
    return dict(part.split("\n", 1) for part in parts)


PROGRAMS = _titled("programs.txt")
UNCERTAIN = _titled("uncertain.txt")
NAMES = ("r", "s", "t", "x", "y", "n")


def test_expressions() -> None:
    found = {expression: compared(f"r = {expression}\n", ("r",)) for expression in EXPRESSIONS}
    assert {text: told for text, told in found.items() if told != (1, 1, [])} == {}


@pytest.mark.parametrize("expression", FAILING)
def test_what_fails_is_not_claimed(expression: str) -> None:
    text = f"x = 1\nr = {expression}\ns = 2\n"
    assert executed(text)[1] is not None
    machine, flow = followed(text)
    assert flow is Flow.RAISE
    assert "r" not in machine.globals.names
    assert "s" not in machine.globals.names


@pytest.mark.parametrize("title", PROGRAMS)
def test_programs(title: str) -> None:
    known, total, wrong = compared(PROGRAMS[title], NAMES)
    assert wrong == []
    assert known == total > 0


@pytest.mark.parametrize("title", UNCERTAIN)
def test_what_may_be_otherwise_is_not_claimed(title: str) -> None:
    text = f"import os\n\nU = int(os.environ['OPEN'])\n{UNCERTAIN[title]}"
    assert overclaimed(text, NAMES, ("0", "1", "2", "5")) == []
