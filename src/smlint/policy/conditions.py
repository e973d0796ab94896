"""Conditions of policies: comparisons of settings, joined by all, any, not, some and every.

A condition never touches an endpoint: it asks `look` for what stands at a path. So the same code
that judges an endpoint also tells, looking at nothing at all, what a condition hangs on.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias, get_args

from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.spans import NOWHERE
from smlint.core.values import NOTHING, Absent, Known, Many, Scalar, Unknown, is_some_text
from smlint.policy.logic import Decided, Reason, Verdict, conjunction, disjunction, negation
from smlint.policy.paths import Path, Reading, read

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


class Pattern(NamedTuple):
    """A regular expression; compiled when it is first asked, and kept by `re`."""

    text: str


Value: TypeAlias = Scalar | tuple[Scalar, ...] | Pattern
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
class IsSet:
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


@dataclass(frozen=True, slots=True)
class Through:
    """Whether the part is true of some element of a list, or of every one of at least one.

    In the part the element is the root `called`.
    """

    path: Path
    wanted: Literal["some", "every"]
    called: str
    part: Condition


Condition: TypeAlias = AllOf | AnyOf | Not | IsSet | Compare | Through


def judge(condition: Condition, look: Look, facts: Facts) -> Verdict:
    """Whether `condition` holds of what `look` sees, and for which reasons."""
    if isinstance(condition, Compare):
        return _compared(condition, look, facts)
    if isinstance(condition, IsSet):
        return _is_set(condition, look(condition.path))
    if isinstance(condition, AllOf):
        return conjunction(judge(part, look, facts) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return disjunction(judge(part, look, facts) for part in condition.parts)
    if isinstance(condition, Not):
        return negation(judge(condition.part, look, facts))
    return _through(condition, look, facts)


def paths(condition: Condition) -> Iterator[Path]:
    """The paths that `condition` looks at, in order, those below elements of lists included."""
    match condition:
        case Through(path, _, _, part):
            yield path
            yield from paths(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from paths(part)
        case Not(part):
            yield from paths(part)
        case IsSet(path):
            yield path
        case Compare(path, _, operand):
            yield path
            if isinstance(operand, Path):
                yield operand


def holds(operator: Operator, left: Scalar, right: Value) -> bool:
    """Whether `left` stands to `right` as the operator says."""
    if isinstance(right, Pattern):
        return re.search(right.text, str(left)) is not None
    if isinstance(right, tuple):
        return (left in right) == (operator == "in")
    if operator in ("eq", "ne"):
        return (left == right) == (operator == "eq")
    if isinstance(left, str) or isinstance(right, str):
        raise TypeError(f"{operator} compares numbers, not {left!r} and {right!r}")
    return ORDER[operator](left, right)


def needs(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """What somebody has to tell before `condition` can be true: members of the workload, in order.

    The environment counts as one: it may be declared, or told by the files.
    """
    return tuple(
        str(path)
        for path in indispensable(condition, facts)
        if path.root == "workload" or str(path) == "endpoint.environment"
    )


def indispensable(condition: Condition, facts: Facts) -> Iterator[Path]:
    """The paths in `condition` that make it false by being absent, whatever all else may be."""

    def without(missing: Path) -> Look:
        return lambda path: NOTHING if path == missing else Unknown("", NOWHERE)

    for path in dict.fromkeys(paths(condition)):
        verdict = judge(condition, without(path), facts)
        if isinstance(verdict, Decided) and not verdict.holds:
            yield path


def _is_set(condition: IsSet, reading: Reading) -> Verdict:
    if isinstance(reading, Unknown):
        if not is_some_text(reading):
            return reading
        reading = Known(True, reading.span, reading.via)
    because = (Reason(condition.path, reading),)
    return Decided(isinstance(reading, Known) == condition.wanted, because)


def _compared(condition: Compare, look: Look, facts: Facts) -> Verdict:
    path, operand = condition.path, condition.operand
    left = look(path)
    if isinstance(left, Absent):
        return Decided(False, (Reason(path, left),))
    beside: tuple[Reason, ...] = ()
    if isinstance(operand, Path):
        right = look(operand)
        beside = (Reason(operand, right),)
        if isinstance(right, Absent):
            return Decided(False, beside)
        if isinstance(left, Unknown):
            return left
        if isinstance(right, Unknown):
            return right
        value: Value = _scalar(right)
    elif isinstance(left, Unknown):
        return left
    else:
        value = facts.value(operand.name) if isinstance(operand, FactName) else operand
    return _decided(condition, left, value, (Reason(path, left), *beside))


def _decided(
    condition: Compare,
    left: Known[object] | Many[object],
    value: Value,
    because: tuple[Reason, ...],
) -> Verdict:
    """The answer where both sides are known, but perhaps not how long a list is."""
    if isinstance(left, Known):
        return Decided(holds(condition.operator, _scalar(left), value), because)
    outcomes = {holds(condition.operator, length, value) for length in _lengths(left, value)}
    if len(outcomes) > 1 and left.more is not None:
        return left.more
    return Decided(outcomes.pop(), because)


def _through(condition: Through, look: Look, facts: Facts) -> Verdict:
    """The answer for the elements that are known, with one unknown element for all others."""
    many = _many(look(condition.path))
    verdicts = [judge(condition.part, _within(condition, item, look), facts) for item in many]
    if many.more is not None:
        other = judge(condition.part, _within(condition, many.more, look), facts)
        if isinstance(other, Unknown) or (other.holds and _matters(condition, many)):
            verdicts.append(many.more)
        else:
            verdicts.append(other)
    if not verdicts:
        return Decided(False, (Reason(condition.path, many),))
    joined = disjunction(verdicts) if condition.wanted == "some" else conjunction(verdicts)
    if isinstance(joined, Decided) and joined.holds == (condition.wanted == "every"):
        return Decided(joined.holds, (Reason(condition.path, many), *joined.because))
    return joined


def _matters(condition: Through, many: Many[object]) -> bool:
    """Whether it makes a difference that there is an element of which the part is true."""
    return condition.wanted == "some" or not many.items


def _many(reading: Reading) -> Many[object]:
    """A list that is not written is empty, and of one that is unknown nothing is known."""
    if isinstance(reading, Many):
        return reading
    return Many((), reading) if isinstance(reading, Unknown) else Many()


def _within(condition: Through, item: object, look: Look) -> Look:
    """What is seen in the part, where the element is `item`."""
    scope = {condition.called: item}
    return lambda path: read(path, scope) if path.root == condition.called else look(path)


def _scalar(reading: Known[object] | Many[object]) -> Scalar:
    if isinstance(reading, Known) and isinstance(reading.value, (str, int, float)):
        return reading.value
    raise TypeError(f"{reading!r} cannot be compared")


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
