"""CloudFormation's intrinsic functions: each from its argument to a value."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from smlint.core import tree
from smlint.core.spans import Span
from smlint.core.values import (
    Absent,
    Hop,
    Known,
    Reference,
    Tree,
    Unknown,
    joined,
    with_hop,
)
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.alternatives import either
from smlint.frontends.cloudformation.literals import text as text_value
from smlint.frontends.cloudformation.scope import Scope
from smlint.frontends.cloudformation.template import headline

Function: TypeAlias = Callable[[Scope, Node, Span], Tree]

_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")


def _ref(scope: Scope, argument: Node, at: Span) -> Tree:
    if isinstance(argument, ScalarNode):
        return scope.reference(argument.text, at)
    return _misused("Ref", "the name of a parameter or resource", at)


def _get_att(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ScalarNode(text=text) if "." in text:
            name, _, attribute = text.partition(".")
            return scope.attribute(name, attribute, at)
        case ListNode(items=(ScalarNode(text=name), attribute)):
            found = tree.text(scope.evaluate(attribute))
            if isinstance(found, Known):
                return scope.attribute(name, found.value, at)
            return Unknown(f"the attribute of {name} is not known", at)
    return _misused("Fn::GetAtt", "a resource and an attribute", at)


def _sub(scope: Scope, argument: Node, at: Span) -> Tree:
    variables: Mapping[str, Tree] = {}
    match argument:
        case ScalarNode(text=text):
            pass
        case ListNode(items=(ScalarNode(text=text), MapNode(pairs=pairs))):
            variables = {name.text: scope.evaluate(node) for name, node in pairs}
        case _:
            return _misused("Fn::Sub", "text, or a list of text and a mapping", at)
    pieces: list[Tree] = []
    # split() gives what stands between the placeholders and what they hold, by turns
    for number, piece in enumerate(_PLACEHOLDER.split(text)):
        if number % 2 == 0:
            pieces.append(text_value(piece, at))
        else:
            pieces.append(_placeholder(scope, piece, variables, at))
    return joined(tuple(pieces), at)


def _placeholder(scope: Scope, written: str, variables: Mapping[str, Tree], at: Span) -> Tree:
    if written.startswith("!"):
        return Known("${" + written[1:] + "}", at)
    name = written.strip()
    if name in variables:
        return variables[name]
    resource, dot, attribute = name.partition(".")
    if dot:
        return scope.attribute(resource, attribute, at)
    return scope.reference(name, at)


def _if(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ListNode(items=(ScalarNode(text=name), yes, no)):
            outcome = scope.condition(name, at)
        case _:
            return _misused("Fn::If", "a condition and two values", at)
    if isinstance(outcome, Unknown):
        return either(scope.evaluate(yes), scope.evaluate(no), outcome)
    branch = yes if outcome.value else no
    found = scope.evaluate(branch)
    hop = Hop(f"condition {name} is {'true' if outcome.value else 'false'}", headline(branch))
    via = dict.fromkeys((hop, *found.via, *outcome.via))
    return replace(found, span=at, via=tuple(via))


def _find_in_map(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ListNode(items=(mapping, first, second, *options)):
            name, *keys = (tree.text(scope.evaluate(node)) for node in (mapping, first, second))
        case _:
            return _misused("Fn::FindInMap", "a mapping and two keys", at)
    if not isinstance(name, Known):
        return Unknown("which mapping is meant is not known", at)
    entry = scope.template.mappings.get(name.value)
    rows = [] if entry is None else _matching([entry.node], keys[0])
    values = [
        with_hop(scope.evaluate(node), Hop(f"mapping {name.value}", headline(node)), at)
        for node in _matching(rows, keys[1])
    ]
    defaults = [option.get("DefaultValue") for option in options if isinstance(option, MapNode)]
    values += [scope.evaluate(node) for node in defaults if node is not None]
    if not values:
        return Unknown(f"mapping {name.value} has no such entry", at)
    via = tuple(dict.fromkeys(hop for key in keys for hop in key.via))
    result = values[0]
    open_key = next((key for key in keys if isinstance(key, Unknown)), None)
    if open_key is not None:
        reason = f"which entry of mapping {name.value} is meant is not known: {open_key.reason}"
        for value in values[1:]:
            result = either(result, value, Unknown(reason, at))
    return replace(result, via=(*result.via, *via))


def _matching(rows: Sequence[Node], key: Tree) -> list[Node]:
    """The members of `rows` that are called `key`; all of them where the key is not known."""
    return [
        node
        for row in rows
        if isinstance(row, MapNode)
        for name, node in row.pairs
        if isinstance(key, Unknown) or (isinstance(key, Known) and key.value == name.text)
    ]


def _join(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ListNode(items=(delimiter, listed)):
            between = tree.text(scope.evaluate(delimiter))
            items = scope.evaluate(listed)
        case _:
            return _misused("Fn::Join", "a delimiter and a list", at)
    if not isinstance(items, Known) or not isinstance(items.value, tuple):
        return _not_a_list(items, "Fn::Join", at)
    pieces: list[Tree] = []
    for item in items.value:
        if isinstance(item, Absent):
            continue
        pieces += [between, item] if pieces else [item]
    found = joined(tuple(pieces), at)
    return replace(found, via=tuple(dict.fromkeys((*found.via, *items.via))))


def _select(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ListNode(items=(position, listed)):
            index = tree.integer(scope.evaluate(position))
            items = scope.evaluate(listed)
        case _:
            return _misused("Fn::Select", "an index and a list", at)
    if not isinstance(items, Known) or not isinstance(items.value, tuple):
        return _not_a_list(items, "Fn::Select", at)
    if not isinstance(index, Known):
        return Unknown("which element of the list is meant is not known", at)
    if not 0 <= index.value < len(items.value):
        return Unknown(f"the list has no element {index.value}", at)
    item = items.value[index.value]
    return replace(item, span=at, via=tuple(dict.fromkeys((*item.via, *items.via, *index.via))))


def _split(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ListNode(items=(delimiter, node)):
            by, whole = (tree.text(scope.evaluate(part)) for part in (delimiter, node))
        case _:
            return _misused("Fn::Split", "a delimiter and text", at)
    if not isinstance(by, Known) or not by.value:
        return _misused("Fn::Split", "a delimiter and text", at)
    if not isinstance(whole, Known):
        return replace(whole, span=at) if isinstance(whole, Absent) else _gap(whole, at)
    pieces: list[Tree] = [Known(piece, at) for piece in whole.value.split(by.value)]
    return Known(tuple(pieces), at, whole.via)


def _base64(scope: Scope, argument: Node, at: Span) -> Tree:
    found = tree.text(scope.evaluate(argument))
    if isinstance(found, Known):
        encoded = base64.b64encode(found.value.encode(errors="replace")).decode()
        return Known(encoded, at, found.via)
    return found if isinstance(found, Absent) else _gap(found, at)


def _import_value(scope: Scope, argument: Node, at: Span) -> Tree:
    name = tree.text(scope.evaluate(argument))
    if isinstance(name, Known):
        origin = Reference("Fn::ImportValue", name.value)
        return Unknown(f"it is exported by another stack as {name.value}", at, parts=(origin,))
    return Unknown("it is exported by another stack", at)


def _only_deployed(function: str) -> Function:
    def unknown(_scope: Scope, _argument: Node, at: Span) -> Tree:
        return Unknown(f"what {function} gives is known only when the stack is deployed", at)

    return unknown


def _misused(function: str, wanted: str, at: Span) -> Unknown:
    return Unknown(f"{function} is written with something else than {wanted}", at)


def _not_a_list(found: Tree, function: str, at: Span) -> Unknown:
    if isinstance(found, Unknown):
        return _gap(found, at)
    return Unknown(f"{function} is given something else than a list", at, found.via)


def _gap(unknown: Unknown, at: Span) -> Unknown:
    """The doubt of an operand, as that of the result: its identity is not the operand's."""
    return Unknown(unknown.reason, at, unknown.via)


FUNCTIONS: Mapping[str, Function] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::If": _if,
    "Fn::FindInMap": _find_in_map,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Base64": _base64,
    "Fn::ImportValue": _import_value,
    "Fn::GetAZs": _only_deployed("Fn::GetAZs"),
    "Fn::Cidr": _only_deployed("Fn::Cidr"),
    "Fn::Transform": _only_deployed("Fn::Transform"),
}
"""By long name; `call_of` brings the short tags to it."""
