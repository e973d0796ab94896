"""Templates as documents: what is one, its sections, and where a reader would point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.yaml import read_yaml
from smlint.formats.yaml_1_1 import modern
from smlint.frontends.cloudformation.document.calls import made
from smlint.frontends.cloudformation.document.serverless import template_within


class Entry(NamedTuple):
    """A named thing of a section: a parameter, a condition, a mapping, a resource."""

    name: ScalarNode
    node: Node

    @property
    def extent(self) -> Span:
        """From the name to the end of the block."""
        return self.name.span.to(self.node.span)


@dataclass(frozen=True, slots=True)
class Template:
    """A CloudFormation or SAM template, with its sections by name.

    `paths` are those of resources in the CDK's program, which people call them by.
    """

    source: Source
    root: MapNode
    parameters: Mapping[str, Entry]
    mappings: Mapping[str, Entry]
    conditions: Mapping[str, Entry]
    resources: Mapping[str, Entry]
    paths: Mapping[str, str]


def templates(source: Source) -> tuple[Template, ...]:
    """The templates that `source` holds: none when it is a document of another kind.

    Raises `FormatError` where it cannot be read.
    """
    return tuple(
        template_of(source, root)
        for document in documents(source)
        if isinstance(document, MapNode)
        for root in (document, template_within(document))
        if root is not None and _is_template(root)
    )


def template_of(source: Source, root: MapNode) -> Template:
    """The template that `root` is, a document of `source`."""
    return Template(
        source,
        root,
        section(root, "Parameters"),
        section(root, "Mappings"),
        section(root, "Conditions"),
        section(root, "Resources"),
        _paths(section(root, "Resources")),
    )


def is_yaml(source: Source) -> bool:
    """Whether `source` is to be read as YAML, not as JSON: `.template` may be either."""
    if source.path.endswith(".template"):
        return not source.text.lstrip().startswith("{")
    return not source.path.endswith(".json")


def section(node: Node | None, name: str) -> dict[str, Entry]:
    """The entries of the mapping called `name` in `node`; none where it is not a mapping."""
    found = node.get(name) if isinstance(node, MapNode) else None
    pairs = found.pairs if isinstance(found, MapNode) else ()
    return {key.text: Entry(key, value) for key, value in pairs}


def scalar(node: Node | None, name: str) -> ScalarNode | None:
    """The untagged scalar called `name` in `node`."""
    found = node.get(name) if isinstance(node, MapNode) else None
    return found if isinstance(found, ScalarNode) and not found.tag else None


def repeated(template: Template) -> Iterator[Problem]:
    """A warning for every name that stands twice in one mapping of `template`."""
    seen: set[int] = set()
    waiting: list[Node] = [template.root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen or isinstance(node, ScalarNode):
            continue
        seen.add(id(node))
        if isinstance(node, ListNode):
            waiting.extend(node.items)
            continue
        waiting.extend(value for _, value in node.pairs)
        for name in node.duplicates():
            yield Problem(
                name.span,
                f"{name.text} is written twice in the same place; the last one counts",
                "remove one of them",
                "warning",
            )


def documents(source: Source) -> tuple[Node, ...]:
    """The documents of `source`, in YAML or JSON. Raises `FormatError` where it cannot be read."""
    if is_yaml(source):
        return read_yaml(source, modern)
    try:
        return (read_json(source),)
    except FormatError as error:
        if source.path.endswith(".json"):
            raise
        try:
            return read_yaml(source, modern)
        except FormatError:
            raise error from None


def _paths(resources: Mapping[str, Entry]) -> Mapping[str, str]:
    """The paths that the CDK writes into the metadata of resources, where no two have the same."""
    written = {
        name: path.text
        for name, entry in resources.items()
        if (path := scalar(_metadata(entry.node), "aws:cdk:path")) is not None
    }
    counts = Counter((*written.values(), *resources))
    return {name: path for name, path in written.items() if counts[path] == 1}


def _metadata(node: Node) -> Node | None:
    return node.get("Metadata") if isinstance(node, MapNode) else None


def _is_template(root: MapNode) -> bool:
    if root.get("AWSTemplateFormatVersion") is not None:
        return True
    types = (scalar(entry.node, "Type") for entry in section(root, "Resources").values())
    return bool(made(root.get("Resources"))) or any(
        kind is not None and "::" in kind.text for kind in types
    )
