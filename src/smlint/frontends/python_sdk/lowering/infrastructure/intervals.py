"""How the CDK makes step policies of scaling steps: one that scales in, and one that scales out.

As `normalizeIntervals` and `findAlarmThresholds` of aws-cdk-lib 2.275.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf, isfinite

from smlint.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of the metric, and by how much to change the capacity there; None for not at all."""

    lower: float | None
    upper: float | None
    change: float | None


@dataclass(frozen=True, slots=True)
class Direction:
    """The steps of one policy, with bounds seen from the threshold of its alarm."""

    comparison: str
    threshold: float
    steps: tuple[Interval, ...]


def directions(given: Sequence[Interval], *, absolute: bool) -> Iterator[Direction]:
    """The policies that the CDK makes; `absolute` where a change names the capacity itself."""
    intervals = _complete(given, absolute=absolute)
    gap = next((at for at, one in enumerate(intervals) if one.change is None), None)
    if gap is None:
        first_above = len(intervals) // 2
        last_below = first_above - 1
    else:
        last_below, first_above = gap - 1, gap + 1
    below, above = intervals[: last_below + 1], intervals[first_above:]
    if below and below[-1].upper is not None:
        yield _direction("LessThanOrEqualToThreshold", below[-1].upper, below)
    if above and above[0].lower is not None:
        yield _direction("GreaterThanOrEqualToThreshold", above[0].lower, above)


def _direction(comparison: str, threshold: float, intervals: Sequence[Interval]) -> Direction:
    def bound(value: float | None) -> float | None:
        finite = value is not None and isfinite(value)
        return value - threshold if value is not None and finite else None

    steps = tuple(replace(i, lower=bound(i.lower), upper=bound(i.upper)) for i in intervals)
    return Direction(comparison, threshold, steps)


def _complete(given: Sequence[Interval], *, absolute: bool) -> list[Interval]:
    """`given` in order, with all bounds, from nothing to infinity without gaps."""
    ordered = sorted(given, key=lambda one: first_of(one.lower, one.upper, 0))
    for position in range(1, len(ordered)):
        if ordered[position].lower is None:
            ordered[position] = replace(ordered[position], lower=ordered[position - 1].upper)
    for position in range(len(ordered) - 1, 0, -1):
        if ordered[position - 1].upper is None:
            upper = ordered[position].lower
            ordered[position - 1] = replace(ordered[position - 1], upper=upper)
    complete: list[Interval] = []
    reached: float = 0
    for one in ordered:
        lower, upper = first_of(one.lower, None, 0), first_of(one.upper, None, inf)
        if lower > reached:
            complete.append(Interval(reached, lower, None))
        change = None if one.change == 0 and not absolute else one.change
        complete.append(Interval(lower, upper, change))
        reached = upper
    if reached != inf:
        complete.append(Interval(reached, inf, None))
    return _joined(complete)


def _joined(intervals: Sequence[Interval]) -> list[Interval]:
    """`intervals`, with neighbours as one where neither changes anything."""
    joined: list[Interval] = []
    for one in intervals:
        if joined and joined[-1].change is None and one.change is None:
            joined[-1] = replace(joined[-1], upper=one.upper)
        else:
            joined.append(one)
    return joined


def first_of(one: float | None, other: float | None, otherwise: float) -> float:
    """The first that is a number."""
    return one if one is not None else other if other is not None else otherwise
