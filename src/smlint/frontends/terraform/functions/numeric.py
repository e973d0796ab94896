"""Functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from smlint.frontends.terraform.data import RefusalError
from smlint.frontends.terraform.functions.call import Function, pure

Number = int | float


def _log(value: Number, base: Number) -> float:
    if value <= 0 or base <= 0 or base == 1:
        raise RefusalError("the logarithm is not a number")
    exact = round(math.log(value, base))
    return exact if base**exact == value else math.log(value) / math.log(base)


def _power(base: Number, exponent: Number) -> Number:
    try:
        result = math.pow(base, exponent)
    except (OverflowError, ValueError) as error:
        raise RefusalError("the power is not a number") from error
    return int(result) if result == int(result) else result


def _parse_integer(text: str, base: Number) -> int:
    if base != int(base) or not 2 <= base <= 62:
        raise RefusalError("the base must be a whole number from 2 to 62")
    if base > 36:
        raise RefusalError(f"smlint does not read numbers of base {base}")
    refusal = RefusalError(f'"{text}" is no whole number of base {base}')
    if "_" in text or text != text.strip():
        raise refusal
    try:
        return int(text, int(base))
    except ValueError:
        raise refusal from None


def _sum(values: list[Number]) -> Decimal:
    if not values:
        raise RefusalError("there is nothing to add")
    return sum((Decimal(str(value)) for value in values), Decimal(0))


def _extreme(choose: str) -> Function:
    def run(*values: Number) -> Number:
        if not values:
            raise RefusalError("at least one number is required")
        return max(values) if choose == "max" else min(values)

    return pure("n*", run)


NUMERIC: Mapping[str, Function] = {
    "abs": pure("n", abs),
    "ceil": pure("n", math.ceil),
    "floor": pure("n", math.floor),
    "log": pure("nn", _log),
    "max": _extreme("max"),
    "min": _extreme("min"),
    "parseint": pure("sn", _parse_integer),
    "pow": pure("nn", _power),
    "signum": pure("n", lambda value: (value > 0) - (value < 0)),
    "sum": pure("N", _sum),
}
