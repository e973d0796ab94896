"""Checking documents against a JSON Schema, with the place of every fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from smlint.core.problem import Problem
from smlint.core.spans import Span
from smlint.formats.fields import AS_LIST, AS_MAPPING
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode, plain

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_KINDS = {
    "object": "a mapping", "array": "a list", "string": "text", "integer": "a whole number",
    "number": "a number", "boolean": "true or false", "null": "nothing",
}  # fmt: skip
_FORMS = {"array": AS_LIST, "object": AS_MAPPING}


def validate(node: Node, schema: Mapping[str, object]) -> tuple[Problem, ...]:
    """The places where `node` breaks `schema` (draft 2020-12), in file order.

    A name that the schema does not know is shown at the name, with the nearest known one in the
    hint; a name that is missing at the mapping that lacks it.
    """
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - it costs most of a short run

    found: dict[Problem, None] = {}
    for error in Draft202012Validator(dict(schema)).iter_errors(plain(node)):
        found.update(dict.fromkeys(_problems(_closest(_fault(error)), node)))
    return tuple(sorted(found, key=lambda problem: (problem.span.order, problem.message)))


class _Fault(NamedTuple):
    """What jsonschema found: keyword `rule` of `schema` is broken by `instance` at `path`.

    `branch` numbers the alternative of the fault around it; `parts` are the faults of its own.
    """

    rule: str
    value: Any
    instance: Any
    schema: Mapping[str, Any]
    path: tuple[str | int, ...]
    message: str
    branch: object
    parts: tuple[_Fault, ...]


def _fault(error: ValidationError) -> _Fault:
    return _Fault(
        rule=str(error.validator),
        value=error.validator_value,
        instance=error.instance,
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        path=tuple(error.absolute_path),
        message=error.message,
        branch=next(iter(error.relative_schema_path), None),
        parts=tuple(_fault(part) for part in error.context or ()),
    )


def _closest(fault: _Fault) -> _Fault:
    """Of the alternatives that all failed, the fault of the one that came furthest."""
    while fault.parts:
        deepest = max(len(part.path) for part in fault.parts)
        furthest = [part for part in fault.parts if len(part.path) == deepest]
        undecided = deepest == len(fault.path) and len({part.branch for part in furthest}) > 1
        if undecided:
            # an alternative of the right type was meant, when it is the only one
            furthest = [part for part in furthest if part.rule != "type"]
            if len({part.branch for part in furthest}) != 1:
                return fault
        fault = furthest[0]
    return fault


def _problems(fault: _Fault, root: Node) -> Iterator[Problem]:
    node, span = _locate(root, fault.path)
    where = f"{fault.path[-1]}: " if fault.path and isinstance(fault.path[-1], str) else ""
    match fault.rule:
        case "additionalProperties" | "unevaluatedProperties" if isinstance(node, MapNode):
            yield from _unknown_names(fault, node)
        case "required":
            missing = next(name for name in fault.value if f"'{name}'" in fault.message)
            yield Problem(span, f"{where}{missing} is missing")
        case "anyOf" | "oneOf" if isinstance(node, MapNode) and _closed(fault):
            yield from _unknown_names(fault, node)
        case "type" | "anyOf" | "oneOf":
            shown = _shown(fault.instance)
            said = f"{where}{shown} stands where {_wanted(fault)} is expected"
            yield Problem(span, said, _such_as(fault))
        case "enum":
            yield _not_one_of(fault, span, where)
        case "minProperties" if known := sorted(_known_names(fault)):
            hint = f"write {fault.value} or more of {', '.join(known)}"
            yield Problem(span, f"{where}too little is said here", hint)
        case _:
            yield Problem(span, f"{where}{_sentence(fault)}")


def _unknown_names(fault: _Fault, node: MapNode) -> Iterator[Problem]:
    known = _known_names(fault)
    patterns = [re.compile(pattern) for pattern in fault.schema.get("patternProperties", ())]
    for name, _ in node.pairs:
        if name.text in known or any(pattern.search(name.text) for pattern in patterns):
            continue
        near = get_close_matches(name.text, known, n=1)
        if near:
            hint = f"did you mean {near[0]}?"
        else:
            hint = f"known here: {', '.join(sorted(known))}" if known else ""
        yield Problem(name.span, f"{name.text} is not known here", hint)


def _closed(fault: _Fault) -> bool:
    """Whether all alternatives fail, and one of them because of a name that none of them knows."""
    known = _known_names(fault)
    return any(part.rule == "additionalProperties" for part in fault.parts) and not all(
        name in known for name in fault.instance
    )


def _known_names(fault: _Fault) -> list[str]:
    schemas = (fault.schema, *(part.schema for part in fault.parts))
    return list(dict.fromkeys(name for schema in schemas for name in schema.get("properties", ())))


def _not_one_of(fault: _Fault, span: Span, where: str) -> Problem:
    allowed = [str(item) for item in fault.value]
    near = get_close_matches(str(fault.instance), allowed, n=1)
    message = f"{where}{_shown(fault.instance)} is not one of {', '.join(allowed)}"
    return Problem(span, message, f"did you mean {near[0]}?" if near else "")


def _wanted(fault: _Fault) -> str:
    match fault.rule:
        case "type":
            kinds = [fault.value] if isinstance(fault.value, str) else fault.value
            return " or ".join(_KINDS[kind] for kind in kinds)
        case "enum":
            return f"one of {', '.join(str(item) for item in fault.value)}"
        case "required":
            return f"a mapping with {' and '.join(fault.value)}"
        case "anyOf" | "oneOf":
            parts = [part for part in fault.parts if part.rule != "additionalProperties"]
            return " or ".join(dict.fromkeys(_wanted(part) for part in parts or fault.parts))
    return str(fault.schema.get("description", "another form"))


def _such_as(fault: _Fault) -> str:
    """What to write where the type is wrong: what a text's pattern stands for, or a form."""
    if "pattern" in fault.schema and "description" in fault.schema:
        return f"write {fault.schema['description']}"
    return _FORMS.get(str(fault.value), "")


def _sentence(fault: _Fault) -> str:
    shown, value = _shown(fault.instance), fault.value
    match fault.rule:
        case "minimum":
            return f"{shown} is less than {value}"
        case "maximum":
            return f"{shown} is more than {value}"
        case "exclusiveMinimum":
            return f"{shown} is not more than {value}"
        case "exclusiveMaximum":
            return f"{shown} is not less than {value}"
        case "pattern":
            return f"{shown} does not match {fault.schema.get('description', value)}"
        case "const":
            return f"{shown} is not {_shown(value)}"
        case "minItems" | "minProperties" | "minLength":
            return f"{shown} is too short: at least {value} expected"
        case "maxItems" | "maxProperties" | "maxLength":
            return f"{shown} is too long: at most {value} expected"
        case "uniqueItems":
            return "the same item stands there twice"
    return fault.message


def _shown(instance: object) -> str:
    match instance:
        case None:
            return "nothing"
        case bool():
            return "true" if instance else "false"
        case Mapping():
            return "a mapping"
        case list():
            return "a list"
        case str() if len(instance) > 60:
            return f'"{instance[:60]}…"'
        case str():
            return f'"{instance}"'
    return str(instance)


def _locate(root: Node, path: Sequence[str | int]) -> tuple[Node, Span]:
    """The node at `path`, and where to point: a scalar itself, else its name or first line."""
    node, name = root, None
    for step in path:
        name = None
        if isinstance(node, MapNode):
            name = next(key for key, _ in reversed(node.pairs) if key.text == step)
            node = node.get(str(step)) or node
        elif isinstance(node, ListNode):
            node = node.items[int(step)]
    if isinstance(node, ScalarNode):
        return node, node.span if node.text or node.quoted or name is None else name.span
    return node, name.span if name is not None else _first_line(node)


def _first_line(node: Node) -> Span:
    if isinstance(node, MapNode) and node.pairs:
        return node.pairs[0][0].span
    return node.span.start
