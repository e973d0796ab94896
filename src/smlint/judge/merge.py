"""What is found in several stages, and is the same there, as one: with a fingerprint of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from smlint.core.assumption import Assumption, Branch, deciding
from smlint.core.cost import Cost, at_once, dearest
from smlint.core.problem import SEVERITIES, Severity
from smlint.core.report import CERTAINTIES, Finding, Note, Undecided
from smlint.core.resource import Stage
from smlint.core.spans import Span

T = TypeVar("T")

_POSITION = re.compile(r"(#cell\d+)?:\d+:\d+")


def merged(findings: Iterable[tuple[Finding, Stage]]) -> Iterator[Finding]:
    """Findings that differ in nothing but stage and endpoint, as one: no surer than any of them."""
    found: dict[tuple[str, Span, str], Finding] = {}
    branches: dict[tuple[str, Span, str], dict[tuple[str, str], dict[Branch, None]]] = {}
    costs: dict[tuple[str, Span, str], dict[object, list[Cost | None]]] = {}
    for finding, judged_in in findings:
        key = (finding.rule_id, finding.span, finding.message)
        known = found.get(key, finding)
        found[key] = replace(
            known,
            stages=_union(known.stages, finding.stages),
            endpoints=_union(known.endpoints, finding.endpoints),
            related=_union(known.related, finding.related),
            blocks=_union(known.blocks, finding.blocks),
            certainty=max(known.certainty, finding.certainty, key=CERTAINTIES.index),
        )
        stage = (finding.project, judged_in.name)
        branches.setdefault(key, {}).setdefault(stage, {})[judged_in.branch] = None
        way = (*stage, judged_in.branch)
        costs.setdefault(key, {}).setdefault(way, []).append(finding.cost)
    for key, one in found.items():
        finding = replace(one, cost=dearest(map(at_once, costs[key].values())))
        decisive = (item for stage in branches[key].values() for item in deciding(stage))
        yield _assuming(finding, tuple(dict.fromkeys(decisive)))


def _assuming(finding: Finding, assumptions: Sequence[Assumption]) -> Finding:
    """`finding` with the conditions under which it holds, where there are any."""
    if not assumptions:
        return finding
    outcomes: dict[tuple[str, Span], list[str]] = {}
    for subject, outcome, span, _ in assumptions:
        outcomes.setdefault((subject, span), []).append(outcome)
    told = {place: f"{place[0]} {' or '.join(found)}" for place, found in outcomes.items()}
    notes = tuple(Note(span, f"only where {text}") for (_, span), text in told.items())
    return replace(
        finding,
        related=_union(notes, finding.related),
        certainty=CERTAINTIES[-1],
        assumptions=tuple(told.values()),
    )


def merged_undecided(undecided: Iterable[tuple[Undecided, Severity]]) -> Iterator[Undecided]:
    """What rules of a severity could not decide for want of the same value, as one question."""
    graver = sorted(undecided, key=lambda item: (SEVERITIES.index(item[1]), item[0].rule_id))
    merged: dict[tuple[Span, str], Undecided] = {}
    for item, _ in graver:
        known = merged.get((item.span, item.reason), item)
        merged[item.span, item.reason] = replace(
            known,
            stages=_union(known.stages, item.stages),
            endpoints=_union(known.endpoints, item.endpoints),
            others=_union(known.rules, item.rules)[1:],
        )
    yield from merged.values()


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def fingerprinted(findings: Iterable[Finding], relative: Callable[[str], str]) -> Iterator[Finding]:
    """Findings with fingerprints: rule, project and address, and a count where these are equal.

    An address that is a place in a script is left out but for the file; the endpoint's name, which
    has no stages there, stands in for it.
    """
    counts: dict[tuple[str, ...], int] = {}
    for finding in sorted(findings, key=lambda item: (item.span.order, item.rule_id, item.message)):
        lasting = _POSITION.sub("", finding.address)
        label = finding.endpoints[0] if finding.endpoints else ""
        named = lasting != finding.address and label and not _POSITION.search(label)
        identity = label if named else lasting
        key = (finding.rule_id, relative(finding.project), identity)
        counts[key] = counts.get(key, 0) + 1
        text = "\0".join((*key, str(counts[key])))
        digest = hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:16]
        yield replace(finding, fingerprint=digest)
