import re

import pytest

from smlint.core.source import Source
from smlint.facts.documents import data_file
from smlint.facts.load import load_facts
from smlint.facts.prices import read_prices
from smlint.facts.schema import prices_schema
from smlint.formats.fields import FieldError
from smlint.formats.schema import validate
from smlint.formats.yaml import read_yaml


def test_the_prices_follow_their_schema() -> None:
    (document,) = read_yaml(data_file("prices.yaml"))
    assert validate(document, prices_schema()) == ()


def test_every_list_says_where_and_when_it_was_read() -> None:
    for one in load_facts().prices.lists:
        assert re.search(r" of 20\d\d-\d\d(-\d\d)?$", one.origin)
        assert one.url
        assert one.in_force or one.note


def test_priced_instance_types_exist() -> None:
    facts = load_facts()
    for one in facts.prices.lists:
        for component, amounts in one.prices.items():
            assert component == "provisioned-concurrency" or set(amounts) <= set(
                facts.instance_types
            )


def test_a_price_that_is_out_of_date_is_kept_and_gives_no_figure() -> None:
    prices = load_facts().prices
    written = {name for one in prices.lists for name in one.prices.get("realtime", {})}
    assert "ml.p4d.24xlarge" in written
    assert prices.of("realtime", "ml.p4d.24xlarge") is None


def test_a_list_of_ones_own_needs_a_region_and_a_price() -> None:
    source = Source("infra/ours.yaml", "prices: [{region: eu-west-1, async: {ml.m5.large: 0.1}}]")
    price = read_prices(source).of("async", "ml.m5.large", "eu-west-1")
    assert price is not None
    assert (price.usd, price.origin) == (0.1, "ours.yaml")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("prices: [{realtime: {a: 1}}]", "1:11", "region is missing"),
        ("prices: [{region: here, realtime: {a: 1}}]", "1:19", '"here" does not have the right'),
        ("prices: [{region: us-east-1}]", "1:10", "there is no price here"),
        ("prices: [{region: us-east-1, realtime: {a: -1}}]", "1:44", '"-1" is not a price'),
        ("prices: [{region: us-east-1, realtime: {a: x}}]", "1:44", '"x" is not a price'),
        ("prices: [{region: us-east-1, realtime: {a: .nan}}]", "1:44", '".nan" is not a price'),
        (
            "prices: [{region: us-east-1, realtime: {ml.m5.xlarge: 1, ml.m5.xlarge: 2}}]",
            "1:58",
            "ml.m5.xlarge stands here twice",
        ),
        ("prices: [{region: us-east-1, realtime: {m5.large: 1}}]", "1:41", '"m5.large" does not'),
        (
            "prices: [{region: us-east-1, provisioned_concurrency: {2GB: 1}}]",
            "1:56",
            '"2GB" does not have the right form',
        ),
        ("prices: [{region: us-east-1, date: today, async: {a: 1}}]", "1:36", '"today" does not'),
        ("prices: []", "1:9", "the list is empty"),
        ("", "1:1", "nothing stands in this file"),
    ],
)
def test_a_broken_file_of_prices_is_named_with_its_place(
    text: str, place: str, message: str
) -> None:
    with pytest.raises(FieldError) as caught:
        read_prices(Source("prices.yaml", text))
    assert str(caught.value).startswith(f"prices.yaml:{place}: {message}")
