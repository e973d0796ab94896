"""The JSON Schema of `limits.yaml`, for editors."""

from __future__ import annotations

from smlint.facts.load import DAY, UNITS, URL

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TEXT: dict[str, object] = {"type": "string", "pattern": r"\S"}


def facts_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of documented facts by name."""
    fact = {
        "type": "object",
        "additionalProperties": False,
        "required": ["value", "unit", "sources"],
        "properties": {
            "value": {"type": "number"},
            "unit": {"enum": list(UNITS), "description": "MB is 10^6 bytes"},
            "sources": {"type": "array", "minItems": 1, "items": citation_schema()},
            "note": {"description": "What the reader of the number should know", **TEXT},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of smlint",
        "description": "Documented numbers, each with the documents that state it",
        "type": "object",
        "propertyNames": {"pattern": NAME},
        "additionalProperties": fact,
    }


def citation_schema() -> dict[str, object]:
    """The schema of a document that states something."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["title", "url", "read", "claim"],
        "properties": {
            "title": TEXT,
            "url": {"type": "string", "pattern": f"^{URL}$", "description": "a web address"},
            "read": {
                "type": "string",
                "pattern": f"^{DAY}$",
                "description": "the day it was read, such as 2026-11-21",
            },
            "claim": {"description": "What it says, in your own words", **TEXT},
        },
    }
