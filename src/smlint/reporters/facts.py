"""Documented facts for people: all in a table, some in lines, one in full; and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from smlint.core.facts import Basis, Fact
from smlint.reporters import Options
from smlint.reporters.excerpt import Piece
from smlint.reporters.paint import written
from smlint.reporters.prose import measure, wrapped

Rules: TypeAlias = Mapping[str, Sequence[str]]
"""The names of the rules that rest on each fact, by its name."""


TYPES_TOLD = "what is documented of instance types: `smlint facts ml.g5.xlarge` shows one"


def table(facts: Sequence[Fact], options: Options) -> str:
    """One line for each fact: name, value, the document that states it."""
    heading = ("FACT", "VALUE", "DOCUMENT")
    rows = [(fact.name, amount(fact), fact.sources[0].title) for fact in facts]
    first, second = (max(map(len, column)) for column in list(zip(heading, *rows, strict=True))[:2])
    pieces: list[Piece] = []
    for number, (name, value, title) in enumerate((heading, *rows)):
        style = "place" if number else "label"
        pieces += [(style, f"{name:<{first}}"), ("", f"  {value:<{second}}  {title}\n")]
    return written(pieces, color=options.color)


def full(facts: Sequence[Fact], rules: Rules, options: Options) -> str:
    """Everything about each of `facts`, with the documents that state it."""
    width = measure(options)
    pieces = [piece for fact in facts for piece in _full(fact, rules.get(fact.name, ()), width)]
    return written(pieces, color=options.color)


def summaries(basis: Basis) -> Iterator[Piece]:
    """Each fact in a line, its name and its value, with the documents that state it beneath."""
    size = max((len(fact.name) for fact in basis.facts), default=0)
    for fact in basis.facts:
        yield "place", f"  {fact.name:<{size}}"
        yield "", f"  {amount(fact)}\n"
        for source in fact.sources:
            yield "related", f"    {source.url}\n"
    if basis.instance_types:
        yield "", f"  {TYPES_TOLD}\n"


def data(facts: Sequence[Fact], rules: Rules) -> list[dict[str, object]]:
    """The facts as JSON data."""
    return [
        {
            "name": fact.name,
            "value": fact.value,
            "unit": fact.unit,
            "in_force": fact.in_force,
            "documented": fact.value if fact.documented is None else fact.documented,
            "configured_at": None if fact.at is None else str(fact.at),
            "see": list(fact.see),
            "note": fact.note,
            "rules": list(rules.get(fact.name, ())),
            "sources": [source._asdict() for source in fact.sources],
        }
        for fact in facts
    ]


def amount(fact: Fact) -> str:
    """The value, and what is to be said of it in a few words."""
    if fact.overridden:
        return f"{fact.shown} (as configured)"
    return fact.shown if fact.in_force else f"{fact.shown} (not in force)"


def _full(fact: Fact, rules: Sequence[str], width: int) -> Iterator[Piece]:
    yield "place", fact.name
    yield "", f": {amount(fact)}\n"
    if fact.at is not None:
        yield "related", f"  {fact.at}: {fact.overriding}\n"
    if fact.note:
        yield "", f"{wrapped(fact.note, width, '  ')}\n"
    if fact.see:
        yield "", f"  Documents disagree: see {', '.join(fact.see)}.\n"
    if rules:
        named = f"Rules: {', '.join(rules)}"
        yield "", f"{wrapped(named, width, '  ')}\n"
    for source in fact.sources:
        yield "", f"\n  {source.title} (read {source.read})\n"
        yield "related", f"    {source.url}\n"
        yield "", f"{wrapped(source.claim, width, '    ')}\n"
    yield "", "\n"
