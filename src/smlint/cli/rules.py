"""`smlint rules`: the rules there are."""

from __future__ import annotations

from smlint.cli import CLEAN, Refused
from smlint.cli.options import Parser, add_choice, add_config, add_output, color, deliver, width

FORMATS = ("text", "json")

EXAMPLES = """\
  smlint rules                      a table: id, name, severity, what it needs to know, title
  smlint rules --preset cost        those that save money
  smlint rules --select latency     those of a category
  smlint rules --format json        for other programs
"""


def run(arguments: list[str]) -> int:
    """List the rules, those of configured policies and plugins included."""
    options = parser().parse_args(arguments)
    if options.format not in FORMATS:
        known = f"one of {', '.join(FORMATS)}"
        raise Refused((f"--format: there is no format called {options.format}", known))
    from smlint.cli.session import open_session, refusals, running
    from smlint.reporters import Options
    from smlint.reporters.json import written
    from smlint.reporters.rules import data, table

    with refusals():
        session = open_session(options)
        rules = session.book().rules
        chosen = tuple(running(session.config, rules))
    rules = chosen if options.preset or options.select or options.ignore else rules
    shown = Options(color=color(options), width=width())
    text = written(data(rules)) if options.format == "json" else table(rules, shown)
    deliver(text, options.output)
    return CLEAN


def parser() -> Parser:
    """The options of `rules`."""
    made = Parser(
        "rules", "smlint rules [OPTIONS]",
        "List the rules: all, or those that a check with these options runs.", EXAMPLES,
    )  # fmt: skip
    add_choice(made)
    add_output(made, FORMATS)
    add_config(made)
    return made
