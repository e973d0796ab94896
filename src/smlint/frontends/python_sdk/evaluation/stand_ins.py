"""Where a test puts something in the place of AWS: what is done there makes no endpoint."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from smlint.core.values import Known
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Arguments, Class, Function, Opaque, Value

WRITTEN = re.compile(r"\bpatch\b")
"""Decorators that are looked at more closely."""

PATCHES = re.compile(r"(unittest\.)?mock\.patch(\.object|\.multiple|\.dict)?\(\)")
PUTTING = re.compile(r"mocker\.patch(\.object)?$|monkeypatch\.setattr$")
FAILING = re.compile(r"(pytest\.raises|.*\.assertRaises(Regex)?)\(\)")
"""Context managers of tests in which something is to be refused."""
MOCK = re.compile(r"(^|\.)\w*Mock\(\)$")
DEPLOYING = re.compile(r"_?deploy\w*")
REPLACED = re.compile(r"boto|sagemaker|aws|client|session", re.IGNORECASE)
"""What is patched where AWS is; others patch the clock, or the like."""


def is_one(value: Value) -> bool:
    """Whether `value`, a decorator or context manager, has nothing reach AWS.

    A stand-in takes its place, or what is done is to be refused before.
    """
    if not isinstance(value, Opaque) or value.arguments is None:
        return False
    if FAILING.fullmatch(value.path):
        return True
    return PATCHES.fullmatch(value.path) is not None and any(
        map(_names_aws, value.arguments.positional)
    )


def takes_place(owner: Value, attribute: str, value: Value | None) -> bool:
    """Whether `owner.attribute = value` puts a function or mock in the place of what deploys."""
    made = isinstance(value, Opaque) and MOCK.search(value.path) is not None
    deploying = isinstance(owner, Opaque) and DEPLOYING.fullmatch(attribute) is not None
    return deploying and (made or isinstance(value, Function))


def call(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> None:
    """Enter the stand-in that `callee(...)` puts in place for the rest of the function, if any."""
    if PUTTING.search(callee.path) and any(map(_names_aws, arguments.positional)):
        machine.enter("stand_in", machine.span(node))


def _names_aws(value: Value) -> bool:
    text = value.value if isinstance(value, Known) else getattr(value, "path", "")
    return isinstance(text, str) and REPLACED.search(text) is not None


def decorated(machine: Machine, function: Function) -> None:
    """Enter the stand-ins by which `function`, or its class, is decorated."""
    marks: list[ast.expr] = [*getattr(function.node, "decorator_list", ())]
    if function.owner is not None:
        made_from = (
            function.owner if isinstance(function.owner, Class) else function.owner.made_from
        )
        marks += made_from.node.decorator_list
    _enter(machine, marks)


def _enter(machine: Machine, marks: Sequence[ast.expr]) -> None:
    for mark in marks:
        if WRITTEN.search(ast.unparse(mark)) and is_one(machine.evaluate(mark)):
            machine.enter("stand_in", machine.span(mark))
