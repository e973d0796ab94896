"""The parameters of a template, and the values they have in a stage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from math import isfinite

from smlint.core import tree
from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown, with_hop
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.document.template import Entry, Template, scalar
from smlint.frontends.cloudformation.evaluation.branches import NO_CHOICES, Choice, Choices
from smlint.frontends.cloudformation.evaluation.literals import text

_NUMBER = re.compile(r"[-+]?(\d+)(\.\d*)?([eE][-+]?\d+)?")
PSEUDO = "AWS::"
"""What the names of the parameters begin with that no template declares."""
_LOOKED_UP = "AWS::SSM::Parameter::Value<"
_LISTS = ("CommaDelimitedList", "List<")


@dataclass(frozen=True, slots=True)
class Given:
    """Values for parameters by name, as a file, the user or a parent stack gives them.

    Pseudo parameters may be among them: where a stack is deployed, and under which name. `name` is
    for people, `span` where to point for all of it; `tags` are those that every resource of the
    stack gets.
    """

    name: str
    span: Span
    values: Mapping[str, Tree]
    tags: Mapping[str, Tree] = field(default_factory=dict)


def bind(template: Template, given: Given | None, choices: Choices = NO_CHOICES) -> dict[str, Tree]:
    """The parameters of `template` with the values of `given`, else with their defaults.

    What neither says is as `choices` have it, where these do.
    """
    told = {} if given is None else given.values
    return {name: value for name, value in told.items() if name.startswith(PSEUDO)} | {
        name: _bound(template, entry, given, choices.get(name))
        for name, entry in template.parameters.items()
        if isinstance(entry.node, MapNode)
    }


def as_written(node: Node) -> Tree:
    """What `node` gives to a parameter: text as it is written, whatever it looks like."""
    match node:
        case ScalarNode():
            return text(node.text, node.span)
        case ListNode(items=items) if all(isinstance(item, ScalarNode) for item in items):
            return Known(tuple(as_written(item) for item in items), node.span)
    return Unknown("a parameter takes text, a number or a list", node.span)


def _bound(template: Template, entry: Entry, given: Given | None, choice: Choice | None) -> Tree:
    name = entry.name.text
    kind = scalar(entry.node, "Type")
    origin = (Reference(str(entry.name.span)),)
    if choice is not None and choice.value is not None:
        at = entry.name.span
        found = _scalar(choice.value, at, kind is not None and kind.text == "Number")
        return with_hop(found, Hop(f"if parameter {name} {choice.outcome}", at))
    absent: Tree = Absent(entry.name.span)
    value = absent if given is None else given.values.get(name, absent)
    if isinstance(value, Absent):
        default = entry.node.get("Default") if isinstance(entry.node, MapNode) else None
        if default is None:
            where = "" if given is None else f" and no value in {given.name}"
            reason = f"parameter {name} has no default{where}"
            given_by = Hop(f"parameter {name}", entry.name.span, "stage")
            hint = f"give it a value with --parameter-overrides {name}=..., or with --parameters"
            return Unknown(reason, entry.name.span, (given_by,), origin, hint)
        hop = Hop(f"default of parameter {name}", default.span, "default")
        value = with_hop(as_written(default), hop)
    if kind is not None and kind.text.startswith(_LOOKED_UP):
        stored = _stored(template, value)
        if stored is not None:
            return _received(stored, kind.text[len(_LOOKED_UP) : -1])
        reason = f"parameter {name} is looked up in Systems Manager when the stack is deployed"
        return Unknown(reason, value.span, value.via, origin)
    return _received(value, "String" if kind is None else kind.text)


def _stored(template: Template, name: Tree) -> Tree | None:
    """The value that the template itself stores in Systems Manager as `name`; None without one."""
    for entry in template.resources.values():
        kind = scalar(entry.node, "Type")
        if kind is None or kind.text != "AWS::SSM::Parameter" or not isinstance(name, Known):
            continue
        properties = entry.node.get("Properties") if isinstance(entry.node, MapNode) else None
        written, value = scalar(properties, "Name"), scalar(properties, "Value")
        if written is not None and value is not None and written.text == name.value:
            hop = Hop(f"stored by {entry.name.text}", value.span)
            return replace(with_hop(as_written(value), hop), span=name.span)
    return None


def _received(found: Tree, kind: str) -> Tree:
    """`found` as what a parameter of type `kind` is, all of which the API is given as text."""
    if not isinstance(found, Known):
        return found
    is_list = kind.startswith(_LISTS)
    if isinstance(found.value, tuple):
        items = [tree.text(item) for item in found.value]
        known = [item.value for item in items if isinstance(item, Known)]
        if len(known) < len(items):
            return found if is_list else Unknown("a part of it is not known", found.span, found.via)
        written = ",".join(known)
    else:
        whole = tree.text(found)
        if not isinstance(whole, Known):
            return whole
        written = whole.value
    if is_list:
        numbers = kind == "List<Number>"
        pieces = (_scalar(item.strip(), found.span, numbers) for item in written.split(","))
        return Known(tuple(pieces), found.span, found.via)
    if kind != "Number":
        return Known(written, found.span, found.via)
    return replace(_scalar(written, found.span, is_number=True), via=found.via)


def _scalar(written: str, at: Span, is_number: bool) -> Tree:
    """A number where it is spelled as one writes it: `01` is text as it stands, as to AWS."""
    if is_number and (spelled := _NUMBER.fullmatch(written)) and isfinite(float(written)):
        whole = spelled[2] is None and spelled[3] is None
        number = int(written) if whole else float(written)
        if str(number) == written:
            return Known(number, at)
    return text(written, at)
