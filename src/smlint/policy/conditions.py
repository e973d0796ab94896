"""Conditions of policies: comparisons of settings, joined by all, any and not.

A condition never touches an endpoint: it asks `look` for what stands at a path. So the same code
that judges an endpoint also tells, looking at nothing at all, what a condition hangs on.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

from smlint.core.facts import Facts
from smlint.core.spans import NOWHERE
from smlint.core.values import Absent, Known, Many, Scalar, Unknown
from smlint.policy.logic import Decided, Reason, Verdict, conjunction, disjunction, negation
from smlint.policy.paths import Path, Reading

Operator = Literal["eq", "ne", "gt", "gte", "lt", "lte", "in", "not_in", "matches"]
OPERATORS: tuple[Operator, ...] = get_args(Operator)
ORDER: Mapping[str, Callable[[float, float], bool]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


Look: TypeAlias = Callable[[Path], Reading]
"""Gives what stands at a path."""


class FactName(NamedTuple):
    """The operand `{fact: NAME}`."""

    name: str


Value: TypeAlias = Scalar | tuple[Scalar, ...] | re.Pattern[str]
Operand: TypeAlias = Value | Path | FactName


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when some part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is false."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Written:
    """Whether a setting is written (`set: true`) or not (`set: false`)."""

    path: Path
    wanted: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of a setting, or of the length of a list, with a value.

    False where either side is not written, whatever the operator.
    """

    path: Path
    operator: Operator
    operand: Operand


Condition: TypeAlias = AllOf | AnyOf | Not | Written | Compare


def judge(condition: Condition, look: Look, facts: Facts) -> Verdict:
    """Whether `condition` holds of what `look` sees, and for which reasons."""
    match condition:
        case AllOf(parts):
            return conjunction(judge(part, look, facts) for part in parts)
        case AnyOf(parts):
            return disjunction(judge(part, look, facts) for part in parts)
        case Not(part):
            return negation(judge(part, look, facts))
        case Written():
            return _written(condition, look(condition.path))
        case Compare():
            return _compared(condition, look, facts)


def paths(condition: Condition) -> Iterator[Path]:
    """The paths that `condition` looks at, in order."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from paths(part)
        case Not(part):
            yield from paths(part)
        case Written(path):
            yield path
        case Compare(path, _, operand):
            yield path
            if isinstance(operand, Path):
                yield operand


def holds(operator: Operator, left: Scalar, right: Value) -> bool:
    """Whether `left` stands to `right` as the operator says."""
    if isinstance(right, re.Pattern):
        return right.search(str(left)) is not None
    if isinstance(right, tuple):
        return (left in right) == (operator == "in")
    if operator in ("eq", "ne"):
        return (left == right) == (operator == "eq")
    if isinstance(left, str) or isinstance(right, str):
        raise TypeError(f"{operator} compares numbers, not {left!r} and {right!r}")
    return ORDER[operator](left, right)


def needs(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """What somebody has to tell before `condition` can be true: members of the workload, in order.

    The environment counts as one: it may be declared, or told by the files. Such a member decides
    that the condition is false by being absent, whatever all else may be.
    """

    def without(missing: Path) -> Look:
        return lambda path: Absent(NOWHERE) if path == missing else Unknown("", NOWHERE)

    members = dict.fromkeys(
        path
        for path in paths(condition)
        if path.root == "workload" or str(path) == "endpoint.environment"
    )
    verdicts = ((member, judge(condition, without(member), facts)) for member in members)
    return tuple(
        str(member)
        for member, verdict in verdicts
        if isinstance(verdict, Decided) and not verdict.holds
    )


def _written(condition: Written, reading: Reading) -> Verdict:
    if isinstance(reading, Unknown):
        return reading
    because = (Reason(condition.path, reading),)
    return Decided(isinstance(reading, Known) == condition.wanted, because)


def _compared(condition: Compare, look: Look, facts: Facts) -> Verdict:
    path, operator, operand = condition.path, condition.operator, condition.operand
    left, right = look(path), _operand(operand, look, facts)
    beside = (Reason(operand, right),) if isinstance(operand, Path) else ()
    if isinstance(left, Absent):
        return Decided(False, (Reason(path, left),))
    if isinstance(right, Absent):
        return Decided(False, beside)
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    because = (Reason(path, left), *beside)
    if isinstance(left, Known):
        return Decided(holds(operator, _scalar(left.value), right.value), because)
    outcomes = {holds(operator, length, right.value) for length in _lengths(left, right.value)}
    if len(outcomes) > 1 and left.more is not None:
        return left.more
    return Decided(outcomes.pop(), because)


def _operand(operand: Operand, look: Look, facts: Facts) -> Known[Value] | Unknown | Absent:
    if isinstance(operand, FactName):
        return Known(facts.value(operand.name), NOWHERE)
    if not isinstance(operand, Path):
        return Known(operand, NOWHERE)
    reading = look(operand)
    if isinstance(reading, Many):
        raise TypeError(f"{operand} is a list")
    if isinstance(reading, Known):
        return Known(_scalar(reading.value), reading.span, reading.via)
    return reading


def _scalar(value: object) -> Scalar:
    if isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"{value!r} cannot be compared")


def _lengths(many: Many[object], compared: Value) -> tuple[int, ...]:
    """Lengths that `many` may have, enough of them to try what it is compared with.

    The outcome of a comparison changes at the numbers it is compared with and nowhere else, so an
    open list needs no more than its known length, and each such number and the one after it.
    """
    known = len(many.items)
    if many.more is None:
        return (known,)
    bounds = compared if isinstance(compared, tuple) else (compared,)
    turns = [math.floor(bound) for bound in bounds if isinstance(bound, (int, float))]
    return (known, *(max(known, length) for turn in turns for length in (turn, turn + 1)))
