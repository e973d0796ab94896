"""Exceptions as values: which class they are of, and what Python's own hold."""

from __future__ import annotations

import builtins

from smlint.core.spans import Span
from smlint.frontends.python_sdk.evaluation.classes import is_a, mro, opaque_bases
from smlint.frontends.python_sdk.evaluation.frames import Raised
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Instance,
    Opaque,
    Value,
)

PREFIX = "builtins."


def error_named(name: str) -> type[BaseException] | None:
    """The builtin exception of this name."""
    found = getattr(builtins, name, None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def builtin_error(
    machine: Machine, name: str, arguments: Arguments | None, span: Span
) -> Opaque | None:
    """An object of the builtin exception `name`; `arguments` are None where Python made it."""
    if error_named(name) is None:
        return None
    reason, path = "it is an exception", f"{PREFIX}{name}()"
    return Opaque(path, reason, span, machine.reference(span), (), None, arguments)


def kind_of(value: Value) -> str | Class | None:
    """The class of the exception that `value` is or makes; None where that is not known."""
    if isinstance(value, Instance):
        return value.made_from
    if isinstance(value, Class):
        return value
    if isinstance(value, Opaque) and value.path.startswith(PREFIX):
        name = value.path.removeprefix(PREFIX).removesuffix("()")
        return name if error_named(name) is not None else None
    return None


def is_error_class(value: Value) -> bool:
    """Whether `value` is a class of exceptions, Python's own or of the file."""
    if isinstance(value, Class):
        return any(error_named(path.removeprefix(PREFIX)) for path in opaque_bases(value))
    return isinstance(value, Opaque) and error_named(value.path.removeprefix(PREFIX)) is not None


def arguments_of(machine: Machine, error: Opaque, span: Span) -> Box | None:
    """What a builtin exception was made with; None where Python made it."""
    given = error.arguments
    made = error.path.startswith(PREFIX) and kind_of(error) is not None
    if not made or given is None or given.open is not None:
        return None
    return machine.box("list", span, given.positional, "tuple")


def caught(machine: Machine, raised: Raised | None, span: Span) -> Value:
    """What a handler at `span` gets as the exception."""
    if raised is not None and raised.value is not None:
        return raised.value
    kind = raised.kind if raised is not None else None
    made = builtin_error(machine, kind, None, span) if isinstance(kind, str) else None
    return machine.unknown("it is an exception", span) if made is None else made


def is_kind(kind: str | Class | None, wanted: Value) -> bool | None:
    """Whether an exception of class `kind` is one of `wanted` too; None where not known."""
    if kind is None:
        return None
    if isinstance(wanted, Class):
        return isinstance(kind, Class) and is_a(kind, wanted)
    name = kind_of(wanted)
    base = error_named(name) if isinstance(name, str) else None
    if isinstance(kind, str):
        own = error_named(kind)
        return None if own is None or base is None else issubclass(own, base)
    bases = [one for one in mro(kind) if isinstance(one, Opaque)]
    found = [error_named(one.path.removeprefix(PREFIX)) for one in bases]
    if base is None or not found or None in found:
        return None
    return any(issubclass(own, base) for own in found if own is not None)
