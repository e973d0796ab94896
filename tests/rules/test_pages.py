"""The pages on rules are what the rules say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from smlint.config import Config
from smlint.rulebook import book

HOME = Path(__file__).parents[2]
HEADINGS = ("What it says", "Why", "Bad", "Good", "Remedy", "Needs", "Facts", "Sources")


def test_the_pages_are_up_to_date() -> None:
    script = HOME / "scripts" / "generate_rule_pages.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_page_has_the_same_headings() -> None:
    for rule in book(Config()).rules:
        page = (HOME / "docs" / "rules" / f"{rule.name}.md").read_text(encoding="utf-8")
        lines = page.splitlines()
        assert lines[0] == f"# {rule.id} {rule.name}"
        assert tuple(line[3:] for line in lines if line.startswith("## ")) == HEADINGS
