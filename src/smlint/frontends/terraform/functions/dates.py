"""Functions of points in time, which are texts as RFC 3339 has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import NamedTuple

from smlint.frontends.terraform.functions.call import Function, pure
from smlint.frontends.terraform.values.errors import RefusalError, UnclearError
from smlint.frontends.terraform.values.numbers import Number, counted

WRITTEN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.](\d+))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
)
LOOSELY = re.compile(
    WRITTEN.pattern.replace("T(\\d\\d)", "T(\\d\\d?)").replace("[.]", "[.,]"), re.ASCII
)
"""As `timecmp` reads it, where the other functions are strict."""
DURATION = re.compile(r"(\d*)(?:\.(\d*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)", re.ASCII)
NANOSECONDS: Mapping[str, int] = {
    "ns": 1, "us": 10**3, "\u00b5s": 10**3, "\u03bcs": 10**3, "ms": 10**6, "s": 10**9,
    "m": 60 * 10**9, "h": 3600 * 10**9,
}  # fmt: skip
LONGEST = 2**63
"""Nanoseconds."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORD = re.compile(r"''|'(?:[^']|'')*'?|([a-zA-Z])\1*|[^'a-zA-Z]+")


class Moment(NamedTuple):
    """A second in some time zone, and nanoseconds after it."""

    second: datetime
    nanoseconds: int


def _moment(text: str, form: re.Pattern[str] = WRITTEN) -> Moment:
    found = form.fullmatch(text)
    if found is None:
        raise RefusalError(f'"{text}" is no point in time as RFC 3339 has it')
    *numbers, fraction, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if form is LOOSELY and timedelta(days=1) <= offset <= timedelta(days=1, hours=1):
        raise UnclearError("smlint does not compare times of zones a day away")
    if int(hours or 0) > 23 or int(minutes or 0) > 59:
        raise RefusalError(f'"{text}" has no such time zone')
    zone = timezone(-offset if sign == "-" else offset)
    year, month, day, hour, minute, second = (int(one) for one in numbers)
    if year == 0:
        raise UnclearError("smlint does not count time from the year 0")
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        raise RefusalError(f'"{text}" is no point in time: there is no such day or hour') from None
    return Moment(moment, int((fraction or "0")[:9].ljust(9, "0")))


def _duration(text: str) -> int:
    """The nanoseconds of `1h30m` and the like."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    total, at = 0, 0
    while at < len(rest):
        found = DURATION.match(rest, at)
        if found is None or not (found[1] or found[2]):
            raise RefusalError(f'"{text}" is no duration')
        unit = NANOSECONDS[found[3]]
        total += int(found[1] or 0) * unit
        total += int(Fraction(int(found[2] or 0), 10 ** len(found[2] or "")) * unit)
        at = found.end()
    if not rest or total > LONGEST - (text[:1] != "-"):
        raise RefusalError(f'"{text}" is no duration, or too long a one')
    return -total if text.startswith("-") else total


def _added(moment: str, duration: str) -> str:
    start = _moment(moment)
    seconds = (start.nanoseconds + _duration(duration)) // 10**9
    try:
        end = start.second + timedelta(seconds=seconds)
    except OverflowError:
        raise UnclearError("smlint does not count time beyond the year 9999") from None
    return f"{end.year:04d}-{end:%m-%dT%H:%M:%S}{_zone(end, 'Z')}"


def _compared(left: str, right: str) -> Number:
    a, b = _moment(left, LOOSELY), _moment(right, LOOSELY)
    first, second = ((one.second.astimezone(UTC), one.nanoseconds) for one in (a, b))
    return counted((first > second) - (first < second))


def _zone(moment: datetime, utc: str = "", colon: str = ":") -> str:
    offset = moment.utcoffset() or timedelta()
    if utc and not offset:
        return utc
    minutes = abs(offset) // timedelta(minutes=1)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02d}{colon}{minutes % 60:02d}"


VERBS: Mapping[str, Callable[[datetime], str]] = {
    "YY": lambda t: f"{t.year % 100:02d}",
    "YYYY": lambda t: f"{t.year:04d}",
    "M": lambda t: f"{t.month}",
    "MM": lambda t: f"{t.month:02d}",
    "MMM": lambda t: MONTHS[t.month - 1][:3],
    "MMMM": lambda t: MONTHS[t.month - 1],
    "D": lambda t: f"{t.day}",
    "DD": lambda t: f"{t.day:02d}",
    "EEE": lambda t: DAYS[t.weekday()][:3],
    "EEEE": lambda t: DAYS[t.weekday()],
    "h": lambda t: f"{t.hour}",
    "hh": lambda t: f"{t.hour:02d}",
    "H": lambda t: f"{t.hour % 12 or 12}",
    "HH": lambda t: f"{t.hour % 12 or 12:02d}",
    "AA": lambda t: "PM" if t.hour > 11 else "AM",
    "aa": lambda t: "pm" if t.hour > 11 else "am",
    "m": lambda t: f"{t.minute}",
    "mm": lambda t: f"{t.minute:02d}",
    "s": lambda t: f"{t.second}",
    "ss": lambda t: f"{t.second:02d}",
    "Z": lambda t: _zone(t, "Z"),
    "ZZZ": lambda t: _zone(t, "UTC", ""),
    "ZZZZ": lambda t: _zone(t, colon=""),
    "ZZZZZ": _zone,
}


def _formatted(form: str, moment: str) -> str:
    return "".join(_pieces(form, _moment(moment).second))


def _pieces(form: str, moment: datetime) -> Iterator[str]:
    for found in WORD.finditer(form):
        word = found[0]
        if word == "''":
            yield "'"
        elif word.startswith("'"):
            if len(word) == 1 or not word.endswith("'"):
                raise RefusalError("a quote is not closed")
            yield word[1:-1].replace("''", "'")
        elif found[1]:
            if word not in VERBS:
                raise RefusalError(f"{word} is no part of a date")
            yield VERBS[word](moment)
        else:
            yield word


DATES: Mapping[str, Function] = {
    "formatdate": pure("ss", _formatted),
    "timeadd": pure("ss", _added),
    "timecmp": pure("ss", _compared),
}
