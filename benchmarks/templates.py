"""What smlint makes of a collection of CloudFormation templates, next to cfn-lint.

    python benchmarks/templates.py [--every N] [--list] DIRECTORY ...

Each directory is one repository. A file counts as a template by its text, whether it can be parsed
or not. Each is read by smlint and by cfn-lint's decoder in turns. Then smlint checks each whole
directory as a user would, and both tools check every N-th template and every one that names
SageMaker, one file after the other in this process. `--list` names the files in which they differ.
It needs smlint and cfn-lint in one environment.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cfnlint.api import lint_file
from cfnlint.decode import decode

from smlint.config import Config
from smlint.core.report import Report
from smlint.core.source import SourceError
from smlint.discover import discover
from smlint.disk import DiskWorkspace
from smlint.formats.nodes import FormatError
from smlint.frontends.cloudformation.document.template import templates
from smlint.rulebook import book
from smlint.run import lint

T = TypeVar("T")

SUFFIXES = (".yaml", ".yml", ".json", ".template")
_VERSION = re.compile(r"""^\s*["']?AWSTemplateFormatVersion["']?\s*:""", re.MULTILINE)
_RESOURCE = re.compile(r"""^\s*["']?Type["']?\s*:\s*["']?(AWS|Custom|Alexa)::\w""", re.MULTILINE)
_SECTION = re.compile(r"""^(Resources|["']Resources["']|[\s{]*"Resources")\s*:""", re.MULTILINE)


@dataclass
class Tally:
    """What is counted, and the files of which there is something to tell."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def timed(self, name: str, work: Callable[[], T]) -> T:
        begin = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - begin

    def note(self, count: str, path: str, what: str) -> None:
        self.counts[count] += 1
        self.told.append(f"{count}: {path}: {what}")


def files(directory: Path) -> Iterator[str]:
    for path in sorted(directory.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            yield str(path)


def is_template(text: str) -> bool:
    return bool(_VERSION.search(text) or (_SECTION.search(text) and _RESOURCE.search(text)))


def smlint_reads(path: str) -> object:
    """The templates of a file; an error's text where they cannot be read."""
    try:
        source = DiskWorkspace((os.path.dirname(path),)).read(path)
        return list(templates(source))
    except (SourceError, FormatError) as error:
        return str(error)


def cfn_lint_reads(path: str) -> object:
    document, matches = decode(path)
    return [document] if document is not None else "; ".join(str(match) for match in matches)


def compare(path: str, tally: Tally) -> None:
    """Both readers on one file: which can read it."""
    ours = tally.timed("read, smlint", lambda: smlint_reads(path))
    theirs = tally.timed("read, cfn-lint", lambda: cfn_lint_reads(path))
    for name, found in (("smlint", ours), ("cfn-lint", theirs)):
        if isinstance(found, str):
            tally.counts[f"not read by {name}"] += 1
    if isinstance(ours, str) != isinstance(theirs, str):
        one, why = ("smlint", ours) if isinstance(ours, str) else ("cfn-lint", theirs)
        tally.note(f"read by one only, not by {one}", path, str(why))
    if ours == []:
        tally.note("taken for no template", path, str(theirs)[:80])


def check(paths: list[str]) -> Report:
    config = Config()
    return lint(discover(paths), config, book(config))


def whole(directory: Path, tally: Tally) -> None:
    """smlint on a directory, as a user runs it."""
    report = tally.timed("smlint, whole directories", lambda: check([str(directory)]))
    tally.counts["endpoints"] += report.endpoints
    for finding in report.findings:
        tally.note("findings", str(finding.span), f"{finding.rule_name}: {finding.message}")
        text = Path(finding.span.path).read_text("utf-8", "replace")
        if "SageMaker" not in text and "sagemaker" not in text:
            tally.note("findings without SageMaker", str(finding.span), finding.rule_name)
    for problem in report.problems:
        failed = "smlint failed" in problem.message
        kind = "crashes" if failed else f"problems ({problem.severity})"
        tally.note(kind, str(problem.span), problem.message)


def both(path: str, tally: Tally) -> None:
    """Each tool on one file, with everything that it checks."""
    tally.counts["files checked by both"] += 1
    tally.timed("check, smlint", lambda: check([path]))
    try:
        tally.timed("check, cfn-lint", lambda: lint_file(Path(path)))
    except Exception as error:  # noqa: BLE001 - it is measured, not trusted
        tally.note("failures of cfn-lint", path, f"{type(error).__name__}: {error}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=50)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("directories", nargs="+", type=Path)
    asked = parser.parse_args()
    tally = Tally()
    chosen: list[str] = []
    for directory in asked.directories:
        for path in files(directory):
            tally.counts["files"] += 1
            text = Path(path).read_text("utf-8", "replace")
            if not is_template(text):
                continue
            compare(path, tally)
            if "AWS::SageMaker::" in text or tally.counts["templates"] % asked.every == 0:
                chosen.append(path)
            tally.counts["templates"] += 1
            tally.counts["templates that name SageMaker"] += "AWS::SageMaker::" in text
        whole(directory, tally)
    for path in chosen:
        both(path, tally)
    for line in tally.told if asked.list else ():
        print(line)
    for name, count in sorted(tally.counts.items()):
        print(f"{count:8,}  {name}")
    for name, seconds in sorted(tally.seconds.items()):
        print(f"{seconds:8.2f}  seconds: {name}")


if __name__ == "__main__":
    main()
