"""The JSON Schema of `smlint check --format json`."""

from __future__ import annotations

from typing import get_args

from smlint.core.problem import SEVERITIES
from smlint.core.report import Certainty
from smlint.reporters.json import FORMAT
from smlint.reporters.shapes import COUNT, DRAFT, TEXT, Json, listing, place, problem, record

COUNTS = (
    "findings", *(f"{severity}s" for severity in SEVERITIES), "undecided", "problems",
    "suppressed", "endpoints", "files",
)  # fmt: skip


def report_schema() -> Json:
    """The schema of `smlint check --format json`."""
    rule = record({"id": TEXT, "name": TEXT})
    concerned = {"endpoints": listing(TEXT), "stages": listing(TEXT)}
    finding = {"rule": rule, **place(), **concerned, **_finding()}
    reason = {"reason": TEXT, "hint": TEXT}
    undecided = {"rule": rule, "others": listing(rule), **place(), **concerned, **reason}
    total = {"description": "USD; what is billed counts once", "type": ["number", "null"]}
    return {
        "$schema": DRAFT,
        "title": "Report of smlint check",
        "description": "Paths are relative to the working directory where beneath it.",
        **record(
            {
                "format": {"const": FORMAT},
                "findings": listing(record(finding)),
                "undecided": listing(record(undecided)),
                "problems": listing(problem()),
                "suppressed": listing(record({**finding, "reason": TEXT})),
                "summary": record({**dict.fromkeys(COUNTS, COUNT), "cost_per_month": total}),
            }
        ),
    }


def _finding() -> Json:
    """What a finding says beside its rule, its place, and whom it concerns."""
    return {
        "severity": {"enum": list(SEVERITIES)},
        "certainty": {"enum": list(get_args(Certainty))},
        "message": TEXT,
        "remedy": TEXT,
        "instead": {"description": "code, in the language of the file", **TEXT},
        "assumptions": listing(TEXT),
        "related": listing(record({**place(), "note": TEXT})),
        "sources": listing(record({"title": TEXT, "url": TEXT})),
        "fingerprint": {"type": "string", "description": "holds no line; for baselines"},
        "cost": {"anyOf": [_cost(), {"type": "null"}]},
    }


def _cost() -> Json:
    amount: Json = {"type": "number", "minimum": 0}
    return {
        "description": "of one endpoint at rest; in several stages, where it is dearest",
        **record(
            {
                "currency": {"const": "USD"},
                "per_month": amount,
                "saves": {"anyOf": [amount, {"type": "null"}], "description": "by the remedy"},
                "basis": TEXT,
            }
        ),
    }
