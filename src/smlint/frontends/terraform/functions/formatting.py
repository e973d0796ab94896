"""`format` and `formatlist`: the verbs of Terraform's format strings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from smlint.core.spans import NOWHERE
from smlint.core.values import Known
from smlint.frontends.terraform.constraints import NUMBER, convert
from smlint.frontends.terraform.data import ExhaustedError, RefusalError, number_text, tree_of

VERB = re.compile(r"%(?:(%)|([-+ 0#]*)(\d{1,9})?(?:\.(\d{1,9}))?(?:\[(\d{1,9})\])?([a-zA-Z]))")
WIDEST = 1000
"""Characters. A wider field or deeper indent is nothing that anybody means, and not made."""


def formatted(template: str, *arguments: object) -> str:
    """`template` with `arguments` for its verbs; raises `RefusalError` if these do not fit."""
    used: set[int] = set()
    pieces = list(_pieces(template, arguments, used))
    if len(used) < len(arguments):
        raise RefusalError("there are more arguments than verbs")
    return "".join(pieces)


def formatted_lists(template: str, *arguments: object) -> list[str]:
    """`format` for each element of those arguments that are lists, which must be equally long."""
    lengths = {len(argument) for argument in arguments if isinstance(argument, list)}
    if len(lengths) > 1:
        raise RefusalError("the lists have different lengths")
    rows = lengths.pop() if lengths else 1
    return [
        formatted(template, *(item[row] if isinstance(item, list) else item for item in arguments))
        for row in range(rows)
    ]


def _pieces(template: str, arguments: tuple[object, ...], used: set[int]) -> Iterator[str]:
    end = position = 0
    for match in VERB.finditer(template):
        yield _literal(template[end : match.start()])
        end = match.end()
        percent, flags, width, precision, index, verb = match.groups()
        if percent:
            yield "%"
            continue
        position = int(index) - 1 if index else position
        if not 0 <= position < len(arguments):
            raise RefusalError(f"there is no argument for {match.group()}")
        used.add(position)
        text = _verb(verb, flags, precision, arguments[position])
        if int(width or 0) > WIDEST:
            raise ExhaustedError
        yield _padded(text, flags, int(width or 0), verb)
        position += 1
    yield _literal(template[end:])


def _literal(text: str) -> str:
    if "%" in text:
        raise RefusalError("a verb of the format is not valid")
    return text


def _verb(verb: str, flags: str, precision: str | None, value: object) -> str:
    if value is None:
        raise RefusalError("an argument is null")
    if verb == "v":
        verb = _natural(value)
    if verb == "j" or "#" in flags:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    if verb == "t":
        return _truth(value)
    if verb in "sq":
        text = _text(value)
        text = text if precision is None else text[: int(precision)]
        return json.dumps(text, ensure_ascii=False) if verb == "q" else text
    return _signed(_number(verb, precision, value), flags)


def _natural(value: object) -> str:
    if isinstance(value, (list, tuple, Mapping)):
        return "j"
    if isinstance(value, bool):
        return "t"
    return "g" if isinstance(value, (int, float)) else "s"


def _truth(value: object) -> str:
    if value in (True, "true"):
        return "true"
    if value in (False, "false"):
        return "false"
    raise RefusalError("a bool is required")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, str):
        return value
    raise RefusalError("a string is required")


def _number(verb: str, precision: str | None, value: object) -> str:
    converted = convert(tree_of(value, NOWHERE), NUMBER)
    found = converted.value if isinstance(converted, Known) else None
    if not isinstance(found, (int, float)):
        raise RefusalError("a number is required")
    if verb in "dbxXo":
        if not isinstance(found, int):
            raise RefusalError("a whole number is required")
        return format(found, verb)
    if verb in "fFeE":
        return format(found, f".{precision or 6}{verb}")
    if verb in "gG":
        return number_text(found) if precision is None else format(found, f".{precision}{verb}")
    raise RefusalError(f"%{verb} is no verb")


def _signed(text: str, flags: str) -> str:
    if text.startswith("-"):
        return text
    return "+" + text if "+" in flags else " " + text if " " in flags else text


def _padded(text: str, flags: str, width: int, verb: str) -> str:
    if "-" in flags:
        return text.ljust(width)
    if "0" in flags and verb not in "sqvt":
        return text.zfill(width)
    return text.rjust(width)
