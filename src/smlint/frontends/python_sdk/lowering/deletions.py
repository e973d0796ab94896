"""Deletions of endpoints by code that is not in the file, or of objects that are not known.

Which endpoint they end is not known: they keep everything else from being called never deleted.
"""

from __future__ import annotations

import ast
import re

from smlint.core.resource import ENDPOINT
from smlint.core.tree import member
from smlint.core.values import Absent, Known, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering import boto
from smlint.frontends.python_sdk.values.identity import same
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import Arguments, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.trees import name_of, scalar_of, tree_of

METHODS = ("delete_endpoint", "delete_predictor")
ENDING = re.compile(r"(?:^|_)(?:delete|clean_?up|tear_?down|destroy)(?:_|$)", re.IGNORECASE)
"""What functions are called that end what they are given."""


def note(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> None:
    """Note the deletion of some endpoint, where `callee(...)` is one or may be."""
    name = callee.path.rpartition(".")[2]
    if name in METHODS or (name == "delete" and _is_open(machine, callee, arguments)):
        reason = _some(callee, arguments)
    elif callee.path.endswith("get_ipython().store") and _is_given_one(machine, callee, arguments):
        reason = "`%store` hands it to other notebooks, which may delete it"
    elif ENDING.search(name) and (
        _says_so(callee, name) or _is_given_one(machine, callee, arguments)
    ):
        reason = f"what `{callee.path.lstrip('?')}()` does is not in this file"
    else:
        return
    if reason:
        span = syntax.header_of(node, machine.source)
        endpoint = machine.unknown(reason, span)
        machine.note_call("DeleteEndpoint", Known({"EndpointName": endpoint}, span), node)


def _some(callee: Opaque, arguments: Arguments) -> str:
    """Why it is not known which endpoint a method or function of that name deletes.

    Empty for methods of boto3 clients: they name it, or belong to another service.
    """
    if "EndpointName" in arguments.keywords or arguments.open is not None or _of_client(callee):
        return ""
    tree = None if callee.receiver is None else tree_of(callee.receiver)
    if isinstance(tree, Unknown):
        return tree.reason
    return f"what `{callee.path.lstrip('?')}()` deletes is not in this file"


def _says_so(callee: Opaque, name: str) -> bool:
    """Whether a function, no operation of a client, says by its name that it deletes endpoints."""
    operation = name in boto.OPERATIONS or _of_client(callee)
    return "endpoint" in name.lower() and "config" not in name.lower() and not operation


def _is_open(machine: Machine, callee: Opaque, arguments: Arguments) -> bool:
    """Whether `callee()` deletes an object that may be one of the SDK's resources."""
    bare = not arguments.positional and not arguments.keywords
    return bare and machine.imports_sagemaker and callee.path.startswith("?")


def _of_client(callee: Opaque) -> bool:
    receiver = callee.receiver
    return receiver is not None and boto.service_of(receiver) not in (None, "other")


def _is_given_one(machine: Machine, callee: Opaque, arguments: Arguments) -> bool:
    """Whether a function, no operation of a client, is given an endpoint of the script."""
    if callee.path.rpartition(".")[2] in boto.OPERATIONS or _of_client(callee):
        return False
    given = (*arguments.positional, *arguments.keywords.values())
    return any(_is_endpoint(machine, value) for value in given)


def _is_endpoint(machine: Machine, value: Value) -> bool:
    """Whether `value` is an endpoint that the script made, or the name of one."""
    if isinstance(value, Deployed):
        return True
    if isinstance(value, (Opaque, Instance)) and value.reference in machine.deployed:
        return True
    name = scalar_of(value)
    return not isinstance(name, Absent) and any(
        same(name, name_of(member(placed.thing.properties, "EndpointName")))
        for placed in machine.resources
        if placed.thing.type == ENDPOINT
    )
