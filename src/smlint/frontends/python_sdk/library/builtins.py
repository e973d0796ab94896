"""The builtin functions, over values of the script."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smlint.core.spans import Span
from smlint.core.values import Known, Scalar, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import LENGTH_LIMIT, elements_of
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Instance,
    Opaque,
    Value,
    at,
    known_text,
)

Answer = Callable[[Machine, Arguments, Span], "Value | None"]

CASTS: Mapping[str, Callable[[Scalar], Scalar]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "round": lambda value: round(float(value)),
}


def call(machine: Machine, name: str, arguments: Arguments, span: Span) -> Value | None:
    """What the builtin `name` gives; None where nothing is known of it."""
    first = arguments.get("", 0)
    if name in CASTS and first is not None:
        keeps = name in ("str", "int", "float") and isinstance(first, (Unknown, Opaque))
        return at(first, span) if keeps else cast(name, first, span)
    if name in SEQUENCES:
        return _sequence(machine, name, arguments, span)
    if name in ("min", "max"):
        return _extreme(name, arguments, span)
    answer = BUILTINS.get(name)
    return None if answer is None else answer(machine, arguments, span)


SEQUENCES = frozenset({"list", "tuple", "set", "sorted", "enumerate", "zip", "reversed"})


def _length(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del machine
    first = arguments.get("", 0)
    if first is None:
        return None
    text = known_text(first)
    items = elements_of(first) if text is None else text
    return None if items is None else Known(len(items), span)


def _getattr(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, name = arguments.get("", 0), known_text(arguments.get("", 1))
    return None if first is None or name is None else machine.attribute(first, name, span)


def _extreme(name: str, arguments: Arguments, span: Span) -> Value | None:
    values = [value.value for value in arguments.positional if isinstance(value, Known)]
    numbers = [value for value in values if isinstance(value, (int, float))]
    if len(numbers) != len(arguments.positional) or len(numbers) < 2:
        return None
    return Known(min(numbers) if name == "min" else max(numbers), span)


def _dict(machine: Machine, arguments: Arguments, span: Span) -> Value:
    box = machine.box("mapping", span, {})
    for value in arguments.positional:
        if isinstance(value, Box) and value.kind == "mapping":
            box.store.update(value.store)
            box.rest.extend(value.rest)
        else:
            box.rest.append(Unknown("it may be in a mapping that is not known", span))
    box.store.update(arguments.keywords)
    if arguments.open is not None:
        box.rest.append(arguments.open)
    return box


def _range(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    bounds = [value.value for value in arguments.positional if isinstance(value, Known)]
    numbers = [value for value in bounds if isinstance(value, int)]
    if len(numbers) != len(arguments.positional) or not 1 <= len(numbers) <= 3 or 0 in numbers[2:]:
        return None
    rounds = range(*numbers)
    if len(rounds) > LENGTH_LIMIT:
        return None
    return machine.box("list", span, [Known(number, span) for number in rounds])


def _sequence(machine: Machine, name: str, arguments: Arguments, span: Span) -> Value | None:
    lists = [elements_of(value) for value in arguments.positional]
    if name in ("list", "tuple", "set") and not lists:
        return machine.box("list", span, ())
    known = [items for items in lists if items is not None]
    if len(known) != len(lists) or not known:
        return None
    if name == "zip":
        rows = zip(*known, strict=False)
        return machine.box("list", span, [machine.box("list", span, row) for row in rows])
    if name == "enumerate":
        pairs = [
            machine.box("list", span, (Known(n, span), item)) for n, item in enumerate(known[0])
        ]
        return machine.box("list", span, pairs)
    items = known[0]
    if name == "sorted":
        texts = [text for text in map(known_text, items) if text is not None]
        if len(texts) != len(items):
            return None
        items = tuple(Known(text, span) for text in sorted(texts))
    return machine.box("list", span, items[::-1] if name == "reversed" else items)


def _vars(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    """The attributes of an object, as a mapping that is the object's own."""
    del machine
    first = arguments.get("", 0)
    return Box("mapping", span, first.fields) if isinstance(first, Instance) else None


BUILTINS: Mapping[str, Answer] = {
    "dict": _dict,
    "range": _range,
    "len": _length,
    "getattr": _getattr,
    "vars": _vars,
}


def cast(name: str, value: Value, span: Span) -> Value | None:
    """`value` as the builtin type `name` makes it; None where that is not known."""
    function = CASTS.get(name)
    if function is None or not isinstance(value, Known):
        return None
    try:
        return Known(function(value.value), span, value.via)
    except (ValueError, OverflowError):
        return None
