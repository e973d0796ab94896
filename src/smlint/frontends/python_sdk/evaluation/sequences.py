"""Elements, entries and methods of lists, mappings and texts."""

from __future__ import annotations

from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Unknown
from smlint.frontends.python_sdk.evaluation.formatting import format_text, text_of
from smlint.frontends.python_sdk.evaluation.lookups import looked_up
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Choice,
    Method,
    Opaque,
    Value,
    at,
    known_text,
    tree_of,
)
from smlint.frontends.python_sdk.values.trail import of_each

LENGTH_LIMIT = 2_000


def elements_of(value: Value) -> tuple[Value, ...] | None:
    """What iterating over `value` gives; None where that is not known."""
    if isinstance(value, Box) and value.open is None:
        if value.kind == "list":
            return value.items
        return tuple(Known(key, value.span) for key in value.store)
    return None


def entry(machine: Machine, receiver: Value, key: Value, span: Span) -> Value:
    """`receiver[key]`, written at `span`."""
    if isinstance(receiver, Choice):
        return of_each(receiver, lambda option: entry(machine, option, key, span), span)
    if isinstance(receiver, Box):
        return _box_entry(machine, receiver, key, span)
    if isinstance(receiver, Known) and isinstance(receiver.value, str) and isinstance(key, Known):
        text, index = receiver.value, key.value
        if isinstance(index, int) and -len(text) <= index < len(text):
            return Known(text[index], span, receiver.via)
    if isinstance(receiver, Opaque):
        return machine.entry(receiver, key, span)
    return machine.unknown(_reason(receiver, "which entry of it this is, is not known"), span)


def _box_entry(machine: Machine, box: Box, key: Value, span: Span) -> Value:
    if not isinstance(key, Known):
        chosen = looked_up(machine, box, key, None, span)
        unclear = "which entry of it this is, is not known"
        return machine.unknown(unclear, span) if chosen is None else chosen
    index = key.value
    if box.kind == "list" and isinstance(index, int) and index < 0 and box.open is None:
        index += len(box.store)
    found = box.store.get(index) if isinstance(index, (str, int)) else None
    if found is not None:
        return at(found, found.span)
    nothing = "it has no such entry in this file"
    return machine.unknown(nothing if box.open is None else box.open.reason, span)


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
    numbers: list[int | None] = []
    for bound in bounds:
        if bound is None or isinstance(bound, Absent):
            numbers.append(None)
        elif isinstance(bound, Known) and isinstance(bound.value, int):
            numbers.append(bound.value)
        else:
            return machine.unknown("which part of it this is, is not known", span)
    if numbers[2] == 0:
        return machine.unknown("which part of it this is, is not known", span)
    if isinstance(receiver, Known) and isinstance(receiver.value, str):
        return Known(receiver.value[slice(*numbers)], span, receiver.via)
    items = elements_of(receiver)
    if items is not None:
        return machine.box("list", span, items[slice(*numbers)])
    return machine.unknown(_reason(receiver, "which part of it this is, is not known"), span)


def call_method(machine: Machine, method: Method, arguments: Arguments, span: Span) -> Value:
    """What a method of a setting or box gives, called at `span`."""
    receiver = method.receiver
    if isinstance(receiver, Box):
        if receiver.kind == "list":
            return _list_method(machine, receiver, method.name, arguments, span)
        return _mapping_method(machine, receiver, method.name, arguments, span)
    if isinstance(receiver, Known) and isinstance(receiver.value, str):
        text = Known(receiver.value, receiver.span, receiver.via)
        return _text_method(machine, text, method.name, arguments, span)
    return machine.unknown("the result of this method is not known", span)


def _text_method(
    machine: Machine, receiver: Known[str], name: str, arguments: Arguments, span: Span
) -> Value:
    text = receiver.value
    if name == "format":
        return format_text(machine, text, arguments, span)
    if name == "join" and arguments.positional:
        items = elements_of(arguments.positional[0])
        if items is not None:
            separated = [piece for item in items for piece in (Known(text, span), tree_of(item))]
            return text_of(tuple(separated[1:]), span)
    scalars = [item.value for item in arguments.positional if isinstance(item, Known)]
    if len(scalars) == len(arguments.positional) and not arguments.keywords:
        result = operators.text_method(name, text, scalars)
        if isinstance(result, (str, int, bool)):
            return Known(result, span, receiver.via)
        if isinstance(result, list):
            return machine.box("list", span, [Known(part, span, receiver.via) for part in result])
    return machine.unknown(f"the result of `.{name}()` is not known", span)


def _list_method(machine: Machine, box: Box, name: str, arguments: Arguments, span: Span) -> Value:
    value = arguments.get("", 0)
    if name == "append" and value is not None and len(box.store) < LENGTH_LIMIT:
        machine.write(box.store, max((int(key) for key in box.store), default=-1) + 1, value)
        return Absent(span)
    if name == "extend" and value is not None:
        items = elements_of(value)
        fits = items is not None and len(box.store) + len(items) <= LENGTH_LIMIT
        for item in items if items is not None and fits else ():
            machine.write(box.store, len(box.store), item)
        if not fits:
            reference = machine.unknown("it may be in a list that is not known", span)
            machine.write(box.store, len(box.store), reference)
        return Absent(span)
    if name == "copy":
        return machine.box("list", span, box.items)
    if name in ("pop", "insert", "remove", "clear", "reverse", "sort"):
        box.rest.append(Unknown(f"the list is changed by `.{name}()`", span))
    return machine.unknown(f"the result of `.{name}()` is not known", span)


def _mapping_method(
    machine: Machine, box: Box, name: str, arguments: Arguments, span: Span
) -> Value:
    if name in ("get", "setdefault", "pop"):
        return _taken(machine, box, name, arguments, span)
    if name == "update":
        _update(machine, box, arguments, span)
        return Absent(span)
    if name == "copy":
        copy = machine.box("mapping", span, {str(key): item for key, item in box.store.items()})
        copy.rest.extend(box.rest)
        return copy
    if name in ("items", "keys", "values") and box.open is None:
        keys = [Known(key, box.span) for key in box.store]
        if name == "keys":
            return machine.box("list", span, keys)
        if name == "values":
            return machine.box("list", span, box.items)
        pairs = zip(keys, box.items, strict=True)
        return machine.box("list", span, [machine.box("list", span, pair) for pair in pairs])
    return machine.unknown(f"the result of `.{name}()` is not known", span)


def _taken(machine: Machine, box: Box, name: str, arguments: Arguments, span: Span) -> Value:
    key, default = arguments.get("key", 0), arguments.get("default", 1)
    if not isinstance(key, Known):
        nothing: Value = Absent(span) if default is None else default
        chosen = None if key is None else looked_up(machine, box, key, nothing, span)
        if chosen is not None and name == "get":
            return chosen
        return machine.unknown("which entry this is, is not known", span)
    found = box.store.get(str(key.value))
    if found is None and box.open is not None:
        return machine.unknown(box.open.reason, span)
    if name == "setdefault" and found is None and default is not None:
        machine.write(box.store, str(key.value), default)
    if name == "pop" and found is not None:
        machine.write(box.store, str(key.value), None)
    if found is not None:
        return found
    return Absent(span) if default is None else default


def _update(machine: Machine, box: Box, arguments: Arguments, span: Span) -> None:
    for value in arguments.positional:
        if isinstance(value, Box) and value.kind == "mapping":
            for key, item in value.store.items():
                machine.write(box.store, key, item)
            box.rest.extend(value.rest)
        else:
            box.rest.append(Unknown("it may be set by `.update()` of something unknown", span))
    for name, item in arguments.keywords.items():
        machine.write(box.store, name, item)
    if arguments.open is not None:
        box.rest.append(arguments.open)


def set_entry(machine: Machine, receiver: Value, key: Value, value: Value) -> None:
    """`receiver[key] = value`."""
    if isinstance(receiver, Opaque):
        machine.set_entry(receiver, key, value)
    if not isinstance(receiver, Box):
        return
    name = known_text(key)
    if isinstance(key, Known) and name is None and isinstance(key.value, int):
        index = key.value + (len(receiver.store) if key.value < 0 else 0)
        if receiver.kind == "list":
            machine.write(receiver.store, index, value)
            return
        name = str(key.value)
    if name is not None:
        machine.write(receiver.store, name, value)
    else:
        receiver.rest.append(Unknown("it may be set under a key that is not known", value.span))
