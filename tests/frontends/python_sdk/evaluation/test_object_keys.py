"""Mappings whose keys are objects of the script."""

from __future__ import annotations

from smlint.core.spans import Span
from smlint.core.values import Absent
from smlint.frontends.python_sdk.values.objects import Store
from smlint.frontends.python_sdk.values.trail import called


class Large:
    """An object that cannot be told in any time."""

    def __repr__(self) -> str:
        raise AssertionError


def test_an_entry_is_called_by_its_place_where_its_key_is_an_object() -> None:
    first, second = Large(), Large()
    store = Store(optional=True)
    store.update(dict.fromkeys((first, second), Absent(Span("a.py"))))
    assert [called(store, key) for key in (first, second, Large(), "x", 3)] == [
        "entry 0", "entry 1", "entry 2", "x", "3",
    ]  # fmt: skip
