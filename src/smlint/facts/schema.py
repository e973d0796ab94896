"""The JSON Schemas of the files of facts, for editors."""

from __future__ import annotations

from smlint.facts.documents import DAY, URL
from smlint.facts.facts import UNITS
from smlint.facts.instances import ACCELERATORS, STORAGE
from smlint.facts.prices import DATE, KEYS, MEMORY, PROVISIONED, REGION, TYPE

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TEXT: dict[str, object] = {"type": "string", "pattern": r"\S"}


def facts_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of documented facts by name."""
    fact = {
        "type": "object",
        "additionalProperties": False,
        "required": ["value", "unit", "sources"],
        "dependentRequired": {"in_force": ["see", "note"]},
        "properties": {
            "value": {"type": "number"},
            "unit": {"enum": list(UNITS), "description": "MB is 10^6 bytes"},
            "sources": {"type": "array", "minItems": 1, "items": citation_schema()},
            "note": {"description": "What the reader of the number should know", **TEXT},
            "in_force": {"type": "boolean", "description": "false: `see` says what holds"},
            "see": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "pattern": NAME},
                "description": "facts that say otherwise",
            },
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


def instances_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of instance types."""
    mark = {"const": True}
    family = {
        "type": "object",
        "additionalProperties": False,
        "required": ["sizes"],
        "properties": {
            "sizes": {"type": "array", "minItems": 1, "items": TEXT},
            "burstable": mark,
            "accelerator": {"enum": list(ACCELERATORS)},
            "accelerators": {
                "type": "object",
                "additionalProperties": {"type": "integer", "minimum": 1},
                "description": "how many there are, by size",
            },
            "local_storage": {"enum": [True, *(name for name in STORAGE if name != "true")]},
            "arm64": mark,
            "previous": mark,
            "retired": mark,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Instance types of smlint",
        "description": "Families of instance types that host endpoints, and where they are offered",
        "type": "object",
        "additionalProperties": False,
        "required": ["sources", "families"],
        "properties": {
            "sources": {"type": "object", "additionalProperties": citation_schema()},
            "families": {"type": "object", "additionalProperties": family},
            "regions": {
                "type": "object",
                "propertyNames": {"pattern": f"^{REGION}$"},
                "additionalProperties": {"description": "families, or single types", **TEXT},
            },
        },
    }


def prices_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of prices, our own and those of a run."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Prices of smlint",
        "description": "Lists of prices in USD; the first that has one for a region holds",
        "type": "object",
        "additionalProperties": False,
        "required": ["prices"],
        "properties": {"prices": {"type": "array", "minItems": 1, "items": _price_list()}},
    }


def _price_list() -> dict[str, object]:
    hourly = _amounts("USD for an hour, by instance type", TYPE)
    by_second = _amounts("USD for a second of one, by its memory in MB", MEMORY)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["region"],
        "anyOf": [{"required": [key]} for key in KEYS],
        "properties": {
            "title": {"description": "What the prices are, such as: AWS price list", **TEXT},
            "date": {"type": "string", "pattern": f"^{DATE}$", "description": "when they held"},
            "region": {"type": "string", "pattern": f"^{REGION}$"},
            "url": {"type": "string", "pattern": f"^{URL}$"},
            "read": {"type": "string", "pattern": f"^{DAY}$"},
            "claim": TEXT,
            "in_force": {
                "type": "boolean",
                "description": "false: kept, but no figure rests on it",
            },
            "note": TEXT,
            **{key: by_second if key == PROVISIONED else hourly for key in KEYS},
        },
    }


def _amounts(description: str, name: str) -> dict[str, object]:
    return {
        "description": description,
        "propertyNames": {"pattern": f"^{name}$"},
        "type": "object",
        "additionalProperties": {"type": "number", "exclusiveMinimum": 0},
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
