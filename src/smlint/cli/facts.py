"""`smlint facts`: the documented numbers on which rules rest."""

from __future__ import annotations

from smlint.cli import CLEAN, Refused
from smlint.cli.options import Parser, add_config, add_output, color, deliver, width

FORMATS = ("text", "json")

EXAMPLES = """\
  smlint facts                      all of them
  smlint facts serverless-payload   one, with the documents that state it
  smlint facts --format json        for other programs
"""


def run(arguments: list[str]) -> int:
    """List the facts, or tell everything about some; refused for a name that none has."""
    options = parser().parse_args(arguments)
    if options.format not in FORMATS:
        known = f"one of {', '.join(FORMATS)}"
        raise Refused((f"--format: there is no format called {options.format}", known))
    from smlint.cli.session import open_session, refusals
    from smlint.reporters import Options
    from smlint.reporters.facts import data, full, table
    from smlint.reporters.json import written
    from smlint.rulebook.resting import rules_by_fact

    with refusals():
        book = open_session(options).book()
    limits = book.facts.limits
    for name in options.names:
        if name not in limits:
            raise Refused((f"there is no fact called {name}", _advice(name, list(limits))))
    facts = [limits[name] for name in options.names or limits]
    rules = rules_by_fact(book)
    shown = Options(color=color(options), width=width())
    if options.format == "json":
        text = written(data(facts, rules))
    else:
        text = full(facts, rules, shown) if options.names else table(facts, shown)
    deliver(text, options.output)
    return CLEAN


def parser() -> Parser:
    """The options of `facts`."""
    made = Parser(
        "facts", "smlint facts [OPTIONS] [NAME ...]",
        "List the documented facts, or show those that are named with their documents.", EXAMPLES,
    )  # fmt: skip
    made.add_argument("names", nargs="*", metavar="NAME", help="the names of facts")
    add_output(made, FORMATS)
    add_config(made)
    return made


def _advice(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]}?" if near else "`smlint facts` lists them"
