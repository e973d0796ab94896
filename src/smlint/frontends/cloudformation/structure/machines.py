"""State machines within templates, and beside them: what their runs make and do with it.

A machine is a project of its own: what it makes stays until something deletes it, whatever becomes
of the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from smlint.core.problem import Problem
from smlint.core.resource import Deployment
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Reference, Tree, parts_of
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.yaml import read_yaml
from smlint.frontends.cloudformation.document.embedded import block
from smlint.frontends.cloudformation.document.template import Entry, Template, documents, section
from smlint.frontends.cloudformation.resources import type_of
from smlint.frontends.cloudformation.structure.library import Library
from smlint.frontends.cloudformation.structure.nested import Stack
from smlint.state_machines.comments import said
from smlint.state_machines.deployment import deployment
from smlint.state_machines.flow import flow_of
from smlint.state_machines.templates import holds_machine

TYPES = frozenset({"AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"})


def machines(stack: Stack) -> Iterator[Deployment | Problem]:
    """What the state machines of `stack` deploy, and a note on each that cannot be read."""
    template = stack.template
    for entry in template.resources.values():
        if type_of(entry) not in TYPES:
            continue
        properties = section(entry.node, "Properties")
        for name in ("Definition", "DefinitionString"):
            if name in properties:
                yield from _machine(stack, entry, properties[name].node)


def alone(path: str, library: Library) -> Iterator[Deployment]:
    """What the state machine deploys that the file at `path` is, and no template."""
    source = library.workspace.read(path)
    if not holds_machine(source):  # it need not be parsed a second time
        return
    try:
        flows = [flow for root in documents(source) if (flow := flow_of(root)) is not None]
    except FormatError:
        return
    for flow in flows:
        made = deployment(path, flow)
        if made is not None:
            library.sources[path] = source
            library.said += said(flow)
            yield made


def _machine(stack: Stack, entry: Entry, node: Node) -> Iterator[Deployment | Problem]:
    template = stack.template
    root = _definition(stack, node)
    flow = None if root is None else flow_of(root, f"{entry.name.text}/")
    made = None if flow is None else deployment(template.source.path, flow)
    if made is not None:
        yield made
    elif flow is None and "sagemaker:" in _written(template, node.span):
        message = "this state machine asks something of SageMaker, but cannot be read here"
        hint = "Check what is deployed, or write its definition as YAML."
        yield Problem(entry.name.span, message, hint, "note")


def _definition(stack: Stack, node: Node) -> Node | None:
    """The document of a machine; None where it is not known enough to be one."""
    if isinstance(node, MapNode) and node.get("StartAt") is not None:
        return node
    text = _text(node)
    alone = None if text is None else block(stack.template.source, text)
    try:
        if alone is not None:
            (found,) = read_yaml(alone)
            return found
        composed = _composed(stack.evaluate(node))
        return None if composed is None else _placed(read_json(Source("", composed)), node.span)
    except (FormatError, ValueError):
        return None


def _text(node: Node) -> ScalarNode | None:
    """The text that is written, as it is or for `Fn::Sub` to fill in."""
    inner = node.get("Fn::Sub") if isinstance(node, MapNode) else node
    if isinstance(inner, ListNode) and inner.items:
        inner = inner.items[0]
    return inner if isinstance(inner, ScalarNode) else None


def _composed(found: Tree) -> str | None:
    """A text with `${…}` for what is not known of it; None where that has no name."""
    pieces = []
    for part in parts_of(found):
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Reference):
            pieces.append(f"${{{part.address}.{part.attribute}}}")
        else:
            return None
    return "".join(pieces)


def _placed(node: Node, at: Span) -> Node:
    """`node` with all of it at one place: in a text that is composed there are no others."""
    match node:
        case MapNode(pairs=pairs):
            placed = tuple((replace(name, span=at), _placed(item, at)) for name, item in pairs)
            return replace(node, pairs=placed, span=at)
        case ListNode(items=items):
            return replace(node, items=tuple(_placed(item, at) for item in items), span=at)
        case ScalarNode():
            return replace(node, span=at)


def _written(template: Template, span: Span) -> str:
    """What stands at `span`; of a document on a single line, no more than that."""
    numbers = range(span.line, span.end_line + 1)
    *lines, last = (template.source.line(number) for number in numbers)
    return "\n".join((*lines, last[: span.end_column - 1]))[span.column - 1 :]
