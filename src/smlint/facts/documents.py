"""What all files of facts are made of: one document of YAML, and the documents that it cites."""

from __future__ import annotations

import os
import re

from smlint.core.facts import Citation
from smlint.core.source import Source, decode
from smlint.formats.fields import FieldError, fields, mapping, text
from smlint.formats.nodes import MapNode, Node

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
URL = r"https?://\S+"


def data_file(name: str) -> Source:
    """The file `name` of this package."""
    with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:
        return decode(f"facts/{name}", file.read())


def document(source: Source) -> MapNode:
    """The one document of `source`, a mapping; raises `FieldError` or `FormatError`."""
    from smlint.formats.yaml import read_yaml  # noqa: PLC0415 - ruamel.yaml is slow to import

    documents = read_yaml(source)
    if len(documents) != 1:
        what = "several documents stand" if documents else "nothing stands"
        raise FieldError(source.whole.start, f"{what} in this file", "it holds one mapping")
    return mapping(documents[0])


def citation(node: Node) -> Citation:
    """The document that `node` names; raises `FieldError` at what is wrong."""
    pairs = fields(node, ("title", "url", "read", "claim"))
    shaped(pairs["url"], URL, "https://…")
    shaped(pairs["read"], DAY, "2026-11-21")
    return Citation(*(text(pairs[key]) for key in ("title", "url", "read", "claim")))


def shaped(node: Node, shape: str, such_as: str) -> str:
    """The text of `node`, of which all matches `shape`; raises `FieldError`."""
    written = text(node)
    if not re.fullmatch(shape, written):
        message = f'"{written}" does not have the right form'
        raise FieldError(node.span, message, f"such as {such_as}")
    return written
