"""Entries and parts of lists, mappings and texts, as they are read."""

from __future__ import annotations

from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Unknown
from smlint.frontends.python_sdk.evaluation import enums, records
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.frames import Raised
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.evaluation.lookups import looked_up
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.leaves import Native
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Choice,
    Class,
    Instance,
    Opaque,
    Perhaps,
    Value,
)
from smlint.frontends.python_sdk.values.plain import NotPlain, key_of, plain
from smlint.frontends.python_sdk.values.trail import of_each
from smlint.frontends.python_sdk.values.trees import tree_of

NO_ENTRY = "it has no such entry in this file"
WHICH_ENTRY = "which entry of it this is, is not known"
WHICH_PART = "which part of it this is, is not known"


def _perhaps(machine: Machine, option: Value, key: Value, span: Span) -> Value:
    """`option[key]` of one of several things: that it has none ends the script only if it is it."""
    try:
        return entry(machine, option, key, span)
    except Raised:
        return machine.unknown("it has no such entry", span)


def entry(machine: Machine, receiver: Value, key: Value, span: Span) -> Value:
    """`receiver[key]`, written at `span`."""
    if isinstance(receiver, Choice):
        part = f"[{key.value!r}]" if isinstance(key, Known) else f"[{machine.reference(span)}]"
        return of_each(receiver, lambda one: _perhaps(machine, one, key, span), part, span)
    if isinstance(receiver, Box):
        if receiver.kind == "mapping":
            return _mapped(machine, receiver, key, span)
        return _listed(machine, receiver, key, span)
    if isinstance(receiver, Opaque):
        return machine.entry(receiver, key, span)
    if isinstance(receiver, Class) and enums.is_enum(receiver):
        return enums.by_name(machine, receiver, key, span)
    if isinstance(receiver, Class):
        return receiver
    if isinstance(receiver, Instance):
        return _of_object(machine, receiver, key, span)
    if isinstance(receiver, (Known, Absent, Native)) and isinstance(key, (Known, Absent)):
        return machine.python(
            span, lambda: _indexed(plain(receiver), plain(key)), WHICH_ENTRY, receiver, key
        )
    return machine.unknown(_reason(receiver, WHICH_ENTRY), span)


def _indexed(receiver: object, key: object) -> object:
    if not isinstance(receiver, (str, bytes)) or not isinstance(key, (int, slice)):
        raise TypeError
    return receiver[key]


def _of_object(machine: Machine, receiver: Instance, key: Value, span: Span) -> Value:
    found = special(machine, receiver, "__getitem__", (key,), span)
    if found is not None:
        return found
    elements = records.elements(receiver)
    if elements is not None:
        return entry(machine, machine.box("list", span, elements, "tuple"), key, span)
    return machine.unknown(WHICH_ENTRY, span)


def _mapped(machine: Machine, box: Box, key: Value, span: Span) -> Value:
    try:
        found = box.store.get(key_of(key))
    except NotPlain:
        chosen = looked_up(machine, box, key, None, span)
        machine.loosen(*box.items)
        machine.hazards += 1
        return machine.unknown(WHICH_ENTRY, span) if chosen is None else chosen
    except TypeError:
        return machine.raises("TypeError", span, NO_ENTRY, key)
    if found is not None:
        machine.hazards += isinstance(found, Perhaps)
        return seen(box, found, span)
    if box.open is not None:
        return machine.unknown(box.open.reason, span)
    factory = machine.factories.get(id(box.store))
    if factory is not None:
        made = machine.apply(factory[1], Arguments(), span)
        machine.write(box.store, key_of(key), made)
        return made
    return missing(machine, box, "KeyError", span, key)


def seen(box: Box, found: Value, span: Span) -> Value:
    """`found` in `box` as it is taken out at `span`: where it is written, if the script does so.

    What stands where all of its box does comes from elsewhere, such as a file that is read there.
    """
    return at(found, span) if found.span == box.span else found


def missing(machine: Machine, box: Box, kind: str, span: Span, key: Value) -> Value:
    """An entry that there is not: which ends the run, unless something from outside may add it."""
    if machine.is_shared(box):
        return machine.unknown(NO_ENTRY, span)
    return machine.raises(kind, span, NO_ENTRY, key)


def _listed(machine: Machine, box: Box, key: Value, span: Span) -> Value:
    index = position(key)
    if index is None:
        if isinstance(key, (Known, Absent)):
            return machine.raises("TypeError", span, NO_ENTRY, key)
        machine.loosen(*box.items)
        return machine.unknown(WHICH_ENTRY, span)
    if box.form not in ("list", "tuple", "range"):
        return machine.unknown(WHICH_ENTRY, span)
    found = placed(box, index)
    if found is not None:
        return seen(box, found, span)
    if not box.whole:
        machine.loosen(*box.items)
        reason = box.open.reason if box.open is not None else WHICH_ENTRY
        return machine.unknown(reason, span)
    return missing(machine, box, "IndexError", span, key)


def position(key: Value) -> int | None:
    """`key` as a position in a list."""
    return key.value if isinstance(key, Known) and isinstance(key.value, int) else None


def placed(box: Box, index: int) -> Value | None:
    """The element at `index`, where it is sure which one that is."""
    items = box.items
    before = items[: index + 1] if index >= 0 else items[index:]
    if (index < 0 and box.rest) or any(isinstance(item, Perhaps) for item in before):
        return None
    return items[index] if -len(items) <= index < len(items) else None


def _reason(value: Value, otherwise: str) -> str:
    """Why a part of `value` is not known: as `value` itself, else as `otherwise` says."""
    tree = tree_of(value)
    return tree.reason if isinstance(tree, Unknown) else otherwise


def part_of(receiver: Opaque, suffix: str, span: Span) -> Opaque:
    """A part of something from outside: an attribute (`.name`) or an entry (`['key']`)."""
    reference = Reference(
        receiver.reference.address, f"{receiver.reference.attribute}{suffix}"[:200]
    )
    return Opaque(
        f"{receiver.path}{suffix}"[:400], receiver.reason, span, reference, receiver.via, receiver
    )


def slice_of(
    machine: Machine, receiver: Value, bounds: Sequence[Value | None], span: Span
) -> Value:
    """`receiver[start:stop:step]`, written at `span`."""
    part = slice_from(bounds)
    if part is None:
        machine.loosen(*(receiver.items if isinstance(receiver, Box) else ()))
        return machine.unknown(WHICH_PART, span)
    if part.step == 0:
        return machine.raises("ValueError", span, WHICH_PART)
    if isinstance(receiver, (Known, Native)):
        return machine.python(span, lambda: _indexed(plain(receiver), part), WHICH_PART, receiver)
    items = elements_of(receiver)
    if items is not None:
        form = receiver.form if isinstance(receiver, Box) else "tuple"
        return machine.box("list", span, items[part], form)
    machine.loosen(*(receiver.items if isinstance(receiver, Box) else ()))
    return machine.unknown(_reason(receiver, WHICH_PART), span)


def slice_from(bounds: Sequence[Value | None]) -> slice | None:
    """The slice that `bounds` are; None where they are not known."""
    numbers: list[int | None] = []
    for bound in bounds:
        if bound is None or isinstance(bound, Absent):
            numbers.append(None)
        elif isinstance(bound, Known) and isinstance(bound.value, int):
            numbers.append(bound.value)
        else:
            return None
    return slice(*numbers)
