"""`dataclass`, for a program that defines many classes and makes instances of few in one run.

The standard one writes and compiles seven functions for every class, half a millisecond each time:
of two hundred classes that is a third of a run on one file. Of classes that are `frozen` and have
`slots` these are compiled here when they are first called, or are the same for all. Nothing else is
different, and all other classes are left to the standard one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from functools import partial
from reprlib import recursive_repr
from typing import Any, TypeAlias

__all__ = ["dataclass"]

Text: TypeAlias = Callable[[type, dict[str, Any]], str]
"""What is to be compiled for a class, and puts into the dictionary what that knows."""

MARKS = ("KW_ONLY", "InitVar")
"""What annotations say to the standard decorator that is about no field of its own."""

TYPE_CHECKING = False


def _dataclass(cls: type | None = None, /, **options: bool) -> Any:
    """As `dataclasses.dataclass`."""
    if cls is None:
        return partial(_dataclass, **options)
    asked = {name for name, wanted in options.items() if wanted} - {"eq"}
    if asked != {"frozen", "slots"} or not _is_plain(cls):
        return dataclasses.dataclass(cls, **options)
    return _made(cls, options.get("eq", True))


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _is_plain(cls: type) -> bool:
    """Whether nothing about `cls` asks for more than the functions below do."""
    said = (value for value in vars(cls).values() if isinstance(value, Field))
    kinds = vars(cls).get("__annotations__", {}).values()
    return not (
        any(mark in str(kind) for kind in kinds for mark in MARKS)
        or any(dataclasses.is_dataclass(base) for base in cls.__mro__[1:])
        or hasattr(cls, "__post_init__")
        or any(not one.init or one.kw_only is True or one.hash is not None for one in said)
    )


def _made(cls: type, compared: bool) -> type:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__dataclass_params__.frozen = True  # what inherits from it has to be frozen, too
    texts = {"__init__": _init, **(_COMPARING if compared else {})}
    own = {name: _late(made, name, text) for name, text in texts.items()} | _SHARED
    for name, function in own.items():
        if vars(cls).get(name) is None:  # `__hash__` is None where only `__eq__` is written
            setattr(made, name, function)
    return made  # type: ignore[no-any-return]


def _late(made: type, name: str, text: Text) -> Callable[..., object]:
    """The method of that name, which is compiled when it is first called."""

    def first(self: object, /, *given: object, **named: object) -> object:
        known: dict[str, Any] = {"MISSING": MISSING}
        exec(text(made, known), known)  # noqa: S102 - as the standard library does
        function = known[name]
        function.__qualname__ = f"{made.__qualname__}.{name}"
        setattr(made, name, function)
        return function(self, *given, **named)

    return first


def _init(made: type, known: dict[str, Any]) -> str:
    """Sets each field by the descriptor of its slot, which does not ask whether one may."""
    taken, body = ["self"], ["pass"]
    for part in fields(made):
        name = value = part.name
        known[f"set_{name}"] = vars(made)[name].__set__
        if part.default is not MISSING:
            known[f"default_{name}"] = part.default
            taken.append(f"{name}=default_{name}")
        elif part.default_factory is not MISSING:
            known[f"make_{name}"] = part.default_factory
            taken.append(f"{name}=MISSING")
            value = f"make_{name}() if {name} is MISSING else {name}"
        else:
            taken.append(name)
        body.append(f"set_{name}(self, {value})")
    return f"def __init__({', '.join(taken)}):\n    {'; '.join(body)}"


def _eq(made: type, _: dict[str, Any]) -> str:
    return f"""
def __eq__(self, other):
    if other.__class__ is self.__class__:
        return {_values("self", made)} == {_values("other", made)}
    return NotImplemented"""


def _hash(made: type, _: dict[str, Any]) -> str:
    return f"def __hash__(self): return hash({_values('self', made)})"


def _values(of: str, made: type) -> str:
    return f"({''.join(f'{of}.{one.name}, ' for one in fields(made) if one.compare)})"


@recursive_repr()
def _shown(self: Any) -> str:
    told = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(told)})"


def _refuse_set(_: object, name: str, __: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: Iterable[object]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_COMPARING: dict[str, Text] = {"__eq__": _eq, "__hash__": _hash}
_SHARED: dict[str, Callable[..., object]] = {
    "__repr__": _shown,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}
