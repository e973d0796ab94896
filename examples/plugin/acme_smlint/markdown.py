"""Findings as a table in Markdown."""

from smlint.core.report import Report
from smlint.reporters import Options


def render(report: Report, options: Options) -> str:
    """A table with one row for each finding; a sentence where there is none."""
    if not report.findings:
        return "No findings.\n"
    rows = (
        f"| {finding.severity} | {finding.rule_name} | `{finding.span}` | {_cell(finding.message)} |"
        for finding in report.findings
    )
    return "\n".join(("| severity | rule | place | finding |", "|---|---|---|---|", *rows, ""))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
