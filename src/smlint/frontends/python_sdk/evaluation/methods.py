"""Methods of values that are no objects of the file, and those that named tuples have."""

from __future__ import annotations

from functools import partial

from smlint.core.spans import Span
from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation import generators, lists, mappings, records, sets, texts
from smlint.frontends.python_sdk.evaluation.branches import one_of
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Choice,
    Class,
    Generator,
    Instance,
    Method,
    Value,
)


def call_method(machine: Machine, method: Method, arguments: Arguments, span: Span) -> Value:
    """What a method of a setting or box gives, called at `span`."""
    receiver, name = method.receiver, method.name
    if isinstance(receiver, Choice):
        ways = [partial(_called, machine, one, name, arguments, span) for one in receiver.options]
        return one_of(machine, ways, receiver.span)
    if isinstance(receiver, Instance):
        return _of_record(machine, receiver, name, arguments, span)
    if isinstance(receiver, Generator):
        return _of_generator(machine, receiver, name, arguments, span)
    if isinstance(receiver, Class):
        items = elements_of(arguments.positional[0]) if arguments.positional else None
        if items is not None:
            return machine.apply(receiver, Arguments(items), span)
        return machine.unknown(f"the result of `.{name}()` is not known", span)
    if not isinstance(receiver, Box):
        return texts.method(machine, receiver, name, arguments, span)
    if name == "__next__" and receiver.form == "iterator":
        return next_of(machine, receiver, None, span)
    if receiver.kind == "mapping":
        return mappings.method(machine, receiver, name, arguments, span)
    if receiver.form in ("set", "frozenset"):
        return sets.method(machine, receiver, name, arguments, span)
    return lists.method(machine, receiver, name, arguments, span)


def _called(
    machine: Machine, receiver: Value, name: str, arguments: Arguments, span: Span
) -> Value:
    """`receiver.name(...)`, where `receiver` is one of several things that there may be."""
    if isinstance(receiver, Instance):
        return machine.apply(machine.attribute(receiver, name, span), arguments, span)
    return call_method(machine, Method(receiver, name, span), arguments, span)


def _of_record(
    machine: Machine, receiver: Instance, name: str, arguments: Arguments, span: Span
) -> Value:
    if name == "_replace":
        return records.replaced(machine, receiver, arguments, span)
    if name == "_asdict":
        members = {
            field.name: receiver.fields[field.name]
            for field in records.fields_of(receiver.made_from)
            if field.name in receiver.fields
        }
        return machine.box("mapping", span, members)
    box = machine.box("list", span, records.elements(receiver) or (), "tuple")
    return lists.method(machine, box, name, arguments, span)


def _of_generator(
    machine: Machine, receiver: Generator, name: str, arguments: Arguments, span: Span
) -> Value:
    del arguments
    if name == "__next__":
        return next_of(machine, receiver, None, span)
    if name == "close" and not receiver.used:
        return Absent(span)
    return machine.unknown(f"the result of `.{name}()` is not known", span)


def next_of(machine: Machine, value: Value, default: Value | None, span: Span) -> Value:
    """What `next(value, default)` gives."""
    if isinstance(value, Generator):
        value = generators.collect(machine, value)
    if not isinstance(value, Box) or value.form != "iterator":
        return machine.unknown("what comes next is not known", span)
    items = value.items
    if not value.whole and not (items and not value.rest):
        return machine.unknown("what comes next is not known", span)
    if not items:
        if default is not None:
            return default
        return machine.raises("StopIteration", span, "nothing comes next")
    machine.refill(value, items[1:])
    return items[0]
