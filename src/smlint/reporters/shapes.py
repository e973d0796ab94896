"""What the JSON Schemas of reports are made of."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.problem import SEVERITIES

Json = dict[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Json = {"type": "string"}
COUNT: Json = {"type": "integer", "minimum": 0}
POSITION: Json = {"type": "integer", "minimum": 1}


def place() -> Json:
    """Where something stands: a file, and a region of it."""
    return {
        "path": TEXT,
        "line": POSITION,
        "column": POSITION,
        "end_line": POSITION,
        "end_column": POSITION,
        "cell": {
            "type": ["integer", "null"],
            "minimum": 1,
            "description": "of a notebook, counted over all cells; lines count within it",
        },
    }


def problem() -> Json:
    """What could not be read or checked."""
    return record(
        {"severity": {"enum": list(SEVERITIES)}, **place(), "message": TEXT, "hint": TEXT}
    )


def record(properties: Mapping[str, object], optional: tuple[str, ...] = ()) -> Json:
    """An object with exactly these members, of which `optional` may be missing."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in optional],
        "properties": dict(properties),
    }


def listing(items: Json) -> Json:
    """An array of `items`."""
    return {"type": "array", "items": items}
