"""The parameters of a template, and the values they have in a stage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Reference, Tree, Unknown, with_hop
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.branches import NO_CHOICES, Choice, Choices
from smlint.frontends.cloudformation.literals import text
from smlint.frontends.cloudformation.template import Entry, Template, scalar

_NUMBER = re.compile(r"[-+]?(\d+)(\.\d*)?([eE][-+]?\d+)?")
_LISTS = ("CommaDelimitedList", "List<")


@dataclass(frozen=True, slots=True)
class ParameterFile:
    """Values for parameters by name, as one file gives them. `name` is for people."""

    path: str
    name: str
    values: Mapping[str, Entry]


def bind(
    template: Template, given: ParameterFile | None, choices: Choices = NO_CHOICES
) -> dict[str, Tree]:
    """The parameters of `template` with the values of `given`, else with their defaults.

    What neither says is as `choices` have it, where these do.
    """
    return {
        name: _bound(entry, given, choices.get(name))
        for name, entry in template.parameters.items()
        if isinstance(entry.node, MapNode)
    }


def _bound(entry: Entry, given: ParameterFile | None, choice: Choice | None) -> Tree:
    name = entry.name.text
    kind = scalar(entry.node, "Type")
    origin = (Reference(str(entry.name.span)),)
    if choice is not None and choice.value is not None:
        at = entry.name.span
        found = _scalar(choice.value, at, kind is not None and kind.text == "Number")
        return with_hop(found, Hop(f"if parameter {name} {choice.outcome}", at))
    if given is not None and name in given.values:
        node = given.values[name].node
        hop = Hop(given.name, node.span, "stage")
    else:
        default = entry.node.get("Default") if isinstance(entry.node, MapNode) else None
        if default is None:
            where = "" if given is None else f" and no value in {given.name}"
            reason = f"parameter {name} has no default{where}"
            return Unknown(reason, entry.name.span, parts=origin)
        node = default
        hop = Hop(f"default of parameter {name}", node.span, "default")
    if kind is not None and kind.text.startswith("AWS::SSM::Parameter::"):
        reason = f"parameter {name} is looked up in Systems Manager when the stack is deployed"
        return Unknown(reason, node.span, (hop,), origin)
    return with_hop(_value(node, "String" if kind is None else kind.text), hop)


def _value(node: Node, kind: str) -> Tree:
    """What the API receives for a parameter of type `kind` that is written as `node`."""
    if isinstance(node, ListNode) and all(isinstance(item, ScalarNode) for item in node.items):
        written = ",".join(item.text for item in node.items if isinstance(item, ScalarNode))
    elif isinstance(node, ScalarNode):
        written = node.text
    else:
        return Unknown("a parameter takes text, a number or a list", node.span)
    if kind.startswith(_LISTS):
        numbers = kind == "List<Number>"
        items = (item.strip() for item in written.split(","))
        return Known(tuple(_scalar(item, node.span, numbers) for item in items), node.span)
    return _scalar(written, node.span, kind == "Number")


def _scalar(written: str, at: Span, is_number: bool) -> Tree:
    if is_number and (number := _NUMBER.fullmatch(written.strip())) and isfinite(float(written)):
        whole = number[2] is None and number[3] is None
        return Known(int(written) if whole else float(written), at)
    return text(written, at)
