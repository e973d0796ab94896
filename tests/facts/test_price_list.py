import csv
import io
import json
from pathlib import Path

import pytest

from smlint.core.prices import Prices
from smlint.facts.prices import read_price_file
from smlint.formats.fields import FieldError

PUBLISHED = Path(__file__).parent / "data" / "price_list.json"
"""Made up, in the structure that AWS publishes."""


def prices(data: bytes | None = None) -> Prices:
    return read_price_file("offer", PUBLISHED.read_bytes() if data is None else data)


def as_csv(**without: object) -> bytes:
    """The same rows as AWS writes them in CSV, but for the columns `without`."""
    offer = json.loads(PUBLISHED.read_bytes())
    rows = []
    for sku, terms in offer["terms"]["OnDemand"].items():
        attributes = offer["products"][sku]["attributes"]
        for dimension in next(iter(terms.values()))["priceDimensions"].values():
            ((currency, usd),) = dimension["pricePerUnit"].items()
            row = {"SKU": sku, "TermType": "OnDemand", "StartingRange": dimension["beginRange"]}
            row |= {"Unit": dimension["unit"], "PricePerUnit": usd, "Currency": currency}
            row |= {"usageType": attributes["usagetype"], "Region Code": attributes["regionCode"]}
            rows.append({key: value for key, value in row.items() if key not in without})
    out = io.StringIO()
    told = csv.writer(out, quoting=csv.QUOTE_ALL)
    told.writerow(("FormatVersion", "v1.0"))
    told.writerow(("Publication Date", offer["publicationDate"]))
    told.writerow(("OfferCode", offer["offerCode"]))
    table = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("data", [PUBLISHED.read_bytes(), as_csv()], ids=["json", "csv"])
def test_what_endpoints_are_made_of_is_read_and_nothing_else(data: bytes) -> None:
    found = {one.region: one.prices for one in prices(data).lists}
    assert found == {
        "us-east-1": {
            "realtime": {"ml.m5.xlarge": 0.11, "ml.c5.4xlarge": 0.8},
            "async": {"ml.m5.xlarge": 0.12},
            "provisioned-concurrency": {"2048": 0.00001},
        },
        "eu-west-1": {"realtime": {"ml.m5.xlarge": 0.13}},
    }
    assert {one.origin for one in prices(data).lists} == {"AWS price list of 2027-01-03"}


def test_the_home_region_stands_first() -> None:
    price = prices().of("realtime", "ml.m5.xlarge")
    assert price is not None
    assert price.region == "us-east-1"


def changed(**members: object) -> bytes:
    return json.dumps(json.loads(PUBLISHED.read_bytes()) | members).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (PUBLISHED.read_bytes()[:-200], "is not JSON, or broken off"),
        (changed(offerCode="AmazonEC2"), "the price list of AmazonEC2, not of AmazonSageMaker"),
        (changed(products={}), "no price of an endpoint's instances"),
        (changed(products=[], terms=3), "no price of an endpoint's instances"),
        (changed(terms={"OnDemand": {"A1": {"t": {"priceDimensions": 5}}}}), "there is no price"),
        (b'{"formatVersion": "v1.0", "regions": {}}', "an index of price lists"),
        (b'"FormatVersion","v1.0"\n"OfferCode","AmazonEC2"\n"SKU"\n', "price list of AmazonEC2"),
        (b'"FormatVersion","v1.0"\n', "has no row of column names"),
        (as_csv(Currency=0), "has no column Currency"),
    ],
)
def test_what_is_wrong_with_a_price_list_is_told(data: bytes, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        prices(data)


def test_a_broken_list_names_the_place() -> None:
    with pytest.raises(FieldError) as caught:
        prices(b'{"formatVersion": "v1.0",\n  oops')
    assert str(caught.value.problem.span) == "offer:2:3"
