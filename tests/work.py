"""What something costs, told without a clock: it is the same on any machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, of Python's and of C's, while `work` is done."""
    count = 0

    def called(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as many calls `work` takes on twice the `size`: 2 where each part costs alike.

    What is only done once is done beforehand.
    """
    work(1)
    return calls_of(lambda: work(2 * size)) / calls_of(lambda: work(size))
