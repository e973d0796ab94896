"""`core.frozen.dataclass` makes what the standard one makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable
from dataclasses import (
    KW_ONLY,
    FrozenInstanceError,
    dataclass,
    field,
    fields,
    is_dataclass,
    replace,
)
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest

from smlint.core import frozen
from smlint.core.frozen import dataclass as quickly

T = TypeVar("T")


def described(decorator: Callable[..., Any]) -> type[Any]:
    """A class that uses whatever there is to be used, made by `decorator`."""

    @decorator(frozen=True, slots=True)
    class Described(Generic[T]):
        """Fields of all kinds."""

        name: str
        value: T
        seen: list[int] = field(default_factory=list, compare=False)
        note: str = field(default="", repr=False)
        last: float = 0.5

        @property
        def shown(self) -> str:
            return f"{self.name} {self.last}"

    return Described


STANDARD, OURS = described(dataclass), described(quickly)
MADE: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a", 1), {}),
    (("a", 1), {"seen": [1]}),
    (("a", 2), {}),
    (("a", 1, [], "noted"), {"last": 2}),
    (("a", (float("inf"), None)), {"note": "b"}),
]


def both(index: int) -> tuple[Any, Any]:
    given, named = MADE[index]
    return STANDARD(*given, **named), OURS(*given, **named)


@pytest.mark.parametrize("index", range(len(MADE)))
def test_instances_are_alike(index: int) -> None:
    one, other = both(index)
    assert repr(other) == repr(one)
    assert hash(other) == hash(one)
    assert dataclasses.asdict(other) == dataclasses.asdict(one)
    assert other.shown == one.shown
    assert repr(replace(other, last=3)) == repr(replace(one, last=3))
    assert replace(other) == other
    assert repr(copy.copy(other)) == repr(copy.copy(one))
    assert not hasattr(other, "__dict__")
    assert other != one
    for another in range(len(MADE)):
        assert (other == both(another)[1]) == (one == both(another)[0])


def test_defaults_are_not_shared() -> None:
    assert OURS("a", 1).seen is not OURS("a", 1).seen


@pytest.mark.parametrize("given", [(), ("a",), ("a", 1, [], "", 1.0, 2)])
def test_wrong_arguments_are_refused_in_the_same_words(given: tuple[object, ...]) -> None:
    with pytest.raises(TypeError) as expected:
        STANDARD(*given)
    with pytest.raises(TypeError) as caught:
        OURS(*given)
    assert re.sub(r"^.*__init__", "", str(caught.value)) == re.sub(
        r"^.*__init__", "", str(expected.value)
    )


def test_nothing_can_be_set_or_deleted() -> None:
    for made in both(0):
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
            made.name = "b"
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
            del made.name


def test_classes_are_alike() -> None:
    assert is_dataclass(OURS)
    assert [one.name for one in fields(OURS)] == [one.name for one in fields(STANDARD)]
    assert vars(OURS)["__match_args__"] == vars(STANDARD)["__match_args__"]
    assert OURS.__doc__ == STANDARD.__doc__


@quickly(frozen=True, slots=True)
class Picked:
    """At the top of its module, where pickle finds it."""

    left: int
    right: tuple[int, ...] = ()


def test_pickle_brings_it_back() -> None:
    assert pickle.loads(pickle.dumps(Picked(1, (2,)))) == Picked(1, (2,))


def test_a_subclass_has_the_fields_of_both() -> None:
    @dataclass(frozen=True, slots=True)
    class More(Picked):  # type: ignore[misc,unused-ignore]
        further: str = ""

    assert repr(More(1, (), "x")).endswith("More(left=1, right=(), further='x')")
    assert More(1) != Picked(1)
    with pytest.raises(TypeError, match="non-frozen"):
        dataclass(type("Loose", (Picked,), {}))


def test_what_a_class_says_itself_stays() -> None:
    @quickly(frozen=True, slots=True)
    class Odd:
        """Is equal to anything."""

        value: int

        def __repr__(self) -> str:
            return "odd"

        def __eq__(self, _: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Odd(1)), Odd(1) == 2, hash(Odd(1))) == ("odd", True, 7)


def test_one_without_comparison_is_told_apart_by_identity() -> None:
    @quickly(frozen=True, slots=True, eq=False)
    class Single:
        """Not compared."""

        value: list[int]

    assert Single([1]) != Single([1])
    assert len({Single([1]), Single([1])}) == 2


@pytest.mark.parametrize("count", [0, 1])
def test_few_fields_are_compared_too(count: int) -> None:
    namespace = {"__annotations__": {"value": object} if count else {}, "__doc__": "Few."}
    standard: Any = dataclass(frozen=True, slots=True)(type("Few", (), dict(namespace)))
    ours: Any = quickly(frozen=True, slots=True)(type("Few", (), dict(namespace)))
    given = ("a",) * count
    assert ours(*given) == ours(*given)
    assert hash(ours(*given)) == hash(standard(*given))
    assert repr(ours(*given)) == repr(standard(*given))


@pytest.mark.parametrize(
    "options", [{}, {"frozen": True}, {"slots": True}, {"frozen": True, "slots": True, "order": 1}]
)
def test_all_others_are_the_standard_ones(
    options: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "_made", None)
    made: Any = quickly(**options)(type("Other", (), {"__annotations__": {"value": int}}))
    assert made(1) == made(1)


@pytest.mark.parametrize("mark", [KW_ONLY, "KW_ONLY", "InitVar[int]"])
def test_what_an_annotation_asks_for_is_left_to_the_standard_one(
    mark: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "_made", None)
    namespace = {"__annotations__": {"_": mark, "value": int}, "__module__": __name__}
    assert is_dataclass(quickly(frozen=True, slots=True)(type("Other", (), namespace)))


def test_no_frozen_class_with_slots_is_made_by_the_standard_one() -> None:
    sources = Path(frozen.__file__).parents[1].rglob("*.py")
    standard = [
        path.name
        for path in sources
        if "frozen=True, slots=True" in (text := path.read_text(encoding="utf-8"))
        and re.search(r"^from dataclasses import .*\bdataclass\b", text, re.MULTILINE)
    ]
    assert standard == []
