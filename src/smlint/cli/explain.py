"""`smlint explain`: everything about some rules."""

from __future__ import annotations

from smlint.cli import CLEAN, Refused
from smlint.cli.options import Parser, add_config, color, deliver, width

EXAMPLES = """\
  smlint explain no-autoscaling
  smlint explain SM201 SM203
  smlint explain --examples no-autoscaling   in every language
"""


def run(arguments: list[str]) -> int:
    """Explain the rules; refused for a name that no rule has."""
    options = parser().parse_args(arguments)
    from smlint.cli.session import open_session, refusals
    from smlint.core.naming import is_called, suggestion
    from smlint.reporters import Options
    from smlint.reporters.rules import explanation
    from smlint.rulebook.facts_used import basis_of

    with refusals():
        book = open_session(options).book()
    found = [rule for name in options.rules for rule in book.rules if is_called(rule, name)]
    unknown = [name for name in options.rules if not any(is_called(it, name) for it in found)]
    if unknown:
        reasons = ((f"there is no rule called {it}", suggestion(it, book.rules)) for it in unknown)
        raise Refused(*reasons)
    shown = Options(color=color(options), width=width())
    texts = (
        explanation(rule, basis_of(rule, book.facts.by_name), options.examples, shown)
        for rule in found
    )
    deliver("\n\n".join(texts), None)
    return CLEAN


def parser() -> Parser:
    """The options of `explain`."""
    made = Parser(
        "explain", "smlint explain [OPTIONS] RULE ...",
        "Tell everything about rules: why, by which document, what to do, examples.", EXAMPLES,
    )  # fmt: skip
    made.add_argument("rules", metavar="RULE", nargs="+", help="the id or name of a rule")
    made.add_argument(
        "--examples", action="store_true", help="show all examples, not one of each kind"
    )
    add_config(made)
    return made
