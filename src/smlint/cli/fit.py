"""`smlint fit`: which endpoints fit a workload, and by which documents."""

from __future__ import annotations

from argparse import Namespace

from smlint.cli import CLEAN, FAILED, Refused, complain
from smlint.cli.options import (
    Parser,
    add_config,
    add_inputs,
    add_output,
    add_paths,
    color,
    deliver,
    filled,
    width,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from smlint.cli.session import Session
    from smlint.core.problem import Problem
    from smlint.core.workload import Workload
    from smlint.reporters.fit import Subject

FORMATS = ("text", "json")
KINDS = ("KIND", "NAME")
"""Of what is one of a few words: the meaning lists them."""

NEEDS = {
    "latency": ("200ms", "what callers need at the 99th percentile"),
    "payload": ("10MB", "the largest request or response"),
    "processing_time": ("2s", "for one request, at most"),
    "streaming": ("true", "whether responses are streamed"),
    "traffic": ("KIND", "steady, variable, sporadic or bulk"),
    "requests_per_second": ("50", "at the peak"),
    "model_size": ("2GB", "of the model artefacts"),
    "models": ("12", "how many models answer requests"),
    "frameworks": ("1", "how many frameworks they use"),
    "accelerator": ("KIND", "none, gpu or neuron"),
    "vpc": ("true", "whether containers reach into a VPC"),
    "network_isolation": ("true", "whether containers reach no network"),
    "environment": ("NAME", "production or non-production"),
}
"""The needs that can be given, each with a value such as people write and what it means."""

EXAMPLES = """\
  smlint fit --latency 200ms --payload 10MB --traffic steady
  smlint fit --models 40 --frameworks 1 --latency 2s
  smlint fit infra/                    every endpoint there, by what is declared of it
  smlint fit --format json --payload 1GB
"""


def run(arguments: list[str]) -> int:
    """Tell which options fit; exit code 2 where something could not be read."""
    options = parser().parse_args(arguments)
    if options.format not in FORMATS:
        known = f"one of {', '.join(FORMATS)}"
        raise Refused((f"--format: there is no format called {options.format}", known))
    from smlint.cli.session import open_session, refusals
    from smlint.reporters import Options
    from smlint.reporters.fit import Subject, render

    session = open_session(options)
    given = _given(options, session)
    with refusals():
        facts = session.book().facts
    problems: tuple[Problem, ...] = ()
    if options.paths or given is None:
        subjects, problems = _endpoints(options, session, given)
    else:
        subjects = [Subject(given)]
        if options.inputs:
            advice = "name the path whose endpoints are meant"
            complain(f"no PATH is given: {options.inputs[0][0]} has no effect", advice, "warning")
    shown = Options(color=color(options), width=width())
    deliver(render(options.format, subjects, facts, shown), options.output)
    told = [problem for problem in problems if problem.severity != "note"]
    for problem in told:
        from smlint.reporters.places import shown as placed

        complain(f"{placed(problem.span)}: {problem.message}", problem.hint, problem.severity)
    return FAILED if any(problem.severity == "error" for problem in told) else CLEAN


def parser() -> Parser:
    """The options of `fit`."""
    made = Parser(
        "fit", "smlint fit [NEEDS] [OPTIONS] [PATH ...]",
        "Tell which endpoints fit a workload: the needs that are given, or those that are\n"
        "declared of each endpoint beneath PATH.", EXAMPLES,
    )  # fmt: skip
    group = made.add_argument_group("needs")
    for name, (such_as, meaning) in NEEDS.items():
        group.add_argument(
            f"--{name.replace('_', '-')}", metavar=such_as, type=filled, help=meaning
        )
    add_paths(made)
    add_output(made, FORMATS)
    add_inputs(made)
    add_config(made)
    return made


def _given(options: Namespace, session: Session) -> Workload | None:
    """The needs among the options; None where there are none."""
    from smlint.core.spans import COMMAND_LINE, Span
    from smlint.core.values import Known
    from smlint.core.workload import Workload, overlaid, parse

    written = {name: getattr(options, name) for name in NEEDS if getattr(options, name) is not None}
    found = Workload()
    for name, text in written.items():
        try:
            one = parse(name, Known(text, Span(COMMAND_LINE)), session.config.words.exactly)
        except ValueError as error:
            option, (value, meaning) = f"--{name.replace('_', '-')}", NEEDS[name]
            advice = meaning if value in KINDS else f"such as {option} {value}"
            raise Refused((f"{option}: {error}", advice)) from None
        found = overlaid(one, found)
    return found if written else None


def _endpoints(
    options: Namespace, session: Session, given: Workload | None
) -> tuple[list[Subject], tuple[Problem, ...]]:
    """The endpoints beneath the paths, with their needs beneath those that are `given`."""
    from smlint.cli.session import refusals
    from smlint.core.workload import overlaid
    from smlint.fit.evidence import needs
    from smlint.reporters.endpoints import told_apart
    from smlint.reporters.fit import Subject
    from smlint.run import inventory

    with refusals():
        facts = session.book().facts
        found = inventory(session.find(options), session.config)
    subjects = []
    for endpoint, _ in told_apart(found.endpoints):
        own = needs(endpoint, facts)
        subjects.append(Subject(own if given is None else overlaid(given, own), endpoint))
    return subjects, found.problems
