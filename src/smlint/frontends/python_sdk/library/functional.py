"""Functions of the standard library that make functions, or call them: functools, operator.

What `functools.partial(...)` gives is called by the path `functools.partial()`, and knows the
arguments with which it was made.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import partial

from smlint.frontends.python_sdk.evaluation.iteration import taken
from smlint.frontends.python_sdk.evaluation.operations import binary
from smlint.frontends.python_sdk.evaluation.sequences import entry
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values.objects import Arguments, Value
from smlint.frontends.python_sdk.values.trees import known_text

SIGNS: Mapping[str, ast.operator] = {
    "add": ast.Add(), "sub": ast.Sub(), "mul": ast.Mult(), "truediv": ast.Div(), "mod": ast.Mod(),
    "floordiv": ast.FloorDiv(), "pow": ast.Pow(), "or_": ast.BitOr(), "and_": ast.BitAnd(),
    "concat": ast.Add(),
}  # fmt: skip


def _operator(name: str, request: Request) -> Value | None:
    node = request.machine.calling
    if len(request.arguments.positional) != 2 or node is None:
        return None
    return binary(request.machine, SIGNS[name], *request.arguments.positional, node)


def _made(request: Request) -> Arguments:
    """The arguments with which the callee itself was made."""
    return request.callee.arguments or Arguments()


def _partial(request: Request) -> Value | None:
    made, given = _made(request), request.arguments
    if not made.positional:
        return None
    arguments = Arguments(
        (*made.positional[1:], *given.positional),
        {**made.keywords, **given.keywords},
        made.open or given.open if made.open is None or given.open is None else made.open,
    )
    return request.machine.apply(made.positional[0], arguments, request.span)


def _reduce(request: Request) -> Value | None:
    function, items = request.arguments.get("", 0), request.arguments.get("", 1)
    initial = request.arguments.get("initial", 2)
    found = None if items is None else taken(request.machine, items)
    if function is None or found is None:
        return None
    values = found if initial is None else (initial, *found)
    if not values:
        return request.machine.raises("TypeError", request.span, "there is nothing to reduce")
    result = values[0]
    for value in values[1:]:
        result = request.machine.apply(function, Arguments((result, value)), request.span)
    return result


def _item_getter(request: Request) -> Value | None:
    return _got(request, lambda value, key: entry(request.machine, value, key, request.span))


def _attribute_getter(request: Request) -> Value | None:
    def get(value: Value, key: Value) -> Value:
        for name in (known_text(key) or "").split("."):
            value = request.machine.attribute(value, name, request.span)
        return value

    return _got(request, get)


def _got(request: Request, get: Callable[[Value, Value], Value]) -> Value | None:
    keys, subject = _made(request).positional, request.arguments.get("", 0)
    if subject is None or not keys:
        return None
    found = [get(subject, key) for key in keys]
    return (
        found[0] if len(found) == 1 else request.machine.box("list", request.span, found, "tuple")
    )


def _method_caller(request: Request) -> Value | None:
    made, subject = _made(request), request.arguments.get("", 0)
    name = known_text(made.get("", 0))
    if subject is None or name is None:
        return None
    method = request.machine.attribute(subject, name, request.span)
    rest = Arguments(made.positional[1:], made.keywords, made.open)
    return request.machine.apply(method, rest, request.span)


ANSWERS: Mapping[str, Answer] = {
    **{f"operator.{name}": partial(_operator, name) for name in SIGNS},
    "functools.partial()": _partial,
    "functools.reduce": _reduce,
    "operator.itemgetter()": _item_getter,
    "operator.attrgetter()": _attribute_getter,
    "operator.methodcaller()": _method_caller,
}
