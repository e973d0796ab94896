"""Values that Pulumi gives: outputs, and the configuration of the stack."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Unknown, default_hop
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.python_sdk.evaluation.formatting import format_text, text_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Function,
    Method,
    Opaque,
    Scope,
    Value,
)
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

CONFIG = "pulumi.Config()."


def call(machine: Machine, callee: Value, arguments: Arguments, span: Span) -> Value | None:
    """What a call of Pulumi gives that declares nothing; None where nothing is known of it."""
    if isinstance(callee, Method):
        applied = callee.name == "apply"
        return _apply(machine, callee.receiver, arguments, span) if applied else None
    if not isinstance(callee, Opaque):
        return None
    if callee.path.endswith(".apply") and callee.receiver is not None:
        return _apply(machine, callee.receiver, arguments, span)
    if callee.path.startswith(CONFIG):
        return _config(machine, callee, arguments, span)
    function = FUNCTIONS.get(callee.path)
    return None if function is None else function(machine, arguments, span)


def _apply(machine: Machine, output: Value, arguments: Arguments, span: Span) -> Value | None:
    """What a function of the program makes of an output."""
    function = arguments.get("func", 0)
    if not isinstance(function, Function) or not _is_imported(machine):
        return None
    return machine.invoke(function, Arguments((output,)), span)


def _is_imported(machine: Machine) -> bool:
    """Whether the file at hand imports Pulumi: other libraries have an `apply` of their own."""
    scope: Scope | None = machine.frame.scope
    while scope is not None:
        if any(
            isinstance(value, Opaque) and value.path.startswith("pulumi")
            for value in scope.names.values()
        ):
            return True
        scope = scope.parent
    return False


def _all(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    if arguments.open is not None:
        return None
    if arguments.keywords:
        return machine.box("mapping", span, arguments.keywords)
    return machine.box("list", span, arguments.positional)


def _concat(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del machine
    if arguments.open is not None:
        return None
    return text_of(tuple(tree_of(piece) for piece in arguments.positional), span)


def _format(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    text = known_text(arguments.get("format_string", 0))
    if text is None:
        return None
    rest = Arguments(arguments.positional[1:], arguments.keywords, arguments.open)
    return format_text(machine, text, rest, span)


def _same(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del machine
    given = arguments.get("val", 0)
    return None if given is None else at(given, span)


def _stack(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    settings = machine.declared.settings
    if not settings.stack or settings.span is None:
        reason = "which stack is deployed is said when Pulumi runs"
        return Unknown(reason, span, (), (Reference("pulumi.get_stack"),))
    return Known(settings.stack, span, (Hop(f"stack {settings.stack}", settings.span, "stage"),))


def _project(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    project = machine.declared.settings.project
    return Known(project, span) if project else None


FUNCTIONS: Mapping[str, Callable[[Machine, Arguments, Span], Value | None]] = {
    "pulumi.Output.all": _all,
    "pulumi.Output.concat": _concat,
    "pulumi.Output.format": _format,
    "pulumi.Output.from_input": _same,
    "pulumi.Output.secret": _same,
    "pulumi.Output.unsecret": _same,
    "pulumi.get_stack": _stack,
    "pulumi.get_project": _project,
}


def _config(machine: Machine, callee: Opaque, arguments: Arguments, span: Span) -> Value | None:
    """What the stack is configured with, under a key."""
    verb, _, kind = callee.path.removeprefix(CONFIG).partition("_")
    key, config = known_text(arguments.get("key", 0)), callee.receiver
    if verb not in ("get", "require") or key is None or not isinstance(config, Opaque):
        return None
    settings = machine.declared.settings
    given = None if config.arguments is None else config.arguments.get("name", 0)
    space = settings.project if given is None else known_text(given)
    node = settings.values.get(f"{space}:{key}")
    value = _missing(machine, verb, key, arguments, span)
    if node is not None and settings.span is not None:
        hop = Hop(f"config {key} of stack {settings.stack}", node.span, "stage")
        value = _value(machine, node, kind.removeprefix("secret").strip("_"), hop)
    machine.input(key, value)
    return value


def _missing(machine: Machine, verb: str, key: str, arguments: Arguments, span: Span) -> Value:
    """What is given where the stack is not configured with `key`, or there is none."""
    settings = machine.declared.settings
    hop = default_hop(f"config {key} is not set", span)
    default = arguments.get("default", 1)
    if verb == "require":
        reason = f"config {key} is given to the stack"
        return Unknown(reason, span, (), (Reference("pulumi.Config", key),))
    if default is not None and not isinstance(default, Absent):
        return at(default, span, None if settings.stack else hop)
    return Absent(span, () if settings.stack else (hop,))


def _value(machine: Machine, node: Node, kind: str, hop: Hop) -> Value:
    """A value of a file of a stack, as the function for values of that `kind` gives it."""
    start = node.span.start
    if isinstance(node, MapNode):
        if node.get("secure") is not None:
            return Unknown("it is encrypted in the file of the stack", node.span, (hop,))
        items = {name.text: _value(machine, item, "object", hop) for name, item in node.pairs}
        return machine.box("mapping", start, items)
    if isinstance(node, ListNode):
        items_of = [_value(machine, item, "object", hop) for item in node.items]
        return machine.box("list", start, items_of)
    return _scalar(node, kind, hop)


def _scalar(node: ScalarNode, kind: str, hop: Hop) -> Value:
    if node.value is None:
        return Absent(node.span, (hop,))
    try:
        match kind:
            case "object":
                return Known(node.value, node.span, (hop,))
            case "int":
                return Known(int(node.text), node.span, (hop,))
            case "float":
                return Known(float(node.text), node.span, (hop,))
            case "bool":
                return Known(node.text.lower() == "true", node.span, (hop,))
    except ValueError:
        return Unknown(f'"{node.text[:40]}" is no number', node.span, (hop,))
    return Known(node.text, node.span, (hop,))
