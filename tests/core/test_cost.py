from smlint.core.cost import TIMES, Cost, at_once, dearest, together


def test_of_one_thing_in_several_stages_the_dearest_is_told_and_all_are_billed() -> None:
    cheap, dear = Cost(1, None, "cheap", (("a", 1),)), Cost(2, None, "dear", (("b", 2),))
    merged = dearest([cheap, None, dear])
    assert merged == Cost(2, None, "dear", (("a", 1), ("b", 2)))
    assert dearest([None]) is None


def test_what_several_things_cost_together_says_how_often_each_basis_counts() -> None:
    cheap, dear = Cost(1, 1, "cheap", (("a", 1),)), Cost(2, None, "dear", (("b", 2),))
    found = together([cheap, None, dear, cheap])
    assert found == Cost(4, None, f"2 {TIMES} (cheap) + dear", (("a", 1), ("b", 2), ("a", 1)))
    assert together([None]) is None


def test_what_is_billed_once_counts_once_and_the_rest_adds_up() -> None:
    first, later = Cost(2, 1, "two", (("a", 2),)), Cost(3, 1.5, "three", (("a", 3),))
    other = Cost(2, 1, "two", (("b", 2),))
    assert at_once([first, other]) == Cost(4, 2, f"2 {TIMES} (two)", (("a", 2), ("b", 2)))
    assert at_once([first, later]) == Cost(3, 1.5, "three", (("a", 2), ("a", 3)))
    assert at_once([None]) is None
