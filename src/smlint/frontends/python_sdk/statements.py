"""Statements: followed on every path, with what the paths write merged where they meet."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.core.values import Absent, Reference
from smlint.frontends.python_sdk.expressions import binary, bind_names, truth
from smlint.frontends.python_sdk.machine import Flow, Machine
from smlint.frontends.python_sdk.objects import (
    Arguments,
    Class,
    Function,
    Instance,
    Opaque,
    Scope,
    Store,
    Value,
)
from smlint.frontends.python_sdk.sequences import elements_of, set_entry

UNROLL_LIMIT = 50
"""Rounds of a loop over known things; longer loops are read once."""

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
    match node:
        case ast.Expr():
            return _expression(machine, node)
        case ast.Assign():
            value = machine.evaluate(node.value)
            for target in node.targets:
                assign(machine, target, value)
        case ast.AnnAssign() if node.value is not None:
            assign(machine, node.target, machine.evaluate(node.value))
        case ast.AugAssign():
            _augmented(machine, node)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            _definition(machine, node)
        case ast.Import() | ast.ImportFrom():
            _import(machine, node)
        case ast.If():
            return _if(machine, node)
        case ast.For() | ast.AsyncFor():
            return _for(machine, node)
        case ast.While():
            return _while(machine, node)
        case ast.Try() | ast.TryStar():
            return _try(machine, node)
        case ast.With() | ast.AsyncWith():
            return _with(machine, node)
        case ast.Match():
            machine.evaluate(node.subject)
            return _branches(
                machine, [case.body for case in node.cases], machine.span(node.subject)
            )
        case ast.Global() | ast.Nonlocal():
            machine.frame.scope.outer.update(node.names)
        case _:
            return _simple(machine, node)
    return Flow.NEXT


def _simple(machine: Machine, node: ast.stmt) -> Flow:
    match node:
        case ast.Return():
            span = machine.span(node)
            value = Absent(span) if node.value is None else machine.evaluate(node.value)
            machine.frame.returns.append(value)
            return Flow.RETURN
        case ast.Raise():
            if node.exc is not None:
                machine.evaluate(node.exc)
            return Flow.RAISE
        case ast.Break():
            return Flow.BREAK
        case ast.Continue():
            return Flow.CONTINUE
        case ast.Delete():
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id in machine.frame.scope.names:
                    machine.write(machine.frame.scope.names, target.id, None)
        case ast.Assert():
            machine.evaluate(node.test)
    return Flow.NEXT


def _expression(machine: Machine, node: ast.Expr) -> Flow:
    if isinstance(node.value, (ast.Yield, ast.YieldFrom)) and node.value.value is not None:
        machine.frame.returns.append(machine.evaluate(node.value.value))
        return Flow.NEXT
    value = machine.evaluate(node.value)
    inside = machine.frame.function is not None or machine.frame.branches
    exits = isinstance(value, Opaque) and value.path in EXITS
    return Flow.RAISE if exits and inside else Flow.NEXT


def assign(machine: Machine, target: ast.expr, value: Value) -> None:
    """Give `target` the value."""
    match target:
        case ast.Name():
            _assign_name(machine, target.id, value)
        case ast.Attribute():
            owner = machine.evaluate(target.value)
            if isinstance(owner, (Instance, Class)):
                store = owner.fields if isinstance(owner, Instance) else owner.scope.names
                machine.write(store, target.attr, value)
        case ast.Subscript():
            owner = machine.evaluate(target.value)
            if not isinstance(target.slice, ast.Slice):
                set_entry(machine, owner, machine.evaluate(target.slice), value)
        case _ if isinstance(target, (ast.Tuple, ast.List)) and all(
            isinstance(part, (ast.Attribute, ast.Subscript)) for part in target.elts
        ):
            items = elements_of(value)
            for number, part in enumerate(target.elts):
                fits = items is not None and len(items) == len(target.elts)
                item = items[number] if items and fits else None
                if item is None:
                    item = machine.unknown("it is part of a value that is not known", value.span)
                assign(machine, part, item)
        case _:
            bind_names(machine, target, value)


def _assign_name(machine: Machine, name: str, value: Value) -> None:
    scope = machine.frame.scope
    owner: Scope | None = scope
    if name in scope.outer:
        owner = scope.parent
        while owner is not None and name not in owner.names and owner.parent is not None:
            owner = owner.parent
    chosen = owner or scope
    chosen.notes.pop(name, None)
    machine.write(chosen.names, name, value)


def _augmented(machine: Machine, node: ast.AugAssign) -> None:
    target = node.target
    if isinstance(target, ast.Name):
        current = machine.evaluate(ast.copy_location(ast.Name(target.id, ast.Load()), target))
    else:
        current = machine.evaluate(target)
    assign(machine, target, binary(machine, node.op, current, machine.evaluate(node.value), node))


def _definition(
    machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
) -> None:
    scope, span = machine.frame.scope, machine.span(node)
    if not isinstance(node, ast.ClassDef):
        _assign_name(machine, node.name, Function(node, scope, machine.source, span))
        return
    bases = tuple(machine.evaluate(base) for base in node.bases)
    members = Scope(Store(optional=False), scope)
    machine.frame.scope = members
    try:
        machine.execute(node.body)
    finally:
        machine.frame.scope = scope
    _assign_name(machine, node.name, Class(node, members, bases, machine.source, span))


def _import(machine: Machine, node: ast.Import | ast.ImportFrom) -> None:
    span = machine.span(node)
    for alias in node.names:
        if isinstance(node, ast.Import):
            path = alias.name if alias.asname else alias.name.split(".")[0]
            name = alias.asname or path
        else:
            path = f"{'.' * node.level}{node.module or ''}.{alias.name}".removeprefix(
                ".." if node.level else "\0"
            )
            name = alias.asname or alias.name
        if path.split(".")[0] == "sagemaker":
            machine.imports_sagemaker = True
        reason = f"it comes from `{path}`, outside this file"
        value = Opaque(path, reason, span, Reference(path))
        machine.write(machine.frame.scope.names, name, value)


def _if(machine: Machine, node: ast.If) -> Flow:
    test = node.test
    main = isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"  # fmt: skip
    outcome = True if main else truth(machine.evaluate(test))
    if outcome is not None:
        return machine.execute(node.body if outcome else node.orelse)
    return _branches(machine, [node.body, node.orelse], machine.span(test))


def _branches(machine: Machine, bodies: Sequence[Sequence[ast.stmt]], condition: Span) -> Flow:
    """Follow one of `bodies`; which, depends on `condition`."""
    mark = machine.trail.mark()
    ends = []
    with machine.within("branch", condition):
        for body in bodies:
            flow = machine.execute(body)
            ends.append((flow, machine.trail.take_back(mark)))
    open_ends = [changes for flow, changes in ends if flow is Flow.NEXT]
    if not open_ends:
        flows = {flow for flow, _ in ends} - {Flow.RAISE}
        left = next(iter(ends), (Flow.NEXT, {}))[1]
        machine.trail.apply(left)
        return flows.pop() if len(flows) == 1 else Flow.CONTINUE if flows else Flow.RAISE
    machine.trail.apply(open_ends[0])
    for changes in open_ends[1:]:
        first = machine.trail.take_back(mark)
        machine.trail.merge(first, changes, condition)
    return Flow.NEXT


def _assigned(body: Sequence[ast.stmt]) -> list[str]:
    names = (
        node.id
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    return list(dict.fromkeys(names))


def _once(machine: Machine, body: Sequence[ast.stmt], condition: Span) -> Flow:
    """Read the body of a loop whose rounds are not known."""
    mark = machine.trail.mark()
    names = machine.frame.scope.names
    for name in _assigned(body):
        if name in names:
            reason = f"`{name}` is set in a loop whose rounds are not known"
            machine.write(names, name, machine.unknown(reason, condition))
    with machine.within("branch", condition):
        flow = machine.execute(body)
    machine.trail.merge(machine.trail.take_back(mark), {}, condition)
    return flow


def _for(machine: Machine, node: ast.For | ast.AsyncFor) -> Flow:
    sequence = machine.evaluate(node.iter)
    items = elements_of(sequence)
    if items is None or len(items) > UNROLL_LIMIT:
        bound = machine.unknown(
            "it changes from round to round of a loop", machine.span(node.target)
        )
        assign(machine, node.target, bound)
        _once(machine, node.body, machine.span(node.iter))
        return machine.execute(node.orelse)
    for item in items:
        assign(machine, node.target, item)
        flow = machine.execute(node.body)
        if flow is Flow.BREAK:
            return Flow.NEXT
        if flow in (Flow.RETURN, Flow.RAISE):
            return flow
    return machine.execute(node.orelse)


def _while(machine: Machine, node: ast.While) -> Flow:
    if truth(machine.evaluate(node.test)) is False:
        return machine.execute(node.orelse)
    _once(machine, node.body, machine.span(node.test))
    return machine.execute(node.orelse)


def _try(machine: Machine, node: ast.Try | ast.TryStar) -> Flow:
    flow = machine.execute(node.body)
    if flow is Flow.NEXT:
        flow = machine.execute(node.orelse)
    ways = [flow]
    for handler in node.handlers:
        span = machine.span(handler)
        mark = machine.trail.mark()
        with machine.within("branch", span):
            if handler.name:
                caught = machine.unknown("it is an exception", span)
                machine.write(machine.frame.scope.names, handler.name, caught)
            end = machine.execute(handler.body)
        changes = machine.trail.take_back(mark)
        ways.append(end)
        if end is Flow.NEXT and flow is Flow.NEXT:
            machine.trail.merge({}, changes, span)
        elif end is Flow.NEXT:
            machine.trail.apply(changes)
    if node.finalbody:
        with machine.within("cleanup", machine.span(node.finalbody[0])):
            end = machine.execute(node.finalbody)
        if end is not Flow.NEXT:
            return end
    return Flow.NEXT if Flow.NEXT in ways else flow


def _with(machine: Machine, node: ast.With | ast.AsyncWith) -> Flow:
    entered: list[Instance] = []
    for item in node.items:
        value = machine.evaluate(item.context_expr)
        if isinstance(value, Instance):
            entered.append(value)
            inner = _special(machine, value, "__enter__", node)
            value = value if inner is None else inner
        if item.optional_vars is not None:
            assign(machine, item.optional_vars, value)
    flow = machine.execute(node.body)
    with machine.within("cleanup", machine.span(node)):
        for instance in entered:
            _special(machine, instance, "__exit__", node)
    return flow


def _special(machine: Machine, instance: Instance, name: str, node: ast.AST) -> Value | None:
    method = machine.attribute(instance, name, machine.span(node))
    if not isinstance(method, Function):
        return None
    nothing = Absent(machine.span(node))
    count = 3 if name == "__exit__" else 0
    return machine.invoke(method, Arguments((nothing,) * count), machine.span(node))
