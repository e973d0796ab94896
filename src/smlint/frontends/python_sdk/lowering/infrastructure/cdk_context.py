"""The context of a program of the CDK, as its `cdk.json` gives it."""

from __future__ import annotations

from posixpath import dirname, join

from smlint.core.source import SourceError
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, default_hop
from smlint.core.workspace import seen_from
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Arguments, Value
from smlint.frontends.python_sdk.values.trees import known_text

METHOD = ".node.try_get_context"
FILE = "cdk.json"
OUTPUT = "cdk.out"


def context(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    """What `cdk.json` says of a key; whoever runs the CDK may say otherwise."""
    key = known_text(arguments.get("key", 0))
    root = None if key is None else _root(machine)
    if key is None or root is None:
        return None
    given = root.get("context") if isinstance(root, MapNode) else None
    value = given.get(key) if isinstance(given, MapNode) else None
    if value is None:
        missing = f"{root.span.path} has no {key} in its context"
        return Absent(span, (default_hop(missing, root.span.start),))
    return _value(machine, value, key)


def output(machine: Machine) -> str:
    """The directory in which the CDK writes the templates that it makes of the program."""
    root = _root(machine)
    given = root.get("output") if isinstance(root, MapNode) else None
    top = dirname(machine.path if root is None else root.span.path)
    return seen_from(top, given.text if isinstance(given, ScalarNode) else OUTPUT)


def _root(machine: Machine) -> Node | None:
    """The nearest `cdk.json`, in the directory of the program or above it."""
    directory = dirname(machine.path)
    while True:
        path = join(directory, FILE)
        try:
            source = machine.workspace.read(path)
            machine.sources[path] = source
            return read_json(source)
        except FormatError:
            return None
        except SourceError:
            if directory == dirname(directory):
                return None
            directory = dirname(directory)


def _value(machine: Machine, node: Node, key: str) -> Value:
    """A part of the context as a value of the program."""
    start = node.span.start
    if isinstance(node, MapNode):
        items = {name.text: _value(machine, item, key) for name, item in node.pairs}
        return machine.box("mapping", start, items)
    if isinstance(node, ListNode):
        return machine.box("list", start, [_value(machine, item, key) for item in node.items])
    hop = default_hop(f"context {key} of {FILE}", node.span)
    if node.value is None:
        return Absent(node.span, (hop,))
    return Known(node.value, node.span, (hop,))
