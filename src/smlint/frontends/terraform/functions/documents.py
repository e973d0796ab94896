"""`jsondecode` and `yamldecode`. What is decoded out of a file points into that file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Scalar, Tree
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.yaml import read_yaml
from smlint.frontends.terraform.constraints import STRING, convert, parse_number
from smlint.frontends.terraform.data import RefusalError, derived, hidden, number, text_of
from smlint.frontends.terraform.functions.call import Call, Function
from smlint.frontends.terraform.functions.files import FileText

WORDS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
}
"""Plain words that Terraform's YAML takes for truth values, as YAML 1.1 does."""
DECIMAL = re.compile(r"[-+]?[0-9]+")
OCTAL = re.compile(r"0o[0-7]+")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _scalar(node: ScalarNode) -> Scalar | None:
    """A scalar of YAML as Terraform reads it; one of JSON is always read alike.

    Raises `RefusalError` for a number that is too large.
    """
    text = node.text
    if node.quoted or node.tag or not isinstance(node.value, str):
        return number(node.value) if isinstance(node.value, float) else node.value
    if text in WORDS:
        return WORDS[text]
    if DECIMAL.fullmatch(text):
        return parse_number(text)
    if OCTAL.fullmatch(text):
        return number(int(text, 8))
    return f"{text}T00:00:00Z" if DATE.fullmatch(text) else text


def _key(node: ScalarNode) -> str:
    try:
        value = _scalar(node)
    except RefusalError:
        return node.text
    return node.text if value is None else text_of(value) or node.text


def tree_of_node(node: Node, at: Span | None = None) -> Tree:
    """The value of a YAML or JSON document; every piece at its own place, or at `at`.

    Raises `RefusalError` where it holds a number that is too large.
    """
    span = at or node.span
    match node:
        case MapNode(pairs=pairs):
            return Known({_key(name): tree_of_node(item, at) for name, item in pairs}, span)
        case ListNode(items=items):
            return Known(tuple(tree_of_node(item, at) for item in items), span)
        case ScalarNode():
            value = _scalar(node)
            return Absent(span) if value is None else Known(value, span)


def _decoder(read: Callable[[Source], Node | tuple[Node, ...]]) -> Function:
    def run(call: Call) -> Tree:
        argument = convert(call.expect(1)[0], STRING)
        unknown = hidden(argument)
        if unknown is not None:
            return derived(unknown, call.span)
        if not isinstance(argument, Known):
            raise RefusalError("the text is null")
        text = argument.value
        inside = isinstance(text, FileText)
        source = text.source if isinstance(text, FileText) else Source("", str(text))
        try:
            found = read(source)
        except FormatError as error:
            raise RefusalError(error.reason) from None
        documents = found if isinstance(found, tuple) else (found,)
        if len(documents) > 1:
            raise RefusalError("there is more than one document")
        if not documents:
            return Absent(call.span, argument.via)
        tree = tree_of_node(documents[0], None if inside else call.span)
        return replace(tree, span=call.span, via=_located(argument.via, tree.span, inside))

    return run


def _located(via: tuple[Hop, ...], span: Span, inside: bool) -> tuple[Hop, ...]:
    """The hops with the last, which leads to the file, widened to the whole document."""
    return (*via[:-1], via[-1]._replace(span=span)) if inside and via else via


DOCUMENTS: Mapping[str, Function] = {
    "jsondecode": _decoder(read_json),
    "yamldecode": _decoder(read_yaml),
}
