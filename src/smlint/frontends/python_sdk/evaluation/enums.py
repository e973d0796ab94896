"""Enumerations of the file: their members, and how these are found."""

from __future__ import annotations

import ast

from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.frontends.python_sdk.evaluation.classes import derives, member
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.identity import same
from smlint.frontends.python_sdk.values.objects import (
    Class,
    Function,
    Instance,
    Opaque,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.trees import known_text

ENUMS = ("enum.Enum", "enum.IntEnum", "enum.StrEnum", "Enum", "IntEnum", "StrEnum")
TEXTS = ("enum.StrEnum", "StrEnum", "builtins.str")
NUMBERS = ("enum.IntEnum", "IntEnum", "builtins.int")
AUTO = ("enum.auto()", "?auto()", "auto()")


def is_enum(value: Value) -> bool:
    """Whether `value` is an enumeration of the file."""
    return isinstance(value, Class) and derives(value, *ENUMS)


def settle(machine: Machine, made_from: Class) -> None:
    """Make members of what the body of an enumeration assigned."""
    if not is_enum(made_from):
        return
    names = made_from.scope.names
    members: dict[str, Instance] = {}
    for name in list(names):
        value = names[name]
        text = str(name)
        if text.startswith("_") or not _assigned(made_from, text) or isinstance(value, Function):
            continue
        settled = _value(machine, made_from, text, value, members)
        alias = next((one for one in members.values() if same(one.fields["value"], settled)), None)
        one = alias or _member(machine, made_from, text, settled)
        members.setdefault(text, one)
        machine.write(names, text, one)


def _assigned(made_from: Class, name: str) -> bool:
    return any(
        isinstance(target, ast.Name) and target.id == name
        for statement in made_from.node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
    )


def _value(
    machine: Machine, made_from: Class, name: str, value: Value, members: dict[str, Instance]
) -> Value:
    """The value of a member: what is written, or what `auto()` counts."""
    if not (isinstance(value, Opaque) and value.path in AUTO):
        return value
    if member(made_from, "_generate_next_value_") is not None:
        return machine.unknown("the enumeration generates it", value.span)
    if derives(made_from, "enum.StrEnum", "StrEnum"):
        return Known(name.lower(), value.span)
    before = [one.fields["value"] for one in members.values()]
    numbers = [one.value for one in before if isinstance(one, Known) and isinstance(one.value, int)]
    if len(numbers) != len(before) or (numbers and numbers[-1] != max(numbers)):
        return machine.unknown("the enumeration generates it", value.span)
    return Known((numbers[-1] if numbers else 0) + 1, value.span)


def _member(machine: Machine, made_from: Class, name: str, value: Value) -> Instance:
    fields = Store(optional=False)
    fields["name"] = fields["_name_"] = Known(name, value.span)
    fields["value"] = fields["_value_"] = value
    data: Known[str | int | float] | None = None
    if isinstance(value, Known):
        is_text = derives(made_from, *TEXTS) and isinstance(value.value, str)
        if is_text or (derives(made_from, *NUMBERS) and isinstance(value.value, int)):
            data = Known(value.value, value.span, value.via)
    return Instance(made_from, fields, value.span, machine.reference(value.span), data)


def members_of(made_from: Class) -> tuple[Instance, ...]:
    """The members of an enumeration, in order, without aliases."""
    found: dict[int, Instance] = {}
    for one in made_from.scope.names.values():
        if isinstance(one, Instance) and one.made_from is made_from and "_name_" in one.fields:
            found.setdefault(id(one), one)
    return tuple(found.values())


def by_value(machine: Machine, made_from: Class, value: Value, span: Span) -> Value:
    """The member with this value, as calling the enumeration gives it."""
    members = members_of(made_from)
    if value in members:
        return value
    if isinstance(value, Instance) and value.data is not None:
        value = value.data
    values = [one.fields["value"] for one in members]
    if isinstance(value, Known) and all(isinstance(one, Known) for one in values):
        for one, own in zip(members, values, strict=True):
            if isinstance(own, Known) and own.value == value.value:
                return one
        if member(made_from, "_missing_") is None:
            return machine.raises("ValueError", span, "it is no member of the enumeration", value)
    return machine.unknown("which member of the enumeration this is, is not known", span)


def by_name(machine: Machine, made_from: Class, key: Value, span: Span) -> Value:
    """`Enumeration["NAME"]`."""
    name = known_text(key)
    if name is None:
        return machine.unknown("which member of the enumeration this is, is not known", span)
    found = made_from.scope.names.get(name)
    if isinstance(found, Instance) and found in members_of(made_from):
        return found
    return machine.raises("KeyError", span, "it is no member of the enumeration", key)


def written(instance: Instance, span: Span, *, in_text: bool) -> Known[str] | None:
    """`str()` of a member, or what a replacement field writes for it (`in_text`).

    None where that depends on more than the class: Python 3.11 changed what is written for members
    that are texts or numbers, https://docs.python.org/3/library/enum.html#enum.ReprEnum.
    """
    made_from, data = instance.made_from, instance.data
    if not is_enum(made_from) or any(member(made_from, n) for n in ("__str__", "__format__")):
        return None
    texts = derives(made_from, "enum.StrEnum", "StrEnum")
    numbers = derives(made_from, "enum.IntEnum", "IntEnum")
    if texts or (numbers and in_text):
        return None if data is None else Known(str(data.value), span, data.via)
    if numbers or (in_text and derives(made_from, *TEXTS, *NUMBERS)):
        return None
    name = instance.fields["_name_"]
    text = f"{made_from.node.name}.{name.value if isinstance(name, Known) else ''}"
    return Known(text, span)
