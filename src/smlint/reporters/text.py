"""The report for people: each finding with its source line, where its values come from, what to do.

main.tf:7:5: error[SM101 serverless-low-latency] fraud is serverless and must answer in 200 ms
  |
7 |     serverless_config {
  |     ^^^^^^^^^^^^^^^^^
  ::: smlint.yaml:3:14: latency is declared here
3 |     latency: 200ms
  |              -----
  = help: use a real-time endpoint
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from smlint.core.problem import SEVERITIES, Problem, Severity
from smlint.core.report import Finding, Report, Undecided
from smlint.core.spans import Span
from smlint.reporters import Options, nothing_found
from smlint.reporters.excerpt import Piece, clean, excerpt
from smlint.reporters.money import dollars, monthly
from smlint.reporters.paint import written
from smlint.reporters.places import code, counted, in_stages, shown

_CERTAINTY = {
    "by-default": "this rests on a default that whoever deploys may override",
    "under-condition": "this holds under a condition whose outcome these files do not determine",
}


def render(report: Report, options: Options) -> str:
    """The report as text; empty where `quiet` is asked and nothing was found."""
    return written(_report(report, options), color=options.color)


def _report(report: Report, options: Options) -> Iterator[Piece]:
    for finding in report.findings:
        yield from _finding(finding, report, options)
    if options.show_undecided:
        yield from _undecided(report.undecided)
    yield from problem_pieces(report.problems, report, options)
    if not options.quiet:
        yield from _summary(report, options)


def _finding(finding: Finding, report: Report, options: Options) -> Iterator[Piece]:
    spans = (finding.span, *(note.span for note in finding.related))
    gutter = max(len(str(span.line)) for span in spans)
    yield "place", f"{shown(finding.span)}: "
    yield finding.severity, f"{finding.severity}[{finding.rule_id} {finding.rule_name}]"
    yield "", f" {clean(finding.message)}\n"
    lines = list(
        excerpt(finding.span, report.sources, gutter, options.width, (finding.severity, "^"))
    )
    if lines:
        yield "gutter", f"{'':>{gutter}} |\n"
        yield from lines
    for note in finding.related:
        yield "gutter", f"{'':>{gutter}} ::: "
        yield "", f"{shown(note.span)}: {clean(note.text)}\n"
        yield from excerpt(note.span, report.sources, gutter, options.width, ("related", "-"))
    for label, text in _remarks(finding):
        yield "gutter", f"{'':>{gutter}} = "
        yield "label", f"{label}: "
        yield "", f"{clean(text)}\n"
        if label == "help":
            yield from _instead(finding, gutter)
    yield "", "\n"


def _instead(finding: Finding, gutter: int) -> Iterator[Piece]:
    """The code to write, in the place of an excerpt; the rest of a long one is only counted."""
    lines, more = code(finding)
    for line in lines:
        yield "gutter", f"{'':>{gutter}} |"
        yield "good", f"   {line}".rstrip() + "\n"
    if more:
        yield "gutter", f"{'':>{gutter}} |"
        yield "quiet", f"   {more}\n"


def _remarks(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.endpoints:
        yield "endpoint", f"{', '.join(finding.endpoints)}{in_stages(finding.stages)}"
    if finding.cost is not None:
        yield "cost", monthly(finding.cost)
    if finding.certainty != "certain":
        yield "note", _CERTAINTY[finding.certainty]
    if finding.remedy or finding.instead:
        yield "help", finding.remedy or "write this instead"
    for source in finding.sources[:1]:
        yield "docs", f"{source.title}: {source.url}"
    yield "more", f"smlint explain {finding.rule_name}"


def problem_pieces(
    problems: Iterable[Problem], report: Report, options: Options
) -> Iterator[Piece]:
    """Problems, the gravest last, where a terminal shows them: notes take one line each."""
    graded = sorted(problems, key=lambda problem: -SEVERITIES.index(problem.severity))
    for problem in graded:
        yield from _problem(problem, report, options)
    if graded and graded[-1].severity == "note":
        yield "", "\n"


def _problem(problem: Problem, report: Report, options: Options) -> Iterator[Piece]:
    hint = clean(problem.hint)
    yield "place", f"{shown(problem.span)}: "
    yield problem.severity, f"{problem.severity}:"
    yield "", f" {clean(problem.message)}"
    if problem.severity == "note":
        yield "", f" ({hint})\n" if hint else "\n"
        return
    gutter = len(str(problem.span.line))
    yield "", "\n"
    if problem.span != Span(problem.span.path):
        mark = (problem.severity, "^")
        yield from excerpt(problem.span, report.sources, gutter, options.width, mark)
    if hint:
        yield "gutter", f"{'':>{gutter}} = "
        yield "label", "help: "
        yield "", f"{hint}\n"
    yield "", "\n"


def _undecided(undecided: Sequence[Undecided]) -> Iterator[Piece]:
    """What is not known, what would settle it, and the rules that wait for it."""
    for item in undecided:
        yield "place", f"{shown(item.span)}: "
        yield "quiet", "undecided:"
        yield "", f" {clean(item.reason)}\n"
        if item.hint:
            yield "label", "    to settle it: "
            yield "", f"{clean(item.hint)}\n"
        waiting = ", ".join(f"{identity} {name}" for identity, name in item.rules)
        yield "quiet", f"    needed by {waiting}\n"
    if undecided:
        yield "", "\n"


def _summary(report: Report, options: Options) -> Iterator[Piece]:
    if not (report.findings or report.undecided or report.problems or report.suppressed):
        yield "good", nothing_found(report.endpoints, report.files, options.excluded)
        return
    severities = [finding.severity for finding in report.findings]
    found = _graded("finding", severities) if severities else "no findings"
    costing = "" if report.cost is None else f" costing {dollars(report.cost)} a month"
    parts = [f"{found}{costing}"]
    if report.suppressed:
        parts.append(f"{len(report.suppressed)} suppressed")
    if report.undecided:
        hint = "" if options.show_undecided else " (listed by --show-undecided)"
        parts.append(f"{len(report.undecided)} undecided{hint}")
    if report.problems:
        parts.append(_graded("problem", [problem.severity for problem in report.problems]))
    endpoints = counted(report.endpoints, "endpoint")
    parts.append(f"{endpoints} in {counted(report.files, 'file')}")
    yield "place", f"{', '.join(parts)}\n"


def _graded(what: str, severities: Sequence[Severity]) -> str:
    """How many there are, and of which severity: `3 findings (2 errors, 1 warning)`."""
    grades = [
        counted(severities.count(severity), severity)
        for severity in SEVERITIES
        if severity in severities
    ]
    return f"{counted(len(severities), what)} ({', '.join(grades)})"
