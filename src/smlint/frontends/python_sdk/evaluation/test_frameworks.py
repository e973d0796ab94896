"""Frameworks of tests: what they call before and after other functions, whatever happens there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Class, Function, Instance, Opaque

SETUPS = frozenset(
    {"setUpClass", "setUp", "asyncSetUp", "setup_class", "setup_method", "setup"}
    | {"setUpModule", "setup_module"}
)
TEARDOWNS = frozenset(
    {"tearDown", "asyncTearDown", "tearDownClass", "teardown_method", "teardown_class", "teardown"}
    | {"tearDownModule", "teardown_module"}
)


@contextmanager
def run(machine: Machine, function: Function) -> Iterator[None]:
    """Everything done inside is done when a framework, or whoever calls it, runs `function`.

    What is done before and after the tests of a class belongs to one run with each of them.
    """
    around = function.name in SETUPS or function.name in TEARDOWNS
    outermost = function.span
    if isinstance(function.owner, Instance) and is_test(function.owner.made_from):
        outermost = function.owner.span
    elif around:
        outermost = function.source.span(0, 0)
    outer = machine.contexts
    machine.enter("uncalled", outermost)
    if function.name in TEARDOWNS:
        machine.enter("cleanup", function.span, since=0)
    elif outermost != function.span and not around:
        machine.enter("uncalled", function.span)
    try:
        yield
    finally:
        machine.contexts = outer


def order(function: Function) -> int:
    """The place of `function` among what a framework calls: before, at, or after the tests."""
    return (function.name in TEARDOWNS) - (function.name in SETUPS)


def is_test(made_from: Class) -> bool:
    """Whether a framework runs the methods of a class."""
    bases = (base.path for base in made_from.bases if isinstance(base, Opaque))
    around = (SETUPS | TEARDOWNS) - {"setup", "teardown"}
    return any(base.endswith("TestCase") for base in bases) or not around.isdisjoint(
        made_from.scope.names
    )


def is_fixture(function: Function | None) -> bool:
    """Whether pytest calls `function` for the tests that have an argument of its name."""
    marks = [] if function is None else getattr(function.node, "decorator_list", [])
    names = (mark.func if isinstance(mark, ast.Call) else mark for mark in marks)
    return any(
        (isinstance(name, ast.Name) and name.id == "fixture")
        or (isinstance(name, ast.Attribute) and name.attr == "fixture")
        for name in names
    )
