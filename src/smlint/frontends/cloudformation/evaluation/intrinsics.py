"""CloudFormation's intrinsic functions: each from its argument to a value."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from smlint.core import tree
from smlint.core.spans import Span
from smlint.core.values import (
    Absent,
    Hop,
    Known,
    Tree,
    Unknown,
    joined,
)
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode, headline
from smlint.frontends.cloudformation.document.calls import call_of
from smlint.frontends.cloudformation.evaluation.alternatives import either
from smlint.frontends.cloudformation.evaluation.doubts import misused, passed_on
from smlint.frontends.cloudformation.evaluation.lists import (
    cidr,
    get_azs,
    join,
    length,
    select,
    split,
)
from smlint.frontends.cloudformation.evaluation.literals import text as text_value
from smlint.frontends.cloudformation.evaluation.mappings import find_in_map
from smlint.frontends.cloudformation.evaluation.scope import Scope

Function: TypeAlias = Callable[[Scope, Node, Span], Tree]

_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")


def _ref(scope: Scope, argument: Node, at: Span) -> Tree:
    name = tree.text(scope.evaluate(argument))
    if isinstance(name, Known):
        return scope.reference(name.value, at)
    if isinstance(name, Unknown) and call_of(argument):
        return passed_on(name, at)
    return misused("Ref", "the name of a parameter or resource", at)


def _get_att(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ListNode(items=(resource, told)):
            name, attribute = (tree.text(scope.evaluate(node)) for node in (resource, told))
        case _:
            whole = tree.text(scope.evaluate(argument))
            if isinstance(whole, Unknown) and call_of(argument):
                return passed_on(whole, at)
            if not isinstance(whole, Known) or "." not in whole.value:
                return misused("Fn::GetAtt", "a resource and an attribute", at)
            name, attribute = (replace(whole, value=part) for part in whole.value.split(".", 1))
    if not isinstance(name, Known):
        return Unknown("of which resource an attribute is meant is not known", at)
    if not isinstance(attribute, Known):
        return Unknown(f"the attribute of {name.value} is not known", at)
    return scope.attribute(name.value, attribute.value, at)


def _sub(scope: Scope, argument: Node, at: Span) -> Tree:
    variables: Mapping[str, Tree] = {}
    match argument:
        case ScalarNode(text=text):
            pass
        case ListNode(items=(ScalarNode(text=text), MapNode(pairs=pairs))):
            variables = {name.text: scope.evaluate(node) for name, node in pairs}
        case _:
            return misused("Fn::Sub", "text, or a list of text and a mapping", at)
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
    variable = text_value(f"${{{name}}}", at)
    if isinstance(variable, Unknown):
        return variable
    resource, dot, attribute = name.partition(".")
    if dot:
        return scope.attribute(resource, attribute, at)
    return scope.reference(name, at)


def _if(scope: Scope, argument: Node, at: Span) -> Tree:
    match argument:
        case ListNode(items=(ScalarNode(text=name), yes, no)):
            outcome = scope.condition(name, at)
        case _:
            return misused("Fn::If", "a condition and two values", at)
    if isinstance(outcome, Unknown):
        return either(scope.evaluate(yes), scope.evaluate(no), outcome)
    branch = yes if outcome.value else no
    found = scope.evaluate(branch)
    hop = Hop(f"condition {name} is {'true' if outcome.value else 'false'}", headline(branch))
    via = dict.fromkeys((hop, *found.via, *outcome.via))
    return replace(found, span=at, via=tuple(via))


def _base64(scope: Scope, argument: Node, at: Span) -> Tree:
    found = tree.text(scope.evaluate(argument))
    if isinstance(found, Known):
        encoded = base64.b64encode(found.value.encode(errors="replace")).decode()
        return Known(encoded, at, found.via)
    return found if isinstance(found, Absent) else passed_on(found, at)


def _import_value(scope: Scope, argument: Node, at: Span) -> Tree:
    name = tree.text(scope.evaluate(argument))
    if isinstance(name, Known):
        return scope.exported(name.value, at)
    return Unknown("it is exported by another stack", at)


def _to_json(scope: Scope, argument: Node, at: Span) -> Tree:
    if isinstance(argument, ScalarNode):
        return misused("Fn::ToJsonString", "a mapping or a list", at)
    found = scope.evaluate(argument)
    if isinstance(found, Absent):
        return misused("Fn::ToJsonString", "a mapping or a list", at)
    hidden = next(_hidden(found), None)
    if hidden is not None:
        return passed_on(hidden, at)
    return Known(json.dumps(_present(found), separators=(",", ":")), at, found.via)


def _hidden(found: Tree) -> Iterator[Unknown]:
    """What is unknown in `found`."""
    if isinstance(found, Unknown):
        yield found
    elif isinstance(found, Known):
        value = found.value
        members = tuple(value.values()) if isinstance(value, Mapping) else value
        for item in members if isinstance(members, tuple) else ():
            yield from _hidden(item)


def _present(found: Tree) -> object:
    """`found` as plain data, without what is absent."""
    value = found.value if isinstance(found, Known) else None
    if isinstance(value, tuple):
        return [_present(item) for item in value if not isinstance(item, Absent)]
    if isinstance(value, Mapping):
        members = {name: item for name, item in value.items() if not isinstance(item, Absent)}
        return {name: _present(item) for name, item in members.items()}
    return value


def _transform(_scope: Scope, _argument: Node, at: Span) -> Tree:
    return Unknown("what Fn::Transform gives is known only when the stack is deployed", at)


FUNCTIONS: Mapping[str, Function] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::If": _if,
    "Fn::FindInMap": find_in_map,
    "Fn::Join": join,
    "Fn::Select": select,
    "Fn::Split": split,
    "Fn::Base64": _base64,
    "Fn::ImportValue": _import_value,
    "Fn::GetAZs": get_azs,
    "Fn::Cidr": cidr,
    "Fn::Length": length,
    "Fn::ToJsonString": _to_json,
    "Fn::Transform": _transform,
}
"""By long name; `call_of` brings the short tags to it."""
