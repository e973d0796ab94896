"""`jsondecode` and `yamldecode`. What is decoded out of a file points into that file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Scalar, Tree
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.yaml import read_yaml
from smlint.frontends.terraform.functions.call import Call, Function
from smlint.frontends.terraform.functions.files import FileText
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import derived, hidden, text_of
from smlint.frontends.terraform.values.errors import RefusalError, UnclearError
from smlint.frontends.terraform.values.kinds import STRING
from smlint.frontends.terraform.values.numbers import COUNTED, number, parse_number

WORDS: Mapping[str, bool | float | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
"""Plain words that Terraform's YAML takes for other values, many of them as YAML 1.1 does."""
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
MOMENT = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:\.\d{1,9})?(Z|[-+]\d\d:\d\d))"
    r"|(?: (\d\d?):(\d\d?):(\d\d?)(?:\.\d{1,9})?))?",
    re.ASCII,
)
MERGED_LIST = re.compile(r"<<[ \t]*:[ \t]*(?:\[|\n[ \t]*-)")
TAGS = frozenset(
    {
        "",
        "!!str",
        "!!bool",
        "!!int",
        "!!float",
        "!!null",
        "!!timestamp",
        "!!binary",
        "!!seq",
        "!!map",
    }
)


def _scalar(node: ScalarNode) -> Scalar | None:
    """A scalar of YAML as Terraform reads it; one of JSON is always read alike.

    Raises `RefusalError` for a tag that Terraform does not know, and for what is no number.
    """
    text = node.text
    if node.tag not in TAGS:
        raise RefusalError(f"the tag {node.tag} is not supported")
    if node.quoted or node.tag in ("!!str", "!!binary"):
        return text
    if text in WORDS:
        return WORDS[text]
    if text in (".nan", ".NaN", ".NAN"):
        raise RefusalError("NaN is not supported")
    if text.startswith("."):
        try:
            return parse_number(text)
        except RefusalError:
            return text
    if DECIMAL.fullmatch(text):
        return parse_number(text)
    if OTHER_BASE.fullmatch(text):
        found = number(int(text, 0), COUNTED)
        if found >= 1 << COUNTED:
            raise RefusalError(f"{text} is too large a number")
        return found
    return _moment(text)


def _moment(text: str) -> str:
    """A point in time in one fixed form; any other text as it is."""
    found = MOMENT.fullmatch(text)
    if found is None:
        return text
    year, month, day, *clock = found.groups(default="0")
    hour, minute, second = (int(a) or int(b) for a, b in zip(clock[:3], clock[4:], strict=True))
    try:
        moment = datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=UTC)
    except ValueError:
        return text
    zone = clock[3].replace("+00:00", "Z").replace("-00:00", "Z") if clock[3] != "0" else "Z"
    return f"{moment:%Y-%m-%dT%H:%M:%S}{zone}"


def _key(node: ScalarNode) -> str:
    value = _scalar(node)
    if value is None:
        raise RefusalError("the key of a mapping is null")
    return text_of(value) or ""


def tree_of_node(node: Node, at: Span | None = None) -> Tree:
    """The value of a YAML or JSON document; every piece at its own place, or at `at`.

    Raises `RefusalError` for what Terraform cannot decode.
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
        if read is read_yaml and MERGED_LIST.search(source.text):
            raise UnclearError("smlint does not merge lists of YAML as terraform does")
        documents = found if isinstance(found, tuple) else (found,)
        if len(documents) > 1:
            raise RefusalError("there is more than one document")
        if not documents:
            raise RefusalError("there is no document")
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
