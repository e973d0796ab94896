"""What is documented about an instance type, for people and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smlint.core.facts import Citation, InstanceType
from smlint.core.prices import COMPONENTS, PriceList, Prices
from smlint.reporters import Options
from smlint.reporters.excerpt import Piece
from smlint.reporters.paint import written
from smlint.reporters.prose import measure, wrapped


def full(kind: InstanceType, prices: Prices, options: Options) -> str:
    """Everything about `kind`, with what it costs as far as that is known."""
    pieces: list[Piece] = [("place", kind.name), ("", "\n")]
    for label, text in _lines(kind, prices):
        said = wrapped(text, measure(options), f"  {label:<13}", " " * 15)
        pieces.append(("", f"{said}\n"))
    return written([*pieces, ("", "\n")], color=options.color)


def cited(sources: Iterable[Citation], options: Options) -> str:
    """The documents on which what is said of instance types rests."""
    pieces: list[Piece] = [("label", "Sources\n")]
    for source in sources:
        pieces += [
            ("", f"  {source.title} (read {source.read})\n"),
            ("related", f"    {source.url}\n"),
        ]
    return written(pieces, color=options.color)


def data(kind: InstanceType, prices: Prices) -> dict[str, object]:
    """The same as JSON data."""
    return {
        "name": kind.name,
        "family": kind.family,
        "burstable": kind.burstable,
        "accelerator": kind.accelerator,
        "accelerators": kind.accelerators,
        "local_storage": kind.local_storage,
        "arm64": kind.arm64,
        "previous": kind.previous,
        "retired": kind.retired,
        "regions": sorted(kind.regions),
        "prices": [
            {
                "component": component,
                "region": one.region,
                "usd_per_hour": usd,
                "origin": one.origin,
                "url": one.url,
                "in_force": one.in_force,
            }
            for one, component, usd in _prices(kind, prices)
        ],
    }


def _lines(kind: InstanceType, prices: Prices) -> Iterator[tuple[str, str]]:
    number = "" if kind.accelerators is None else f"{kind.accelerators} "
    yield "accelerators", f"{number}{kind.accelerator}" if kind.accelerator else "none"
    storage = {True: "its own, in place of a volume", False: "a volume", None: "not documented"}
    yield "storage", storage[kind.local_storage]
    yield "processor", "arm64 (Graviton)" if kind.arm64 else "x86"
    if kind.burstable:
        yield "burstable", "runs on CPU credits"
    if kind.previous:
        yield "generation", "a previous one"
    if kind.retired:
        yield "retired", "has no price in any region any more"
    yield "regions", ", ".join(sorted(kind.regions)) or "none with a price"
    for one, component, usd in _prices(kind, prices):
        force = "" if one.in_force else f" (not in force: {one.note})"
        yield "price", f"${usd:g}/h, {component}, in {one.region}; {one.origin}{force}"


def _prices(kind: InstanceType, prices: Prices) -> Iterator[tuple[PriceList, str, float]]:
    for one in prices.lists:
        for component in COMPONENTS:
            usd = one.prices.get(component, {}).get(kind.name)
            if usd is not None:
                yield one, component, usd
