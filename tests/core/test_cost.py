from smlint.core.cost import Cost, dearest


def test_of_one_thing_in_several_stages_the_dearest_is_told_and_all_are_billed() -> None:
    cheap, dear = Cost(1, None, "cheap", (("a", 1),)), Cost(2, None, "dear", (("b", 2),))
    merged = dearest([cheap, None, dear])
    assert merged == Cost(2, None, "dear", (("a", 1), ("b", 2)))
    assert dearest([None]) is None
