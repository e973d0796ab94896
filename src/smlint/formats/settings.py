"""Documents as settings: what every frontend of YAML and JSON makes of nodes and of tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite

from smlint.core.spans import Span
from smlint.core.tree import text
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode, headline


def settings(node: Node, at: Span, read_text: Callable[[str, Span], Tree] = Known) -> Tree:
    """The setting that `node` is. `at` is where to point when it is a block, a list or null.

    `read_text` makes a setting of a text, of which a part may stand for something else.
    """
    match node:
        case ScalarNode():
            return literal(node, at, read_text)
        case ListNode(items=items):
            return Known(tuple(settings(item, headline(item), read_text) for item in items), at)
        case MapNode(pairs=pairs):
            members = {name.text: settings(value, name.span, read_text) for name, value in pairs}
            return Known(members, at)


def literal(node: ScalarNode, at: Span, read_text: Callable[[str, Span], Tree] = Known) -> Tree:
    """A scalar as it is written; null is absent."""
    if node.value is None:
        return Absent(at)
    if isinstance(node.value, str):
        return read_text(node.value, node.span)
    if not isfinite(node.value):
        return Unknown("it is no finite number, or one too large to be read", node.span)
    return Known(node.value, node.span)


def with_tags(properties: Tree) -> Tree:
    """`properties` with `Tags` as a mapping from name to value, as every frontend gives them."""
    if not isinstance(properties, Known) or not isinstance(properties.value, Mapping):
        return properties
    tags = properties.value.get("Tags")
    if tags is None:
        return properties
    return replace(properties, value={**properties.value, "Tags": tags_of(tags)})


def tags_of(tags: Tree) -> Tree:
    """A list of tags as a mapping from name to value; what is no list as it is."""
    if not isinstance(tags, Known) or not isinstance(tags.value, tuple):
        return tags
    found: dict[str, Tree] = {}
    for item in tags.value:
        if isinstance(item, Absent):
            continue
        if isinstance(item, Unknown):
            return replace(item, span=tags.span)
        pair = item.value if isinstance(item.value, Mapping) else {}
        name = text(pair.get("Key", Absent(item.span)))
        if not isinstance(name, Known):
            return Unknown("the name of a tag is not known", tags.span, tags.via)
        found[name.value] = pair.get("Value", Absent(item.span))
    return Known(found, tags.span, tags.via)
