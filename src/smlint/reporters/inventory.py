"""The inventory: every endpoint, with every setting and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from smlint.core.model import Endpoint, number_of
from smlint.core.problem import Problem
from smlint.core.report import Report
from smlint.core.source import Source
from smlint.core.workload import show
from smlint.reporters import Options, nothing_found
from smlint.reporters.endpoints import Json, told_apart
from smlint.reporters.excerpt import Piece, clean
from smlint.reporters.json import FORMAT, problem_data, written
from smlint.reporters.paint import written as painted
from smlint.reporters.places import counted, shown
from smlint.reporters.text import problem_pieces

FORMATS = ("text", "json")


class Listing(NamedTuple):
    """What an inventory shows."""

    endpoints: Sequence[Endpoint]
    problems: Sequence[Problem]
    files: int
    sources: Mapping[str, Source]


class _Row(NamedTuple):
    name: str
    value: str
    origin: str
    style: str


def render(name: str, listing: Listing, options: Options) -> str:
    """The inventory in the format `name`, one of `FORMATS`."""
    if name == "json":
        return written(
            {
                "format": FORMAT,
                "endpoints": [data for _, data in told_apart(listing.endpoints)],
                "problems": [problem_data(problem) for problem in listing.problems],
                "summary": {"endpoints": number_of(listing.endpoints), "files": listing.files},
            }
        )
    return painted(_pieces(listing, options), color=options.color)


def _pieces(listing: Listing, options: Options) -> Iterator[Piece]:
    report = Report(sources=listing.sources)
    listed: set[tuple[str, ...]] = set()
    for endpoint, data in told_apart(listing.endpoints):
        branch = str(data["assumptions"])
        unit = (endpoint.path, endpoint.stage.name, branch, str(data["unit"]))
        yield from _endpoint(endpoint, data, again=unit in listed)
        listed.add(unit)
    yield from problem_pieces(listing.problems, report, options)
    if listing.endpoints:
        endpoints = counted(number_of(listing.endpoints), "endpoint")
        yield "place", f"{endpoints} in {counted(listing.files, 'file')}\n"
    elif not listing.problems:
        yield "good", nothing_found(0, listing.files, options.excluded)


def _endpoint(endpoint: Endpoint, data: Json, *, again: bool) -> Iterator[Piece]:
    kind = "kind unknown" if data["kind"] == "unknown" else data["kind"]
    environment = data["environment"]
    told = "no environment told" if environment is None else f"environment {environment}"
    yield "place", clean(endpoint.label)
    assumed = _assumed(data["assumptions"])
    further = ", another configuration of the same endpoint" if again else ""
    yield "", f"  {kind}, {told}, stage {clean(endpoint.stage.name)}{assumed}{further}\n"
    place, address = shown(endpoint.span), clean(endpoint.address)
    yield "quiet", f"  {place}\n" if address.startswith(place) else f"  {place}  {address}\n"
    rows = list(_folded(_rows("", data)))
    names = max((len(row.name) for row in rows), default=0)
    values = min(max((len(row.value) for row in rows), default=0), 40)
    for row in rows:
        yield "", f"    {row.name:<{names}}  "
        yield row.style, f"{row.value:<{values}}"
        yield "quiet", f"  {row.origin}\n"
    yield "", "\n"


def _assumed(assumptions: object) -> str:
    told = assumptions if isinstance(assumptions, list) else []
    return "".join(f", if {clean(str(item))}" for item in told)


def _rows(name: str, value: object) -> Iterator[_Row]:
    """The settings within JSON data, each with the path to it."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _rows(f"{name}[{number}]", item)
    elif isinstance(value, dict):
        if "unknown" in value and "at" in value:
            yield _Row(
                name, "unknown", f"{_origin(value)}: {clean(str(value['unknown']))}", "warning"
            )
        elif isinstance(value.get("value"), dict):
            yield from _rows(name, value["value"])
        elif "value" in value:
            yield _Row(name, _text(name, value["value"]), _origin(value), "")
        else:
            for key, item in value.items():
                yield from _rows(f"{name}.{key}" if name else str(key), item)


def _folded(rows: Iterator[_Row]) -> Iterator[_Row]:
    """`rows`, where what stands side by side and is unknown for one reason is told in one."""
    for (value, origin, style, owner), alike in groupby(rows, key=_likeness):
        names = [row.name for row in alike]
        if value != "unknown":
            yield from (_Row(name, value, origin, style) for name in names)
            continue
        others = ", ".join(name.removeprefix(owner).lstrip(".") for name in names[1:])
        yield _Row(names[0], value, f"{origin} (likewise {others})" if others else origin, style)


def _likeness(row: _Row) -> tuple[str, str, str, str]:
    return row.value, row.origin, row.style, row.name.rpartition(".")[0]


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    room, _, member = name.partition(".")
    return clean(show(member, value) if room == "workload" else str(value))


def _origin(value: Mapping[str, object]) -> str:
    """The place of a setting, and the hops from there to where its value is written.

    A place that is the one before it is told once.
    """
    before = str(value["at"])
    steps = [before]
    via = value.get("via")
    for hop in via if isinstance(via, list) else []:
        steps.append(hop["note"] if hop["at"] == before else f"{hop['note']} ({hop['at']})")
        before = hop["at"]
    return clean(" <- ".join(steps))
