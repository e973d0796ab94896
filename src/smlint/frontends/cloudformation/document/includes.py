"""`AWS::Include`: files whose members a template takes over where it names them.

`aws cloudformation package` uploads local files and writes their addresses instead; here they are
read where they are. What lies in a bucket is not known.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from smlint.core.problem import Problem
from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.document.calls import INCLUDE, MACRO
from smlint.frontends.cloudformation.document.template import (
    Template,
    documents,
    scalar,
    template_of,
)

Pairs: TypeAlias = tuple[tuple[ScalarNode, Node], ...]
INCLUDE_LIMIT = 100
"""Files that a template may name; each place counts."""


class Included(NamedTuple):
    """A template with its local files in place, these files, and what is wrong with them."""

    template: Template
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


def included(template: Template, workspace: Workspace) -> Included:
    """`template` with the local files that it includes; what they include stays as it is."""
    if INCLUDE not in template.source.text:
        return Included(template)
    reader = _Reader(template.source.path, workspace)
    root = reader.mapping(template.root)
    transform = root.get("Transform")
    for macro in transform.items if isinstance(transform, ListNode) else (transform,):
        root = _with_sections(root, reader.members(macro) or ())
    whole = template if root is template.root else template_of(template.source, root)
    return Included(whole, tuple(reader.sources), tuple(reader.problems))


def _with_sections(root: MapNode, sections: Pairs) -> MapNode:
    """`root` with the entries of `sections`, where it does not have them itself."""
    pairs = dict(root.pairs)
    for name, node in sections:
        own = next((key for key in pairs if key.text == name.text), name)
        mine = pairs.get(own)
        if isinstance(mine, MapNode) and isinstance(node, MapNode):
            pairs[own] = replace(mine, pairs=(*node.pairs, *mine.pairs))
        elif mine is None:
            pairs[own] = node
    return replace(root, pairs=tuple(pairs.items())) if sections else root


class _Reader:
    """Nodes with the files in place that they include; without any, a node stays itself."""

    def __init__(self, path: str, workspace: Workspace) -> None:
        self.directory = posixpath.dirname(path)
        self.workspace = workspace
        self.places = 0
        self.roots: dict[str, Node | None] = {}
        self.sources: list[Source] = []
        self.problems: list[Problem] = []

    def mapping(self, node: MapNode) -> MapNode:
        """A mapping with the members of the files that it includes."""
        pairs: list[tuple[ScalarNode, Node]] = []
        changed = False
        for name, value in node.pairs:
            found = self.members(value) if name.text == MACRO else None
            whole = self._node(value) if found is None else value
            changed = changed or found is not None or whole is not value
            pairs += ((name, whole),) if found is None else found
        return replace(node, pairs=tuple(pairs)) if changed else node

    def members(self, macro: Node | None) -> Pairs | None:
        """What the file holds that `macro` includes; None where it is no local file of the run."""
        name, location = scalar(macro, "Name"), None
        if isinstance(macro, MapNode):
            location = scalar(macro.get("Parameters"), "Location")
        if name is None or name.text != INCLUDE or location is None or ":" in location.text:
            return None
        path = posixpath.normpath(posixpath.join(self.directory, location.text))
        self.places += 1
        if self.places > INCLUDE_LIMIT or path.startswith(("../", "/")):
            return None
        if path not in self.roots:
            self.roots[path] = self._read(path, location.span)
        root = self.roots[path]
        return root.pairs if isinstance(root, MapNode) else None

    def _read(self, path: str, at: Span) -> Node | None:
        try:
            source = self.workspace.read(path)
            found = documents(source)
        except SourceError as error:
            message = f"{path}, which is included here, cannot be read: {error.reason}"
            self.problems.append(Problem(at, message, _HINT, "warning"))
            return None
        except FormatError as error:
            self.problems.append(Problem(error.span, error.reason, _HINT, "warning"))
            return None
        self.sources.append(source)
        return found[0] if found else None

    def _node(self, node: Node) -> Node:
        if isinstance(node, MapNode):
            return self.mapping(node)
        if isinstance(node, ListNode):
            items = tuple(self._node(item) for item in node.items)
            changed = any(a is not b for a, b in zip(items, node.items, strict=True))
            return replace(node, items=items) if changed else node
        return node


_HINT = "what the file holds is not checked"
