"""The examples of a rule, run: they are its tests, and they run for anyone's rules alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from smlint.config import Choice, Config, Mention
from smlint.core.report import Report
from smlint.core.rule import Example, Rule
from smlint.core.spans import NOWHERE
from smlint.core.workspace import MemoryWorkspace
from smlint.curing import UncuredError, cured
from smlint.discover import Discovery
from smlint.frontends import LANGUAGES, Language, language_of
from smlint.frontends.modules import calls_endpoints
from smlint.pruned import is_pruned
from smlint.read import read
from smlint.rulebook import Book
from smlint.run import lint

MARK = "# <- here"
ALL_RULES = Config(Choice(presets=(Mention("all", NOWHERE),)))
"""Settings of nobody, under which every rule is asked."""
NAMES = {"terraform": "main.tf", "cloudformation": "template.yaml", "python": "deploy.py"}
"""What an example's file is called; that of another language has the language's first suffix."""


def failures(rule: Rule, book: Book, languages: tuple[Language, ...] = LANGUAGES) -> Iterator[str]:
    """Where and what is wrong with the examples of `rule`: nothing, if they show what they should.

    A bad example must give findings exactly on its marked lines, a good one none; neither may
    leave the rule undecided, or hold anything that cannot be read. `languages` are those that
    examples may be written in; a plugin's come before the built-in ones.
    """
    for kind, examples in (("bad", rule.bad), ("good", rule.good)):
        if not examples:
            yield f"{rule.origin or rule.name}: there is no {kind} example"
        for number, example in enumerate(examples, 1):
            for fault in _faults(rule, example, kind, book, languages):
                yield f"{_where(rule, example, kind, number)}: {fault}"


def uncured(rule: Rule, book: Book, languages: tuple[Language, ...] = LANGUAGES) -> Iterator[str]:
    """Where what `rule` says to write instead of a bad example does not cure it, and why.

    The examples are without `failures`.
    """
    for number, example in enumerate(rule.bad, 1):
        files = files_of(example, languages)
        try:
            cured(rule, read(discovered(files, languages), MemoryWorkspace(files)), book.facts)
        except UncuredError as error:
            yield f"{_where(rule, example, 'bad', number)}: {error}"


def _where(rule: Rule, example: Example, kind: str, number: int) -> str:
    place = example.place or rule.origin or rule.name
    return f"{place}: {kind} example {number} ({example.language})"


def run(
    rule: Rule, example: Example, book: Book, languages: tuple[Language, ...] = LANGUAGES
) -> Report:
    """The report on one example, judged by `rule` alone."""
    files = files_of(example, languages)
    alone = Book((rule,), book.facts)
    found = discovered(files, languages)
    return lint(found, ALL_RULES, alone, workspace=MemoryWorkspace(files))


def discovered(files: Mapping[str, str], languages: tuple[Language, ...] = LANGUAGES) -> Discovery:
    """What `discover` finds where `files`, from path to text, are all there is."""
    found = Discovery((), languages)
    for path, text in sorted(files.items()):
        if any(map(is_pruned, path.split("/"))):
            continue
        holds = text.encode().__contains__
        language = language_of(path, holds, languages)
        if language is not None:
            found.files[language.name].append(path)
            if language.is_marked(holds) or calls_endpoints(path, text.encode()):
                found.hits[language.name].append(path)
    return found


def files_of(example: Example, languages: tuple[Language, ...] = LANGUAGES) -> dict[str, str]:
    """The project of an example, from path to text."""
    suffixes = {language.name: language.suffixes[0] for language in languages}
    name = NAMES.get(example.language) or f"example{suffixes[example.language]}"
    return {name: example.code, **dict(example.files)}


def _faults(
    rule: Rule, example: Example, kind: str, book: Book, languages: tuple[Language, ...]
) -> Iterator[str]:
    known = [language.name for language in languages]
    if example.language not in known:
        near = get_close_matches(example.language, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(known)}"
        yield f"there is no language called {example.language}: {hint}"
        return
    marked = {number for number, line in enumerate(example.code.splitlines(), 1) if MARK in line}
    report = run(rule, example, book, languages)
    found = {finding.span.line: finding for finding in report.findings}
    if kind == "bad" and not marked:
        yield f"no line is marked with `{MARK}`"
    for line in sorted(marked - found.keys()):
        yield f"line {line} is marked, but no finding begins there"
    for line, finding in sorted(found.items()):
        if line not in marked:
            yield f"line {line} has a finding, and is not marked: {finding.message}"
    if not (report.endpoints or report.findings):
        yield "it holds no endpoint"
    for doubt in report.undecided:
        yield f"undecided at {doubt.span}: {doubt.reason}"
    for problem in report.problems:
        yield f"{problem.span}: {problem.message}"
