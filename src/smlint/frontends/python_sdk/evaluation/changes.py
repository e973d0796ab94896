"""Entries and parts of lists and mappings, as they are written and deleted."""

from __future__ import annotations

from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Unknown
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.iteration import LENGTH_LIMIT, elements_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import (
    NO_ENTRY,
    WHICH_PART,
    missing,
    placed,
    position,
    slice_from,
)
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Box, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.plain import NotPlain, key_of
from smlint.frontends.python_sdk.values.trail import either


def blur(machine: Machine, box: Box, value: Value | None, reason: str, span: Span) -> None:
    """Any entry of `box` may from here on be `value`, or something else where None is given."""
    for key, item in list(box.store.items()):
        if value is not None:
            machine.loosen(item)
            machine.write(box.store, key, either(item, value, span))
        elif not isinstance(item, Unknown) or item.reason != reason or item.parts:
            machine.loosen(item)
            machine.write(box.store, key, Unknown(reason, span))
    machine.widen(box, reason, span)


def overridable(machine: Machine, box: Box, why: Unknown) -> None:
    """From here on `box` may have further entries, which may also take the place of these."""
    hop = Hop(why.reason, why.span, "default")
    for key, item in list(box.store.items()):
        machine.write(box.store, key, at(item, item.span, hop))
    machine.trail.write(box.rest, len(box.rest), why)


def set_entry(machine: Machine, receiver: Value, key: Value, value: Value, span: Span) -> None:
    """`receiver[key] = value`, written at `span`."""
    if isinstance(receiver, Opaque):
        machine.set_entry(receiver, key, value)
    if isinstance(receiver, Instance):
        special(machine, receiver, "__setitem__", (key, value), span)
    if not isinstance(receiver, Box):
        if isinstance(receiver, (Known, Absent)):
            machine.raises("TypeError", span, NO_ENTRY, receiver)
        return
    if receiver.kind == "mapping":
        _set_mapped(machine, receiver, key, value, span)
    else:
        _set_listed(machine, receiver, key, value, span)


def _set_mapped(machine: Machine, box: Box, key: Value, value: Value, span: Span) -> None:
    try:
        machine.write(box.store, key_of(key), value)
    except NotPlain:
        why = Unknown("it may be set under a key that is not known", span)
        overridable(machine, box, why)
    except TypeError:
        machine.raises("TypeError", span, NO_ENTRY, key)


def _set_listed(machine: Machine, box: Box, key: Value, value: Value, span: Span) -> None:
    index = position(key)
    if box.form != "list":
        machine.raises("TypeError", span, NO_ENTRY, key)
    if index is None or placed(box, index) is None:
        if box.whole and index is not None:
            missing(machine, box, "IndexError", span, key)
        blur(machine, box, value, "it may be set at a position that is not known", span)
        return
    machine.write(box.store, index if index >= 0 else len(box.items) + index, value)


def set_slice(
    machine: Machine, box: Value, bounds: Sequence[Value | None], value: Value | None, span: Span
) -> None:
    """`box[start:stop:step] = value`, or its deletion where `value` is None."""
    if not isinstance(box, Box):
        return
    part, items = slice_from(bounds), elements_of(box)
    added = () if value is None else elements_of(value)
    if part is None or items is None or added is None or box.form != "list":
        blur(machine, box, None, "a part of the list is replaced that is not known", span)
        return
    changed = list(items)
    try:
        if value is None:
            del changed[part]
        else:
            changed[part] = added
    except ValueError:
        machine.raises("ValueError", span, WHICH_PART)
        return
    machine.refill(box, changed[:LENGTH_LIMIT])


def delete_entry(machine: Machine, receiver: Value, key: Value, span: Span) -> None:
    """`del receiver[key]`."""
    if isinstance(receiver, Opaque):
        machine.set_entry(receiver, key, None)
    if isinstance(receiver, Instance):
        special(machine, receiver, "__delitem__", (key,), span)
    if not isinstance(receiver, Box):
        return
    if receiver.kind == "list":
        index, items = position(key), elements_of(receiver)
        if index is None or items is None:
            blur(machine, receiver, None, "an element of the list is deleted", span)
        elif -len(items) <= index < len(items):
            changed = list(items)
            del changed[index]
            machine.refill(receiver, changed)
        else:
            missing(machine, receiver, "IndexError", span, key)
        return
    try:
        name = key_of(key)
    except NotPlain:
        blur(machine, receiver, None, "an entry of the mapping is deleted", span)
        return
    if name in receiver.store:
        machine.write(receiver.store, name, None)
    elif receiver.whole:
        missing(machine, receiver, "KeyError", span, key)
