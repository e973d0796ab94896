"""The report as JSON, as `schemas/report.schema.json` describes it."""

from __future__ import annotations

import json
import re

from smlint.core.cost import Cost
from smlint.core.problem import SEVERITIES, Problem
from smlint.core.report import Finding, Report, Undecided
from smlint.reporters import Options
from smlint.reporters.places import place

_ESCAPE = re.compile(r"(\\\\|\\ud[89ab]..\\ud[c-f]..)|\\ud[89a-f]..")
"""A backslash or a pair of surrogates; or, not in the group, a surrogate without its other half."""

FORMAT = 1
"""Raised when a member changes its meaning or goes away."""


def render(report: Report, options: Options) -> str:
    """The report as one JSON object in ASCII, with a line end."""
    del options
    return written(document(report))


def written(value: object) -> str:
    """`value` as JSON. ASCII, so that it is the same bytes whatever the encoding of the output.

    What is no character (of a file name that is not UTF-8) is shown by the sign for such: strict
    readers refuse a whole document over it.
    """
    text = json.dumps(value, indent=2, allow_nan=False)
    return _ESCAPE.sub(lambda found: found[1] or r"\ufffd", text) + "\n"


def document(report: Report) -> dict[str, object]:
    """The report as JSON data."""
    severities = [finding.severity for finding in report.findings]
    return {
        "format": FORMAT,
        "findings": [_finding(finding) for finding in report.findings],
        "undecided": [_undecided(item) for item in report.undecided],
        "problems": [problem_data(problem) for problem in report.problems],
        "suppressed": [
            {**_finding(finding), "reason": reason} for finding, reason in report.suppressed
        ],
        "summary": {
            "findings": len(severities),
            **{f"{severity}s": severities.count(severity) for severity in SEVERITIES},
            "undecided": len(report.undecided),
            "problems": len(report.problems),
            "suppressed": len(report.suppressed),
            "endpoints": report.endpoints,
            "files": report.files,
            "cost_per_month": _cents(report.cost),
        },
    }


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem as JSON data."""
    return {
        "severity": problem.severity,
        **place(problem.span),
        "message": problem.message,
        "hint": problem.hint,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": {"id": finding.rule_id, "name": finding.rule_name},
        "severity": finding.severity,
        "certainty": finding.certainty,
        **place(finding.span),
        "message": finding.message,
        "remedy": finding.remedy,
        "instead": finding.instead,
        "endpoints": list(finding.endpoints),
        "stages": list(finding.stages),
        "assumptions": list(finding.assumptions),
        "related": [{**place(note.span), "note": note.text} for note in finding.related],
        "sources": [{"title": source.title, "url": source.url} for source in finding.sources],
        "fingerprint": finding.fingerprint,
        "cost": cost_data(finding.cost),
    }


def cost_data(cost: Cost | None) -> dict[str, object] | None:
    """A cost as JSON data, in USD and cents."""
    if cost is None:
        return None
    amounts = {"per_month": _cents(cost.per_month), "saves": _cents(cost.saves)}
    return {"currency": "USD", **amounts, "basis": cost.basis}


def _cents(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 2)


def _undecided(item: Undecided) -> dict[str, object]:
    return {
        "rule": {"id": item.rule_id, "name": item.rule_name},
        **place(item.span),
        "others": [{"id": identity, "name": name} for identity, name in item.others],
        "reason": item.reason,
        "hint": item.hint,
        "endpoints": list(item.endpoints),
        "stages": list(item.stages),
    }
