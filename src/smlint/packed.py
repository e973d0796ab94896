"""Values of frozen classes as plain data that can be kept, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeAlias

from smlint.stored import Data

Parts: TypeAlias = Callable[[object], tuple[object, ...]]
"""Takes a value apart into what its maker takes."""

_TUPLE, _MAPPING = 0, 1


class Packer:
    """Packs scalars, tuples, mappings with texts for keys, and values of the classes it is given.

    A class is made again from its fields. `special` are makers for classes that are not, each with
    what takes their values apart.
    """

    def __init__(
        self,
        *classes: type,
        special: Mapping[type, tuple[Parts, Callable[..., object]]] | None = None,
    ) -> None:
        known = {kind: (_fields(kind), kind) for kind in classes} | dict(special or {})
        self._tags = {kind: number for number, kind in enumerate(known, 2)}
        self._parts: list[Parts] = [_items, _items, *(parts for parts, _ in known.values())]
        self._makers: list[Callable[..., object]] = [
            tuple, _mapping, *(make for _, make in known.values()),
        ]  # fmt: skip

    def pack(self, value: object) -> Data:
        """`value` as plain data; raises `TypeError` for what cannot be packed."""
        if value is None or isinstance(value, (str, int, float)):
            return value
        if type(value) in self._tags:
            tag = self._tags[type(value)]
        elif type(value) is tuple:
            tag = _TUPLE
        elif isinstance(value, Mapping):
            tag, value = _MAPPING, tuple(part for pair in value.items() for part in pair)
        else:
            raise TypeError(f"{value!r} cannot be packed")
        return (tag, *map(self.pack, self._parts[tag](value)))

    def unpack(self, data: Data) -> object:
        """What was packed."""
        return _unpacked(data, self._makers) if type(data) is tuple else data


def _unpacked(data: tuple[Data, ...], makers: Sequence[Callable[..., object]]) -> object:
    tag, *parts = data
    made = [_unpacked(part, makers) if type(part) is tuple else part for part in parts]
    return tuple(made) if tag == _TUPLE else makers[tag](*made)  # type: ignore[index]


def _fields(kind: type) -> Parts:
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value: tuple(getattr(value, name) for name in names)
    return _items


def _items(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value


def _mapping(*parts: object) -> Mapping[object, object]:
    return dict(zip(parts[::2], parts[1::2], strict=True))
