"""`smlint check`: what breaks a documented rule."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from smlint.cli import CLEAN, COMMANDS, FAILED, FOUND, Refused, complain
from smlint.cli.options import (
    Parser,
    add_choice,
    add_config,
    add_inputs,
    add_output,
    add_paths,
    color,
    config_path,
    deliver,
    excluded,
    filled,
    width,
    with_documents,
)  # fmt: skip
from smlint.discover import Discovery, discover
from smlint.frontends import LANGUAGES
from smlint.reporters import FORMATS, Options, nothing_found, reporter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from smlint.cli.session import Session
    from smlint.core.problem import Severity
    from smlint.core.report import Report

MANY = 40
"""Files with something in them, from which on reading takes long enough to say so."""

EXAMPLES = """\
  smlint check infra/ scripts/deploy.py
  smlint check plan.json                    what `terraform show -json` writes of a plan
  smlint --select latency,SM201 .           only these rules and categories
  smlint --ignore cost --fail-on error .    findings below the threshold are shown, and exit 0
  smlint --format sarif --output smlint.sarif .
  smlint --format github .                  annotations of a pull request
  smlint --strict-unknown --show-undecided  what cannot be judged fails, and is listed
"""


def run(arguments: list[str]) -> int:
    """Check, report, and give the exit code."""
    _no_command(arguments[:1])
    options = parser().parse_args(arguments)
    if options.paths and options.paths[0] in COMMANDS and not os.path.lexists(options.paths[0]):
        what = f"{options.paths[0]} is a command, which stands before the options"
        raise Refused((what, f"smlint {options.paths[0]} ..."))
    if _plain(options):
        languages = with_documents(LANGUAGES, wanted=options.include_docs)
        found = discover(options.paths or ["."], (excluded(options),), languages)
        if not found.problems and not any(found.hits.values()):
            text = "" if options.quiet else nothing_found(0, found.count, found.excluded)
            deliver(text, options.output)
            return CLEAN
    from smlint.cli.session import open_session, refusals

    session = open_session(options)
    with refusals():
        return _check(options, session, session.find(options))


def parser() -> Parser:
    """The options of `check`."""
    made = Parser(
        "check", "smlint [check] [OPTIONS] [PATH ...]",
        "Report what breaks a documented rule, with the reason and what to do instead.", EXAMPLES,
    )  # fmt: skip
    add_paths(made)
    add_output(made, FORMATS, ", or a plugin's")
    add_choice(made)
    made.add_argument(
        "--fail-on", choices=("error", "warning", "note"),
        help="the mildest severity that gives exit code 1 (default: warning)",
    )  # fmt: skip
    made.add_argument(
        "--strict-unknown", action="store_true", help="fail when a rule could not be judged"
    )
    made.add_argument(
        "--show-undecided", action="store_true", help="list what could not be judged, and why"
    )
    made.add_argument(
        "--no-ignores", action="store_true", help="report what comments and metadata suppress too"
    )
    made.add_argument(
        "--as-of", metavar="DATE", help="the day on which suppressions are judged (default: today)"
    )
    made.add_argument(
        "--prices", action="append", default=[], metavar="FILE", type=filled,
        help="reckon with these prices: our YAML, or a price list of AWS; may be repeated",
    )  # fmt: skip
    add_inputs(made)
    add_config(made)
    made.add_argument("--quiet", action="store_true", help="no summary, no progress")
    return made


def exit_code(report: Report, fail_on: Severity, *, strict_unknown: bool) -> int:
    """The outcome of a run as an exit code; the same for every format."""
    from smlint.core.problem import at_least

    if any(problem.severity == "error" for problem in report.problems):
        return FAILED
    if any(at_least(finding.severity, fail_on) for finding in report.findings):
        return FOUND
    return FOUND if strict_unknown and report.undecided else CLEAN


def _no_command(first: Sequence[str]) -> None:
    """Refuse a misspelt command, which would be taken for a path that is not there."""
    for name in first:
        if not name.isalpha() or name in COMMANDS or os.path.lexists(name):
            return
        from difflib import get_close_matches

        for near in get_close_matches(name, COMMANDS, 1):
            what = f"there is neither a command nor a path called {name}"
            raise Refused((what, f"did you mean {near}?"))


def _plain(options: Namespace) -> bool:
    """Whether finding no endpoint would end the run: nothing asked that might be wrong."""
    chosen = options.preset or options.select or options.ignore
    told = chosen or options.as_of or options.inputs or options.prices
    return options.format == "text" and not told and config_path(options) is None


def _check(options: Namespace, session: Session, found: Discovery) -> int:
    from smlint.cli.session import running
    from smlint.run import lint

    render = reporter(_format(options.format, session), session.reporters)
    as_of = None if options.no_ignores else _day(options.as_of)
    book = session.book()
    running(session.config, book.rules)
    if options.prices or session.config.prices:
        from smlint.cli.prices import priced

        book = priced(book, options.prices, session.config)
    with announced(found, quiet=options.quiet):
        report = lint(found, session.config, book, as_of)
    shown = Options(
        color=color(options),
        width=width(),
        show_undecided=options.show_undecided,
        quiet=options.quiet,
        rules=book.rules,
        excluded=found.excluded,
    )
    deliver(render(report, shown), options.output)
    strict = options.strict_unknown or session.config.strict_unknown
    fail_on = options.fail_on or session.config.fail_on
    code = exit_code(report, fail_on, strict_unknown=strict)
    if code == FAILED and (options.format != "text" or options.output is not None):
        complain("a part of the input could not be checked", "the problems in the report say why")
    return code


@contextmanager
def announced(found: Discovery, *, quiet: bool) -> Iterator[None]:
    """Say on a terminal that reading takes a while, and take it back afterwards."""
    hits = sum(map(len, found.hits.values()))
    if quiet or hits < MANY or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    sys.stderr.write(f"smlint: reading {hits} files that speak of SageMaker ...")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _format(name: str, session: Session) -> str:
    known = (*FORMATS, *session.reporters)
    if name not in known:
        raise Refused((f"--format: there is no format called {name}", f"one of {', '.join(known)}"))
    return name


def _day(text: str | None) -> date:
    """The day on which suppressions are judged; the one place that reads a clock."""
    from datetime import UTC, datetime

    from smlint.pragma import parse_day

    if text is None:
        return datetime.now(UTC).date()
    day = parse_day(text)
    if day is None:
        raise Refused((f'--as-of: "{text}" is not a day', "write it as 2027-01-31"))
    return day
