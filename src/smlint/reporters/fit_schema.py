"""The JSON Schema of `smlint fit --format json`."""

from __future__ import annotations

from smlint.core.workload import (
    CHOICES,
    COUNTS,
    DURATIONS,
    ENVIRONMENTS,
    MEMBERS,
    NUMBERS,
    SIZES,
    SWITCHES,
)
from smlint.fit.decision import STANDINGS
from smlint.fit.reasons import OPTIONS, VERDICTS
from smlint.reporters.json import FORMAT
from smlint.reporters.shapes import DRAFT, TEXT, Json, listing, place, record

_NEEDS: dict[str, Json] = {
    **{name: {"type": "number", "description": "in seconds"} for name in DURATIONS},
    **{name: {"type": "number", "description": "in MB (10^6 bytes)"} for name in SIZES},
    **{name: {"type": "number"} for name in NUMBERS},
    **{name: {"type": "integer"} for name in COUNTS},
    **{name: {"type": "boolean"} for name in SWITCHES},
    **{name: {"enum": list(values)} for name, values in CHOICES.items()},
    "environment": {"enum": list(ENVIRONMENTS)},
}


def fit_schema() -> Json:
    """The schema of `smlint fit --format json`."""
    unknown = record({"unknown": {"description": "why nobody can say", **TEXT}})
    needs: Json = {name: {"anyOf": [_NEEDS[name], unknown]} for name in MEMBERS}
    endpoint = record({"name": TEXT, "stage": TEXT, **place()})
    workload: Json = {
        "endpoint": {"anyOf": [endpoint, {"type": "null"}]},
        "needs": record(needs, optional=MEMBERS),
        "options": {"description": "the best first", **listing(_option())},
    }
    return {
        "$schema": DRAFT,
        "title": "What smlint fit says",
        "description": "Which options fit the needs that are given, or those of each endpoint.",
        **record({"format": {"const": FORMAT}, "workloads": listing(record(workload))}),
    }


def _option() -> Json:
    source = record({"title": TEXT, "url": TEXT, "read": TEXT, "claim": TEXT})
    need: Json = {"enum": list(MEMBERS)}
    verdict: Json = {"enum": list(VERDICTS)}
    reason = {"verdict": verdict, "need": need, "text": TEXT, "sources": listing(source)}
    advice = {"favours": {"type": "boolean"}, "need": need, "text": TEXT, "source": source}
    return record(
        {
            "option": {"enum": list(OPTIONS)},
            "verdict": verdict,
            "standing": {"enum": [standing or None for standing in STANDINGS]},
            "conditions": listing(TEXT),
            "reasons": listing(record(reason)),
            "advice": listing(record(advice)),
            "undeclared": listing(need),
        }
    )
