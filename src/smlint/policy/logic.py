"""Kleene's three-valued logic with reasons.

A verdict is decided (true or false, and for which reasons) or it is the `Unknown` on which it
hangs. Knowing more can decide a verdict, and never turns a decided one around.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from smlint.core.spans import Span
from smlint.core.values import Many, Unknown
from smlint.policy.paths import Path, Reading


class Reason(NamedTuple):
    """A path that was looked at, and what stands there."""

    path: Path
    reading: Reading


@dataclass(frozen=True, slots=True)
class Decided:
    """True or false; `because` are the settings that made it so, in the order of the condition."""

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
    because: dict[tuple[Path, Span | None], Reason] = {}
    for verdict in verdicts:
        if isinstance(verdict, Unknown):
            doubt = verdict if doubt is None else doubt
        elif verdict.holds:
            because.update((_key(reason), reason) for reason in verdict.because)
        else:
            return verdict
    return Decided(True, tuple(because.values())) if doubt is None else doubt


def _key(reason: Reason) -> tuple[Path, Span | None]:
    """Elements of a list are called the same; their places tell them apart."""
    return reason.path, None if isinstance(reason.reading, Many) else reason.reading.span


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """True for the first true one; else unknown as the first unknown one; else false for all."""
    return negation(conjunction(negation(verdict) for verdict in verdicts))
