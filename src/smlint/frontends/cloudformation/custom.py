"""What makes endpoints by code of its own: custom resources, and functions written in a template.

It is not read, and told: silence would look like a pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.problem import Problem
from smlint.core.resource import ENDPOINT, Unread
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.document.calls import call_of
from smlint.frontends.cloudformation.document.template import Entry, Template, scalar, section
from smlint.lifecycle.mentions import SERVICE, mentioned

_CUSTOM = ("Custom::", "AWS::CloudFormation::CustomResource")
_FUNCTIONS = {"AWS::Lambda::Function": "Code", "AWS::Serverless::Function": "InlineCode"}
_CREATES = re.compile(r"create_?endpoint(?!s)", re.IGNORECASE)
_ENDPOINT = re.compile(r"sage-?maker.*endpoint|endpoint.*sage-?maker", re.IGNORECASE | re.DOTALL)
_READ = ("AWS::IAM::", "AWS::SageMaker::", "AWS::StepFunctions::", "AWS::Serverless::StateMachine")
"""What names operations without being code, or is read."""


def unread(template: Template) -> Iterator[Problem]:
    """A note for everything in `template` that seems to make endpoints and cannot be followed."""
    for name, entry in template.resources.items():
        kind = scalar(entry.node, "Type")
        if kind is None:
            continue
        if kind.text.startswith(_CUSTOM):
            if _ENDPOINT.search(_written(entry)) and not _uses_one(entry, template):
                yield _note(entry, f"custom resource {name}")
        elif kind.text in _FUNCTIONS:
            code = section(entry.node, "Properties").get(_FUNCTIONS[kind.text])
            text = "" if code is None else " ".join(_texts(code.node))
            if _CREATES.search(text) and SERVICE.search(text):
                yield _note(entry, f"the code of function {name}")


def done(template: Template) -> Iterator[Unread]:
    """What code within `template`, and schedules in it, seem to do with endpoints."""
    for entry in template.resources.values():
        kind = scalar(entry.node, "Type")
        if kind is not None and not kind.text.startswith(_READ):
            yield from mentioned(_texts(entry.node), entry.name.span)


def _uses_one(entry: Entry, template: Template) -> bool:
    """Whether a custom resource gets an endpoint of `template`, and no other configuration for it.

    A schedule that monitors an endpoint does.
    """
    given = section(entry.node, "Properties")
    named = given.get("EndpointName")
    call = None if named is None else call_of(named.node)
    if call is None or "EndpointConfigName" in given:
        return False
    meant = {text.partition(".")[0] for text in _texts(call.argument)}
    kinds = (
        scalar(template.resources[name].node, "Type") for name in meant & template.resources.keys()
    )
    return any(kind is not None and kind.text == ENDPOINT for kind in kinds)


def _written(entry: Entry) -> str:
    return " ".join((entry.name.text, *_texts(entry.node)))


def _note(entry: Entry, what: str) -> Problem:
    return Problem(
        entry.name.span,
        f"{what} seems to make an endpoint: what it makes is not checked",
        "AWS::SageMaker::Endpoint makes one that can be",
        "note",
    )


def _texts(root: Node) -> Iterator[str]:
    """The texts anywhere in `root`, names among them."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        match node:
            case ScalarNode(text=text):
                yield text
            case ListNode(items=items):
                waiting.extend(items)
            case MapNode(pairs=pairs):
                waiting.extend(part for pair in reversed(pairs) for part in reversed(pair))
