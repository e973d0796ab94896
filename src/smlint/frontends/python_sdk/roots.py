"""Functions that nobody in the file calls: the ways into it from elsewhere."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation import test_frameworks
from smlint.frontends.python_sdk.evaluation.classes import bound_to, member
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.uncalled import invoke_uncalled
from smlint.frontends.python_sdk.lowering import boto, sdk, subprocesses
from smlint.frontends.python_sdk.values.objects import Class, Function, Instance, Scope, Store

REQUESTS = frozenset(
    {*boto.OPERATIONS, *sdk.METHODS, *subprocesses.NAMES}
    | {"CfnEndpointConfig", "CfnEndpoint", "CfnScalableTarget", "CfnResource", "ScalableTarget"}
    | {"EndpointConfig", "EndpointConfiguration", "Endpoint"}
)
"""Names of functions that end in a request of interest, and of classes that declare it."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def leading(modules: Sequence[ast.Module], imported: Iterable[str] = ()) -> frozenset[ast.AST]:
    """The functions and classes that lead to a request, through others of the file or directly.

    `imported` are names of other files that do.

    Whatever else nobody calls need not be read: in a large file that is nearly everything.
    """
    mentioning: dict[str, list[Definition]] = defaultdict(list)
    for module in modules:
        for definition, names in _mentions(module).within.items():
            for name in names:
                mentioning[name].append(definition)
    found: set[ast.AST] = set()
    wanted = list({*REQUESTS, *imported})
    for name in wanted:
        for definition in mentioning.pop(name, ()):
            if definition not in found:
                found.add(definition)
                wanted.append(definition.name)
    return frozenset(found)


def mentioned(module: ast.Module) -> frozenset[str]:
    """The names and attributes that are used anywhere in `module`."""
    return _mentions(module).anywhere


class _Mentions(NamedTuple):
    """The names and attributes that a module uses, and those of each function and class of it."""

    anywhere: frozenset[str]
    within: Mapping[Definition, set[str]]


_KEPT: WeakKeyDictionary[ast.Module, _Mentions] = WeakKeyDictionary()
"""Modules are asked for them in every run."""


def _mentions(module: ast.Module) -> _Mentions:
    found = _KEPT.get(module)
    if found is None:
        found = _KEPT[module] = _found_in(module)
    return found


def _found_in(module: ast.Module) -> _Mentions:
    outside: set[str] = set()
    within: dict[Definition, set[str]] = {}
    around: dict[Definition, set[str]] = {}
    pending: list[tuple[ast.AST, set[str]]] = [(module, outside)]
    while pending:
        node, names = pending.pop()
        if isinstance(node, Definition):
            around[node] = names
            names = within[node] = set()
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            names.add(node.attr)
        pending.extend((child, names) for child in syntax.children(node))
    for node in reversed(around):
        around[node] |= within[node]
    return _Mentions(frozenset(outside), within)


def roots(machine: Machine, module: ast.Module, wanted: Container[ast.AST]) -> Iterator[Function]:
    """The `wanted` functions of the file that were not read yet, the outermost first."""
    yield from _among(machine, module.body, machine.globals, wanted)


def _among(
    machine: Machine, body: Sequence[ast.stmt], scope: Scope, wanted: Container[ast.AST]
) -> Iterator[Function]:
    for node in body:
        if isinstance(node, (ast.If, ast.Try)):
            yield from _among(machine, node.body, scope, wanted)
        elif node in machine.read or node not in wanted:
            continue
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            made = scope.names.get(node.name)
            if not (isinstance(made, Function) and made.node is node):
                made = Function(node, scope, machine.source, machine.span(node))
            yield made
        elif isinstance(node, ast.ClassDef):
            value = scope.names.get(node.name)
            if isinstance(value, Class) and value.node is node:
                yield from _methods_of(machine, value, wanted)


def _methods_of(
    machine: Machine, made_from: Class, wanted: Container[ast.AST]
) -> Iterator[Function]:
    """The methods that were not read yet, of an object made for them."""
    instance: Instance | None = None
    found = _among(machine, made_from.node.body, made_from.scope, wanted)
    for function in sorted(found, key=test_frameworks.order):
        if instance is None:
            instance = _uncalled_instance(machine, made_from)
        if function.node not in machine.read:
            yield bound_to(function, instance)


def _uncalled_instance(machine: Machine, made_from: Class) -> Instance:
    instance = Instance(
        made_from, Store(optional=False), made_from.span, machine.reference(made_from.span)
    )
    initializer = member(made_from, "__init__")
    if isinstance(initializer, Function):
        invoke_uncalled(machine, bound_to(initializer, instance))
    return instance
