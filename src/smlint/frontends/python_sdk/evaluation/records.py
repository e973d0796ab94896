"""Classes whose fields are their annotations: dataclasses, named tuples, attrs, typed mappings."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, default_hop
from smlint.frontends.python_sdk.evaluation.classes import (
    bound_to,
    derives,
    found_in,
    marked,
    mro,
    own_statements,
)
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Function,
    Instance,
    Opaque,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.trees import known_text

MAKERS = ("dataclass", "define", "frozen", "mutable", "attrs", "s", "attributes")
TUPLES = ("typing.NamedTuple", "NamedTuple")
MAPPINGS = ("typing.TypedDict", "TypedDict", "typing_extensions.TypedDict")
FIELD_MAKERS = ("field()", "ib()", "Field()", "attrib()")
COPY_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its default, or the function that makes one; and how the constructor takes it."""

    name: str
    default: Value | None = None
    factory: Value | None = None
    given: bool = True
    keyword_only: bool = False
    kept: bool = True


def is_record(made_from: Class) -> bool:
    """Whether a decorator or base of the class makes a constructor of its annotations."""
    order = [one for one in mro(made_from) if isinstance(one, Class)]
    return any(marked(one, *MAKERS) for one in order) or is_tuple(made_from)


def is_tuple(value: Value) -> bool:
    """Whether `value` is a class of named tuples."""
    return isinstance(value, Class) and derives(value, *TUPLES)


def is_mapping(made_from: Class) -> bool:
    """Whether calling the class gives a mapping."""
    return derives(made_from, *MAPPINGS)


def fields_of(made_from: Class) -> tuple[Field, ...]:
    """The fields of a class, those of its bases first."""
    found: dict[str, Field] = {}
    for one in reversed(mro(made_from)):
        if isinstance(one, Class):
            keyword_only = _option(one, "kw_only")
            for statement in own_statements(one):
                kind = ast.unparse(statement.annotation)
                if "ClassVar" in kind:
                    continue
                if kind.rpartition(".")[2] == "KW_ONLY":
                    keyword_only = True
                    continue
                assert isinstance(statement.target, ast.Name)
                name = statement.target.id
                kept = not kind.rpartition(".")[2].startswith("InitVar")
                value = None if statement.value is None else one.scope.names.get(name)
                found[name] = _field(name, value, keyword_only, kept)
    return tuple(found.values())


def _option(made_from: Class, name: str) -> bool:
    for mark in made_from.marks:
        if isinstance(mark, Opaque) and mark.arguments is not None:
            value = mark.arguments.keywords.get(name)
            if isinstance(value, Known):
                return bool(value.value)
    return False


def _field(name: str, value: Value | None, keyword_only: bool, kept: bool) -> Field:
    if not (isinstance(value, Opaque) and value.path.endswith(FIELD_MAKERS)):
        return Field(name, value, None, True, keyword_only, kept)
    given = (value.arguments or Arguments()).keywords
    given_init, only = given.get("init"), given.get("kw_only")
    factory = next((given[key] for key in ("default_factory", "factory") if key in given), None)
    return Field(
        name,
        given.get("default"),
        factory,
        not (isinstance(given_init, Known) and given_init.value is False),
        bool(only.value) if isinstance(only, Known) else keyword_only,
        kept,
    )


def make(
    machine: Machine, made_from: Class, instance: Instance, arguments: Arguments, span: Span
) -> None:
    """Give a new record its fields, and do what its `__post_init__` does."""
    fields = fields_of(made_from)
    passed: list[Value] = []
    by_position = [field.name for field in fields if field.given and not field.keyword_only]
    positions = {name: number for number, name in enumerate(by_position)}
    machine.tick(2 * len(fields))
    for field in fields:
        value = _given(machine, field, positions.get(field.name), arguments, span)
        if not field.kept:
            passed.append(value)
        machine.write(instance.fields, field.name, value)
    given = {field.name for field in fields if field.given}
    if len(arguments.positional) > len(positions) or any(
        name not in given for name in arguments.keywords
    ):
        _misfit(machine, made_from, span)
    after = found_in(made_from, "__post_init__") or found_in(made_from, "__attrs_post_init__")
    if after is not None and isinstance(after[1], Function):
        method = bound_to(after[1], instance, after[0])
        machine.invoke(method, Arguments(tuple(passed)), span)
    for field in fields:
        if not field.kept:
            machine.write(instance.fields, field.name, None)


def _misfit(machine: Machine, made_from: Class, span: Span) -> None:
    """A record made with arguments that do not fit."""
    if is_tuple(made_from) or any(
        isinstance(mark, Opaque) and mark.path.removesuffix("()") == "dataclasses.dataclass"
        for mark in made_from.marks
    ):
        machine.raises("TypeError", span, "the arguments do not fit")


def _given(
    machine: Machine, field: Field, position: int | None, arguments: Arguments, span: Span
) -> Value:
    value = arguments.get(field.name, position) if field.given else None
    if value is not None:
        return at(value, value.span, Hop(f"field {field.name}", value.span))
    if arguments.open is not None and field.given:
        return arguments.open
    if field.factory is not None:
        return machine.apply(field.factory, Arguments(), span)
    if field.default is not None:
        value, note = field.default, f"default of {field.name}"
        uncalled = any(context.kind == "uncalled" for context in machine.contexts)
        hop = default_hop(note, value.span) if uncalled else Hop(note, value.span)
        return at(value, value.span, hop)
    return machine.unknown(f"field {field.name} is not given", span)


def new_mapping(machine: Machine, arguments: Arguments, span: Span) -> Value:
    """What calling a typed mapping's class gives."""
    box = machine.box("mapping", span, arguments.keywords)
    for value in arguments.positional:
        if isinstance(value, Box) and value.kind == "mapping":
            box.store.update(value.store)
            box.rest.extend(value.rest)
    if arguments.open is not None:
        box.rest.append(arguments.open)
    return box


def elements(instance: Instance) -> tuple[Value, ...] | None:
    """The elements of a named tuple; None for other objects."""
    if not is_tuple(instance.made_from):
        return None
    return tuple(
        instance.fields[field.name]
        for field in fields_of(instance.made_from)
        if field.name in instance.fields
    )


def replaced(machine: Machine, instance: Instance, changes: Arguments, span: Span) -> Value:
    """A copy of a record with some fields changed: `dataclasses.replace`, `_replace`."""
    values = {
        field.name: instance.fields[field.name]
        for field in fields_of(instance.made_from)
        if field.given and field.name in instance.fields
    }
    arguments = Arguments((), {**values, **changes.keywords}, changes.open)
    return machine.apply(instance.made_from, arguments, span)


def as_mapping(machine: Machine, value: Value, span: Span, depth: int = 0) -> Value:
    """`dataclasses.asdict`: records within become mappings too."""
    if depth > COPY_DEPTH:
        return machine.unknown("it is nested too deeply to be copied", span)
    machine.tick()
    if isinstance(value, Instance) and is_record(value.made_from):
        members = {
            field.name: as_mapping(machine, value.fields[field.name], span, depth + 1)
            for field in fields_of(value.made_from)
            if field.name in value.fields
        }
        return machine.box("mapping", span, members)
    if isinstance(value, Box):
        copy = machine.box(value.kind, span, {
            key: as_mapping(machine, item, span, depth + 1) for key, item in value.store.items()
        }, value.form)  # fmt: skip
        copy.rest.extend(value.rest)
        return copy
    return value


def named_tuple(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    """The class that `collections.namedtuple` makes; None where its fields are not known."""
    name, given = known_text(arguments.get("typename", 0)), arguments.get("field_names", 1)
    text = known_text(given)
    names: list[str | None] = [*text.replace(",", " ").split()] if text is not None else []
    if isinstance(given, Box) and given.whole and given.kind == "list":
        names = [known_text(item) for item in given.items]
    if name is None or not names or not all(one and one.isidentifier() for one in names):
        return None
    plain = [one for one in names if one]
    defaults = arguments.keywords.get("defaults")
    values = defaults.items if isinstance(defaults, Box) else ()
    without = len(plain) - len(values)
    scope = type(machine.globals)(Store(optional=False), machine.globals)
    body: list[ast.stmt] = []
    for number, one in enumerate(plain):
        value = None if number < without else ast.Constant(None)
        body.append(ast.AnnAssign(ast.Name(one), ast.Name("object"), value, 1))
        if value is not None:
            scope.names[one] = values[number - without]
    node = ast.ClassDef(name, [], [], body, [])
    base = Opaque("typing.NamedTuple", "", span, machine.reference(span))
    return Class(node, scope, (base,), machine.source, span)


def equal(first: Instance, second: Instance) -> Mapping[str, tuple[Value, Value]] | None:
    """The pairs of fields on whose equality that of two records hangs; None for other objects."""
    if first.made_from is not second.made_from or not is_record(first.made_from):
        return None
    if _option(first.made_from, "eq") is False and found_in(first.made_from, "__eq__"):
        return None
    names = [field.name for field in fields_of(first.made_from) if field.kept]
    return {
        name: (
            first.fields.get(name, Absent(first.span)),
            second.fields.get(name, Absent(first.span)),
        )
        for name in names
    }
