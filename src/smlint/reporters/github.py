"""Workflow commands of GitHub Actions: each finding becomes an annotation of a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from smlint.core.problem import Severity
from smlint.core.report import Report
from smlint.core.spans import COMMAND_LINE, Span
from smlint.reporters import Options
from smlint.reporters.excerpt import clean
from smlint.reporters.money import monthly
from smlint.reporters.places import code, told

_HALVES = re.compile("[\ud800-\udfff]")
"""What stands in a file name for bytes that are not UTF-8."""

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, options: Options) -> str:
    """One command a line. Paths are relative to the repository, as GitHub wants them."""
    del options
    return "".join(f"{command}\n" for command in _commands(report))


def _commands(report: Report) -> Iterator[str]:
    for problem in report.problems:
        said = (clean(problem.message), clean(problem.hint))
        yield _command(report, problem.severity, problem.span, "smlint", said)
    for finding in report.findings:
        title = f"{finding.rule_id} {finding.rule_name}"
        cost = "" if finding.cost is None else f"Cost: {monthly(finding.cost)}"
        document = finding.sources[0].url if finding.sources else ""
        instead, more = code(finding)
        before = filter(None, (clean(line) for line in (told(finding), cost, finding.remedy)))
        after = filter(None, (more, clean(document)))
        lines = (*before, *instead, *after)
        yield _command(report, finding.severity, finding.span, title, lines)


def _command(
    report: Report, severity: Severity, span: Span, title: str, lines: Sequence[str]
) -> str:
    message = "\n".join(lines).strip()
    properties = {} if span.path == COMMAND_LINE else {"file": report.relative(span.path)}
    if not properties:
        message = f"{span}: {message}"
    elif span.cell is None:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        if span.line == span.end_line:
            # GitHub shows columns only within one line
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    else:
        # the line of a cell is not a line of the notebook's file
        message = f"cell {span.cell}, line {span.line}: {message}"
    properties["title"] = title
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    text = _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
