"""`smlint facts`: the documented numbers on which rules rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from smlint.cli import CLEAN, Refused
from smlint.cli.options import Parser, add_config, add_output, color, deliver, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from smlint.core.facts import Fact, InstanceType
    from smlint.reporters import Options
    from smlint.rulebook import Book

T = TypeVar("T")

FORMATS = ("text", "json")

EXAMPLES = """\
  smlint facts                      all of them
  smlint facts serverless-payload   one, with the documents that state it
  smlint facts ml.g5.xlarge         an instance type: accelerators, storage, regions, prices
  smlint facts --format json        for other programs
"""


def run(arguments: list[str]) -> int:
    """List the facts, or tell everything about some; refused for a name that none has."""
    options = parser().parse_args(arguments)
    if options.format not in FORMATS:
        known = f"one of {', '.join(FORMATS)}"
        raise Refused((f"--format: there is no format called {options.format}", known))
    from smlint.cli.prices import priced
    from smlint.cli.session import open_session, refusals
    from smlint.reporters import Options
    from smlint.reporters.facts import table
    from smlint.reporters.json import written

    with refusals():
        session = open_session(options)
        book = priced(session.book(), (), session.config)
    shown = Options(color=color(options), width=width())
    if options.format == "json":
        text = written(_data(book, options.names or list(book.facts.by_name)))
    elif options.names:
        text = _shown(book, options.names, shown)
    else:
        text = table(list(book.facts.by_name.values()), shown)
    deliver(text, options.output)
    return CLEAN


def _shown(book: Book, names: list[str], options: Options) -> str:
    from smlint.facts.documents import data_file
    from smlint.facts.instances import instance_sources
    from smlint.reporters import facts, instance_types
    from smlint.rulebook.facts_used import rules_by_fact

    numbers, types = _named(book, names)
    texts = [facts.full(numbers, rules_by_fact(book), options)]
    if types:
        sources = instance_sources(data_file("instances.yaml"))
        texts += [instance_types.full(kind, book.facts.prices, options) for kind in types]
        texts.append(instance_types.cited(sources.values(), options))
    return "".join(texts)


def _data(book: Book, names: list[str]) -> list[dict[str, object]]:
    from smlint.reporters import facts, instance_types
    from smlint.rulebook.facts_used import rules_by_fact

    numbers, types = _named(book, names)
    of_types = [instance_types.data(kind, book.facts.prices) for kind in types]
    return [*facts.data(numbers, rules_by_fact(book)), *of_types]


def _named(book: Book, names: list[str]) -> tuple[list[Fact], list[InstanceType]]:
    """The facts and instance types that are called so; refused for a name that none has."""
    types = [name for name in names if name.startswith("ml.")]
    numbers = [name for name in names if name not in types]
    return (
        [_known("fact", name, book.facts.by_name) for name in numbers],
        [_known("instance type", name, book.facts.instance_types) for name in types],
    )


def parser() -> Parser:
    """The options of `facts`."""
    made = Parser(
        "facts", "smlint facts [OPTIONS] [NAME ...]",
        "List the documented facts, or show those that are named with their documents.", EXAMPLES,
    )  # fmt: skip
    made.add_argument(
        "names", nargs="*", metavar="NAME", help="the names of facts, or instance types"
    )
    add_output(made, FORMATS)
    add_config(made)
    return made


def _known(what: str, name: str, known: Mapping[str, T]) -> T:
    """What is called `name`; refused, with the nearest name, where nothing is."""
    if name in known:
        return known[name]
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    advice = f"did you mean {near[0]}?" if near else "`smlint facts` lists them"
    raise Refused((f"there is no {what} called {name}", advice))
