"""Documents within words and files (JSON, YAML, shorthand) as settings, with what is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite

from smlint.aws_api.requests import Shape
from smlint.aws_cli.shorthand import read_shorthand
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.yaml import read_yaml
from smlint.shell.text import MASK, Fragment, Text, known

_STRING_OR_BARE = re.compile(r'"(?:\\.|[^"\\])*"|[^\s{}\[\],:"]+', re.DOTALL)


class Unreadable(Exception):
    """A document that the command line would not take: where, and why."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(reason)
        self.span = span
        self.reason = reason


def read_json_text(text: Text) -> Tree:
    """The JSON document that `text` is. Raises `Unreadable`."""
    quoted = _quoted(text)
    return _document(quoted, read_json)


def read_yaml_text(text: Text) -> Tree:
    """The YAML document that `text` is. Raises `Unreadable`."""
    return _document(text, lambda source: next(iter(read_yaml(source)), None))


def read_shorthand_text(text: Text, shape: Shape) -> Tree:
    """What `text` is in shorthand, with the types of `shape`. Raises `Unreadable`."""
    return typed(_document(text, read_shorthand), shape)


def _quoted(text: Text) -> Text:
    """`text` with quotes around what is unknown outside of strings: a number, or a document."""
    if not text.unknowns:
        return text
    found: list[Fragment] = []
    at = 0
    for token in _STRING_OR_BARE.finditer(text.masked):
        if token[0].startswith('"') or not MASK.search(token[0]):
            continue
        part = text.cut(*token.span())
        quote = known('"', part.span).fragments
        found += (*text.cut(at, token.start()).fragments, *quote, *part.fragments, *quote)
        at = token.end()
    return Text((*found, *text.cut(at, len(text.masked)).fragments))


def _document(text: Text, read: Callable[[Source], Node | None]) -> Tree:
    source = Source("", text.masked)
    try:
        node = read(source)
    except FormatError as error:
        start = _offset(source, error.span.line, error.span.column)
        raise Unreadable(text.place(start, start + 1), error.reason) from None
    return Absent(text.span) if node is None else _Settings(text, source).tree(node)


def _offset(source: Source, line: int, column: int) -> int:
    return min(source.line_starts[line - 1] + column - 1, len(source.text))


class _Settings:
    """Makes settings of the nodes of a document, each with the place of its text."""

    def __init__(self, text: Text, source: Source) -> None:
        self.text = text
        self.source = source

    def tree(self, node: Node) -> Tree:
        """The setting that `node` is."""
        match node:
            case ScalarNode():
                return self.scalar(node)
            case ListNode(items=items):
                return Known(tuple(self.tree(item) for item in items), self.place(node))
            case MapNode(pairs=pairs):
                hidden = next((name for name, _ in pairs if MASK.search(name.text)), None)
                if hidden is not None:
                    setting = self.part(hidden).setting()
                    reason = setting.reason if isinstance(setting, Unknown) else "a name is unknown"
                    return Unknown(reason, setting.span, setting.via)
                members = {name.text: self.tree(value) for name, value in pairs}
                return Known(members, self.place(node))

    def scalar(self, node: ScalarNode) -> Tree:
        part = self.part(node)
        if node.value is None:
            return Absent(part.span)
        if isinstance(node.value, str):
            if part.masked in (node.text, f'"{node.text}"', f"'{node.text}'"):
                quotes = (len(part.masked) - len(node.text)) // 2
                inner = part.cut(quotes, quotes + len(node.text)) if node.text else part
                return inner.setting() if node.text else Known("", part.span)
            return self.text.unmasked(node.text, part).setting(part.span)
        if not isfinite(node.value):
            return Unknown("it is no finite number, or one too large to be read", part.span)
        setting = part.setting()
        return Known(node.value, setting.span, setting.via)

    def part(self, node: Node) -> Text:
        """The text of `node`."""
        start, end = self.ends(node)
        return self.text.cut(start, end) if start < end else known("", self.text.place(start, end))

    def ends(self, node: Node) -> tuple[int, int]:
        span = node.span
        return (
            _offset(self.source, span.line, span.column),
            _offset(self.source, span.end_line, span.end_column),
        )

    def place(self, node: Node) -> Span:
        """The place of `node`, as far as it stands on its first line."""
        start, end = self.ends(node)
        line = self.source.text.find("\n", start, end)
        return self.text.place(start, end if line == -1 else line)


def typed(tree: Tree, shape: Shape) -> Tree:
    """`tree`, all of whose scalars are text, with the types of `shape`. Raises `Unreadable`.

    A single value where a list is wanted is a list of one.
    """
    kind = shape.kind
    if not isinstance(tree, Known):
        wraps = kind == "list" and isinstance(tree, Unknown)
        return Known((tree,), tree.span, tree.via) if wraps else tree
    value = tree.value
    if kind == "list":
        items = value if isinstance(value, tuple) else (tree,)
        return Known(tuple(typed(item, shape.element) for item in items), tree.span, tree.via)
    if isinstance(value, tuple):
        raise Unreadable(tree.span, f"a list of {len(value)} stands where one value is expected")
    if isinstance(value, str):
        return tree if kind in ("structure", "map") else scalar(tree, shape)
    if isinstance(value, (int, float)):
        return tree
    if kind == "structure":
        members = shape.members
        found = {
            name: typed(item, members[name]) if name in members else item
            for name, item in value.items()
        }
        return Known(found, tree.span, tree.via)
    if kind == "map":
        element = shape.element
        found = {name: typed(item, element) for name, item in value.items()}
        return Known(found, tree.span, tree.via)
    return tree


def scalar(tree: Tree, shape: Shape) -> Tree:
    """A text as the scalar that `shape` wants. Raises `Unreadable` where it is none."""
    if not isinstance(tree, Known) or not isinstance(tree.value, str):
        return tree
    text, kind = tree.value, shape.kind
    try:
        if kind in ("integer", "long"):
            return Known(_whole(text), tree.span, tree.via)
        if kind in ("float", "double"):
            return Known(_number(text), tree.span, tree.via)
    except ValueError:
        raise Unreadable(tree.span, f'"{text[:60]}" is no number') from None
    if kind == "boolean" and text.lower() in ("true", "false"):
        return Known(text.lower() == "true", tree.span, tree.via)
    return tree


def _whole(text: str) -> int:
    if len(text) > 100:
        raise ValueError
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError
    return number
