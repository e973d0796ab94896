"""The JSON Schema of policies, for editors: what the loader accepts, read off the same tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TypeAlias

from smlint.core import quantity
from smlint.core.facts import Facts
from smlint.core.problem import SEVERITIES
from smlint.core.rule import GENERAL_PRESETS
from smlint.core.subjects import SUBJECTS, Subject
from smlint.facts.schema import TEXT, citation_schema
from smlint.policy.grammar import ALLOWED, ELEMENT, ID, NAME, dimension
from smlint.policy.load import CATEGORIES, DEFAULT, REQUIRED
from smlint.policy.paths import Path, below, called, paths
from smlint.policy.policies import BILLS

Schema: TypeAlias = dict[str, object]

NAMED: Schema = {"type": "string", "minLength": 1}
DIMENSIONS = ("MB", "number", "s")
"""What numbers measure."""
ELEMENTS = "elements"
"""The definition of conditions on the elements of lists."""


def policy_schema(facts: Facts) -> Schema:
    """The schema (draft 2020-12) of a policy."""
    definitions: Schema = {
        "duration": _quantity(quantity.DURATIONS, "a duration such as 200ms, 1.5s or 15min"),
        "size": _quantity(quantity.SIZES, "a size such as 4MB, 1GB or 512KiB"),
        **_facts_by_dimension(facts),
    }
    for scope, known in _scopes().items():
        definitions[scope] = _condition(scope, known)
        definitions.update(_operands(scope, known))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy of smlint",
        "description": "One rule; docs/writing-a-rule.md explains it",
        **_closed(_members(facts), REQUIRED),
        "allOf": [_judged_for(subject) for subject in SUBJECTS],
        "$defs": definitions,
    }


def _members(facts: Facts) -> Schema:
    by_fact = _closed({"fact": {"enum": sorted(facts.by_name)}}, ("fact",))
    sources = {"anyOf": [by_fact, citation_schema()]}
    return {
        "id": {"description": "Never reused", **_text(ID)},
        "name": {"description": "Accepted wherever an id is", **_text(NAME)},
        "title": TEXT,
        "category": {"enum": list(CATEGORIES)},
        "severity": {"enum": list(SEVERITIES)},
        "for_each": {"enum": list(SUBJECTS), "default": "endpoint"},
        "sources": {"type": "array", "minItems": 1, "items": sources},
        "explanation": {"description": "May name {fact:NAME}", **TEXT},
        "when": {"description": "The condition under which the rule is broken", "type": "object"},
        "at": {"description": "The setting at which findings point", **NAMED},
        "message": {
            "description": "May name {PATH}, {endpoint}, {count:PATH}, {fact:NAME}",
            **TEXT,
        },
        "preset": {
            "enum": list(GENERAL_PRESETS),
            "default": DEFAULT,
            "description": "The smallest set of rules that holds this one",
        },
        "cost": {
            "enum": list(BILLS),
            "description": "Tell what the subject costs; `saved`: the remedy saves all of it",
        },
        "instead": _instead(),
        "remedy": {"description": "May name {fact:NAME}", **TEXT},
        "examples": _examples(),
    }


def _instead() -> Schema:
    resource: Schema = {"type": "object", "minProperties": 1}
    resources: Schema = {"type": "array", "minItems": 1, "items": resource}
    return {
        "description": "What to write, in API shape, by the type of the resource",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"anyOf": [resource, resources]},
    }


def _examples() -> Schema:
    example = _closed(
        {
            "language": {"examples": ["terraform", "cloudformation", "python"], **NAMED},
            "code": {"description": "`# <- here` ends each line with a finding", **TEXT},
            "files": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        ("language", "code"),
    )
    examples = {"type": "array", "minItems": 1, "items": example}
    return _closed({"bad": examples, "good": examples}, ("bad", "good"))


def _judged_for(subject: Subject) -> Schema:
    asked: Schema = {"properties": {"for_each": {"const": subject}}}
    if subject != "endpoint":
        asked["required"] = ["for_each"]
    places = [path for path in paths(subject) if path.root != "workload"]
    return {
        "if": asked,
        "then": {"properties": {"when": _ref(subject), "at": _named(places, places)}},
    }


def _scopes() -> dict[str, list[Path]]:
    """What can be compared in a rule about each subject, and on the elements of lists.

    What elements are called is known where they are not named; that all else there is of the
    rule's subject is for the loader to see.
    """
    scopes = {str(subject): _comparable(subject) for subject in SUBJECTS}
    inside = dict.fromkeys(path for known in scopes.values() for path in known)
    lists = [path for path in inside if path.kind == "list"]
    for path in lists:
        element = path.member.element
        if element is not None:
            found = [one for one in below(called(element), element) if one not in inside]
            inside.update(
                dict.fromkeys(one for one in found if one.kind != "structure" or one.names[1:])
            )
            lists.extend(one for one in found if one.kind == "list")
    return {**scopes, ELEMENTS: list(inside)}


def _condition(scope: str, known: list[Path]) -> Schema:
    parts: Schema = {"type": "array", "minItems": 1, "items": _ref(scope)}
    alike = groupby(sorted(known, key=_group), key=_group)
    lists = {"enum": [str(path) for path in known if path.kind == "list"]}
    through = {"anyOf": [
        _closed({"in": lists, "where": _ref(ELEMENTS)}, ("in", "where")),
        _closed({"in": lists, "as": _text(ELEMENT), "where": {"type": "object"}},
                ("in", "as", "where")),
    ]}  # fmt: skip
    return {
        "anyOf": [
            *(_closed({joint: parts}, (joint,)) for joint in ("all", "any")),
            _closed({"not": _ref(scope)}, ("not",)),
            *(_closed({joint: through}, (joint,)) for joint in ("some", "every")),
            *(_comparison(scope, list(group), known) for _, group in alike),
        ]
    }


def _comparable(subject: Subject) -> list[Path]:
    return [
        path
        for path in paths(subject)
        if len(path.names) > 1 or (subject, path.root) == ("scalable_target", "variant")
    ]


def _group(path: Path) -> tuple[str, str, str, tuple[str, ...]]:
    return path.kind, path.unit or "", path.suffix_unit or "", path.member.choices


def _comparison(scope: str, group: list[Path], known: list[Path]) -> Schema:
    """The comparisons of paths that can all be compared with the same."""
    first = group[0]
    key = "count" if first.kind == "list" else "setting"
    literal = _literal(first)
    special: Schema = {
        "set": {"type": "boolean"},
        "matches": {"type": "string", "format": "regex"},
        "in": {"type": "array", "minItems": 1, "items": literal},
        "not_in": {"type": "array", "minItems": 1, "items": literal},
    }
    operand = {"anyOf": [literal, _ref(f"{scope}.{_value(first)}")]}
    operators = {name: special.get(name, operand) for name in ALLOWED[first.kind]}
    return {**_closed({key: _named(group, known), **operators}, (key,)), "minProperties": 2}


def _value(path: Path) -> str:
    """What kind of value stands at `path`; those of one kind can be compared."""
    return dimension(path.unit) if path.kind in ("number", "list") else path.kind


def _operands(scope: str, known: list[Path]) -> Schema:
    """By kind of value: the settings and facts that can stand on the right of a comparison."""
    valued = [path for path in known if path.kind in ("text", "number", "truth")]
    operands: Schema = {}
    for value in sorted({_value(path) for path in valued} | set(DIMENSIONS)):
        alike = [path for path in valued if _value(path) == value]
        forms = [_closed({"setting": _named(alike, known)}, ("setting",))] if alike else []
        if value in DIMENSIONS:
            forms.append(_ref(f"fact.{value}"))
        operands[f"{scope}.{value}"] = {"anyOf": forms}
    return operands


def _facts_by_dimension(facts: Facts) -> Schema:
    found: dict[str, list[str]] = {value: [] for value in DIMENSIONS}
    for name, fact in sorted(facts.by_name.items()):
        found[dimension(fact.unit)].append(name)
    return {
        f"fact.{value}": _closed({"fact": {"enum": names}}, ("fact",))
        for value, names in found.items()
    }


def _literal(path: Path) -> Schema:
    if path.kind == "truth":
        return {"type": "boolean"}
    if path.kind == "text":
        return {"enum": list(path.member.choices)} if path.member.choices else {"type": "string"}
    if path.unit is None:
        return {"type": "number"}
    written = _ref("duration" if path.unit == "s" else "size")
    return {"anyOf": [{"type": "number"}, written]} if path.suffix_unit else written


def _named(group: list[Path], known: list[Path]) -> Schema:
    """One of `group`; where texts are asked for, also any key of the mappings among `known`."""
    listed: Schema = {"enum": [str(path) for path in group]}
    mappings = [str(path) for path in known if path.kind == "mapping"]
    if not mappings or not any(path.kind == "text" and not path.member.choices for path in group):
        return listed
    keys = "|".join(mappings).replace(".", r"\.")
    return {"anyOf": [listed, {"type": "string", "pattern": rf"^({keys})\."}]}


def _closed(properties: Schema, required: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


def _text(shape: str) -> Schema:
    return {"type": "string", "pattern": f"^{shape}$"}


def _quantity(units: Mapping[str, int], description: str) -> Schema:
    return {"type": "string", "pattern": quantity.pattern(units), "description": description}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
