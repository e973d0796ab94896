"""Running text for people, in lines that fit."""

from __future__ import annotations

from textwrap import fill

from smlint.reporters import Options

MEASURE = 88
"""Columns that running text takes at most."""
_LEAST = 40
"""Columns that it takes at least: what is narrower is harder to read than what runs over."""


def measure(options: Options) -> int:
    """The columns for running text."""
    return max(min(options.width, MEASURE), _LEAST)


def wrapped(text: str, width: int, first: str = "", others: str | None = None) -> str:
    """`text` in lines of `width` columns that begin with `first`, and then with `others`.

    Names with hyphens stay whole.
    """
    return fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=first if others is None else others,
        break_on_hyphens=False,
        break_long_words=False,
    )
