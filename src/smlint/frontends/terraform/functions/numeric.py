"""Functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from smlint.frontends.terraform.evaluation.operators import compare
from smlint.frontends.terraform.functions.call import Function, pure
from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError, UnclearError
from smlint.frontends.terraform.values.numbers import (
    COUNTED,
    LARGEST,
    Exact,
    Number,
    compute,
    counted,
    double,
    exact,
    infinite,
    number,
    precision_of,
)

LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
LOG = (
    6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
    2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
    1.479819860511658591e-01,
)  # fmt: skip
FAR = 1 << 12
"""Powers of two beyond all numbers of 53 bits."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _rounding(choose: Callable[[Exact], int]) -> Function:
    def run(value: Number) -> Number:
        return value if infinite(value) else number(choose(exact(value)), precision_of(value))

    return pure("n", run)


def _absolute(value: Number) -> Number:
    return (
        abs(value) if infinite(value) else number(abs(Fraction(exact(value))), precision_of(value))
    )


def _double(value: Number) -> float:
    """`value` in 53 bits; raises `RefusalError` where it is too large for these."""
    try:
        return float(value)
    except OverflowError:
        raise RefusalError("the number is too large") from None


def _log(value: Number, base: Number) -> Number:
    top, bottom = (_natural_log(_double(one)) for one in (value, base))
    if math.isnan(top) or math.isnan(bottom) or (infinite(top) and infinite(bottom)):
        raise RefusalError("the logarithm is no number")
    if bottom == 0:
        if top == 0:
            raise RefusalError("the logarithm is no number")
        return math.copysign(math.inf, top)
    return double(top / bottom)


def _natural_log(value: float) -> float:
    """The natural logarithm as Terraform computes it, which is not always the nearest one.

    The approximation of Sun's fdlibm: a polynomial for what is left after taking out powers of two.
    """
    if value <= 0 or math.isinf(value):
        return -math.inf if value == 0 else math.nan if value < 0 else value
    fraction, power = math.frexp(value)
    if fraction < math.sqrt(2) / 2:
        fraction, power = fraction * 2, power - 1
    rest = fraction - 1
    scaled = rest / (2 + rest)
    square = scaled * scaled
    fourth = square * square
    odd = square * (LOG[0] + fourth * (LOG[2] + fourth * (LOG[4] + fourth * LOG[6])))
    even = fourth * (LOG[1] + fourth * (LOG[3] + fourth * LOG[5]))
    half = 0.5 * rest * rest
    low = scaled * (half + (odd + even)) + power * LN2_LOW
    return power * LN2_HIGH - ((half - low) - rest)


def _power(base: Number, exponent: Number) -> Number:
    x, y = _double(base), _double(exponent)
    if y == 0 or x == 1:
        return double(1.0)
    if x == 0 or math.isinf(x) or math.isinf(y):
        return _extreme_power(x, y)
    if abs(y) == 0.5 and x > 0:
        return double(math.sqrt(x) if y > 0 else 1 / math.sqrt(x))
    if not y.is_integer():
        if x < 0:
            raise RefusalError("the power is no number")
        raise UnclearError("the last digits of a power with a fraction depend on the machine")
    return double(_whole_power(x, int(y)))


def _extreme_power(x: float, y: float) -> Number:
    try:
        return double(math.pow(x, y))
    except ValueError:  # zero to a negative power
        odd = y.is_integer() and y % 2 == 1
        return math.copysign(math.inf, x) if odd else math.inf


def _whole_power(x: float, y: int) -> float:
    """Repeated squaring in 53 bits, as Terraform does it."""
    result, scale = 1.0, 0
    factor, power = math.frexp(x)
    left = abs(y)
    while left:
        if abs(power) > FAR:
            scale += power
            break
        if left & 1:
            result, scale = result * factor, scale + power
        factor, power = factor * factor, power * 2
        if abs(factor) < 0.5:
            factor, power = factor * 2, power - 1
        left >>= 1
    if y < 0:
        result, scale = 1 / result, -scale
    try:
        return math.ldexp(result, scale)
    except OverflowError:
        return math.copysign(math.inf, result)


def _parse_integer(text: str, base: Number) -> Number:
    if not isinstance(base, int) or not 2 <= base <= 62:
        raise RefusalError("the base must be a whole number from 2 to 62")
    digits = text[1:] if text[:1] in ("+", "-") else text
    small = digits.lower() if base <= 36 else digits
    allowed = DIGITS[:base]
    if not small or any(digit not in allowed for digit in small):
        raise RefusalError(f'"{text}" is no whole number of base {base}')
    if len(small) > LARGEST:
        raise ExhaustedError
    found = 0
    for digit in small:
        found = found * base + allowed.index(digit)
    found = -found if text.startswith("-") else found
    return number(found, max(COUNTED, found.bit_length()))


def _sign(value: Number) -> Number:
    if not isinstance(value, int) or value.bit_length() > COUNTED - 1:
        raise RefusalError("a whole number is required")
    return counted((value > 0) - (value < 0))


def _added(values: list[Number | None]) -> Number:
    if not values:
        raise RefusalError("there is nothing to add")
    total: Number | None = None
    for value in values:
        if value is None:
            raise RefusalError("an element is null")
        total = value if total is None else compute("+", total, value)
    return 0 if total is None else total


def _extreme(operator: str) -> Function:
    def run(*values: Number) -> Number:
        if not values:
            raise RefusalError("at least one number is required")
        found = values[0]
        for value in values:
            found = value if compare(operator, value, found) else found
        return found

    return pure("?n*", run)


NUMERIC: Mapping[str, Function] = {
    "abs": pure("n", _absolute),
    "ceil": _rounding(math.ceil),
    "floor": _rounding(math.floor),
    "log": pure("nn", _log),
    "max": _extreme(">"),
    "min": _extreme("<"),
    "parseint": pure("rn", _parse_integer),
    "pow": pure("nn", _power),
    "signum": pure("n", _sign),
    "sum": pure("N", _added),
}
