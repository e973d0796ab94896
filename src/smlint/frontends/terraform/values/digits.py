"""Numbers as text: the shortest digits that name a number, and those of `format`."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from smlint.frontends.terraform.values.numbers import Number, exact, infinite, precision_of


class Digits(NamedTuple):
    """The decimal number 0.`digits` times ten to the power of `point`."""

    digits: str
    point: int

    def at(self, position: int) -> str:
        """The digit at `position`; zero beyond the last."""
        return self.digits[position] if position < len(self.digits) else "0"

    def rounded(self, count: int) -> Digits:
        """The nearest number of `count` digits; half goes to the even one."""
        if count < 0 or count >= len(self.digits):
            return Digits("", 0) if count < 0 else self
        tie = self.digits[count:] == "5"
        up = self.digits[count] >= "5"
        if tie:
            up = count > 0 and int(self.digits[count - 1]) % 2 == 1
        return self.raised(count) if up else self.cut(count)

    def raised(self, count: int) -> Digits:
        """The next larger number of `count` digits."""
        kept = self.digits[:count].rstrip("9")
        if not kept:
            return Digits("1", self.point + 1)
        return Digits(f"{kept[:-1]}{int(kept[-1]) + 1}", self.point)

    def cut(self, count: int) -> Digits:
        """The next smaller number of `count` digits."""
        kept = self.digits[:count].rstrip("0")
        return Digits(kept, self.point if kept else 0)


def number_text(value: Number) -> str:
    """A number as Terraform writes it into text: never with an exponent."""
    if infinite(value):
        return "-Inf" if value < 0 else "+Inf"
    digits = shortest(value)
    return _sign(value) + _plain(digits, max(len(digits.digits) - digits.point, 0))


def shortest(value: Number) -> Digits:
    """The fewest digits that name a finite `value` among the numbers of its precision."""
    fraction = abs(Fraction(exact(value)))
    precision = precision_of(value)
    whole = fraction.denominator == 1
    if whole and fraction.numerator.bit_length() <= min(precision, 200):
        return _decimal(fraction.numerator, 0)
    mantissa, power = _halves(fraction, precision)
    middle = _decimal(mantissa, power)
    lower, upper = _decimal(mantissa - 1, power), _decimal(mantissa + 1, power)
    inclusive = not mantissa & 2
    for place, digit in enumerate(middle.digits):
        low, high = lower.at(place), upper.at(place)
        down = low != digit or (inclusive and place + 1 == len(lower.digits))
        longer = int(digit) + 1 < int(high) or place + 1 < len(upper.digits)
        up = digit != high and (inclusive or longer)
        if down and up:
            return middle.rounded(place + 1)
        if down:
            return middle.cut(place + 1)
        if up:
            return middle.raised(place + 1)
    return middle


def _halves(value: Fraction, precision: int) -> tuple[int, int]:
    """`value` as a whole number times a power of two, whose last bit is half of the last kept."""
    odd, power = value.numerator, 1 - value.denominator.bit_length()
    shift = precision + 1 - odd.bit_length()
    return (odd << shift, power - shift) if shift >= 0 else (odd >> -shift, power - shift)


def _decimal(mantissa: int, power: int) -> Digits:
    """`mantissa` times two to the power of `power`, in all of its digits."""
    text = str(mantissa << power if power >= 0 else mantissa * 5**-power)
    kept = text.rstrip("0")
    return Digits(kept, len(text) + min(power, 0) if kept else 0)


def _sign(value: Number) -> str:
    return "-" if value < 0 else ""


def _plain(digits: Digits, places: int) -> str:
    """`digits` with `places` behind the point."""
    before = "".join(digits.at(place) for place in range(digits.point)) or "0"
    after = (
        digits.at(place) if place >= 0 else "0"
        for place in range(digits.point, digits.point + places)
    )
    return f"{before}.{''.join(after)}" if places else before


def _scientific(digits: Digits, places: int, letter: str) -> str:
    power = digits.point - 1 if digits.digits else 0
    after = "".join(digits.at(place) for place in range(1, places + 1))
    head = f"{digits.at(0)}.{after}" if places > 0 else digits.at(0)
    return f"{head}{letter}{'-' if power < 0 else '+'}{abs(power):02d}"


def formatted_number(value: Number, letter: str, places: int | None) -> str:
    """`value` as the verb `letter` (one of `eEfgG`) writes it, without padding.

    `places` are the digits behind the point, for `g` all digits; None stands for as many as needed.
    """
    if infinite(value):
        return "-Inf" if value < 0 else "+Inf"
    size = abs(Fraction(exact(value)))
    exactly = _decimal(size.numerator, 1 - size.denominator.bit_length())
    digits = shortest(value) if places is None else exactly
    if letter == "f":
        places = max(len(digits.digits) - digits.point, 0) if places is None else places
        return _sign(value) + _plain(digits.rounded(digits.point + places), places)
    if letter in "eE":
        places = max(len(digits.digits) - 1, 0) if places is None else places
        return _sign(value) + _scientific(digits.rounded(1 + places), places, letter)
    return _sign(value) + _general(digits, places, "e" if letter == "g" else "E")


def _general(digits: Digits, places: int | None, letter: str) -> str:
    wanted = None if places is None else max(places, 1)
    digits = digits if wanted is None else digits.rounded(wanted)
    limit = 6 if wanted is None else wanted
    if wanted is not None and limit > len(digits.digits) >= digits.point:
        limit = len(digits.digits)
    power = digits.point - 1
    if power < -4 or power >= limit:
        return _scientific(digits, max(len(digits.digits) - 1, 0), letter)
    return _plain(digits, max(len(digits.digits) - digits.point, 0))
