"""The page on what is documented knows every rule, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from smlint.config import Config
from smlint.rulebook import book

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"
LINK = re.compile(r"\[([A-Z]+\d+)(?: [a-z0-9-]+)?\]\(rules/([a-z0-9-]+)\.md\)")


def test_every_rule_stands_on_the_page_under_its_id() -> None:
    linked = set(LINK.findall(PAGE.read_text(encoding="utf-8")))
    assert linked == {(rule.id, rule.name) for rule in book(Config()).rules}


def test_what_no_rule_tells_has_a_reason() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "| none |" in line]
    assert rows
    assert all(row.rstrip("| ").rpartition("| ")[2].strip() for row in rows)
