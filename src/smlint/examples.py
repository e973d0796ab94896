"""The examples of a rule, run: they are its tests, and they run for anyone's rules alike."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.config import Config
from smlint.core.report import Report
from smlint.core.rule import Example, Rule
from smlint.core.workspace import MemoryWorkspace
from smlint.discover import Discovery
from smlint.frontends import LANGUAGES
from smlint.rulebook import Book
from smlint.run import lint

MARK = "# <- here"
NAMES = {"terraform": "main.tf", "cloudformation": "template.yaml", "python": "deploy.py"}
"""What an example's file is called; its language's frontend decides by the suffix."""


def failures(rule: Rule, book: Book) -> Iterator[str]:
    """What is wrong with the examples of `rule`: nothing, if they show what they should.

    A bad example must give findings exactly on its marked lines, a good one none; neither may
    leave the rule undecided, or hold anything that cannot be read.
    """
    for kind, examples in (("bad", rule.bad), ("good", rule.good)):
        if not examples:
            yield f"{rule.name} has no {kind} example"
        for number, example in enumerate(examples, 1):
            where = f"{rule.name}, {kind} example {number} ({example.language})"
            yield from (f"{where}: {fault}" for fault in _faults(rule, example, kind, book))


def run(rule: Rule, example: Example, book: Book) -> Report:
    """The report on one example, judged by `rule` alone."""
    files = files_of(example)
    discovery = Discovery((), LANGUAGES)
    for path in sorted(files):
        for language in LANGUAGES:
            if path.endswith(language.suffixes):
                discovery.files[language.name].append(path)
                data = files[path].encode()
                if any(marker in data for marker in language.markers):
                    discovery.hits[language.name].append(path)
    alone = Book((rule,), book.facts)
    return lint(discovery, Config(), alone, workspace=MemoryWorkspace(files))


def files_of(example: Example) -> dict[str, str]:
    """The project of an example, from path to text."""
    return {NAMES[example.language]: example.code, **dict(example.files)}


def _faults(rule: Rule, example: Example, kind: str, book: Book) -> Iterator[str]:
    marked = {number for number, line in enumerate(example.code.splitlines(), 1) if MARK in line}
    report = run(rule, example, book)
    found = {finding.span.line for finding in report.findings}
    if kind == "bad" and not marked:
        yield f"no line is marked with `{MARK}`"
    if found != marked:
        yield f"findings on lines {sorted(found)}, marked are {sorted(marked)}"
    if not report.endpoints:
        yield "it holds no endpoint"
    for doubt in report.undecided:
        yield f"undecided at {doubt.span}: {doubt.reason}"
    for problem in report.problems:
        yield f"{problem.span}: {problem.message}"
