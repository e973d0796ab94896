"""`Fn::FindInMap`: an entry of the template's mappings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from smlint.core import tree
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Setting, Tree, Unknown, with_hop
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode, headline
from smlint.frontends.cloudformation.document.calls import call_of, made
from smlint.frontends.cloudformation.evaluation.alternatives import either
from smlint.frontends.cloudformation.evaluation.doubts import misused
from smlint.frontends.cloudformation.evaluation.scope import Scope


def find_in_map(scope: Scope, argument: Node, at: Span) -> Tree:
    """`Fn::FindInMap`: the entry under two keys, else the `DefaultValue`.

    Where a key is not known, what all entries share that it may mean.
    """
    match argument:
        case ListNode(items=(mapping, first, second, *options)) if len(options) < 2:
            name, *keys = (tree.text(scope.evaluate(node)) for node in (mapping, first, second))
        case _:
            return misused("Fn::FindInMap", "a mapping and two keys", at)
    if not isinstance(name, Known):
        return Unknown("which mapping is meant is not known", at)
    if any(isinstance(key, Absent) for key in keys):
        return Unknown(f"a key of mapping {name.value} is absent", at)
    rows: Sequence[Node] = [node for node in (scope.template.root.get("Mappings"),) if node]
    for key in (name, *keys):
        maker = next((maker for row in rows if (maker := made(row))), "")
        found = _matching(rows, key)
        if maker and (not found or isinstance(key, Unknown)):
            return Unknown(f"what {maker} makes of mapping {name.value} is not known", at)
        rows = found
    hop = Hop(f"mapping {name.value}", at)
    values = [with_hop(_entry(scope, node), hop._replace(span=headline(node)), at) for node in rows]
    defaults = [option.get("DefaultValue") for option in options if isinstance(option, MapNode)]
    values += [scope.evaluate(node) for node in defaults if node is not None]
    if not values:
        return Unknown(f"mapping {name.value} has no such entry", at)
    return _one_of(values, name.value, keys, at)


def _entry(scope: Scope, node: Node) -> Tree:
    """What is written in a mapping: text, or a list of it, and never a function."""
    items = node.items if isinstance(node, ListNode) else (node,)
    if call_of(node) or any(call_of(item) or not isinstance(item, ScalarNode) for item in items):
        return Unknown("it is neither text nor a list of text, which mappings hold", node.span)
    return scope.evaluate(node)


def _one_of(values: Sequence[Tree], name: str, keys: Sequence[Setting[str]], at: Span) -> Tree:
    """The first of `values`; where a key is not known, what is sure whichever it is."""
    via = tuple(dict.fromkeys(hop for key in keys for hop in key.via))
    result = values[0]
    open_key = next((key for key in keys if isinstance(key, Unknown)), None)
    if open_key is not None:
        reason = f"which entry of mapping {name} is meant is not known: {open_key.reason}"
        for value in values[1:]:
            result = either(result, value, Unknown(reason, at))
    return replace(result, via=(*result.via, *via))


def _matching(rows: Sequence[Node], key: Setting[str]) -> list[Node]:
    """The members of `rows` that are called `key`; all of them where the key is not known."""
    tables = [row for row in rows if isinstance(row, MapNode)]
    if isinstance(key, Known):
        return [node for row in tables if (node := row.get(key.value)) is not None]
    return [node for row in tables for _, node in row.pairs]
