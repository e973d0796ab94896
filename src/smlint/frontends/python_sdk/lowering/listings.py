"""Names that a listing of AWS gives: all those that hold the text which is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.core.values import Known, Tree, Unknown, parts_of
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of
from smlint.lifecycle.subjects import LISTED

NAME = re.compile(
    r"\.(list_endpoints\(\)|get_paginator\(\)\.paginate\(\)\[\*\])"
    r"\['Endpoints'\]\[\*\]\['EndpointName'\]$"
)
HARMLESS = frozenset({"NameContains", "SortBy", "SortOrder", "MaxResults", "PaginationConfig"})
"""Arguments with which a listing gives all that have such a name."""


def named(value: Value | None) -> Tree | None:
    """The name `value` of any endpoint that a listing gives; None where it is none of these."""
    if not isinstance(value, Opaque) or NAME.search(value.path) is None:
        return None
    asked = _asked(value)
    if asked is None or asked.open is not None or not asked.keywords.keys() <= HARMLESS:
        return None
    wanted = asked.keywords.get("NameContains")
    parts = () if wanted is None else parts_of(tree_of(wanted))
    reason = "it is the name of each endpoint that is listed"
    return Unknown(reason, value.span, value.via, (LISTED, *parts, LISTED))


def _asked(value: Value | None) -> Arguments | None:
    """The arguments of the listing from which `value` is taken."""
    while isinstance(value, Opaque):
        if value.arguments is not None:
            paged = value.path.endswith(".paginate()")
            return value.arguments if not paged or _lists_endpoints(value) else None
        value = value.receiver
    return None


def _lists_endpoints(pages: Opaque) -> bool:
    paginator = pages.receiver.receiver if isinstance(pages.receiver, Opaque) else None
    given = paginator.arguments if isinstance(paginator, Opaque) else None
    return given is not None and known_text(given.get("operation_name", 0)) == "list_endpoints"


def as_listed(tree: Tree, arguments: Arguments) -> Tree:
    """The request `tree`, of which `arguments` are those written, with the name that is listed."""
    name = named(arguments.keywords.get("EndpointName"))
    if name is None or not isinstance(tree, Known) or not isinstance(tree.value, Mapping):
        return tree
    return Known({**tree.value, "EndpointName": name}, tree.span, tree.via)
