"""`smlint explain`: everything about one rule."""

from __future__ import annotations

from smlint.cli import CLEAN, Refused
from smlint.cli.options import Parser, add_config, color, deliver, width

EXAMPLES = """\
  smlint explain no-autoscaling
  smlint explain SM201
  smlint explain --examples no-autoscaling   in every language
"""


def run(arguments: list[str]) -> int:
    """Explain the rule; refused for a name that no rule has."""
    options = parser().parse_args(arguments)
    from smlint.cli.session import open_session, refusals
    from smlint.core.naming import is_called, suggestion
    from smlint.reporters import Options
    from smlint.reporters.rulebook import explanation
    from smlint.rulebook.facts_used import facts_named

    with refusals():
        book = open_session(options).book()
    rule = next((rule for rule in book.rules if is_called(rule, options.rule)), None)
    if rule is None:
        advice = suggestion(options.rule, book.rules)
        raise Refused((f"there is no rule called {options.rule}", advice))
    facts = facts_named(rule, book.facts.limits)
    shown = Options(color=color(options), width=width())
    deliver(explanation(rule, facts, options.examples, shown), None)
    return CLEAN


def parser() -> Parser:
    """The options of `explain`."""
    made = Parser(
        "explain", "smlint explain [OPTIONS] RULE",
        "Tell everything about a rule: why, by which document, what to do, examples.", EXAMPLES,
    )  # fmt: skip
    made.add_argument("rule", metavar="RULE", help="the id or name of a rule")
    made.add_argument(
        "--examples", action="store_true", help="show all examples, not one of each kind"
    )
    add_config(made)
    return made
