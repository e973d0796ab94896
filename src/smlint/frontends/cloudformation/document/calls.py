"""Calls of functions, whichever way they are written: `!Sub x`, `{"Fn::Sub": x}`."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from smlint.formats.nodes import MapNode, Node

LOOP = "Fn::ForEach::"
"""How the name of what a loop makes begins, among the names of a mapping."""
MACRO = "Fn::Transform"
INCLUDE = "AWS::Include"
"""The macro of CloudFormation's own that puts a file in its place."""


class Call(NamedTuple):
    """A function, by its long name, and its argument."""

    function: str
    argument: Node


def call_of(node: Node) -> Call | None:
    """The function call that `node` is, if it is one."""
    if node.tag.startswith("!") and node.tag != "!" and not node.tag.startswith("!!"):
        name = node.tag.removeprefix("!")
        return Call(name if name in ("Ref", "Condition") else f"Fn::{name}", replace(node, tag=""))
    if isinstance(node, MapNode) and len(node.pairs) == 1:
        name, argument = node.pairs[0][0].text, node.pairs[0][1]
        if name == "Ref" or (name.startswith("Fn::") and not _makes_names(name)):
            return Call(name, argument)
    return None


def made(node: Node | None) -> str:
    """Why `node` may have other names than are written: what makes them; empty for none."""
    pairs = node.pairs if isinstance(node, MapNode) else ()
    return next((name.text for name, _ in pairs if _makes_names(name.text)), "")


def _makes_names(name: str) -> bool:
    return name == MACRO or name.startswith(LOOP)
