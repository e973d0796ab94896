"""Functions that nobody in the file calls: the ways into it from elsewhere."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation import tests
from smlint.frontends.python_sdk.evaluation.classes import bound_to, member
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.uncalled import invoke_uncalled
from smlint.frontends.python_sdk.lowering import boto, programs, sdk
from smlint.frontends.python_sdk.values.objects import Class, Function, Instance, Scope, Store

REQUESTS = frozenset(
    {*boto.OPERATIONS, *sdk.METHODS, *programs.NAMES}
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
    definitions = [
        node for module in modules for node in syntax.nodes(module) if isinstance(node, Definition)
    ]
    mentioning: dict[str, list[Definition]] = defaultdict(list)
    for definition in definitions:
        for name in mentioned(definition):
            mentioning[name].append(definition)
    found: set[ast.AST] = set()
    names = list({*REQUESTS, *imported})
    for name in names:
        for definition in mentioning.pop(name, ()):
            if definition not in found:
                found.add(definition)
                names.append(definition.name)
    return frozenset(found)


def mentioned(node: ast.AST) -> frozenset[str]:
    """The names and attributes that are used anywhere in `node`."""
    return frozenset(
        inner.id if isinstance(inner, ast.Name) else inner.attr
        for inner in syntax.nodes(node)
        if isinstance(inner, (ast.Name, ast.Attribute)) and isinstance(inner.ctx, ast.Load)
    )


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
    for function in sorted(found, key=tests.order):
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
