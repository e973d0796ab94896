"""Terraform's JSON syntax: the structure of one file, as `reader` gives it for native syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from smlint.core.problem import Problem, Severity
from smlint.core.source import Comment, Source
from smlint.core.spans import Span
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.frontends.terraform.language.json_expressions import JsonAttribute, offset_of, repeated
from smlint.frontends.terraform.language.json_schema import ROOT, UNTOLD, Nested, Schema
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body

COMMENT = "//"
"""The member of a body that Terraform leaves unread."""


def read_json_body(source: Source) -> tuple[Body, tuple[Comment, ...], tuple[Problem, ...]]:
    """The body of a file in Terraform's JSON syntax, its comments, and what is wrong with it.

    Never raises. Text that is not JSON costs the whole file; a member of the wrong kind itself.
    """
    try:
        node = read_json(source)
    except FormatError as error:
        problem = Problem(error.span, error.reason, "Mend the file: none of it was read.")
        return Body((), ()), (), (problem,)
    reader = _Reader(source)
    body = reader.body(reader.objects(node, "a file"), ROOT, source.whole)
    problems = sorted(reader.problems, key=lambda problem: problem.span.order)
    return body, tuple(reader.comments), tuple(problems)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []

    def body(self, nodes: Iterable[MapNode], schema: Schema, extent: Span) -> Body:
        """The body that `nodes` make together; comments in it speak of `extent`."""
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        for node in nodes:
            made = _made(node) if schema.dynamic else frozenset()
            for name, value in node.pairs:
                nested = schema.block(name.text)
                if nested is None and name.text in made:
                    nested = Nested(0, lambda _: UNTOLD)
                if name.text == COMMENT:
                    self.comment(value, extent)
                elif nested is not None:
                    blocks.extend(self.blocks(name, value, nested))
                else:
                    attributes[name.text] = self.attribute(name, value, schema)
            for name in repeated(node):
                if name.text in attributes:
                    message = f"`{name.text}` is set twice in this block"
                    self.report(name.span, message, "remove one of them", "warning")
        return Body(tuple(attributes.values()), tuple(blocks))

    def comment(self, node: Node, extent: Span) -> None:
        match node:
            case ScalarNode(quoted=True, text=text):
                self.comments.append(Comment(node.span, text.strip(), own_line=False, block=extent))
            case ListNode(items=items):
                for item in items:
                    self.comment(item, extent)

    def attribute(self, name: ScalarNode, value: Node, schema: Schema) -> Attribute:
        span, role = value.span, schema.role(name.text)
        start = offset_of(self.source, span.line, span.column)
        end = offset_of(self.source, span.end_line, span.end_column)
        return JsonAttribute(name.text, self.source, name.span, start, end, value, role)

    def blocks(
        self, name: ScalarNode, value: Node, nested: Nested, labels: tuple[ScalarNode, ...] = ()
    ) -> Iterator[Block]:
        """The blocks of the type `name` that `value` holds beneath `labels`."""
        words = [label.text for label in labels]
        what = " ".join(f"`{word}`" for word in (name.text, *words))
        if len(labels) < nested.labels:
            for node in self.objects(value, what):
                for label, inner in node.pairs:
                    yield from self.blocks(name, inner, nested, (*labels, label))
            return
        header = labels[-1].span if labels else name.span
        nodes = self.objects(value, what)
        for node in nodes:
            start = header if len(nodes) == 1 else _brace(node)
            extent = replace(start, end_line=node.span.end_line, end_column=node.span.end_column)
            body = self.body((node,), nested.schema(tuple(words)), extent)
            yield Block(name.text, tuple(words), body, start, extent)

    def objects(self, node: Node, what: str) -> tuple[MapNode, ...]:
        """The objects that `node` is or lists; none for null, and a problem for anything else."""
        items = node.items if isinstance(node, ListNode) else (node,)
        found = tuple(item for item in items if isinstance(item, MapNode))
        wrong = [item for item in items if not isinstance(item, MapNode) and not _is_null(item)]
        if wrong:
            more = "; others beside it are none either" if len(wrong) > 1 else ""
            message = f"{what} is made of JSON objects, but this is {_kind(wrong[0])}{more}"
            self.report(wrong[0].span, message, "write { … }; what stands here was not read")
        return found

    def report(self, span: Span, message: str, hint: str, severity: Severity = "error") -> None:
        self.problems.append(Problem(span, message, hint, severity))


def _made(node: MapNode) -> frozenset[str]:
    """The types of blocks that `node` makes with `dynamic`, so that others may be such too."""
    found = node.get("dynamic")
    owners = found.items if isinstance(found, ListNode) else (found,)
    return frozenset(
        name.text for owner in owners if isinstance(owner, MapNode) for name, _ in owner.pairs
    )


def _brace(node: MapNode) -> Span:
    return replace(node.span, end_line=node.span.line, end_column=node.span.column + 1)


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value is None


def _kind(node: Node) -> str:
    match node:
        case ListNode():
            return "a list"
        case ScalarNode(value=bool()):
            return "a truth value"
        case ScalarNode(value=str()):
            return "a text"
        case _:
            return "a number"
