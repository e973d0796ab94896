"""Values come back as they were."""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.kept.packer import Packer


@dataclass(frozen=True)
class Pair:
    left: object
    right: object = None


class Named(NamedTuple):
    first: object
    second: object


class Word:
    """Of a class that is not made from its fields."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


PACKER = Packer(Pair, Named, special={Word: (lambda word: (word.text.upper(),), Word)})  # type: ignore[attr-defined]

scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text())
values = st.recursive(
    scalars | st.builds(Word, st.text("ABC")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(), inner, max_size=3),
        st.builds(Pair, inner, inner),
        st.builds(Named, inner, inner),
    ),
)


@given(values)
def test_values_come_back(value: object) -> None:
    data = marshal.loads(marshal.dumps(PACKER.pack(value)))
    again = PACKER.unpack(data)
    assert again == value
    assert type(again) is type(value)


@dataclass(frozen=True)
class Empty:
    pass


@pytest.mark.parametrize(
    "value",
    [
        (),
        ((), ()),
        (Empty(), Empty()),
        (Named(1, "a"), Named(2, ())),
        (Named(1, "a"), Named(2, Pair(1))),
        (Named(1, "a"), Pair(1, "a")),
        (True, None, 0.5, ""),
    ],
)
def test_what_is_alike_comes_back_too(value: object) -> None:
    packer = Packer(Pair, Named, Empty)
    assert packer.unpack(packer.pack(value)) == value


def test_a_special_class_is_taken_apart_as_told() -> None:
    assert PACKER.unpack(PACKER.pack((Word("a"),))) == (Word("A"),)


@pytest.mark.parametrize("value", [{1, 2}, [1], Packer(), (b"",)])
def test_nothing_else_is_packed(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be packed"):
        PACKER.pack(value)
