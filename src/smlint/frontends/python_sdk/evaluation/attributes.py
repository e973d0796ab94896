"""Attributes of whatever the file itself says what it is."""

from __future__ import annotations

from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Unknown
from smlint.frontends.python_sdk.evaluation import annotated, enums, records
from smlint.frontends.python_sdk.evaluation.classes import (
    class_attribute,
    found_in,
    instance_attribute,
    super_attribute,
)
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.leaves import Native
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Choice,
    Class,
    Function,
    Generator,
    Instance,
    Method,
    Opaque,
    Super,
    Value,
)

RECORD_METHODS = ("_replace", "_asdict", "index", "count")


def attribute_of(machine: Machine, value: Value, name: str, span: Span) -> Value | None:
    """`value.name`; None where the file does not say what it is."""
    match value:
        case Instance():
            return _of_instance(machine, value, name, span)
        case Class():
            return _of_class(machine, value, name, span)
        case Super():
            return super_attribute(machine, value, name, span)
        case Function() if name in ("__name__", "__qualname__"):
            return Known(value.name, span)
        case Box() | Known() | Native() | Generator():
            return Method(value, name, span)
        case Choice() if _may_change(value):
            return Method(value, name, span)
        case Absent() if not value.via and not name.startswith("_"):
            return machine.raises("AttributeError", span, "it is None", value)
    return None


def _may_change(value: Choice) -> bool:
    """Whether a method of `value` may change a list or mapping of the script."""
    plain = all(isinstance(one, (Box, Instance, Known, Unknown, Absent)) for one in value.options)
    boxes = [one for one in value.options if isinstance(one, Box)]
    return plain and bool(boxes) and not any(box.dotted for box in boxes)


def _of_instance(machine: Machine, value: Instance, name: str, span: Span) -> Value:
    if records.is_tuple(value.made_from) and found_in(value.made_from, name) is None:
        if name == "_fields":
            return _field_names(machine, value.made_from, span)
        if name in RECORD_METHODS:
            return Method(value, name, span)
    found = instance_attribute(machine, value, name, span)
    if isinstance(found, Opaque) and found.path == f"?self.{name}":
        path = annotated.held(value, name)
        return replace(found, path=path, receiver=None) if path else found
    return found


def _of_class(machine: Machine, value: Class, name: str, span: Span) -> Value | None:
    if name == "__members__" and enums.is_enum(value):
        members = {
            str(own.value): one
            for one in enums.members_of(value)
            if isinstance(own := one.fields["name"], Known)
        }
        return machine.box("mapping", span, members)
    if name == "_fields" and records.is_tuple(value):
        return _field_names(machine, value, span)
    if name == "_make" and records.is_tuple(value):
        return Method(value, name, span)
    return class_attribute(value, name, span)


def _field_names(machine: Machine, made_from: Class, span: Span) -> Value:
    names = [Known(field.name, span) for field in records.fields_of(made_from)]
    return machine.box("list", span, names, "tuple")
