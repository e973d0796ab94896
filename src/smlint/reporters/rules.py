"""Rules for people who want to know them: as a table, as data, and one in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import indent

from smlint.core.facts import Basis
from smlint.core.presets import presets_of
from smlint.core.rule import Example, Rule
from smlint.reporters import Options
from smlint.reporters.excerpt import Piece
from smlint.reporters.facts import summaries
from smlint.reporters.languages import called
from smlint.reporters.needs import needs_told
from smlint.reporters.paint import written
from smlint.reporters.prose import measure, wrapped

NARROW = 100
"""Columns that a table of rules needs to be one."""


def table(rules: Sequence[Rule], options: Options) -> str:
    """One line for each rule: id, name, severity, preset, what it needs to be told, title.

    Two where the terminal is narrow.
    """
    pieces = _entries(rules) if options.width < NARROW else _table(rules)
    return written(pieces, color=options.color)


def _entries(rules: Sequence[Rule]) -> Iterator[Piece]:
    for rule in rules:
        yield "place", f"{rule.id} {rule.name}"
        yield "", ": "
        yield rule.severity, rule.severity
        needs = f", needs {_needs(rule)}" if rule.needs else ""
        yield "quiet", f", {rule.preset}{needs}\n"
        yield "", f"  {rule.title}\n"


def data(rules: Sequence[Rule]) -> list[dict[str, object]]:
    """The rules as JSON data."""
    return [
        {
            "id": rule.id,
            "name": rule.name,
            "title": rule.title,
            "category": rule.category,
            "severity": rule.severity,
            "presets": list(presets_of(rule)),
            "needs": list(rule.needs),
            "explanation": rule.explanation,
            "remedy": rule.remedy,
            "sources": [source._asdict() for source in rule.sources],
            "origin": rule.origin,
        }
        for rule in rules
    ]


def explanation(rule: Rule, basis: Basis, examples: bool, options: Options) -> str:
    """Everything about `rule`, and the `basis` on which it rests.

    Of its examples one that breaks it and one that keeps it, in one language; all `examples` if so
    asked.
    """
    told = (
        *_explanation(rule, basis, measure(options)),
        *_examples(rule, examples),
        ("quiet", f"Suppress with `smlint: ignore[{rule.id}] reason`.\n"),
    )
    return written(told, color=options.color)


def _table(rules: Sequence[Rule]) -> Iterator[Piece]:
    heading = ("ID", "NAME", "SEVERITY", "PRESET", "NEEDS", "TITLE")
    rows = [
        (rule.id, rule.name, rule.severity, rule.preset, _needs(rule), rule.title) for rule in rules
    ]
    sizes = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    styles = ("place", "", "", "quiet", "quiet", "")
    for number, row in enumerate((heading, *rows)):
        for column, (text, size, style) in enumerate(zip(row, sizes, styles, strict=True)):
            last = column == len(row) - 1
            tone = row[2] if number and column == 2 else style
            yield tone if number else "label", text if last else f"{text:<{size}}"
            yield "", "\n" if last else "  "


def _needs(rule: Rule) -> str:
    return ", ".join(need.removeprefix("workload.") for need in rule.needs) or "-"


def _explanation(rule: Rule, basis: Basis, width: int) -> Iterator[Piece]:
    yield "place", f"{rule.id} {rule.name}"
    yield "", ": "
    yield rule.severity, rule.severity
    held = ", ".join(presets_of(rule))
    yield "", f", {rule.category}; presets: {held}\n{rule.title}\n\n"
    yield "", _paragraphs(rule.explanation, width)
    if rule.remedy:
        yield "label", "Remedy\n"
        yield "", _paragraphs(rule.remedy, width, "  ")
    if rule.needs:
        yield "label", "Needs\n"
        yield "", _paragraphs(needs_told(rule), width, "  ")
    if basis.facts or basis.instance_types:
        yield "label", "Facts\n"
        yield from summaries(basis)
        yield "", "\n"
    if rule.sources:
        yield "label", "Sources\n"
    for source in rule.sources:
        yield "", f"{wrapped(f'{source.title} (read {source.read})', width, '  ')}\n"
        yield "related", f"    {source.url}\n"
        if source.claim:
            yield "", f"{wrapped(source.claim, width, '    ')}\n"
    yield "", "\n"


def _examples(rule: Rule, everything: bool) -> Iterator[Piece]:
    bad, good = (rule.bad, rule.good) if everything else _pair(rule)
    for heading, examples in (("Bad", bad), ("Good", good)):
        for example in examples:
            yield "label", f"{heading} ({called(example.language)})\n"
            yield "", f"{_code(example)}\n"
    more = len(rule.bad) + len(rule.good) - len(bad) - len(good)
    if more:
        said = "one more example" if more == 1 else f"{more} more examples"
        yield "quiet", f"{said}: smlint explain --examples {rule.name}\n"


def _pair(rule: Rule) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """An example that breaks `rule` and one that keeps it, in one language if there are such."""
    kept = {example.language: example for example in reversed(rule.good)}
    for example in rule.bad:
        if example.language in kept:
            return (example,), (kept[example.language],)
    return rule.bad[:1], rule.good[:1]


def _paragraphs(text: str, width: int, margin: str = "") -> str:
    parts = (part for part in text.strip().split("\n\n") if part.strip())
    return "".join(f"{wrapped(' '.join(part.split()), width, margin)}\n\n" for part in parts)


def _code(example: Example) -> str:
    files = "".join(f"\n  # {path}\n{indent(code.strip(), '  ')}\n" for path, code in example.files)
    return f"{indent(example.code.strip(), '  ')}\n{files}"
