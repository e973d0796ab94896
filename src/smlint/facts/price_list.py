"""The price list of SageMaker as AWS publishes it: the offer file, in JSON or CSV.

Found on the price list's hosts under `/offers/v1.0/aws/AmazonSageMaker/current/`: `index.json` of
all regions (some hundred MB), or of one (a few). Of its rows those are read whose usage type is an
instance that hosts (`USE1-Host:ml.m5.xlarge`), one of asynchronous inference (`AsyncInf:`), or
provisioned concurrency (`ProvisionedConcurrency:Mem-4GB`), at the price on demand in USD.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from smlint.core.prices import HOME_REGION, Component, PriceList, Prices
from smlint.core.spans import Span
from smlint.formats.fields import FieldError

OFFER = "AmazonSageMaker"
HEAD = 2000
"""Bytes at the beginning of a file that tell what it is."""

_INSTANCE = re.compile(r"(?:^|-)(Host|AsyncInf):(ml\.[a-z0-9.-]+)$")
_CONCURRENCY = re.compile(r"(?:^|-)ProvisionedConcurrency:Mem-([0-9]+)GB$")
_COMPONENTS: Mapping[str, Component] = {"Host": "realtime", "AsyncInf": "async"}
_CELLS = {"TermType": ("OnDemand",), "Currency": ("USD",), "StartingRange": ("", "0")}
"""What the cells of a row in CSV hold where it is the first price on demand."""
_COLUMNS = ("usageType", "Region Code", "Unit", "PricePerUnit")
DOWNLOAD = "download index.json, or index.csv, of AmazonSageMaker from AWS's price list"


class Row(NamedTuple):
    """A price as the list has it: what is used, where, and USD for one `unit` of it."""

    usage: str
    region: str
    unit: str
    usd: str


def is_price_list(data: bytes) -> bool:
    """Whether `data` is a price list of AWS, or an index of such."""
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b'"FormatVersion"', b"FormatVersion,")) or (
        head.startswith(b"{") and b'"formatVersion"' in head
    )


def read_price_list(path: str, data: bytes) -> Prices:
    """The prices in `data`, the file at `path`; raises `FieldError` at what is wrong with it."""
    text = data.decode("utf-8-sig", errors="replace")
    day, rows = _json(path, text) if text.lstrip().startswith("{") else _csv(path, text)
    found: dict[str, dict[Component, dict[str, float]]] = {}
    for row in rows:
        priced = _price(row)
        if priced is not None and row.region:
            component, item, usd = priced
            of_region = found.setdefault(row.region, {})
            of_region.setdefault(component, {}).setdefault(item, usd)
    if not found:
        message = "there is no price of an endpoint's instances in this price list"
        raise FieldError(Span(path), message, DOWNLOAD)
    regions = sorted(found, key=lambda region: (region != HOME_REGION, region))
    origin = f"AWS price list of {day}"
    return Prices(tuple(PriceList(region, origin, found[region]) for region in regions))


def _price(row: Row) -> tuple[Component, str, float] | None:
    """What a row prices, by the hour or the second, if it is of an endpoint."""
    instance, memory = _INSTANCE.search(row.usage), _CONCURRENCY.search(row.usage)
    if instance is None and memory is None:
        return None
    try:
        usd = float(row.usd)
    except ValueError:
        return None
    unit = row.unit.lower()
    if instance is not None and unit.startswith(("hr", "hour")) and usd > 0:
        return _COMPONENTS[instance[1]], instance[2], usd
    if memory is not None and unit.startswith("second") and usd > 0:
        return "provisioned-concurrency", str(int(memory[1]) * 1024), usd
    return None


def _json(path: str, text: str) -> tuple[str, Iterator[Row]]:
    try:
        offer: object = json.loads(text)
    except ValueError as error:
        raise FieldError(
            _place(path, error), "this price list is not JSON, or broken off"
        ) from None
    if "products" not in _object(offer):
        message = "this is an index of price lists, not a price list"
        raise FieldError(Span(path), message, "download the file that it names for a region")
    _expect_offer(path, _text(offer, "offerCode"))
    return _text(offer, "publicationDate")[:10], _rows(offer)


def _rows(offer: object) -> Iterator[Row]:
    terms = _object(_object(_object(offer).get("terms")).get("OnDemand"))
    for sku, product in _object(_object(offer).get("products")).items():
        attributes = _object(product).get("attributes")
        usage = _text(attributes, "usagetype")
        for unit, usd in _on_demand(terms.get(sku)) if ":" in usage else ():
            yield Row(usage, _text(attributes, "regionCode"), unit, usd)


def _on_demand(terms: object) -> Iterator[tuple[str, str]]:
    for term in _object(terms).values():
        for dimension in _object(_object(term).get("priceDimensions")).values():
            usd = _text(_object(dimension).get("pricePerUnit"), "USD")
            if usd and _text(dimension, "beginRange") in ("", "0"):
                yield _text(dimension, "unit"), usd


def _csv(path: str, text: str) -> tuple[str, Iterator[Row]]:
    lines = csv.reader(text.splitlines())
    told: dict[str, str] = {}
    for line in lines:
        if "SKU" in line:
            _expect_offer(path, told.get("OfferCode", ""))
            return told.get("Publication Date", "")[:10], _lines(path, line, lines)
        told |= dict(zip(line[::2], line[1::2], strict=False))
    raise FieldError(Span(path), "this price list has no row of column names", DOWNLOAD)


def _lines(path: str, heading: list[str], lines: Iterable[list[str]]) -> Iterator[Row]:
    missing = [name for name in (*_CELLS, *_COLUMNS) if name not in heading]
    if missing:
        raise FieldError(Span(path), f"this price list has no column {missing[0]}", DOWNLOAD)
    cells = [(heading.index(name), values) for name, values in _CELLS.items()]
    columns = [heading.index(name) for name in _COLUMNS]
    for line in lines:
        if len(line) == len(heading) and all(line[index] in values for index, values in cells):
            yield Row(*(line[index] for index in columns))


def _expect_offer(path: str, code: str) -> None:
    if code != OFFER:
        message = f"this is the price list of {code or 'something else'}, not of {OFFER}"
        raise FieldError(Span(path), message, DOWNLOAD)


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object, name: str) -> str:
    found = _object(value).get(name)
    return found if isinstance(found, str) else ""


def _place(path: str, error: ValueError) -> Span:
    if isinstance(error, json.JSONDecodeError):
        return Span(path, error.lineno, error.colno, error.lineno, error.colno + 1)
    return Span(path)
