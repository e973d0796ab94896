"""Prices as we write them: lists of one origin and region each, the first that knows one holds."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from smlint.core.prices import COMPONENTS, Component, PriceList, Prices
from smlint.core.source import Source, decode
from smlint.facts.documents import document, shaped
from smlint.facts.price_list import is_price_list, read_price_list
from smlint.formats.fields import FieldError, fields, items, mapping, scalar, text, truth
from smlint.formats.nodes import Node

DATE = r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?"
REGION = r"[a-z]{2,}(-[a-z]+)+-[0-9]"
TYPE, MEMORY = r"ml\.[a-z0-9-]+\.[a-z0-9]+", r"[0-9]+"
"""What has a price: an instance type, or the memory in MB of provisioned concurrency."""
PROVISIONED = "provisioned_concurrency"
KEYS: Mapping[str, Component] = {one.replace("-", "_"): one for one in COMPONENTS}
TOLD = ("title", "date", "url", "read", "claim", "in_force", "note")


def read_prices(source: Source) -> Prices:
    """The prices written in `source`; raises `FieldError` or `FormatError` at what is wrong."""
    lists = items(fields(document(source), ("prices",))["prices"])
    return Prices(tuple(_list(one, os.path.basename(source.path)) for one in lists))


def read_price_file(path: str, data: bytes) -> Prices:
    """The prices in `data`, which is the file at `path`: in our form, or a price list of AWS.

    Raises `FieldError`, `FormatError` or `SourceError` at what is wrong.
    """
    if is_price_list(data):
        return read_price_list(path, data)
    return read_prices(decode(path, data))


def _list(node: Node, file: str) -> PriceList:
    pairs = fields(node, ("region",), (*TOLD, *KEYS))
    if not any(key in pairs for key in KEYS):
        hint = f"add one of {', '.join(KEYS)}"
        raise FieldError(node.span, "there is no price here", hint)
    title = text(pairs["title"]) if "title" in pairs else file
    dated = f" of {shaped(pairs['date'], DATE, '2026-09-28')}" if "date" in pairs else ""
    return PriceList(
        shaped(pairs["region"], REGION, "us-east-1"),
        title + dated,
        {
            one: _amounts(pairs[key], MEMORY if key == PROVISIONED else TYPE)
            for key, one in KEYS.items()
            if key in pairs
        },
        text(pairs["url"]) if "url" in pairs else "",
        truth(pairs["in_force"]) if "in_force" in pairs else True,
        text(pairs["note"]) if "note" in pairs else "",
    )


def _amounts(node: Node, shape: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, written in mapping(node).pairs:
        value = scalar(written).value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
            message = f'"{text(written)}" is not a price'
            raise FieldError(written.span, message, "write an amount in USD, such as 0.23")
        if not re.fullmatch(shape, name.text):
            such_as = "ml.m5.large" if shape == TYPE else "2048"
            message = f'"{name.text}" does not have the right form'
            raise FieldError(name.span, message, f"such as {such_as}")
        if name.text in found:
            raise FieldError(name.span, f"{name.text} stands here twice", "keep one of the two")
        found[name.text] = float(value)
    return found
