"""Writes through names of which it is not known what they stand for.

What is taken from a list at an unknown position, or what a name is in an unknown round of a loop,
is something unknown. It may be a box or object of the script all the same, which then is loose:
whatever is done to something unknown may be done to it.
"""

from __future__ import annotations

from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.frontends.python_sdk.evaluation.changes import blur
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Box, Choice, Instance, Opaque, Value

CHANGED = "it may be changed through a name that is not known"

READING = frozenset({
    "get", "items", "keys", "values", "copy", "index", "count", "format", "join", "split", "strip",
    "lower", "upper", "replace", "startswith", "endswith", "encode", "decode", "rstrip", "lstrip",
})  # fmt: skip
"""Methods of builtin types that change nothing."""


def reach(machine: Machine, receiver: Value, span: Span) -> None:
    """Note that what `receiver` stands for is changed: any loose thing, where that is not known."""
    options = receiver.options if isinstance(receiver, Choice) else (receiver,)
    if not any(map(_is_anything, options)):
        return
    for one in list(machine.loose.values()):
        if isinstance(one, Box):
            blur(machine, one, None, CHANGED, span)
        else:
            _blur_fields(machine, one, span)


def _is_anything(value: Value) -> bool:
    """Whether `value` may be what the script itself has made."""
    if isinstance(value, Opaque):
        return value.path.startswith(("?.", "?[", "builtins."))
    return isinstance(value, Unknown)


def _blur_fields(machine: Machine, one: Instance, span: Span) -> None:
    """What may have been changed before has no identity: it may be changed any number of times."""
    for key, value in list(one.fields.items()):
        if not isinstance(value, Unknown) or value.reason != CHANGED:
            machine.write(one.fields, key, machine.unknown(CHANGED, span))
        elif value.parts:
            machine.write(one.fields, key, Unknown(CHANGED, span))
