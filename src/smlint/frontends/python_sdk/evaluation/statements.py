"""Statements: followed on every path, with what the paths write merged where they meet."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence

from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation import branches, imports, stand_ins, tests
from smlint.frontends.python_sdk.evaluation.assignments import assign, assign_name, augmented
from smlint.frontends.python_sdk.evaluation.machine import Flow, Machine
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Class,
    Function,
    Instance,
    Opaque,
    Scope,
    Store,
    Value,
)

REGISTERING = re.compile(r"(atexit\.)?register")
"""Decorators that have a function called at exit."""

EXITS = frozenset({"sys.exit()", "builtins.exit()", "builtins.quit()", "os._exit()"})


def execute(machine: Machine, body: Sequence[ast.stmt]) -> Flow:
    """Follow `body`; how it ended."""
    for statement in body:
        machine.tick()
        flow = _statement(machine, statement)
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
    if node.exc is not None:
        machine.evaluate(node.exc)


def _delete(machine: Machine, node: ast.Delete) -> None:
    names = machine.frame.scope.names
    for target in node.targets:
        if isinstance(target, ast.Name) and target.id in names:
            machine.write(names, target.id, None)
        elif isinstance(target, ast.Subscript):
            owner = machine.evaluate(target.value)
            if isinstance(owner, Opaque):
                machine.set_entry(owner, machine.evaluate(target.slice), None)


def _assert(machine: Machine, node: ast.Assert) -> None:
    machine.evaluate(node.test)


def _outer(machine: Machine, node: ast.Global | ast.Nonlocal) -> None:
    machine.frame.scope.outer.update(node.names)


def _match(machine: Machine, node: ast.Match) -> Flow:
    machine.evaluate(node.subject)
    bodies = [case.body for case in node.cases]
    return branches.branches(machine, [*bodies, []], machine.span(node.subject))


def _expression(machine: Machine, node: ast.Expr) -> Flow:
    if isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        if node.value.value is not None:
            machine.frame.returns.append(machine.evaluate(node.value.value))
        fixture = tests.is_fixture(machine.frame.function)
        machine.enter("cleanup" if fixture else "resumed", machine.span(node))
        return Flow.NEXT
    value = machine.evaluate(node.value)
    inside = machine.frame.function is not None or machine.frame.branches
    exits = isinstance(value, Opaque) and value.path in EXITS
    return Flow.RAISE if exits and inside else Flow.NEXT


def _definition(
    machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
) -> None:
    scope, span = machine.frame.scope, machine.span(node)
    if not isinstance(node, ast.ClassDef):
        function = Function(node, scope, machine.source, span)
        assign_name(machine, node.name, function)
        for decorator in node.decorator_list:
            if REGISTERING.fullmatch(ast.unparse(decorator)):
                call = ast.copy_location(ast.Call(decorator, [], []), decorator)
                machine.call(machine.evaluate(decorator), Arguments((function,)), call)
        return
    bases = tuple(machine.evaluate(base) for base in node.bases)
    members = Scope(Store(optional=False), scope)
    machine.frame.scope = members
    try:
        machine.execute(node.body)
    finally:
        machine.frame.scope = scope
    assign_name(machine, node.name, Class(node, members, bases, machine.source, span))


def _with(machine: Machine, node: ast.With | ast.AsyncWith) -> Flow:
    entered: list[Instance] = []
    outer, since = machine.contexts, machine.turn()
    for item in node.items:
        value = machine.evaluate(item.context_expr)
        if stand_ins.is_one(value):
            machine.enter("stand_in", machine.span(item.context_expr))
        if isinstance(value, Instance):
            entered.append(value)
            enter = "__aenter__" if isinstance(node, ast.AsyncWith) else "__enter__"
            inner = _special(machine, value, enter, node)
            value = value if inner is None else inner
        if item.optional_vars is not None:
            assign(machine, item.optional_vars, value)
    flow = machine.execute(node.body)
    machine.contexts = outer
    with machine.within("cleanup", machine.span(node), since=since):
        for instance in entered:
            leave = "__aexit__" if isinstance(node, ast.AsyncWith) else "__exit__"
            _special(machine, instance, leave, node)
    return flow


def _special(machine: Machine, instance: Instance, name: str, node: ast.AST) -> Value | None:
    method = machine.attribute(instance, name, machine.span(node))
    if not isinstance(method, Function):
        return None
    nothing = Absent(machine.span(node))
    count = 3 if name.endswith("exit__") else 0
    return machine.invoke(method, Arguments((nothing,) * count), machine.span(node))


BLOCKS: Mapping[type[ast.stmt], Callable[..., Flow]] = {
    ast.Expr: _expression,
    ast.If: branches.if_,
    ast.For: branches.for_,
    ast.AsyncFor: branches.for_,
    ast.While: branches.while_,
    ast.Try: branches.try_,
    ast.TryStar: branches.try_,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
}
SIMPLE: Mapping[type[ast.stmt], Callable[..., None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: augmented,
    ast.FunctionDef: _definition,
    ast.AsyncFunctionDef: _definition,
    ast.ClassDef: _definition,
    ast.Import: imports.import_,
    ast.ImportFrom: imports.import_from,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Delete: _delete,
    ast.Assert: _assert,
    ast.Global: _outer,
    ast.Nonlocal: _outer,
}
ENDS: Mapping[type[ast.stmt], Flow] = {
    ast.Return: Flow.RETURN,
    ast.Raise: Flow.RAISE,
    ast.Break: Flow.BREAK,
    ast.Continue: Flow.CONTINUE,
}
