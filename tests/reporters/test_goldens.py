"""Each format, byte by byte. `SMLINT_REGENERATE=1 pytest tests/reporters` writes the goldens."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from smlint import __version__
from smlint.core.facts import Basis
from smlint.reporters import Options, facts, reporter
from smlint.reporters.inventory import Listing
from smlint.reporters.inventory import render as render_inventory
from smlint.reporters.json import written
from smlint.reporters.rules import explanation, table
from tests.reporters.sample import BARE, ENDPOINT, FACTS, PROBLEMS, REPORT, RULE

GOLDENS = Path(__file__).parent / "goldens"
REGENERATE = os.environ.get("SMLINT_REGENERATE") == "1"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

PLAIN = Options(width=80, rules=(RULE,))
WIDE = Options(width=120)
FULL = Options(width=80, show_undecided=True)
BASIS = Basis(FACTS, instance_types=True)
LISTING = Listing((ENDPOINT, BARE), PROBLEMS[:1], 2, REPORT.sources)

OUTPUTS: dict[str, Callable[[], str]] = {
    "check.txt": lambda: reporter("text", {})(REPORT, PLAIN),
    "check-undecided.txt": lambda: reporter("text", {})(REPORT, FULL),
    "check.json": lambda: reporter("json", {})(REPORT, PLAIN),
    "check.sarif": lambda: reporter("sarif", {})(REPORT, PLAIN),
    "check.github": lambda: reporter("github", {})(REPORT, PLAIN),
    "inventory.txt": lambda: render_inventory("text", LISTING, PLAIN),
    "inventory.json": lambda: render_inventory("json", LISTING, PLAIN),
    "rules.txt": lambda: table((RULE,), WIDE),
    "rules-narrow.txt": lambda: table((RULE,), PLAIN),
    "facts.txt": lambda: (
        facts.table(FACTS, PLAIN)
        + facts.full(FACTS, {"old-step": ("serverless-memory-step",)}, PLAIN)
    ),
    "facts.json": lambda: written(facts.data(FACTS, {"old-step": ["serverless-memory-step"]})),
    "explain.txt": lambda: explanation(RULE, BASIS, True, PLAIN),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_as_recorded(name: str) -> None:
    path = GOLDENS / name
    made = OUTPUTS[name]().replace(__version__, "VERSION")
    if REGENERATE:
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_every_golden_is_compared() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == set(OUTPUTS)


COLORED: dict[str, Callable[[bool], str]] = {
    "check": lambda color: reporter("text", {})(
        REPORT, Options(width=80, show_undecided=True, color=color)
    ),
    "inventory": lambda color: render_inventory("text", LISTING, Options(color=color)),
    "rules": lambda color: table((RULE,), Options(color=color)),
    "explain": lambda color: explanation(RULE, BASIS, True, Options(color=color)),
}


@pytest.mark.parametrize("name", COLORED)
def test_colours_change_nothing_else(name: str) -> None:
    plain, colored = COLORED[name](False), COLORED[name](True)
    assert ESCAPE.search(colored)
    assert "\x1b" not in plain
    assert ESCAPE.sub("", colored) == plain
