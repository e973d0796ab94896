"""Arguments of a call as the request that the API gets."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.frontends.python_sdk.shapes import MEMBERS
from smlint.frontends.python_sdk.values.objects import Arguments
from smlint.frontends.python_sdk.values.trees import tree_of


def request(operation: str, arguments: Arguments, span: Span) -> Tree:
    """The arguments of a call of `operation`, written at `span`, as its request."""
    members: dict[str, Tree] = {
        name: tags_of(tree_of(value)) if name == "Tags" else tree_of(value)
        for name, value in arguments.keywords.items()
    }
    if arguments.open is not None:
        for name in MEMBERS.get(operation, ()):
            members.setdefault(name, arguments.open)
    return Known(members, span)


def tags_of(tree: Tree) -> Tree:
    """Tags as a mapping from name to value, from the API's list or from a mapping."""
    if not isinstance(tree, Known) or not isinstance(tree.value, tuple):
        return tree
    tags: dict[str, Tree] = {}
    for item in tree.value:
        if not isinstance(item, Known) or not isinstance(item.value, Mapping):
            return Unknown("one of the tags is not known", item.span)
        key = item.value.get("Key")
        if not isinstance(key, Known) or not isinstance(key.value, str):
            return Unknown("the name of a tag is not known", item.span)
        tags[key.value] = item.value.get("Value", Absent(item.span))
    return Known(tags, tree.span, tree.via)
