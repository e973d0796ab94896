"""Functions of the file: defined, and read in place of their calls."""

from __future__ import annotations

import ast

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop
from smlint.frontends.python_sdk.evaluation import annotated, parameters, stand_ins
from smlint.frontends.python_sdk.evaluation.classes import found_in, marked
from smlint.frontends.python_sdk.evaluation.frames import Flow, Frame
from smlint.frontends.python_sdk.evaluation.machine import CALL_DEPTH, Machine
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Function,
    Generator,
    Instance,
    Opaque,
    Scope,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.plain import NotPlain, key_of, plain
from smlint.frontends.python_sdk.values.trail import either

Node = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

TRANSPARENT = (
    "staticmethod", "classmethod", "property", "cached_property", "abstractmethod", "overload",
    "abstractproperty", "abstractclassmethod", "abstractstaticmethod", "override", "final",
    "wraps", "cache", "lru_cache", "contextmanager", "asynccontextmanager", "setter", "getter",
    "fixture", "update_wrapper", "singledispatch", "no_type_check", "wrapper",
)  # fmt: skip
"""Decorators known to leave a function's result as it is, by the last word of their names."""


def invoke(machine: Machine, function: Function, arguments: Arguments, span: Span) -> Value:
    """What `function` gives when called at `span` with `arguments`."""
    stack = [frame.function.node for frame in (*machine.frames, machine.frame) if frame.function]
    repeated = function.node in stack and not _settled(arguments)
    if len(stack) >= CALL_DEPTH or repeated:
        return machine.unknown(f"{function.name} calls itself or is nested too deeply", span)
    machine.note_read(function)
    scope = Scope(Store(optional=False), enclosing(function.scope))
    parameters.bind(machine, function, arguments, scope, span)
    if yields(machine, function.node):
        return Generator(function, scope, span, Store(optional=False))
    if marked(function, "cache", "lru_cache"):
        return _cached(machine, function, scope, span)
    result = annotated.returned(machine, function, run(machine, function, scope, span), span)
    mark = next((one for one in function.marks if not marked(function, *TRANSPARENT)), None)
    if mark is None:
        return result
    note = "through a decorator, taken to leave the result as it is"
    return at(result, span_or(result, span), Hop(note, mark.span))


def _cached(machine: Machine, function: Function, scope: Scope, span: Span) -> Value:
    """What a function gives that keeps its results: the same for the same arguments."""
    store = machine.cached.setdefault(function.node, Store(optional=False))
    try:
        key = (id(function.scope), *map(key_of, scope.names.values()))
    except (NotPlain, TypeError):
        return run(machine, function, scope, span)
    found = store.get(key)
    if found is None:
        found = run(machine, function, scope, span)
        machine.write(store, key, found)
    return found


def span_or(value: Value, span: Span) -> Span:
    """Where a result is seen: where it is written, or at the call where that is unknown."""
    return getattr(value, "span", span)


def _settled(arguments: Arguments) -> bool:
    """Whether the arguments are known as a whole: a function that calls itself may then end.

    If it does not, it comes to the limit of calls one in another.
    """
    if arguments.open is not None:
        return False
    try:
        for value in (*arguments.positional, *arguments.keywords.values()):
            if not isinstance(value, (Function, Instance, Class)):
                plain(value)
    except NotPlain:
        return False
    return bool(arguments.positional or arguments.keywords)


def enclosing(scope: Scope) -> Scope:
    """The scope whose names a function defined in `scope` sees: not those of a class body."""
    while scope.kind == "class" and scope.parent is not None:
        scope = scope.parent
    return scope


def yields(machine: Machine, node: Node) -> bool:
    """Whether calling the function gives a generator."""
    found = machine.yielding.get(node)
    if found is None:
        found = machine.yielding[node] = _yields(node)
    return found


def _yields(node: Node) -> bool:
    pending: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else [*node.body]
    while pending:
        inner = pending.pop()
        if isinstance(inner, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(inner))
    return False


def run(machine: Machine, function: Function, scope: Scope, span: Span) -> Value:
    """What the body of `function` gives, with its arguments in `scope`; raises `Raised`."""
    called = None if span == function.span else span
    frame = Frame(scope, function, called=called)
    result = in_frame(machine, frame, function)
    return _result(machine, frame, function, span) if result is None else result


def in_frame(machine: Machine, frame: Frame, function: Function) -> Value | None:
    """Follow the body of `function`; what a lambda gives, None for others. Raises `Raised`."""
    outer, source, contexts = machine.frame, machine.source, machine.contexts
    machine.frames.append(outer)
    machine.frame, machine.source = frame, function.source
    mark = machine.inquiry.mark()
    try:
        stand_ins.decorated(machine, function)
        if isinstance(function.node, ast.Lambda):
            return machine.evaluate(function.node.body)
        flow = machine.execute(function.node.body)
        machine.settle_exits(frame, 0)
        machine.inquiry.hangs(function.span, mark)
    finally:
        machine.frame, machine.source, machine.contexts = machine.frames.pop(), source, contexts
    if flow is Flow.RAISE and not frame.returns:
        _pass_on(machine, frame)
    elif flow is not Flow.RETURN and flow is not Flow.RAISE and frame.returns:
        frame.returns.append(Absent(function.span))
    return None


def _pass_on(machine: Machine, frame: Frame) -> None:
    """Raise what ended a function, unless it is left to classes of which the file says nothing."""
    raised = frame.raised
    uncalled = any(context.kind == "uncalled" for context in machine.contexts)
    abstract = raised is not None and raised.kind == "NotImplementedError"
    if raised is not None and not (uncalled and abstract):
        raise raised


def _result(machine: Machine, frame: Frame, function: Function, span: Span) -> Value:
    if not frame.returns:
        if frame.raised is not None:
            return machine.unknown("it is left to another class", span)
        return Absent(span)
    result = frame.returns[0]
    for value in frame.returns[1:]:
        result = value if isinstance(result, Absent) and isinstance(value, HANDLES) else (
            result if isinstance(value, Absent) and isinstance(result, HANDLES)
            else either(result, value, function.span, f"the result of {function.name}()")
        )  # fmt: skip
    return result


HANDLES = (Opaque, Box, Instance, Deployed)
"""Results of which a bare `return` on another path says nothing: the caller goes on with them."""


def define(machine: Machine, node: Node) -> Function:
    """The function that a definition makes, with the defaults of its parameters."""
    scope = machine.frame.scope
    defaults = {
        parameter.arg: machine.evaluate(default)
        for parameter, default in parameters.parameters_of(node)
        if default is not None
    }
    home = machine.frame.function.home if machine.frame.function else None
    return Function(node, scope, machine.source, machine.span(node), None, home, defaults)


def decorated(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Value:
    """The function that a definition makes, after what its decorators of the file make of it."""
    marks = [machine.evaluate(mark) for mark in node.decorator_list]
    value: Value = define(machine, node)
    span = machine.span(node)
    for mark in reversed(marks):
        own = isinstance(mark, (Function, Class)) or (
            isinstance(mark, Instance) and found_in(mark.made_from, "__call__") is not None
        )
        made = machine.apply(mark, Arguments((value,)), span) if own else None
        if isinstance(made, (Function, Instance, Class)):
            value = made
        elif isinstance(value, Function):
            value = Function(
                value.node, value.scope, value.source, value.span, value.owner, value.home,
                value.defaults, (*value.marks, mark),
            )  # fmt: skip
    return value
