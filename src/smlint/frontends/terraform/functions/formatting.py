"""`format` and `formatlist`: the verbs of Terraform's format strings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from smlint.core.spans import NOWHERE
from smlint.core.values import Absent, Data, Known, Tree
from smlint.frontends.terraform.functions.graphemes import clusters
from smlint.frontends.terraform.functions.jsontext import json_text
from smlint.frontends.terraform.values.constraints import Null, convert
from smlint.frontends.terraform.values.data import items_of
from smlint.frontends.terraform.values.digits import formatted_number
from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError
from smlint.frontends.terraform.values.kinds import BOOL, NUMBER, STRING, Constraint
from smlint.frontends.terraform.values.numbers import Number, infinite

VERB = re.compile(
    r"%(?:(%)|([-+ 0#]*)([1-9]\d*)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?([a-zA-Z]))", re.ASCII
)
WIDEST = 1000
"""Characters. A wider field or deeper indent is nothing that anybody means, and not made."""
BASES = {"b": ("b", "0b"), "o": ("o", "0"), "d": ("d", ""), "x": ("x", "0x"), "X": ("X", "0X")}


class Verb(NamedTuple):
    """One verb of a format string; `precision` is None where there is no point."""

    letter: str
    flags: str
    width: int
    precision: int | None


def formatted(template: str, *arguments: Tree) -> str:
    """`template` with `arguments` for its verbs; raises `RefusalError` if these do not fit."""
    used: list[int] = [0]
    pieces = list(_pieces(template, arguments, used))
    if max(used) < len(arguments):
        raise RefusalError("there are more arguments than verbs")
    return "".join(pieces)


def formatted_lists(template: str, *arguments: Tree) -> list[str]:
    """`format` for each element of those arguments that are lists, which must be equally long."""
    columns = [items_of(argument) for argument in arguments]
    lengths = {len(column) for column in columns if column is not None}
    if len(lengths) > 1:
        raise RefusalError("the lists have different lengths")
    rows = lengths.pop() if lengths else 1
    pairs = list(zip(columns, arguments, strict=True))
    return [
        formatted(template, *(one if column is None else column[row] for column, one in pairs))
        for row in range(rows)
    ]


def _pieces(template: str, arguments: tuple[Tree, ...], used: list[int]) -> Iterator[str]:
    end = position = 0
    for match in VERB.finditer(template):
        yield _literal(template[end : match.start()])
        end = match.end()
        percent, flags, width, precision, index, letter = match.groups()
        if percent:
            yield "%"
            continue
        position = _short(index) - 1 if index else position
        if position >= len(arguments):
            raise RefusalError(f"there is no argument for {match.group()}")
        points = None if precision is None else _short(precision)
        yield _written(Verb(letter, flags, _short(width), points), arguments[position])
        position += 1
        used.append(position)
    yield _literal(template[end:])


def _literal(text: str) -> str:
    if "%" in text:
        raise RefusalError("a verb of the format is not valid")
    return text


def _short(digits: str | None) -> int:
    """A width or precision; raises `ExhaustedError` for one that nobody means."""
    if len(digits or "") > len(str(WIDEST)) or int(digits or 0) > WIDEST:
        raise ExhaustedError
    return int(digits or 0)


def _written(verb: Verb, argument: Tree) -> str:
    if verb.letter == "v":
        return _natural(verb, argument)
    if isinstance(argument, Absent):
        raise RefusalError("an argument is null")
    if verb.letter == "t":
        return "true" if _scalar(argument, BOOL) else "false"
    if verb.letter in "sq":
        text = str(_scalar(argument, STRING))
        if verb.precision:
            text = "".join(clusters(text)[: verb.precision])
        return _padded(verb, text if verb.letter == "s" else json_text(Known(text, NOWHERE)))
    if verb.letter in BASES:
        return _integer(verb, _scalar(argument, NUMBER))
    if verb.letter in "eEfgG":
        return _float(verb, _scalar(argument, NUMBER))
    raise RefusalError(f"%{verb.letter} is no verb")


def _scalar(argument: Tree, wanted: Constraint) -> Data:
    converted = convert(argument, wanted)
    if isinstance(converted, Known):
        return converted.value
    raise RefusalError(f"a {wanted.kind} is required")


def _natural(verb: Verb, argument: Tree) -> str:
    if isinstance(argument, Absent) and not isinstance(argument, Null):
        raise RefusalError("a null without a type cannot be written")
    value = argument.value if isinstance(argument, Known) else None
    if "#" not in verb.flags and isinstance(value, str):
        return _padded(verb, value)
    if "#" not in verb.flags and isinstance(value, int | float) and not isinstance(value, bool):
        return _padded(verb, formatted_number(value, "g", None))
    return _padded(verb, json_text(argument))


def _padded(verb: Verb, text: str) -> str:
    missing = verb.width - len(clusters(text)) if verb.width else 0
    padding = ("0" if "0" in verb.flags else " ") * missing
    return text + padding if "-" in verb.flags else padding + text


def _integer(verb: Verb, value: Data) -> str:
    if not isinstance(value, int):
        raise RefusalError("a whole number is required")
    letter, prefix = BASES[verb.letter]
    digits = format(abs(value), letter)
    if verb.precision == 0 and value == 0:
        return ""
    digits = digits.rjust(verb.precision or 0, "0")
    head = _sign(verb, negative=value < 0) + (prefix if "#" in verb.flags else "")
    missing = verb.width - len(head) - len(digits)
    if "-" in verb.flags:
        return head + digits + " " * missing
    if "0" in verb.flags and verb.precision is None:
        return head + "0" * missing + digits
    return " " * missing + head + digits


def _float(verb: Verb, value: Data) -> str:
    number: Number = value if isinstance(value, int | float) else 0
    places = verb.precision
    if places is None and verb.letter not in "gG":
        places = 6
    text = formatted_number(number, verb.letter, places).lstrip("+-")
    head = "+" if number == math.inf and " " not in verb.flags else _sign(verb, negative=number < 0)
    missing = verb.width - len(head) - len(text)
    if "0" in verb.flags and not infinite(number):
        return head + "0" * missing + text
    if "-" in verb.flags:
        return head + text + " " * missing
    return " " * missing + head + text


def _sign(verb: Verb, *, negative: bool) -> str:
    if negative:
        return "-"
    return "+" if "+" in verb.flags else " " if " " in verb.flags else ""
