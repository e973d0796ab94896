from smlint.core.prices import Price, PriceList, Prices

HERE = PriceList("us-east-1", "list of 2026-09", {"realtime": {"ml.m5.xlarge": 0.23}})
OLDER = PriceList("us-east-1", "list of 2025-02", {"realtime": {"ml.m5.xlarge": 0.25}})
THERE = PriceList("eu-west-1", "list of 2026-09", {"realtime": {"ml.m5.xlarge": 0.257}})
STALE = PriceList("us-east-1", "old", {"realtime": {"ml.p3.2xlarge": 3.8}}, in_force=False)


def test_the_first_list_that_has_a_price_for_the_region_holds() -> None:
    prices = Prices((THERE, HERE, OLDER))
    assert prices.of("realtime", "ml.m5.xlarge", "us-east-1") == Price(
        0.23, "us-east-1", "list of 2026-09"
    )
    assert prices.of("realtime", "ml.m5.xlarge", "eu-west-1") == Price(
        0.257, "eu-west-1", "list of 2026-09"
    )


def test_the_price_of_another_region_is_none() -> None:
    assert Prices((HERE,)).of("realtime", "ml.m5.xlarge", "eu-west-1") is None


def test_where_the_region_is_not_known_the_price_says_its_own() -> None:
    found = Prices((THERE, HERE)).of("realtime", "ml.m5.xlarge")
    assert found == Price(0.257, "eu-west-1", "list of 2026-09")


def test_what_is_not_in_force_is_no_price() -> None:
    assert Prices((STALE,)).of("realtime", "ml.p3.2xlarge") is None


def test_a_component_has_prices_of_its_own() -> None:
    assert Prices((HERE,)).of("async", "ml.m5.xlarge") is None
