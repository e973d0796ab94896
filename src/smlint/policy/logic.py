"""Kleene's three-valued logic with reasons.

A verdict is decided (true or false, and for which reasons) or it is the `Unknown` on which it
hangs. Knowing more can decide a verdict, and never turns a decided one around.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from smlint.core.values import Unknown
from smlint.policy.paths import Path, Reading


class Reason(NamedTuple):
    """A path that was looked at, and what stands there."""

    path: Path
    reading: Reading


class Decided(NamedTuple):
    """True or false; `because` are the settings that made it so, in the order of the condition.

    One that the condition asks about twice is told twice.
    """

    holds: bool
    because: tuple[Reason, ...] = ()


Verdict: TypeAlias = Decided | Unknown


def negation(verdict: Verdict) -> Verdict:
    """True for false, for the same reasons; unknown for unknown."""
    if isinstance(verdict, Unknown):
        return verdict
    return Decided(not verdict.holds, verdict.because)


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """False for the first false one; else unknown as the first unknown one; else true for all."""
    doubt: Unknown | None = None
    because: tuple[Reason, ...] = ()
    for verdict in verdicts:
        if isinstance(verdict, Unknown):
            doubt = verdict if doubt is None else doubt
        elif verdict.holds:
            because += verdict.because
        else:
            return verdict
    return Decided(True, because) if doubt is None else doubt


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """True for the first true one; else unknown as the first unknown one; else false for all."""
    return negation(conjunction(negation(verdict) for verdict in verdicts))
