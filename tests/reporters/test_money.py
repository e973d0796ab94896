import pytest

from smlint.core.cost import Cost
from smlint.reporters.money import dollars, monthly


@pytest.mark.parametrize(
    ("amount", "text"),
    [(2056.264, "$2,056"), (167.9, "$168"), (9.5, "$10"), (9.49, "$9.49"), (0.4, "$0.40")],
)
def test_amounts_are_in_cents_where_these_count(amount: float, text: str) -> None:
    assert dollars(amount) == text


def test_a_cost_in_several_stages_is_that_of_one() -> None:
    billed = (("dev", 167.9), ("test", 167.9))
    assert monthly(Cost(167.9, None, "x", billed)) == "$168 a month in each stage at most (x)"
    assert monthly(Cost(335.8, None, "x", billed)) == "$336 a month (x)"


@pytest.mark.parametrize(
    ("saves", "told"),
    [
        (None, "$168 a month (2 instances)"),
        (125.9, "$168 a month, of which the remedy saves up to $126 (2 instances)"),
        (167.9, "$168 a month, all of which the remedy saves (2 instances)"),
    ],
)
def test_a_cost_says_what_the_remedy_saves(saves: float | None, told: str) -> None:
    assert monthly(Cost(167.9, saves, "2 instances")) == told
