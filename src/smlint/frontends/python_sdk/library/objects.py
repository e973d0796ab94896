"""Builtin functions that look into objects: their types and their attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Known
from smlint.frontends.python_sdk.evaluation.assignments import set_attribute
from smlint.frontends.python_sdk.evaluation.classes import (
    found_in,
    is_a,
    may_have,
    mro,
)
from smlint.frontends.python_sdk.evaluation.exceptions import is_kind, kind_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.leaves import Native
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Function,
    Instance,
    Method,
    Opaque,
    Value,
)
from smlint.frontends.python_sdk.values.trees import known_text

Answer = Callable[[Machine, Arguments, Span], "Value | None"]

LINEAGE: Mapping[str, tuple[str, ...]] = {
    "str": ("str",), "bool": ("bool", "int"), "int": ("int",), "float": ("float",),
    "list": ("list",), "tuple": ("tuple",), "set": ("set",), "frozenset": ("frozenset",),
    "dict": ("dict",), "bytes": ("bytes",), "complex": ("complex",), "range": ("range",),
    "NoneType": ("NoneType",),
}  # fmt: skip
"""The builtin types that values of a type are instances of."""


def type_name(value: Value) -> str | None:
    """The builtin type of `value`; None where it has none, or that is not known."""
    if isinstance(value, (Known, Native)):
        return type(value.value).__name__
    if isinstance(value, Absent):
        return "NoneType"
    if isinstance(value, Box):
        name = "dict" if value.kind == "mapping" else value.form
        return name if name in LINEAGE else None
    return None


def _type(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    if len(arguments.positional) != 1:
        return None
    value = arguments.positional[0]
    if isinstance(value, Instance):
        return value.made_from
    name = type_name(value)
    if name is None and isinstance(value, Opaque) and value.path.endswith("()"):
        kind = kind_of(value)
        name = kind if isinstance(kind, str) else None
    if name is None:
        return None
    return Opaque(f"builtins.{name}", "it is a type", span, machine.reference(span))


def _isinstance(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del machine
    if len(arguments.positional) != 2:
        return None
    value, kinds = arguments.positional
    options = kinds.items if isinstance(kinds, Box) else (kinds,)
    outcomes = [_is_instance(value, kind) for kind in options]
    if True not in outcomes and None in outcomes:
        return None
    return Known(True in outcomes, span, value.via if isinstance(value, (Known, Absent)) else ())


def _is_instance(value: Value, kind: Value) -> bool | None:
    error = kind_of(value) if isinstance(value, Opaque) and value.path.endswith("()") else None
    if isinstance(error, str):
        return is_kind(error, kind)
    if isinstance(kind, Class):
        if isinstance(value, Instance):
            known = all(isinstance(base, (Class, Opaque)) for base in mro(value.made_from))
            return is_a(value.made_from, kind) if known else None
        return False if isinstance(value, (Known, Absent, Box, Native, Function, Class)) else None
    if not isinstance(kind, Opaque):
        return None
    name = kind.path.removeprefix("builtins.")
    if name == "object" and kind.path.startswith("builtins."):
        return True
    own = type_name(value)
    if own is None or not (kind.path.startswith("builtins.") and name in LINEAGE):
        if isinstance(value, Instance) and kind.path.startswith("builtins."):
            bases = [base.path for base in mro(value.made_from) if isinstance(base, Opaque)]
            return True if kind.path in bases else None if bases else False
        return None
    return name in LINEAGE[own]


def _issubclass(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del machine
    if len(arguments.positional) != 2:
        return None
    first, second = arguments.positional
    both = isinstance(first, Class) and isinstance(second, Class)
    return Known(is_a(first, second), span) if both else None  # type: ignore[arg-type]


def _callable(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del machine
    value = arguments.get("", 0)
    builtin = isinstance(value, Opaque) and value.path.startswith("builtins.")
    if builtin or isinstance(value, (Function, Class, Method)):
        return Known(True, span)
    if isinstance(value, Instance):
        return Known(found_in(value.made_from, "__call__") is not None, span)
    return Known(False, span) if isinstance(value, (Known, Absent, Box)) else None


def _has(machine: Machine, value: Value, name: str) -> bool | None:
    if isinstance(value, Instance):
        if name in value.fields or found_in(value.made_from, name) is not None:
            return True
        return None if may_have(machine, value) or name.startswith("__") else False
    if isinstance(value, Class):
        return True if found_in(value, name) is not None else None
    example = EXAMPLES.get(type_name(value) or "")
    return None if example is None else hasattr(example, name)


EXAMPLES: Mapping[str, object] = {
    "str": "", "int": 0, "bool": True, "float": 0.0, "list": [], "tuple": (), "dict": {},
    "set": set(),
}  # fmt: skip


def _hasattr(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, name = arguments.get("", 0), known_text(arguments.get("", 1))
    outcome = None if first is None or name is None else _has(machine, first, name)
    return None if outcome is None else Known(outcome, span)


def _getattr(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, name = arguments.get("", 0), known_text(arguments.get("", 1))
    default = arguments.get("", 2)
    if first is None or name is None:
        return None
    here = _has(machine, first, name)
    if here is False and default is not None:
        return default
    if here is None and default is not None and not isinstance(first, Opaque):
        return None
    return machine.attribute(first, name, span)


def _setattr(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, name = arguments.get("", 0), known_text(arguments.get("", 1))
    value = arguments.get("", 2)
    if first is not None and value is not None and name is not None:
        set_attribute(machine, first, name, value)
    elif isinstance(first, (Instance, Class)) and value is not None:
        store = first.fields if isinstance(first, Instance) else first.scope.names
        machine.share(Arguments((first,) if isinstance(first, Instance) else ()))
        for key in list(store):
            reason = "an attribute is set by a name that is not known"
            machine.write(store, key, machine.unknown(reason, span))
    return Absent(span)


def _delattr(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, name = arguments.get("", 0), known_text(arguments.get("", 1))
    if isinstance(first, Instance) and name is not None and name in first.fields:
        machine.write(first.fields, name, None)
    return Absent(span)


def _vars(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    """The attributes of an object, as a mapping that is the object's own."""
    del machine
    first = arguments.get("", 0)
    return (
        Box("mapping", span, first.fields, form="mapping") if isinstance(first, Instance) else None
    )


ANSWERS: Mapping[str, Answer] = {
    "type": _type, "isinstance": _isinstance, "issubclass": _issubclass, "callable": _callable,
    "hasattr": _hasattr, "getattr": _getattr, "setattr": _setattr, "delattr": _delattr,
    "vars": _vars,
}  # fmt: skip
