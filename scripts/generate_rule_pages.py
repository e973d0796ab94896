"""Write a page on every bundled rule to docs/rules, and their index.

usage: generate_rule_pages.py [--check]

With --check nothing is written: exits with 1 and names the pages that are not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from smlint.config import Config
from smlint.reporters.pages import pages
from smlint.rulebook import book
from smlint.rulebook.facts_used import basis_of

HOME = Path(__file__).parent.parent / "docs" / "rules"


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or check them; the exit code."""
    bundled = book(Config())
    made = dict(pages(bundled.rules, lambda rule: basis_of(rule, bundled.facts.by_name)))
    written = {path.name: path.read_text(encoding="utf-8") for path in HOME.glob("*.md")}
    stale = sorted(
        name for name in made.keys() | written.keys() if made.get(name) != written.get(name)
    )
    if "--check" in arguments:
        for name in stale:
            print(f"docs/rules/{name} is not up to date: run scripts/generate_rule_pages.py")
        return 1 if stale else 0
    HOME.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in made:
            (HOME / name).write_text(made[name], encoding="utf-8")
        else:
            (HOME / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
