"""Resources in Terraform's language, by the table with which the frontend reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from smlint.core.resource import Resource
from smlint.core.rule import ENDPOINT_NAME, POLICY_ARN, Instead, Written
from smlint.frontends.terraform.resources.shapes import SHAPES, Members, Shape, Structure
from smlint.remedies.names import UNKNOWN, addition, bearer, endpoint_among, policy_among

CLOUD_CONTROL = "awscc_"
"""The provider whose structures are attributes; those of the other are blocks."""

TAGS = "Tags"
NAMELESS = "this"
"""What people call the only one of a type."""

_ADDRESS = re.compile(r"(?:^|\.)(aws(?:cc)?_\w+)\.([\w-]+)")
_TEMPLATE = re.compile(r"[$%](?=\{)")
_NAMED = re.compile(r"[A-Za-z_][\w-]*")


def block(instead: Instead, there: Sequence[Resource], path: str) -> str:
    """`instead` as a block, of the provider of what is `there`; empty for what none has."""
    del path
    kind, name = _named(instead, there)
    if not kind:
        return ""
    attributes = kind.startswith(CLOUD_CONTROL)
    members = renamed(instead.properties, SHAPES[kind])
    if attributes and isinstance(tags := members.get("tags"), Mapping):
        members["tags"] = [{"key": name, "value": value} for name, value in tags.items()]
    lines = [*_body(members, SHAPES[kind].members, attributes)]
    if instead.first:
        lines += ["", "lifecycle {", "  create_before_destroy = true", "}"]
    code = "\n".join((f'resource "{kind}" "{name}" {{', *_indented(lines), "}"))
    return _referring(code, there)


def _referring(code: str, there: Sequence[Resource]) -> str:
    """`code` with references to what is there; names that stand alone are bare."""
    known = {
        ENDPOINT_NAME: _reference(endpoint_among(there), "name", "endpoint_name"),
        POLICY_ARN: _reference(policy_among(there), "arn", "arn"),
    }
    for placeholder, reference in known.items():
        escaped = f"${placeholder}"
        if reference:
            code = code.replace(f'"{escaped}"', reference).replace(escaped, f"${{{reference}}}")
        else:
            code = code.replace(escaped, UNKNOWN[placeholder])
    return code


def _reference(resource: Resource | None, usual: str, cloud_control: str) -> str:
    """The attribute of `resource`; empty where its address tells none."""
    match = None if resource is None else _ADDRESS.search(resource.address)
    if match is None or resource is None:
        return ""
    name = cloud_control if match[1].startswith(CLOUD_CONTROL) else usual
    return f"{resource.address[match.start(1) :]}.{name}"


def renamed(properties: Mapping[str, Written], shape: Shape) -> dict[str, Written]:
    """`properties` by the names of the provider; a structure stays one, a list a list."""
    return dict(_renamed(properties, shape.members, shape.name))


def address(instead: Instead, there: Sequence[Resource]) -> str:
    """What `instead` is called by others."""
    return ".".join(_named(instead, there))


def _named(instead: Instead, there: Sequence[Resource]) -> tuple[str, str]:
    kind, name = _address(instead.type, there)
    told = addition(instead, there)
    return kind, "_".join(told if told and name == NAMELESS else (name, *told))


def _address(wanted: str, there: Sequence[Resource]) -> tuple[str, str]:
    """The provider's type and the name of the resource that is there, or would be."""
    found = [(one.type, match) for one in there if (match := _ADDRESS.search(one.address))]
    for kind, match in found:
        if kind == wanted:
            return match[1], match[2]
    kinds = [name for name, shape in SHAPES.items() if shape.type == wanted]
    lent = bearer(there)
    match = None if lent is None else _ADDRESS.search(lent.address)
    name = NAMELESS if match is None else match[2]
    return next(iter(kinds), ""), name


def _renamed(
    properties: Mapping[str, Written], members: Members, preferred: str = ""
) -> Iterator[tuple[str, Written]]:
    for member, value in properties.items():
        name = _name(member, members, preferred)
        if not name:
            continue
        part = members[name]
        if isinstance(part, Structure):
            yield name, _mapping(value) if part.named else _inner(value, part.members)
        else:
            yield name, _mapping(value) if member == TAGS else value


def _mapping(value: Written) -> Written:
    """A list of names, or keys, with values as the mapping that Terraform has for it."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return value
    pairs = (item for item in value if isinstance(item, Mapping))
    return {str(pair.get("Name", pair.get("Key"))): pair.get("Value") for pair in pairs}


def _inner(value: Written, members: Members) -> Written:
    if isinstance(value, Mapping):
        return dict(_renamed(value, members))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_inner(item, members) for item in value]
    return value


def _name(member: str, members: Members, preferred: str) -> str:
    """What the provider calls `member`: the name of the resource, or the first in the table."""
    names = [
        name
        for name, part in members.items()
        if (part.member if isinstance(part, Structure) else part) == member
    ]
    return preferred if preferred in names else next(iter(names), "")


def _body(written: Mapping[str, Written], members: Members, attributes: bool) -> Iterator[str]:
    """The lines of a body: arguments with aligned equals signs, then blocks, each after a gap."""
    plain = {name: value for name, value in written.items() if _is_argument(members[name], value)}
    width = max((len(name) for name, value in plain.items() if value is not None), default=0)
    for name, value in plain.items():
        yield f"# without {name}" if value is None else f"{name:<{width}} = {_value(value)}"
    first = not plain
    for name, value in written.items():
        if name in plain:
            continue
        part = members[name]
        assert isinstance(part, Structure)
        if not first:
            yield ""
        first = False
        yield from _nested(name, value, part, attributes)


def _is_argument(part: str | Structure, value: Written) -> bool:
    return isinstance(part, str) or part.named or value is None


def _nested(name: str, value: Written, part: Structure, attributes: bool) -> Iterator[str]:
    """A block, or as many as there are; with `attributes` one argument with all of them."""
    several = isinstance(value, Sequence) and not isinstance(value, str)
    items = value if isinstance(value, Sequence) and several else [value]
    if attributes and several:
        yield f"{name} = ["
        for item in items:
            yield from _indented(_braced("{", item, part, attributes, "},"))
        yield "]"
        return
    for item in items:
        head = f"{name} = {{" if attributes else f"{name} {{"
        yield from _braced(head, item, part, attributes, "}")


def _braced(head: str, item: Written, part: Structure, attributes: bool, end: str) -> Iterator[str]:
    yield head
    if isinstance(item, Mapping):
        yield from _indented(_body(item, part.members, attributes))
    yield end


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _value(value: Written) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_key(name)} = {_value(item)}" for name, item in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_value, value))}]"
    return _TEMPLATE.sub(r"\g<0>\g<0>", json.dumps(value, ensure_ascii=False))


def _key(name: str) -> str:
    return name if _NAMED.fullmatch(name) else json.dumps(name)
