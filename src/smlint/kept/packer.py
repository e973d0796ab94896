"""Values of frozen classes as plain data that can be kept, and back.

Getting them back is what every run does, so what there is most of is cheap: tuples of scalars, and
of values of one class with nothing but scalars in them, such as citations and examples. What few
runs ask for is sealed: to have it among other data costs no more than its bytes. A change of the
form is a change of `store.FORMAT`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias, cast

from smlint.kept.store import Data, opened, sealed

Parts: TypeAlias = Callable[[object], tuple[object, ...]]
"""Takes a value apart into what its maker takes."""

_TUPLE, _MAPPING, _SCALARS, _ALIKE = range(4)


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
        self._tags = {kind: number for number, kind in enumerate(known, 4)}
        self._parts: list[Parts] = [_items] * 4 + [parts for parts, _ in known.values()]
        self._makers: list[Callable[..., object]] = [
            _tuple, _mapping, _tuple, _tuple, *(make for _, make in known.values()),
        ]  # fmt: skip

    def pack(self, value: object) -> Data:
        """`value` as plain data; raises `TypeError` for what cannot be packed."""
        if value is None or isinstance(value, (str, int, float)):
            return value
        if type(value) in self._tags:
            tag = self._tags[type(value)]
        elif type(value) is tuple:
            if all(map(_is_flat, value)):
                return (_SCALARS, *value) if value else ()
            alike = self._alike(value)
            if alike is not None:
                return alike
            tag = _TUPLE
        elif isinstance(value, Mapping):
            tag, value = _MAPPING, tuple(part for pair in value.items() for part in pair)
        else:
            raise TypeError(f"{value!r} cannot be packed")
        return (tag, *map(self.pack, self._parts[tag](value)))

    def _alike(self, values: tuple[object, ...]) -> Data:
        """`values` one behind the other, where they are of one class and hold scalars only."""
        (kind, *others) = {type(value) for value in values}
        if others or kind not in self._tags:
            return None
        tag = self._tags[kind]
        rows = [self._parts[tag](value) for value in values]
        flat = [part for row in rows for part in row]
        if not flat or not all(map(_is_flat, flat)):
            return None
        return (_ALIKE, tag, len(rows[0]), *cast("list[Data]", flat))

    def unpack(self, data: Data) -> object:
        """What was packed."""
        return _unpacked(data, self._makers) if type(data) is tuple else data

    def seal(self, value: object) -> bytes:
        """`value` as bytes, of which nothing is read before they are opened."""
        return sealed(self.pack(value))

    def open(self, seal: bytes) -> object:
        """What was sealed."""
        return self.unpack(opened(seal))


def _unpacked(data: tuple[Any, ...], makers: Sequence[Callable[..., object]]) -> object:
    if not data or data[0] == _SCALARS:
        return data[1:]
    tag, *parts = data
    if tag == _ALIKE:
        kind, width, *flat = parts
        return tuple(map(makers[kind], *(flat[start::width] for start in range(width))))
    made = [_unpacked(part, makers) if type(part) is tuple else part for part in parts]
    return makers[tag](*made)


def _is_flat(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float)) or value == ()


def _fields(kind: type) -> Parts:
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value: tuple(getattr(value, name) for name in names)
    return _items


def _items(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value


def _tuple(*items: object) -> tuple[object, ...]:
    return items


def _mapping(*parts: object) -> Mapping[object, object]:
    return dict(zip(parts[::2], parts[1::2], strict=True))
