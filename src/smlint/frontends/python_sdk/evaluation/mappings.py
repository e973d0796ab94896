"""Methods of mappings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Unknown
from smlint.frontends.python_sdk.evaluation.changes import blur, overridable
from smlint.frontends.python_sdk.evaluation.iteration import elements_of, taken
from smlint.frontends.python_sdk.evaluation.lookups import looked_up
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import seen
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Key, Perhaps, Value
from smlint.frontends.python_sdk.values.plain import NotPlain, key_of, value_of_key

Method = Callable[[Machine, Box, Arguments, Span], "Value | None"]

UNKNOWN_KEY = "it may be set under a key that is not known"
MISSING = "which entry this is, is not known"


def method(machine: Machine, box: Box, name: str, arguments: Arguments, span: Span) -> Value:
    """What `box.name(...)` gives for a mapping."""
    reason = f"the result of `.{name}()` is not known"
    found = METHODS.get(name)
    if found is None:
        return machine.unknown(reason, span)
    answer = found(machine, box, arguments, span)
    return machine.unknown(reason, span) if answer is None else answer


def _key(machine: Machine, arguments: Arguments, span: Span) -> tuple[Key] | None:
    value = arguments.get("key", 0)
    try:
        return None if value is None else (key_of(value),)
    except NotPlain:
        return None
    except TypeError:
        machine.raises("TypeError", span, MISSING)
        return None


def _get(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    key = _key(machine, arguments, span)
    given = arguments.get("default", 1)
    default = Absent(span) if given is None else given
    if key is None:
        chosen = looked_up(machine, box, arguments.positional[0], default, span)
        machine.loosen(*box.items, default)
        return machine.unknown(MISSING, span) if chosen is None else chosen
    found = box.store.get(key[0])
    if found is not None:
        return seen(box, found, span)
    return default if box.open is None else machine.unknown(box.open.reason, span)


def _setdefault(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    key = _key(machine, arguments, span)
    given = arguments.get("default", 1)
    default = Absent(span) if given is None else given
    if key is None:
        machine.loosen(*box.items, default)
        machine.widen(box, "it may be set by `.setdefault()`", span)
        return machine.unknown(MISSING, span)
    found = box.store.get(key[0])
    if found is None and box.open is None:
        machine.write(box.store, key[0], default)
        return default
    if found is None or isinstance(found, Perhaps):
        reason = MISSING if box.open is None else box.open.reason
        found = machine.unknown(reason, span)
        machine.write(box.store, key[0], found)
    return found


def _pop(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    key, default = _key(machine, arguments, span), arguments.get("default", 1)
    if key is None:
        blur(machine, box, None, "an entry of the mapping is taken out", span)
        return machine.unknown(MISSING, span)
    found = box.store.get(key[0])
    if found is not None:
        machine.write(box.store, key[0], None)
        return found
    if box.open is not None:
        return machine.unknown(box.open.reason, span)
    if default is None and not machine.is_shared(box):
        machine.raises("KeyError", span, MISSING, arguments.positional[0])
    return default


def _popitem(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    if not box.whole or not box.store:
        blur(machine, box, None, "an entry of the mapping is taken out", span)
        return None
    key = list(box.store)[-1]
    pair = (value_of_key(key, box.span), box.store[key])
    machine.write(box.store, key, None)
    return machine.box("list", span, pair, "tuple")


def _update(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    for value in arguments.positional:
        merge(machine, box, value, span)
    for name, item in arguments.keywords.items():
        machine.write(box.store, name, item)
    if arguments.open is not None:
        overridable(machine, box, arguments.open)
    return Absent(span)


def merge(machine: Machine, box: Box, value: Value, span: Span) -> None:
    """Put the entries of `value`, a mapping or pairs, into `box`."""
    if isinstance(value, Box) and value.kind == "mapping":
        if value.open is not None:
            overridable(machine, box, value.open)
        for key, item in list(value.store.items()):
            old = box.store.get(key)
            kept = isinstance(item, Perhaps) and old is not None
            machine.write(box.store, key, machine.unknown(item.reason, span) if kept
                          and isinstance(item, Perhaps) else item)  # fmt: skip
        return
    pairs = taken(machine, value) if not isinstance(value, Absent) else None
    for pair in pairs or ():
        parts = elements_of(pair)
        try:
            key = key_of(parts[0]) if parts is not None and len(parts) == 2 else None
        except (NotPlain, TypeError):
            key = None
        if parts is None or len(parts) != 2 or (key is None and not isinstance(parts[0], Absent)):
            overridable(machine, box, Unknown(UNKNOWN_KEY, span))
        else:
            machine.write(box.store, key, parts[1])
    if pairs is None:
        why = "it may be set by `.update()` of something unknown"
        overridable(machine, box, Unknown(why, span))


def _copy(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    copy = machine.box("mapping", span, box.store)
    copy.rest.extend(box.rest)
    return copy


def _keys(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    keys = [value_of_key(key, box.span) for key in box.store]
    return _view(machine, box, keys, span)


def _values(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    return _view(machine, box, list(box.items), span)


def _items(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    pairs: list[Value] = [
        machine.box("list", span, (value_of_key(key, box.span), item), "tuple")
        for key, item in box.store.items()
    ]
    return _view(machine, box, pairs, span)


def _view(machine: Machine, box: Box, items: list[Value], span: Span) -> Value | None:
    return machine.box("list", span, items, "view") if box.whole else None


def _clear(machine: Machine, box: Box, arguments: Arguments, span: Span) -> Value | None:
    del arguments
    for store in (box.store, box.rest):
        for key in list(store.keys()):
            machine.write(store, key, None)
    return Absent(span)


METHODS: Mapping[str, Method] = {
    "get": _get, "setdefault": _setdefault, "pop": _pop, "popitem": _popitem, "update": _update,
    "copy": _copy, "keys": _keys, "values": _values, "items": _items, "clear": _clear,
}  # fmt: skip
