"""What annotations, and constructors in other methods, tell of the class of a value.

An object of which nothing else is known was made by that class, with whatever arguments.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.frontends.python_sdk.evaluation.classes import mro
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import (
    Class,
    Function,
    Imported,
    Instance,
    Opaque,
    Scope,
    Value,
)

DOTTED = re.compile(r"\w+(\.\w+)*")
CLASS = re.compile(r"^\w[\w.]*\.[A-Z]\w*$")
"""The path of a class of a module from elsewhere; what is generic or unknown is none."""


def made_as(scope: Scope, annotation: ast.expr | None) -> str:
    """How an object is made of the class that an annotation names; empty where that is not told."""
    named = annotation
    if isinstance(named, ast.Constant) and isinstance(named.value, str):
        dotted = DOTTED.fullmatch(named.value)
        named = None if dotted is None else ast.parse(named.value, mode="eval").body
    if isinstance(named, ast.Subscript) and ast.unparse(named.value).endswith("Optional"):
        named = named.slice
    if isinstance(named, ast.BinOp) and ast.unparse(named.right) == "None":
        named = named.left
    path = ""
    while isinstance(named, ast.Attribute):
        path, named = f".{named.attr}{path}", named.value
    outer: Scope | None = scope
    while isinstance(named, ast.Name) and outer is not None:
        root = outer.names.get(named.id)
        if isinstance(root, Opaque) and CLASS.search(f"{root.path}{path}"):
            return f"{root.path}{path}()"
        outer = outer.parent
    return ""


def returned(machine: Machine, function: Function, result: Value, span: Span) -> Value:
    """The `result` of a function, as its annotation has it where nothing else is known of it."""
    if isinstance(function.node, ast.Lambda) or function.node.returns is None:
        return result
    path = made_as(function.scope, function.node.returns)
    if not path or isinstance(result, Imported):
        return result
    if isinstance(result, Opaque) and result.path.startswith("?"):
        return replace(result, path=path, receiver=None, arguments=None)
    if isinstance(result, Unknown):
        return Opaque(path, result.reason, span, machine.reference(span), result.via)
    return result


def held(instance: Instance, name: str) -> str:
    """How what an object has as `name` is made, as its class tells; empty where it does not."""
    for one in mro(instance.made_from):
        told = _told(one.node).get(name, ()) if isinstance(one, Class) else ()
        if isinstance(one, Class) and told:
            paths = {made_as(one.scope, expression) for expression in told}
            return paths.pop() if len(paths) == 1 else ""
    return ""


@lru_cache(maxsize=500)
def _told(node: ast.ClassDef) -> Mapping[str, list[ast.expr]]:
    """What is said of each attribute: its annotations; without one, what it is set to."""
    annotated: dict[str, list[ast.expr]] = {}
    assigned: dict[str, list[ast.expr]] = {}
    for inner in ast.walk(node):
        if isinstance(inner, ast.AnnAssign):
            name = _attribute(inner.target, inside=inner not in node.body)
            annotated.setdefault(name, []).append(inner.annotation)
        elif isinstance(inner, ast.Assign):
            value = inner.value.func if isinstance(inner.value, ast.Call) else inner.value
            none = isinstance(value, ast.Constant) and value.value is None
            for target in inner.targets:
                name = _attribute(target, inside=True)
                assigned.setdefault(name, []).extend(() if none else (value,))
    return {**assigned, **annotated}


def _attribute(target: ast.expr, *, inside: bool) -> str:
    """The attribute of an object that is set, in the body of its class or `inside` of a method."""
    if isinstance(target, ast.Name) and not inside:
        return target.id
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        return target.attr if target.value.id == "self" else ""
    return ""
