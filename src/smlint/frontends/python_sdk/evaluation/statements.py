"""Statements: followed on every path, with what the paths write merged where they meet."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence

from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation import (
    branches,
    generators,
    handlers,
    imports,
    loops,
    matching,
    stand_ins,
)
from smlint.frontends.python_sdk.evaluation.assignments import (
    assign,
    assign_name,
    augmented,
    delete,
)
from smlint.frontends.python_sdk.evaluation.classes import marked
from smlint.frontends.python_sdk.evaluation.conditions import decide
from smlint.frontends.python_sdk.evaluation.construction import define_class, special
from smlint.frontends.python_sdk.evaluation.equality import truth
from smlint.frontends.python_sdk.evaluation.exceptions import is_error_class, kind_of
from smlint.frontends.python_sdk.evaluation.frames import Flow, Raised
from smlint.frontends.python_sdk.evaluation.functions import decorated
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Class,
    Function,
    Generator,
    Instance,
    Opaque,
    Value,
)

REGISTERING = re.compile(r"(atexit\.)?register")
"""Decorators that have a function called at exit."""

EXITS = frozenset({"sys.exit()", "builtins.exit()", "builtins.quit()", "os._exit()"})


def execute(machine: Machine, body: Sequence[ast.stmt]) -> Flow:
    """Follow `body`; how it ended. What it surely raises is kept in the frame."""
    for statement in body:
        machine.tick()
        try:
            flow = _statement(machine, statement)
        except Raised as raised:
            machine.frame.raised = raised
            return Flow.RAISE
        if flow is not Flow.NEXT:
            return flow
    return Flow.NEXT


def _statement(machine: Machine, node: ast.stmt) -> Flow:
    block = BLOCKS.get(type(node))
    if block is not None:
        return block(machine, node)
    simple = SIMPLE.get(type(node))
    if simple is not None:
        simple(machine, node)
    return ENDS.get(type(node), Flow.NEXT)


def _assign(machine: Machine, node: ast.Assign) -> None:
    if isinstance(node.value, ast.Call) and isinstance(node.targets[0], (ast.Name, ast.Attribute)):
        machine.called[node.value] = ast.unparse(node.targets[0])
    value = machine.evaluate(node.value)
    for target in node.targets:
        assign(machine, target, value)


def _annotated(machine: Machine, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(node.value))


def _return(machine: Machine, node: ast.Return) -> None:
    value = Absent(machine.span(node)) if node.value is None else machine.evaluate(node.value)
    machine.frame.returns.append(value)


def _raise(machine: Machine, node: ast.Raise) -> None:
    span, handling = machine.span(node), machine.frame.handling
    if node.exc is None:
        again = handling[-1] if handling else None
        raise Raised(None if again is None else kind_of(again), span, again)
    value = machine.evaluate(node.exc)
    if is_error_class(value):
        value = machine.apply(value, Arguments(), span)
    raise Raised(kind_of(value), span, value)


def _delete(machine: Machine, node: ast.Delete) -> None:
    for target in node.targets:
        delete(machine, target)


def _assert(machine: Machine, node: ast.Assert) -> None:
    value, outcome = decide(machine, node.test)
    if outcome is False:
        machine.raises("AssertionError", machine.span(node), "it is asserted otherwise", value)
    machine.hazards += outcome is None


def _global(machine: Machine, node: ast.Global) -> None:
    machine.frame.scope.top.update(node.names)


def _nonlocal(machine: Machine, node: ast.Nonlocal) -> None:
    machine.frame.scope.outer.update(node.names)


def _expression(machine: Machine, node: ast.Expr) -> Flow:
    value = machine.evaluate(node.value)
    inside = machine.frame.function is not None or machine.frame.branches
    exits = isinstance(value, Opaque) and value.path in EXITS
    if exits:
        machine.frame.raised = Raised("SystemExit", machine.span(node))
    return Flow.RAISE if exits and inside else Flow.NEXT


def _definition(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    value = decorated(machine, node)
    name = node.name
    if marked(value, "setter"):
        name = f"{name}.setter"
    assign_name(machine, name, value)
    for decorator in node.decorator_list:
        if REGISTERING.fullmatch(ast.unparse(decorator)):
            call = ast.copy_location(ast.Call(decorator, [], []), decorator)
            machine.call(machine.evaluate(decorator), Arguments((value,)), call)


def _class(machine: Machine, node: ast.ClassDef) -> None:
    made: Value = define_class(machine, node)
    for mark in reversed(made.marks if isinstance(made, Class) else ()):
        if isinstance(mark, Function):
            changed = machine.apply(mark, Arguments((made,)), machine.span(node))
            made = changed if isinstance(changed, (Class, Function)) else made
    assign_name(machine, node.name, made)


def _with(machine: Machine, node: ast.With | ast.AsyncWith) -> Flow:
    return _enter(machine, node, list(node.items))


def _enter(machine: Machine, node: ast.With | ast.AsyncWith, items: list[ast.withitem]) -> Flow:
    """Follow the body of a `with` within its first `items`, and what these do afterwards."""
    if not items:
        return machine.execute(node.body)
    item, *others = items
    outer, since = machine.contexts, machine.turn()
    value = machine.evaluate(item.context_expr)

    def body(entered: Value) -> Flow:
        if item.optional_vars is not None:
            assign(machine, item.optional_vars, entered)
        try:
            return _enter(machine, node, others)
        except Raised as raised:
            machine.frame.raised = raised
            return Flow.RAISE

    if stand_ins.is_one(value):
        machine.enter("stand_in", machine.span(item.context_expr))
    try:
        if isinstance(value, Generator):
            return generators.in_with(machine, value, body)
        if not isinstance(value, Instance):
            flow = body(value)
            machine.contexts = outer
            with machine.within("cleanup", machine.span(node), since=since):
                machine.leave(value, item.context_expr)
            return flow
        entered = _special(machine, value, node, "__enter__", "__aenter__")
        flow = body(value if entered is None else entered)
        machine.contexts = outer
        with machine.within("cleanup", machine.span(node), since=since):
            left = _special(machine, value, node, "__exit__", "__aexit__")
    finally:
        machine.contexts = outer
    swallowed = None if left is None else truth(left)
    return Flow.NEXT if flow is Flow.RAISE and swallowed else flow


def _special(
    machine: Machine, instance: Instance, node: ast.With | ast.AsyncWith, name: str, other: str
) -> Value | None:
    """What entering or leaving `instance` gives; None where the file does not say."""
    nothing = Absent(machine.span(node))
    chosen = other if isinstance(node, ast.AsyncWith) else name
    count = 3 if name.endswith("exit__") else 0
    return special(machine, instance, chosen, (nothing,) * count, machine.span(node))


BLOCKS: Mapping[type[ast.stmt], Callable[..., Flow]] = {
    ast.Expr: _expression,
    ast.If: branches.if_,
    ast.For: loops.for_,
    ast.AsyncFor: loops.for_,
    ast.While: loops.while_,
    ast.Try: handlers.try_,
    ast.TryStar: handlers.try_,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: matching.match,
}
SIMPLE: Mapping[type[ast.stmt], Callable[..., None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: augmented,
    ast.FunctionDef: _definition,
    ast.AsyncFunctionDef: _definition,
    ast.ClassDef: _class,
    ast.Import: imports.import_,
    ast.ImportFrom: imports.import_from,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Delete: _delete,
    ast.Assert: _assert,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
}
ENDS: Mapping[type[ast.stmt], Flow] = {
    ast.Return: Flow.RETURN,
    ast.Break: Flow.BREAK,
    ast.Continue: Flow.CONTINUE,
}
