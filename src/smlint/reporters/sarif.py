"""SARIF 2.1.0, as code scanning services read it.

Paths are relative to a base, the top of the repository, which is left for the reader to place: the
same report is the same bytes on every machine. A place in a notebook is a logical
location, because the lines of a cell are not lines of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from smlint import __version__
from smlint.core.problem import Problem
from smlint.core.report import Finding, Report
from smlint.core.rule import Rule
from smlint.core.spans import COMMAND_LINE, Span
from smlint.reporters import Options
from smlint.reporters.json import cost_data, written
from smlint.reporters.languages import fenced
from smlint.reporters.money import monthly
from smlint.reporters.places import code, told

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
BASE = "%SRCROOT%"
"""By custom the top of the checked-out repository."""

Json = dict[str, object]

_MARKS = re.compile(r"[\\`*_<>\[\]]")
"""What Markdown would take for something else than text."""


def render(report: Report, options: Options) -> str:
    """The report as a SARIF log with one run."""
    return written(document(report, options.rules))


def document(report: Report, rules: Sequence[Rule]) -> Json:
    """The log as JSON data; rules that were run are described, found or not."""
    index = {rule.id: number for number, rule in enumerate(rules)}
    results = [_result(finding, report, index) for finding in report.findings]
    for finding, reason in report.suppressed:
        suppression = {"kind": "inSource", "justification": reason}
        results.append({**_result(finding, report, index), "suppressions": [suppression]})
    errors = [problem for problem in report.problems if problem.severity == "error"]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "smlint",
                        "semanticVersion": __version__,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {BASE: {"description": {"text": "the repository's top"}}},
                "invocations": [
                    {
                        "executionSuccessful": not errors,
                        "toolExecutionNotifications": [
                            _notification(problem, report) for problem in report.problems
                        ],
                    }
                ],
                "results": results,
            }
        ],
    }


def _rule(rule: Rule) -> Json:
    described: Json = {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation.strip() or rule.title},
        "help": {"text": rule.remedy.strip() or rule.title, "markdown": _help(rule)},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"category": rule.category, "tags": ["sagemaker", rule.category]},
    }
    if rule.sources:
        described["helpUri"] = rule.sources[0].url
    return described


def _help(rule: Rule) -> str:
    """The rule as markdown."""
    parts = [f"# {rule.title}", rule.explanation.strip(), f"**Remedy:** {rule.remedy.strip()}"]
    for heading, examples in (("Bad", rule.bad), ("Good", rule.good)):
        if examples:
            parts += [
                f"## {heading}",
                *(fenced(example.code, example.language) for example in examples),
            ]
    if rule.sources:
        listed = [
            f"- [{source.title}]({source.url}), read {source.read}" for source in rule.sources
        ]
        parts += ["## Sources", "\n".join(listed)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _result(finding: Finding, report: Report, index: dict[str, int]) -> Json:
    cost = f"Cost: {monthly(finding.cost)}" if finding.cost is not None else ""
    said = [part for part in (told(finding), cost, finding.remedy) if part]
    lines, more = code(finding)
    message = {"text": "\n".join((*said, *lines, *filter(None, (more,))))}
    if finding.instead:
        message["markdown"] = "\n\n".join((_literal(said[0]), *said[1:], fenced("\n".join(lines))))
    result: Json = {
        "ruleId": finding.rule_id,
        "level": finding.severity,
        "message": message,
        "locations": [_location(finding.span, report)],
        "partialFingerprints": {"smlint/v1": finding.fingerprint},
        "properties": {
            "certainty": finding.certainty,
            "endpoints": list(finding.endpoints),
            "stages": list(finding.stages),
            "assumptions": list(finding.assumptions),
            "cost": cost_data(finding.cost),
            "instead": finding.instead,
        },
    }
    if finding.rule_id in index:
        result["ruleIndex"] = index[finding.rule_id]
    if finding.related:
        result["relatedLocations"] = [
            {**_location(note.span, report), "id": number, "message": {"text": note.text}}
            for number, note in enumerate(finding.related, 1)
        ]
    return result


def _literal(text: str) -> str:
    """`text`, of which much comes from the files, so that Markdown shows it as it is."""
    return _MARKS.sub(r"\\\g<0>", text)


def _notification(problem: Problem, report: Report) -> Json:
    hint = f"\n{problem.hint}" if problem.hint else ""
    return {
        "level": problem.severity,
        "message": {"text": f"{problem.message}{hint}"},
        "locations": [_location(problem.span, report)],
    }


def _location(span: Span, report: Report) -> Json:
    if span.path == COMMAND_LINE:
        return {"logicalLocations": [{"fullyQualifiedName": str(span), "kind": "parameter"}]}
    physical: Json = {"artifactLocation": _artifact(report.relative(span.path))}
    if span.cell is None:
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
        return {"physicalLocation": physical}
    name = f"cell {span.cell}, line {span.line}"
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": name, "kind": "module"}],
    }


def _artifact(path: str) -> Json:
    """Where a file is; outside the repository an absolute path has no base."""
    if path.startswith("/") or re.match(r"[A-Za-z]:/", path):
        return {"uri": f"file://{_quoted(path if path.startswith('/') else f'/{path}', '/:')}"}
    return {"uri": _quoted(path, "/"), "uriBaseId": BASE}


def _quoted(path: str, safe: str) -> str:
    """`path` as a part of a URI: the very bytes of a name, text or not."""
    return quote(path, safe, errors="surrogateescape")
