"""`Fn::ForEach`: what loops make, written out before anything else is evaluated.

A loop stands among the names of a mapping, as `Fn::ForEach::Name: [Identifier, collection, body]`.
In the body `${Identifier}` stands for an item of the collection, `&{Identifier}` for its letters
and digits, in names and in values alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from smlint.core.problem import Problem
from smlint.core.tree import text
from smlint.core.values import Absent, Known, Unknown
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.document.calls import INCLUDE, LOOP, call_of
from smlint.frontends.cloudformation.document.template import Template, scalar, template_of
from smlint.frontends.cloudformation.evaluation.doubts import misused, no_list
from smlint.frontends.cloudformation.evaluation.scope import Scope

STEP_LIMIT = 50_000
"""Values that the loops of a template may write; CloudFormation takes 500 resources."""
LONGEST_TEXT = 1_000
"""Characters that count as one value."""

Pairs: TypeAlias = tuple[tuple[ScalarNode, Node], ...]
_PLACEHOLDER = re.compile(r"([$&])\{([A-Za-z0-9]+)\}")


def unrolled(scope: Scope) -> Template:
    """`scope`'s template with its loops written out.

    A loop stays where it is when its collection is not known, or what it makes is too much.
    """
    template = scope.template
    if LOOP not in template.source.text and INCLUDE not in template.source.text:
        return template
    root = _Writer(scope).mapping(template.root, {})
    return template if root is template.root else template_of(template.source, root)


def unknown_loops(scope: Scope, kinds: frozenset[str]) -> Iterator[Problem]:
    """A warning for every loop that is left in `scope`'s template and makes one of `kinds`."""
    for name, entry in scope.template.resources.items():
        if name.startswith(LOOP) and any(kind in kinds for kind in kinds_made(entry.node)):
            found = items(scope, entry.node, {})
            reason = found.reason if isinstance(found, Unknown) else "it makes too much"
            yield Problem(
                entry.name.span,
                f"the resources that {name} makes are not checked: {reason}",
                "give the parameter a value, or check the template that the loop is expanded to",
                "warning",
            )


def kinds_made(loop: Node) -> Iterator[str]:
    """The types of the resources that a loop makes, as they are written."""
    body = loop.items[-1] if isinstance(loop, ListNode) and loop.items else None
    for name, node in body.pairs if isinstance(body, MapNode) else ():
        if name.text.startswith(LOOP):
            yield from kinds_made(node)
        elif kind := scalar(node, "Type"):
            yield kind.text


def makes(template: Template, kinds: frozenset[str]) -> bool:
    """Whether a loop of `template` makes resources of one of `kinds`."""
    return any(
        kind in kinds
        for name, entry in template.resources.items()
        if name.startswith(LOOP)
        for kind in kinds_made(entry.node)
    )


def items(scope: Scope, loop: Node, names: Mapping[str, str]) -> tuple[str, ...] | Unknown:
    """What `loop` goes through, where the items of the loops around it are `names`."""
    if not isinstance(loop, ListNode) or len(loop.items) != 3:
        return misused("Fn::ForEach", "a name, a collection and a body", loop.span)
    found = scope.evaluate(_Writer(scope).node(loop.items[1], names))
    if not isinstance(found, Known) or not isinstance(found.value, tuple):
        return no_list(found, "Fn::ForEach", loop.span)
    told: list[str] = []
    for item in found.value:
        written = text(item)
        if isinstance(written, Unknown):
            return written
        if not isinstance(written, Absent):
            told.append(written.value)
    return tuple(told)


class _Writer:
    """Nodes with their loops written out; a node that has none of them stays itself."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.steps = 0

    def node(self, node: Node, names: Mapping[str, str]) -> Node:
        """`node` where the items of the loops around it are `names`."""
        call = call_of(node)
        if call and call.function == "Ref" and isinstance(call.argument, ScalarNode):
            item = names.get(call.argument.text)
            if item is not None:
                return ScalarNode(item, item, node.span, quoted=True)
        match node:
            case ScalarNode():
                return self._scalar(node, names)
            case MapNode():
                return self.mapping(node, names)
            case ListNode(items=listed):
                self.steps += 1
                written = tuple(self.node(item, names) for item in listed)
                return node if _same(written, listed) else replace(node, items=written)

    def mapping(self, node: MapNode, names: Mapping[str, str]) -> MapNode:
        """A mapping with what its loops make in their place."""
        self.steps += 1
        pairs: list[tuple[ScalarNode, Node]] = []
        changed = False
        for pair in node.pairs:
            name, value = pair
            made = self._made(value, names) if name.text.startswith(LOOP) else None
            if made is None:
                made = ((self._scalar(name, names), self.node(value, names)),)
            changed = changed or len(made) != 1 or not _same(made[0], pair)
            pairs += made
        return replace(node, pairs=tuple(pairs)) if changed else node

    def _made(self, loop: Node, names: Mapping[str, str]) -> Pairs | None:
        """What a loop makes; None where that is not known, or too much."""
        if self.steps > STEP_LIMIT:
            return None
        told = items(self.scope, loop, names)
        match loop, told:
            case ListNode(items=(ScalarNode(text=identifier), _, MapNode() as body)), tuple():
                pass
            case _:
                return None
        self.steps += len(told)
        found: list[tuple[ScalarNode, Node]] = []
        for item in told:
            if self.steps > STEP_LIMIT:
                return None
            found += self.mapping(body, {**names, identifier: item}).pairs
        return tuple(found)

    def _scalar(self, node: ScalarNode, names: Mapping[str, str]) -> ScalarNode:
        if not names or "{" not in node.text:
            return node
        self.steps += 1

        def item(found: re.Match[str]) -> str:
            value = names.get(found[2])
            if value is None or self.steps > STEP_LIMIT:
                return found[0]
            self.steps += len(value) // LONGEST_TEXT
            return value if found[1] == "$" else "".join(filter(str.isalnum, value))

        written = _PLACEHOLDER.sub(item, node.text)
        return node if written == node.text else replace(node, text=written, value=written)


def _same(one: tuple[Node, ...], other: tuple[Node, ...]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))
