"""`smlint inventory`: every endpoint with every setting and where it comes from."""

from __future__ import annotations

from smlint.cli import CLEAN, FAILED, Refused, complain
from smlint.cli.options import (
    Parser,
    add_config,
    add_inputs,
    add_output,
    add_paths,
    color,
    deliver,
    width,
)

FORMATS = ("text", "json")

EXAMPLES = """\
  smlint inventory                       everything beneath the working directory
  smlint inventory --format json infra/  for other programs (schemas/inventory.schema.json)
"""


def run(arguments: list[str]) -> int:
    """List the endpoints; exit code 2 where something could not be read."""
    options = parser().parse_args(arguments)
    if options.format not in FORMATS:
        known = f"one of {', '.join(FORMATS)}"
        raise Refused((f"--format: there is no format called {options.format}", known))
    from smlint.cli.session import open_session, refusals
    from smlint.reporters import Options
    from smlint.reporters.inventory import Listing, render
    from smlint.run import inventory

    session = open_session(options)
    with refusals():
        discovery = session.find(options)
        found = inventory(discovery, session.config)
    listing = Listing(found.endpoints, found.problems, found.files, found.sources)
    shown = Options(color=color(options), width=width(), excluded=discovery.excluded)
    deliver(render(options.format, listing, shown), options.output)
    if not any(problem.severity == "error" for problem in found.problems):
        return CLEAN
    if options.format != "text" or options.output is not None:
        complain("a part of the input could not be read", "the problems in the report say why")
    return FAILED


def parser() -> Parser:
    """The options of `inventory`."""
    made = Parser(
        "inventory", "smlint inventory [OPTIONS] [PATH ...]",
        "List every endpoint with every setting and where it comes from.", EXAMPLES,
    )  # fmt: skip
    add_paths(made)
    add_output(made, FORMATS)
    add_inputs(made)
    add_config(made)
    return made
