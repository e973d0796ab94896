"""Classes of the file: in which order their members are looked up, and what their objects have."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.identity import at, resolved
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Class,
    Function,
    Instance,
    Method,
    Opaque,
    Super,
    Value,
)

BASE_LIMIT = 40
"""Bases of one class that are looked at."""

PLAIN_BASES = frozenset({
    "builtins.object", "abc.ABC", "enum.Enum", "enum.IntEnum", "enum.StrEnum", "typing.NamedTuple",
    "builtins.str", "builtins.int", "typing.Generic", "typing.Protocol",
})  # fmt: skip
"""Bases from outside the file that add no attribute that is not modelled here."""


@lru_cache(maxsize=2_000)
def mro(made_from: Class) -> tuple[Class | Opaque, ...]:
    """The class and its bases in the order in which Python looks members up."""
    bases = [base for base in made_from.bases if isinstance(base, (Class, Opaque))]
    rows: list[list[Class | Opaque]] = [
        [*mro(base)[:BASE_LIMIT]] if isinstance(base, Class) else [base] for base in bases
    ]
    rows.append(list(bases))
    return (made_from, *_merged(rows))


def _merged(rows: list[list[Class | Opaque]]) -> Iterator[Class | Opaque]:
    """C3, as https://docs.python.org/3/howto/mro.html has it; bases in a knot as they come."""
    while rows := [row for row in rows if row]:
        heads = [row[0] for row in rows]
        fitting = (head for head in heads if not any(head in row[1:] for row in rows))
        chosen = next(fitting, heads[0])
        yield chosen
        rows = [[one for one in row if one != chosen] for row in rows]


def found_in(made_from: Class, name: str, after: Class | None = None) -> tuple[Class, Value] | None:
    """The member `name` of a class, and which class has it; of those behind `after` where given."""
    order = mro(made_from)
    if after is not None and after in order:
        order = order[order.index(after) + 1 :]
    for one in order:
        if isinstance(one, Class) and name in one.scope.names:
            return one, resolved(one.scope.names[name])
    return None


def member(made_from: Class, name: str) -> Value | None:
    """The class member `name`, of the class itself or of a base that the file defines."""
    found = found_in(made_from, name)
    return None if found is None else found[1]


def opaque_bases(made_from: Class) -> list[str]:
    """The paths of the bases from outside the file."""
    return [base.path for base in mro(made_from) if isinstance(base, Opaque)]


def derives(made_from: Class, *paths: str) -> bool:
    """Whether one of the bases from outside is one of `paths`."""
    return any(path.removeprefix("?") in paths for path in opaque_bases(made_from))


def marked(value: Value, *names: str) -> bool:
    """Whether a function or class bears a decorator of one of these names."""
    marks = value.marks if isinstance(value, (Function, Class)) else ()
    return any(
        isinstance(mark, Opaque)
        and mark.path.removesuffix("()").rpartition(".")[2].lstrip("?") in names
        for mark in marks
    )


def bound_to(function: Function, owner: Instance | Class, home: Class | None = None) -> Function:
    """`function` as a method of `owner`, which has it from `home`."""
    return Function(
        function.node, function.scope, function.source, function.span, owner,
        home or function.home, function.defaults, function.marks,
    )  # fmt: skip


def class_attribute(made_from: Class, name: str, span: Span) -> Value | None:
    """`Class.name`; None where the file does not say what it is."""
    if name in ("__name__", "__qualname__"):
        return Known(made_from.node.name, span)
    found = found_in(made_from, name)
    if found is None:
        return None
    home, value = found
    if not isinstance(value, Function):
        return at(value, span) if isinstance(value, (Known, Absent)) else value
    if marked(value, "classmethod"):
        return bound_to(value, made_from, home)
    return Function(
        value.node, value.scope, value.source, value.span, None, home, value.defaults, value.marks
    )


def instance_attribute(machine: Machine, instance: Instance, name: str, span: Span) -> Value:
    """`instance.name`, asked for at `span`."""
    found = found_in(instance.made_from, name)
    kept = name in instance.fields and found is not None and marked(found[1], "cached_property")
    if found is not None and not kept and marked(found[1], *PROPERTIES):
        return _of_member(machine, instance, found, Asked(name, span))
    own = instance.fields.get(name)
    if own is not None:
        return at(own, span, Hop(f"attribute {name}", own.span))
    if name == "__class__":
        return instance.made_from
    if name == "__dict__":
        members = {str(key): item for key, item in instance.fields.items()}
        return machine.box("mapping", span, members)
    if found is not None:
        return _of_member(machine, instance, found, Asked(name, span))
    if instance.data is not None and not name.startswith("_"):
        return Method(instance.data, name, span)
    fallback = found_in(instance.made_from, "__getattr__")
    if fallback is not None and isinstance(fallback[1], Function):
        method = bound_to(fallback[1], instance, fallback[0])
        return machine.invoke(method, Arguments((Known(name, span),)), span)
    return _elsewhere(machine, instance, name, span)


PROPERTIES = ("property", "cached_property", "abstractproperty")


class Asked(NamedTuple):
    """An attribute that is asked for at a place."""

    name: str
    span: Span


def _of_member(
    machine: Machine, instance: Instance, found: tuple[Class, Value], asked: Asked
) -> Value:
    """A member of the class, as an object of it has it."""
    home, value = found
    if isinstance(value, Opaque) and value.path == "functools.partialmethod()":
        return _partial(instance, home, value)
    if not isinstance(value, Function):
        return at(value, asked.span, Hop(f"attribute {asked.name}", value.span))
    if marked(value, "staticmethod"):
        return value
    owner = instance.made_from if marked(value, "classmethod") else instance
    method = bound_to(value, owner, home)
    if not marked(value, *PROPERTIES):
        return method
    made = machine.invoke(method, Arguments(), asked.span)
    if marked(value, "cached_property"):
        machine.write(instance.fields, asked.name, made)
    return made


def _partial(instance: Instance, home: Class, value: Opaque) -> Value:
    """A `functools.partialmethod` of an object: its function, bound, with the first arguments."""
    made = value.arguments or Arguments()
    function = made.get("", 0)
    if not isinstance(function, Function):
        return value
    bound = (bound_to(function, instance, home), *made.positional[1:])
    arguments = Arguments(bound, made.keywords, made.open)
    return replace(value, path="functools.partial()", arguments=arguments)


def is_closed(made_from: Class) -> bool:
    """Whether the file says all that objects of the class can have."""
    known = len(made_from.bases) == len(mro(made_from)) - 1 or bool(made_from.bases)
    return (
        known
        and all(isinstance(base, (Class, Opaque)) for base in made_from.bases)
        and set(opaque_bases(made_from)) <= PLAIN_BASES
        and not any(isinstance(one, Class) and one.marks for one in mro(made_from))
        and member(made_from, "__getattr__") is None
        and member(made_from, "__getattribute__") is None
    )


def may_have(machine: Machine, instance: Instance) -> bool:
    """Whether `instance` may have attributes of which the file says nothing where it is read."""
    uncalled = any(context.kind == "uncalled" for context in machine.contexts)
    return uncalled or machine.is_shared(instance) or not is_closed(instance.made_from)


def _elsewhere(machine: Machine, instance: Instance, name: str, span: Span) -> Value:
    if not name.startswith("__") and not may_have(machine, instance):
        machine.raises("AttributeError", span, "it has no such attribute")
    machine.hazards += 1
    reference = Reference(instance.reference.address, f"{instance.reference.attribute}.{name}")
    reason = f"attribute {name} is set elsewhere, if at all"
    bases = opaque_bases(instance.made_from)
    origin = f"{bases[0]}()" if bases else "?self"
    return Opaque(f"{origin}.{name}", reason, span, reference, receiver=instance)


def super_of(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    """What `super()` gives in the method that is being read; None where that is not known."""
    function = machine.frame.function
    if function is None or function.home is None or function.owner is None:
        return None
    if arguments.positional and not isinstance(arguments.positional[0], Class):
        return None
    home = arguments.positional[0] if arguments.positional else function.home
    assert isinstance(home, Class)
    return Super(function.owner, home, span)


def super_attribute(machine: Machine, value: Super, name: str, span: Span) -> Value:
    """`super().name`."""
    owner = value.owner
    made_from = owner if isinstance(owner, Class) else owner.made_from
    found = found_in(made_from, name, value.home)
    if found is not None:
        home, inherited = found
        if isinstance(owner, Instance):
            return _of_member(machine, owner, found, Asked(name, span))
        if isinstance(inherited, Function):
            return bound_to(inherited, owner, home)
        return inherited
    bases = opaque_bases(made_from)
    reference = machine.reference(span)
    if name in ("__init__", "__init_subclass__", "__post_init__", "__enter__", "__exit__"):
        path = f"{bases[0]}().{name}" if bases else "builtins.object.__init__"
        return Opaque(path, "it is inherited", span, reference, receiver=owner)
    origin = f"{bases[0]}()" if bases else "?self"
    return Opaque(
        f"{origin}.{name}", f"{name} is inherited from outside this file", span, reference,
        receiver=owner,
    )  # fmt: skip


def is_a(made_from: Class, other: Class) -> bool:
    """Whether `made_from` is `other` or derives from it."""
    return other in mro(made_from)


def own_statements(made_from: Class) -> Iterator[ast.AnnAssign]:
    """The annotated names in the body of a class, in order."""
    for statement in made_from.node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement
