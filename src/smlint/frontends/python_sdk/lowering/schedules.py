"""Schedules and rules of EventBridge that delete an endpoint after the run of the script.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown, parts_of
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.deletions import ENDING
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, scalar_of

UNIVERSAL = re.compile(r":aws-sdk:sagemaker:(\w+)$")
"""The target that is an operation of SageMaker itself."""

HOLE = "\0"
WRITTEN = re.compile(r'"EndpointName"\s*:\s*"')

TARGETS = {"create_schedule": "Target", "update_schedule": "Target", "put_targets": "Targets"}


def note(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> None:
    """Note the deletion that the target of a schedule or rule does, where `callee(...)` sets one.

    What a function does that is called for an endpoint is told by its name alone: if that does
    not tell it, it may delete it.
    """
    name = TARGETS.get(callee.path.rpartition(".")[2])
    given = None if name is None else arguments.get(name)
    if not isinstance(given, Box):
        return
    span = syntax.header_of(node, machine.source)
    for target in given.items if given.kind == "list" else (given,):
        if isinstance(target, Box) and target.kind == "mapping":
            _note_target(machine, target, span, node)


def _note_target(machine: Machine, target: Box, span: Span, node: ast.Call) -> None:
    arn = target.store.get("Arn")
    asked = target.store.get("Input")
    told = "" if arn is None else _text_of(arn)
    universal = UNIVERSAL.search(told)
    name = _endpoint(asked, span)
    if universal is not None:
        if universal[1].lower() != "deleteendpoint":
            return
    elif not _ends(told):
        if isinstance(name, Absent):
            return
        name = machine.unknown("what is called on a schedule may delete it", span)
    if isinstance(name, Absent):
        name = machine.unknown("which endpoint is deleted on a schedule is not in this file", span)
    with machine.within("scheduled", span):
        machine.note_call("DeleteEndpoint", Known({"EndpointName": name}, span), node)


def _text_of(value: Value) -> str:
    """The pieces of `value` that are known, one after another."""
    return "".join(part for part in parts_of(scalar_of(value)) if isinstance(part, str))


def _ends(name: str) -> bool:
    """Whether what is called `name` ends something."""
    words = "_".join(re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name.rpartition(":")[2]))
    return ENDING.search(words) is not None


def _endpoint(asked: Value | None, span: Span) -> Tree:
    """The name of the endpoint in the input of a target: JSON as text, or as `json.dumps` gets it.

    Absent where it names none.
    """
    if isinstance(asked, Opaque) and asked.path == "json.dumps()" and asked.arguments is not None:
        asked = asked.arguments.get("obj", 0)
    if isinstance(asked, Box):
        found = asked.store.get("EndpointName")
        return Absent(span) if found is None else scalar_of(found)
    text = known_text(asked)
    if text is not None:
        return _of_json(text, span)
    if isinstance(asked, Unknown):
        return _between(asked)
    return Absent(span)


def _of_json(text: str, span: Span) -> Tree:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Absent(span)
    name = data.get("EndpointName") if isinstance(data, Mapping) else None
    return Known(name, span) if isinstance(name, str) else Absent(span)


def _between(asked: Unknown) -> Tree:
    """The name in a text of which pieces are unknown: what stands between its quotes."""
    unknown = [part for part in asked.parts if not isinstance(part, str)]
    text = "".join(part if isinstance(part, str) else HOLE for part in asked.parts)
    start = WRITTEN.search(text)
    if start is None:
        return Absent(asked.span)
    holes = iter(unknown[text.count(HOLE, 0, start.end()) :])
    name = text[start.end() :].partition('"')[0]
    pieces = (next(holes) if piece == HOLE else piece for piece in re.split(f"({HOLE})", name))
    parts = tuple(piece for piece in pieces if piece != "")
    if all(isinstance(part, str) for part in parts):
        return Known(name, asked.span, asked.via)
    return Unknown(asked.reason, asked.span, asked.via, parts)
