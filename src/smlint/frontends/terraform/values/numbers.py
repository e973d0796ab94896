"""Terraform's numbers: binary fractions of up to 512 bits, so that 0.1 + 0.2 is 0.3.

A whole number is an `int`, an infinite one Python's own `float`, and any other a `Real`, which is a
float to everybody else. Numbers that functions make may have fewer bits; these they keep.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Self, TypeAlias

from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError, UnclearError

Number: TypeAlias = int | float
Exact: TypeAlias = int | Fraction
PRECISION = 512
"""Bits of a number that is written down or decoded."""
COUNTED = 64
"""Bits of a number that a function counts, such as `length`."""
LARGEST = 4096
"""Bits. Numbers of more before or after the point are no settings, and slow to work with."""
SIGNED_ZERO = "terraform tells -0 from 0, which smlint does not"
WRITTEN = re.compile(r"([+-]?)(\d+\.?\d*|\.\d+)(?:([eEpP])([+-]?\d+))?", re.ASCII)
INFINITE = re.compile(r"([+-]?)[iI]nf")


class Whole(int):
    """A whole number of other than the usual `precision`."""

    precision: int

    def __new__(cls, value: int, precision: int) -> Self:
        """`value`, held in `precision` bits."""
        made = super().__new__(cls, value)
        made.precision = precision
        return made


class Real(float):
    """A number that is not whole: `exact`, of `precision` bits."""

    __slots__ = ("exact", "precision")
    exact: Fraction
    precision: int

    def __new__(cls, exact: Fraction, precision: int) -> Self:
        """`exact`, held in `precision` bits."""
        made = super().__new__(cls, exact)
        made.exact = exact
        made.precision = precision
        return made

    def __eq__(self, other: object) -> bool:
        """Exactly, where the other number is a `Real` too."""
        if isinstance(other, Real):
            return self.exact == other.exact
        return super().__eq__(other)

    __hash__ = float.__hash__


def precision_of(value: Number) -> int:
    """The bits in which `value` is held."""
    return value.precision if isinstance(value, Whole | Real) else PRECISION


def infinite(value: Number | Exact) -> bool:
    """Whether `value` is beyond all numbers."""
    return isinstance(value, float) and math.isinf(value)


def exact(value: Number) -> Exact:
    """What a finite `value` is, exactly."""
    if isinstance(value, int):
        return value
    return value.exact if isinstance(value, Real) else Fraction(value)


def number(value: Exact | Number, precision: int = PRECISION) -> Number:
    """`value` in `precision` bits; raises `ExhaustedError` where it is too large to be followed.

    A number that has its precision already keeps it.
    """
    if isinstance(value, Whole | Real):
        return value
    if isinstance(value, float) and not isinstance(value, Real):
        if not math.isfinite(value):
            return value
        # its shortest digits: what somebody wrote down
        value = Fraction(repr(value))
    whole = _rounded(value if isinstance(value, int) else Fraction(value), precision)
    if max(whole.numerator.bit_length(), whole.denominator.bit_length()) > LARGEST:
        raise ExhaustedError
    if isinstance(whole, Fraction) and whole.denominator != 1:
        return Real(whole, precision)
    return int(whole) if precision == PRECISION else Whole(int(whole), precision)


def counted(value: int) -> Number:
    """`value`, which a function counted."""
    return Whole(value, COUNTED)


def double(value: float) -> Number:
    """`value`, which was computed in 53 bits, with all of these.

    Raises `UnclearError` for a zero with a sign.
    """
    if value == 0 and math.copysign(1, value) < 0:
        raise UnclearError(SIGNED_ZERO)
    return number(Fraction(value), 53) if math.isfinite(value) else value


def parse_number(text: str) -> Number:
    """The number that `text` spells, as Terraform reads one; raises `RefusalError` otherwise."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        infinite = INFINITE.fullmatch(text)
        if infinite is None:
            raise RefusalError("a number is required")
        return -math.inf if infinite[1] == "-" else math.inf
    sign, digits, letter, exponent = found.groups()
    if len(digits) > LARGEST or len(exponent or "") > len(str(LARGEST)) + 1:
        raise ExhaustedError
    base, power = (2 if (letter or "e") in "pP" else 10), int(exponent or 0)
    if abs(power) > LARGEST:
        raise ExhaustedError
    if sign == "-" and not digits.strip("0."):
        raise UnclearError(SIGNED_ZERO)
    return number(Fraction(f"{sign}{digits.rstrip('.')}") * Fraction(base) ** power)


def negative(value: Number) -> Number:
    """`-value`, of the same precision; raises `UnclearError` for zero."""
    if value == 0:
        raise UnclearError(SIGNED_ZERO)
    return -value if infinite(value) else number(-exact(value), precision_of(value))


def _rounded(value: Exact, precision: int) -> Exact:
    """The nearest fraction with `precision` significant bits; the even one of two."""
    top, bottom = abs(value.numerator), value.denominator
    if bottom == 1 and top.bit_length() <= precision:
        return value
    shift = precision - (top.bit_length() - bottom.bit_length()) + 1
    quotient, rest = divmod(top << max(shift, 0), bottom << max(-shift, 0))
    spare = quotient.bit_length() - precision
    kept, half = quotient >> spare, 1 << (spare - 1)
    dropped = quotient & ((1 << spare) - 1)
    if dropped > half or (dropped == half and (rest or kept & 1)):
        kept += 1
    sign = -1 if value < 0 else 1
    return sign * kept * Fraction(2) ** (spare - shift)


def compute(operator: str, left: Number, right: Number) -> Number:
    """`left operator right`; raises `RefusalError` where there is no such number."""
    if infinite(left) or infinite(right) or (operator == "/" and right == 0):
        return _with_infinity(operator, left, right)
    precision = max(precision_of(left), precision_of(right))
    if operator == "%":
        return _remainder(left, right)
    result = _EXACT[operator](exact(left), exact(right))
    if result == 0 and operator in "*/" and (left < 0) != (right < 0):
        raise UnclearError(SIGNED_ZERO)
    if operator == "*":
        result = _rounded(result, PRECISION)
        odd = abs(result.numerator)
        precision = max(precision, (odd // (odd & -odd)).bit_length() if odd else 0)
    return number(result, precision)


_EXACT: Mapping[str, Callable[[Exact, Exact], Exact]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: Fraction(a) / b,
}


def _with_infinity(operator: str, left: Number, right: Number) -> Number:
    a, b = (
        value if infinite(value) else float((value > 0) - (value < 0)) for value in (left, right)
    )
    if operator == "/" and b == 0:
        result = math.copysign(math.inf, a) if a else math.nan
    elif operator == "/":
        result = math.nan if infinite(a) and infinite(b) else a * (0.0 if infinite(b) else b)
    else:
        result = {"+": a + b, "-": a - b}.get(operator, a * b)
    if math.isnan(result):
        raise RefusalError("the result is no number")
    return result if infinite(result) else 0


def _remainder(left: Number, right: Number) -> Number:
    if right == 0:
        return left
    precision = precision_of(left)
    quotient = compute("/", left, right)
    times = exact(number(math.trunc(exact(quotient)), precision))
    product = exact(number(times * exact(right), precision))
    return number(exact(left) - product, precision)
