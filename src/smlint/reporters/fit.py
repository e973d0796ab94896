"""Which options fit a workload, with each reason and its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.values import Absent, Known
from smlint.core.workload import MEMBERS, Workload, show
from smlint.fit import Fit, fits
from smlint.fit.evidence import option_of
from smlint.reporters import Options
from smlint.reporters.excerpt import Piece, clean
from smlint.reporters.json import FORMAT, written
from smlint.reporters.paint import written as painted
from smlint.reporters.places import place, shown

_STYLES = {"fits": "good", "unknown": "warning", "does not fit": "error"}
_SIGNS = {"fits": "+", "unknown": "?", "does not fit": "-"}


class Subject(NamedTuple):
    """What is to be served: the needs, and the endpoint whose needs they are, if any."""

    needs: Workload
    endpoint: Endpoint | None = None


class _Row(NamedTuple):
    sign: str
    style: str
    need: str
    text: str
    sources: tuple[Citation, ...]


def render(name: str, subjects: Sequence[Subject], facts: Facts, options: Options) -> str:
    """What fits each of `subjects`, in the format `name`: `text` or `json`."""
    if name == "json":
        return written({"format": FORMAT, "workloads": [_data(one, facts) for one in subjects]})
    return painted(_pieces(subjects, facts), color=options.color)


def _pieces(subjects: Sequence[Subject], facts: Facts) -> Iterator[Piece]:
    numbers: dict[str, int] = {}
    documents: dict[str, Citation] = {}
    counter = count(1)
    for subject in subjects:
        found = fits(subject.needs, facts)
        for source in (one for row in _all_rows(found, subject.needs) for one in row.sources[:1]):
            if source.url not in numbers:
                numbers[source.url], documents[source.url] = next(counter), source
        yield from _subject(subject, found, numbers)
    if not subjects:
        yield "good", "no endpoints found"
        yield "", "; of one that is planned, say what it needs: smlint fit --latency 200ms …\n"
    if documents:
        yield "label", "Sources\n"
    for url, source in documents.items():
        yield "", f"  [{numbers[url]}] {source.title} (read {source.read})\n"
        yield "related", f"      {url}\n"


def _subject(subject: Subject, found: Sequence[Fit], numbers: dict[str, int]) -> Iterator[Piece]:
    needs, endpoint = subject
    now = None
    if endpoint is not None:
        now = option_of(endpoint)
        yield "place", clean(endpoint.label)
        yield "", f"  {now or 'kind unknown'}, stage {clean(endpoint.stage.name)}\n"
        yield "quiet", f"  {shown(endpoint.span)}\n"
    told = [_named(name, needs) for name in MEMBERS if _declared(name, needs)]
    yield "", f"needs: {', '.join(told) or 'none declared'}\n\n"
    rows = _all_rows(found, needs)
    widths = (
        max((len(row.need) for row in rows), default=0),
        max((len(row.text) for row in rows), default=0),
    )
    for one in found:
        yield from _option(one, needs, widths, numbers, now=one.option == now)
    missing = [name for name in MEMBERS if any(name in one.undeclared for one in found)]
    if missing:
        yield "quiet", f"would decide too: {', '.join(map(_spaced, missing))}\n"
    yield "", "\n"


def _option(
    found: Fit, needs: Workload, widths: tuple[int, int], numbers: dict[str, int], *, now: bool
) -> Iterator[Piece]:
    yield "place", f"{found.option:<17}"
    yield _STYLES[found.verdict], found.verdict
    standing = f", {found.standing}" if found.standing else ""
    conditions = f" {' and '.join(found.conditions)}" if found.conditions else ""
    yield "", f"{conditions}{standing}{'  (its kind now)' if now else ''}\n"
    for row in _rows(found, needs):
        yield row.style, f"  {row.sign} "
        yield "", f"{row.need:<{widths[0]}}  {row.text:<{widths[1]}}"
        yield "quiet", f"  [{numbers[row.sources[0].url]}]\n"


def _all_rows(found: Sequence[Fit], needs: Workload) -> list[_Row]:
    return [row for one in found for row in _rows(one, needs)]


def _rows(found: Fit, needs: Workload) -> Iterator[_Row]:
    """The reasons of an option that decide its verdict, and what documents advise of it."""
    shown_reasons = found.reasons if found.verdict == "fits" else found.decisive
    for reason in shown_reasons:
        style = _STYLES[reason.verdict]
        sign = _SIGNS[reason.verdict]
        yield _Row(sign, style, _named(reason.need, needs), clean(reason.text), reason.sources)
    for advice in found.advice if found.verdict == "fits" else ():
        sign, style = ("*", "good") if advice.favours else ("!", "warning")
        named = _named(advice.need, needs)
        yield _Row(sign, style, named, clean(advice.text), (advice.source,))


def _declared(name: str, needs: Workload) -> bool:
    return not isinstance(getattr(needs, name), Absent)


def _named(name: str, needs: Workload) -> str:
    setting = getattr(needs, name)
    value = show(name, setting.value) if isinstance(setting, Known) else "unknown"
    return f"{_spaced(name)} {value}"


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _data(subject: Subject, facts: Facts) -> dict[str, object]:
    needs, endpoint = subject
    return {
        "endpoint": None
        if endpoint is None
        else {"name": endpoint.label, "stage": endpoint.stage.name, **place(endpoint.span)},
        "needs": {
            name: setting.value if isinstance(setting, Known) else {"unknown": setting.reason}
            for name in MEMBERS
            if not isinstance(setting := getattr(needs, name), Absent)
        },
        "options": [_option_data(found) for found in fits(needs, facts)],
    }


def _option_data(found: Fit) -> dict[str, object]:
    return {
        "option": found.option,
        "verdict": found.verdict,
        "standing": found.standing or None,
        "conditions": list(found.conditions),
        "reasons": [
            {
                "verdict": reason.verdict,
                "need": reason.need,
                "text": reason.text,
                "sources": [source._asdict() for source in reason.sources],
            }
            for reason in found.reasons
        ],
        "advice": [
            {
                "favours": advice.favours,
                "need": advice.need,
                "text": advice.text,
                "source": advice.source._asdict(),
            }
            for advice in found.advice
        ],
        "undeclared": list(found.undeclared),
    }
