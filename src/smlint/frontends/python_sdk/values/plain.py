"""Known values as Python's own, for what Python does to them; and back again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import TypeGuard

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Scalar
from smlint.frontends.python_sdk.values.identity import HOP_LIMIT
from smlint.frontends.python_sdk.values.leaves import Native
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Class,
    Form,
    Function,
    Instance,
    Key,
    Store,
    Value,
)

PLAIN_LIMIT = 20_000
"""Values in one that is handed to Python."""


class NotPlain(Exception):
    """A value that is not known in all its parts, or that is an object of the script."""


def plain(value: Value) -> object:
    """`value` as Python has it; raises `NotPlain`."""
    return _plain(value, [PLAIN_LIMIT], 40)


def _plain(value: Value, left: list[int], depth: int) -> object:
    left[0] -= 1
    if isinstance(value, (Known, Native)):
        return value.value
    if isinstance(value, Absent):
        return None
    if not isinstance(value, Box) or not value.whole or left[0] < 0 or depth < 0:
        raise NotPlain
    if value.kind == "mapping":
        return {key: _plain(item, left, depth - 1) for key, item in value.store.items()}
    items = [_plain(item, left, depth - 1) for item in value.items]
    make = MAKERS.get(value.form)
    if make is None:
        raise NotPlain
    try:
        return make(items)
    except TypeError:
        raise NotPlain from None


MAKERS: Mapping[str, Callable[[list[object]], object]] = {
    "list": list, "tuple": tuple, "set": set, "frozenset": frozenset,
}  # fmt: skip


def is_scalar(value: object) -> TypeGuard[Scalar]:
    """Whether a setting can be `value`."""
    return isinstance(value, (str, int, float))


def hops(*values: Value) -> tuple[Hop, ...]:
    """The hops by which `values` came, each once."""
    seen = dict.fromkeys(hop for value in values for hop in _hops(value))
    return tuple(seen)[:HOP_LIMIT]


def _hops(value: Value) -> Iterator[Hop]:
    if isinstance(value, (Known, Absent)):
        yield from value.via
    elif isinstance(value, Box):
        for item in value.items[:HOP_LIMIT]:
            if isinstance(item, (Known, Absent)):
                yield from item.via


def lifted(value: object, span: Span, via: tuple[Hop, ...] = ()) -> Value | None:
    """A value of Python as one of the script; None for one that has no place here."""
    if value is None:
        return Absent(span, via)
    if is_scalar(value):
        return Known(value, span, via)
    if isinstance(value, (bytes, complex)):
        return Native(value, span)
    if isinstance(value, Mapping):
        return _lifted_box("mapping", value, span, via)
    for kind, form in FORMS.items():
        if isinstance(value, kind):
            items: list[object] = [*value]
            ordered = sorted(items, key=repr) if form in ("set", "frozenset") else items
            return _lifted_box(form, dict(enumerate(ordered)), span, via)
    return None


FORMS: Mapping[type[Collection[object]], Form] = {
    list: "list", tuple: "tuple", set: "set", frozenset: "frozenset",
}  # fmt: skip


def _lifted_box(
    form: Form, entries: Mapping[Key, object], span: Span, via: tuple[Hop, ...]
) -> Value | None:
    store = Store(optional=True)
    for key, item in entries.items():
        value = lifted(item, span, via)
        if value is None:
            return None
        store[key] = value
    return Box("mapping" if form == "mapping" else "list", span, store, form=form)


def key_of(value: Value) -> Key:
    """`value` as the key of a mapping; raises `NotPlain`, and TypeError where it can be none."""
    if isinstance(value, (Instance, Function, Class)):
        return value.data.value if isinstance(value, Instance) and value.data else value
    key = plain(value)
    if not isinstance(key, Hashable):
        raise TypeError
    hash(key)
    return key


def value_of_key(key: Key, span: Span) -> Value:
    """The key of a mapping as a value, written at `span`."""
    if isinstance(key, (Instance, Function, Class)):
        return key
    found = lifted(key, span)
    assert found is not None
    return found
