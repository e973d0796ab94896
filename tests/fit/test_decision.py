"""Which option fits which workload: a table written from the documents, and what always holds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core import workload
from smlint.core.environment import Words
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Unknown
from smlint.core.workload import MEMBERS, Workload, overlaid, parse
from smlint.facts.load import load_facts
from smlint.fit import Fit, alternatives_to, fit, fits
from smlint.fit.reasons import OPTIONS, VERDICTS, Option

FACTS = load_facts()
TABLE = Path(__file__).parent / "data" / "workloads.md"
HIDDEN = Unknown("nobody told", Span("f", 1))


def needs(text: str) -> Workload:
    found = Workload()
    for pair in text.split():
        name, value = pair.split("=")
        found = overlaid(found, parse(name, Known(value, Span("f", 1)), Words().exactly))
    return found


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").split("\n| needs |", 1)[1].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line]


def cell(found: Fit) -> str:
    """`found` as the table writes it."""
    if found.verdict == "fits":
        sign = {"recommended": "*", "": "+", "advised against": "-"}[found.standing]
        return f"({sign})" if found.conditions else sign
    named = {reason.need for reason in found.decisive}
    listed = ", ".join(sorted(named, key=MEMBERS.index))
    return f"no: {listed}" if found.verdict == "does not fit" else f"? {listed}"


def sorted_cell(text: str) -> str:
    sign, _, listed = text.partition(": ")
    return f"{sign}: {', '.join(sorted(listed.split(', '), key=MEMBERS.index))}" if listed else text


def page(url: str) -> str:
    return url.rsplit("/", 1)[1].removesuffix(".html")


def test_the_table_is_long_enough() -> None:
    assert len(rows()) >= 60
    assert len({row[0] for row in rows()}) == len(rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0] or "nothing")
def test_workloads(row: list[str]) -> None:
    found = [fit(option, needs(row[0]), FACTS) for option in OPTIONS]
    assert list(map(cell, found)) == list(map(sorted_cell, row[1:7]))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0] or "nothing")
def test_documents(row: list[str]) -> None:
    named = set(filter(None, row[7].split(", ")))
    told = set()
    for found in fits(needs(row[0]), FACTS):
        for reason in found.reasons:
            pages = {page(source.url) for source in reason.sources}
            assert reason.verdict == "fits" or pages & named, (found.option, reason)
            told |= pages
        told |= {page(advice.source.url) for advice in found.advice}
    assert named <= told


VALUES: dict[str, list[Any]] = {
    "latency": [0.2, 1, 60],
    "payload": [1, 10, 50, 500, 2000],
    "processing_time": [1, 61, 200, 500, 4000],
    "traffic": ["steady", "variable", "sporadic", "bulk"],
    "environment": ["production", "non-production"],
    "model_size": [100, 7000],
    "streaming": [True, False],
    "requests_per_second": [1, 500],
    "models": [1, 2, 16, 60],
    "frameworks": [1, 2],
    "accelerator": ["none", "gpu", "neuron"],
    "vpc": [True, False],
    "network_isolation": [True, False],
}


def test_every_need_is_tried() -> None:
    assert set(VALUES) == set(MEMBERS)


def declared(values: dict[str, object]) -> Workload:
    settings: dict[str, Any] = {name: Known(value, Span("f", 1)) for name, value in values.items()}
    return replace(Workload(), **settings)


WORKLOADS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
).map(declared)


@given(WORKLOADS, st.sets(st.sampled_from(MEMBERS)))
def test_hiding_a_need_turns_no_verdict_around(work: Workload, hidden: set[str]) -> None:
    gone: dict[str, Any] = {
        name: HIDDEN for name in hidden if not isinstance(getattr(work, name), Absent)
    }
    for option in OPTIONS:
        clear = fit(option, work, FACTS).verdict
        hazy = fit(option, replace(work, **gone), FACTS).verdict
        assert hazy in (clear, "unknown")


@given(WORKLOADS, st.sampled_from(OPTIONS))
def test_what_hides_a_single_decisive_need_is_undecided(work: Workload, option: Option) -> None:
    found = fit(option, work, FACTS)
    if found.verdict == "does not fit" and len(found.decisive) == 1:
        gone: dict[str, Any] = {found.decisive[0].need: HIDDEN}
        assert fit(option, replace(work, **gone), FACTS).verdict == "unknown"


@pytest.mark.parametrize("name", ["payload", "processing_time", "model_size"])
@given(work=WORKLOADS)
def test_more_of_it_never_fits_better(name: str, work: Workload) -> None:
    sizes: list[dict[str, Any]] = [
        {name: Known(value, Span("f", 1))} for value in sorted([*VALUES[name], 6, 25, 1024, 3600])
    ]
    for option in OPTIONS:
        verdicts = [fit(option, replace(work, **size), FACTS).verdict for size in sizes]
        assert verdicts == sorted(verdicts, key=VERDICTS.index)


def test_what_is_not_declared_would_decide() -> None:
    serverless = fit("serverless", Workload(), FACTS)
    assert serverless.verdict == "fits"
    assert {"payload", "latency", "vpc", "accelerator"} <= set(serverless.undeclared)
    assert fit("serverless", needs("vpc=true"), FACTS).undeclared == ()


def test_the_best_comes_first() -> None:
    found = fits(needs("traffic=sporadic payload=1MB vpc=true latency=10s"), FACTS)
    assert [one.option for one in found][:1] == ["asynchronous"]
    assert found[-1].verdict == "does not fit"


def test_a_raised_limit_is_said_to_be_configured() -> None:
    by_name = dict(FACTS.by_name)
    by_name["serverless-payload"] = replace(by_name["serverless-payload"], value=8, overridden=True)
    raised = replace(FACTS, by_name=by_name)
    (reason,) = fit("serverless", needs("payload=7MB"), raised).reasons
    assert reason.verdict == "fits"
    assert "as configured" in reason.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("payload=100MB", "fits instead: asynchronous, batch transform"),
        ("payload=2GB", "no other option is known to fit"),
        ("processing_time=3min streaming=true", "no other option is known to fit"),
        (
            "models=20 frameworks=1 vpc=true",
            "fits instead: multi-model, asynchronous, batch transform",
        ),
    ],
)
def test_in_a_message(text: str, told: str) -> None:
    assert alternatives_to("real-time", needs(text), FACTS) == told


def test_what_is_advised_against_is_named_where_nothing_else_fits() -> None:
    told = alternatives_to("serverless", needs("latency=200ms traffic=sporadic"), FACTS)
    assert told == "fits instead, though advised against: real-time"


@pytest.mark.parametrize("name", MEMBERS)
def test_every_member_is_read_and_shown(name: str) -> None:
    kinds = (
        workload.DURATIONS, workload.SIZES, workload.NUMBERS, workload.COUNTS,
        workload.SWITCHES, workload.CHOICES, ("environment",),
    )  # fmt: skip
    assert sum(name in kind for kind in kinds) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("models=0", "not a number of things"),
        ("models=two", "not a number of things"),
        ("requests_per_second=5/s", "not a number"),
        ("accelerator=tpu", "none of none, gpu, neuron"),
        ("vpc=yes", "none of true, false"),
        ("gpu=1", "nothing smlint knows of"),
    ],
)
def test_what_cannot_be_declared(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        needs(text)


def test_every_pair_of_needs_has_a_verdict() -> None:
    singles = [{name: value} for name, values in VALUES.items() for value in values]
    for one, other in combinations(singles, 2):
        assert len(fits(declared(one | other), FACTS)) == len(OPTIONS)
