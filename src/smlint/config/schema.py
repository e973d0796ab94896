"""The JSON Schema of `smlint.yaml`, for checking it and for editors."""

from __future__ import annotations

from smlint.core import quantity, workload
from smlint.core.presets import PRESETS
from smlint.core.problem import SEVERITIES
from smlint.core.rule import GENERAL_PRESETS
from smlint.core.workload import ENVIRONMENTS, MEMBERS

_NAMES: dict[str, object] = {"type": "array", "items": {"type": "string", "minLength": 1}}
_LEVEL: dict[str, object] = {"enum": list(SEVERITIES)}
_DURATION: dict[str, object] = {
    "type": "string",
    "pattern": quantity.pattern(quantity.DURATIONS),
    "description": "a duration such as 200ms, 1.5s, 15min or 1h",
}
_SIZE: dict[str, object] = {
    "type": "string",
    "pattern": quantity.pattern(quantity.SIZES),
    "description": "a size such as 4MB, 1GB or 512KiB",
}
_NUMBER: dict[str, object] = {"type": "number", "minimum": 0}
_COUNT: dict[str, object] = {"type": "integer", "minimum": 1}
_SWITCH: dict[str, object] = {"type": "boolean"}
_MEMBERS: dict[str, dict[str, object]] = {
    **dict.fromkeys(workload.DURATIONS, _DURATION),
    **dict.fromkeys(workload.SIZES, _SIZE),
    **dict.fromkeys(workload.NUMBERS, _NUMBER),
    **dict.fromkeys(workload.COUNTS, _COUNT),
    **dict.fromkeys(workload.SWITCHES, _SWITCH),
    **{name: {"enum": list(values)} for name, values in workload.CHOICES.items()},
    "environment": {"type": "string"},
}


def workload_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of a declared workload."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Workload of a SageMaker endpoint",
        "description": "What an endpoint is for, as its owner declares it to smlint",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _MEMBERS[name] for name in MEMBERS},
    }


def config_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of a configuration file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of smlint",
        "description": "smlint.yaml, or the table [tool.smlint] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {**_rules(), **_knowledge(), **_run()},
    }


def _rules() -> dict[str, object]:
    """Which rules run, and where they come from."""
    return {
        "preset": {
            "description": "Sets of rules to run, beside what is selected",
            "anyOf": [
                {"enum": list(PRESETS)},
                {"type": "array", "minItems": 1, "items": {"enum": list(PRESETS)}},
            ],
        },
        **_choice(),
        "paths": {
            "description": "What is chosen otherwise for some paths; later entries win",
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["match"],
                "properties": {"match": _one_or_more(), **_choice()},
            },
        },
        "plugins": {"description": "Modules to load, by name", **_NAMES},
        "policies": {"description": "Folders of further policies", **_NAMES},
    }


def _knowledge() -> dict[str, object]:
    """What is told of endpoints, and otherwise than by documents."""
    return {
        "environments": {
            "description": "Words in names, tags and paths that tell the environment",
            "type": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(ENVIRONMENTS, _NAMES),
        },
        "workloads": {
            "description": "What endpoints are for; later entries win",
            "type": "array",
            "items": _workload(),
        },
        "facts": {
            "description": "Values to use instead of documented ones, by the fact's name",
            "type": "object",
            "additionalProperties": {"type": ["string", "number"]},
        },
        "prices": {
            "description": "Files of prices: our own form, or a price list of AWS",
            "anyOf": [{"type": "string", "minLength": 1}, _NAMES],
        },
    }


def _run() -> dict[str, object]:
    """What is read, and what fails a run."""
    return {
        "exclude": {"description": "Paths that are not read", **_NAMES},
        "include_docs": {"description": "Whether the code in documents is read too", **_SWITCH},
        "fail_on": {"description": "The mildest severity that fails a run", **_LEVEL},
        "strict_unknown": {
            "description": "Whether a rule that could not be judged fails a run",
            **_SWITCH,
        },
    }


def pack_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of `pack.yaml`, which lies in a folder of policies."""
    said = config_schema()["properties"]
    assert isinstance(said, dict)
    kept = {key: said[key] for key in ("ignore", "severity", "facts")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Pack of rules for smlint",
        "description": "pack.yaml: what a company's rules say of the others; smlint.yaml wins",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **kept,
            "presets": {
                "description": "The smallest preset that holds a rule, or a category of rules",
                "type": "object",
                "additionalProperties": {"enum": list(GENERAL_PRESETS)},
            },
        },
    }


def _choice() -> dict[str, object]:
    return {
        "select": {
            "description": "Rules to run: ids, names, categories, or all",
            **_NAMES,
            "minItems": 1,
        },
        "ignore": {"description": "Rules not to run", **_NAMES},
        "severity": {
            "description": "How grave a rule or a category of rules is",
            "type": "object",
            "additionalProperties": _LEVEL,
        },
    }


def _one_or_more() -> dict[str, object]:
    return {
        "description": "patterns of paths, as in .gitignore",
        "anyOf": [{"type": "string", "minLength": 1}, {**_NAMES, "minItems": 1}],
    }


def _workload() -> dict[str, object]:
    match: dict[str, object] = {key: {"type": "string"} for key in ("endpoint", "address", "path")}
    match["tag"] = {
        "type": "string",
        "pattern": r"[=*?\[]",
        "description": "a tag such as team=search",
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["match"],
        "minProperties": 2,
        "properties": {
            "match": {
                "description": "Patterns for the endpoints; all that are given must match",
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": match,
            },
            **{name: _MEMBERS[name] for name in MEMBERS},
        },
    }
