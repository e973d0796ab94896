"""Expressions of Terraform's JSON syntax: from JSON values to the trees that HCL gives."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.terraform.language.expressions import read_expression, read_template
from smlint.frontends.terraform.language.nodes import (
    Attribute,
    BlockOrObject,
    Expression,
    LiteralValue,
    ObjectExpression,
    Opaque,
    TupleExpression,
)
from smlint.frontends.terraform.values.text import composed

Role: TypeAlias = Literal["template", "either", "literal", "code"]
"""What the texts of a value are: templates, plain texts, or expressions without `${ }`.

With `either` they are templates, and only the provider tells whether an object is a nested block.
"""
DEPTH_LIMIT = 100
"""Values nested more deeply are not followed: those who walk the tree may recurse."""
MAPS = frozenset({"tags", "tags_all", "labels", "input", "triggers", "triggers_replace", "keepers"})
"""Arguments that are never blocks, whatever the provider: their names are conventions."""

_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
"""One character of a JSON text, as written."""


@dataclass(frozen=True, slots=True)
class JsonAttribute(Attribute):
    """`"name": value`, whose texts have the given `role`."""

    value: Node
    role: Role


def read_json_expression(item: JsonAttribute) -> tuple[Expression, tuple[Problem, ...]]:
    """The expression that the value of `item` is, and what is wrong with it. Never raises."""
    reader = _Reader(item.source)
    return reader.read(item.value, item.role), tuple(reader.problems)


def role_of(name: str, role: Role) -> Role:
    """The role of the value of a member called `name` where its neighbours have `role`."""
    return "template" if role == "either" and name in MAPS else role


def repeated(node: MapNode) -> tuple[ScalarNode, ...]:
    """The names that `node` holds more than once, each where it stands last."""
    return tuple({name.text: name for name in node.duplicates()}.values())


def offset_of(source: Source, line: int, column: int) -> int:
    """The offset in `source.text` of a 1-based line and column."""
    return source.line_starts[line - 1] + column - 1


@dataclass(frozen=True, kw_only=True)
class _Unescaped(Source):
    """What a JSON text with escapes says; its places are those in the `file`."""

    file: Source
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        return self.file.span(self.offsets[start], self.offsets[end])


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def read(self, node: Node, role: Role, depth: int = 0) -> Expression:
        match node:
            case _ if depth > DEPTH_LIMIT:
                return Opaque("this value is nested too deeply to be read", node.span)
            case MapNode():
                whole = self.members(node, role, depth)
                return BlockOrObject(whole, node.span) if role == "either" else whole
            case ListNode(items=items):
                return TupleExpression(
                    tuple(self.element(item, role, depth + 1) for item in items), node.span
                )
            case ScalarNode(quoted=True):
                return self.text(node, role)
            case ScalarNode(value=str()):
                return Opaque("this number is too large to be read", node.span)
            case ScalarNode(value=value):
                return LiteralValue(value, node.span)

    def element(self, node: Node, role: Role, depth: int) -> Expression:
        """An element of a list: an object there is one in either reading."""
        if isinstance(node, MapNode) and depth <= DEPTH_LIMIT:
            return self.members(node, role, depth)
        return self.read(node, role, depth)

    def members(self, node: MapNode, role: Role, depth: int) -> ObjectExpression:
        for name in repeated(node):
            message = f"`{name.text}` is set twice in this object"
            self.problems.append(Problem(name.span, message, "remove one of them", "warning"))
        pairs = (
            (self.key(name, role), self.read(item, role_of(name.text, role), depth + 1))
            for name, item in node.pairs
            if role != "either" or name.text != "//"
        )
        return ObjectExpression(tuple(pairs), node.span)

    def key(self, node: ScalarNode, role: Role) -> Expression:
        return self.text(node, "literal" if role == "code" else role)

    def text(self, node: ScalarNode, role: Role) -> Expression:
        plain = "${" not in node.text and "%{" not in node.text
        if role == "literal" or (plain and role != "code"):
            # Terraform compares text in Unicode's composed form
            return LiteralValue(composed(node.text), node.span)
        source, start, end = self.inside(node)
        if role == "code":
            expression, problems = read_expression(source, start, end)
        else:
            expression, problems = read_template(source, start, end)
            expression = replace(expression, span=node.span)
        self.problems.extend(problems)
        return expression

    def inside(self, node: ScalarNode) -> tuple[Source, int, int]:
        """What stands in the quotes of `node`, and between which offsets of which text."""
        start = offset_of(self.source, node.span.line, node.span.column) + 1
        end = offset_of(self.source, node.span.end_line, node.span.end_column) - 1
        if self.source.text.find("\\", start, end) == -1:
            return self.source, start, end
        characters = _CHARACTER.finditer(self.source.text, start, end)
        offsets = array("L", (character.start() for character in characters))
        offsets.append(end)
        inner = _Unescaped(self.source.path, node.text, file=self.source, offsets=offsets)
        return inner, 0, len(node.text)
