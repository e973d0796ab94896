"""Rules of the book, each judged alone on a piece of code."""

from __future__ import annotations

from textwrap import dedent

from smlint.config import Config
from smlint.core.report import Report
from smlint.core.rule import Example
from smlint.examples import run
from smlint.rulebook import book

BOOK = book(Config())
RULES = {rule.name: rule for rule in BOOK.rules}


def report(rule: str, code: str, language: str = "", **files: str) -> Report:
    """What `rule` alone says of `code`, all of which can be read; `a_tfvars` is a file `a.tfvars`.

    The language is that by the look of it, where it is not told.
    """
    text = dedent(code)
    further = tuple((name.replace("_", "."), content) for name, content in files.items())
    found = run(RULES[rule], Example(language or _language(text), text, further), BOOK)
    assert not found.problems
    return found


def judged(rule: str, code: str, language: str = "", **files: str) -> tuple[list[int], int]:
    """The lines of the findings, and how many are undecided."""
    found = report(rule, code, language, **files)
    return [finding.span.line for finding in found.findings], len(found.undecided)


def _language(text: str) -> str:
    if "Resources:" in text:
        return "cloudformation"
    return "python" if "import " in text else "terraform"
