"""Rules as pages in Markdown: one for each, and where to find them.

A rule is found by what it is about, and by the question with which somebody comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias, get_args

from smlint.core.facts import Basis, Citation, Fact
from smlint.core.presets import presets_of
from smlint.core.rule import Category, Example, Rule
from smlint.reporters.facts import TYPES_TOLD, amount
from smlint.reporters.languages import called, fenced
from smlint.reporters.needs import needs_told
from smlint.reporters.questions import QUESTIONS

BasisOf: TypeAlias = Callable[[Rule], Basis]

INDEX, BY_QUESTION = "README.md", "questions.md"

ABOUT: Mapping[Category, str] = {
    "latency": "Whether an endpoint of its kind can answer in the time that callers have.",
    "payload": "Whether it takes requests and answers of the size that callers send.",
    "scaling": "Whether the capacity follows the load: targets, policies, metrics and alarms.",
    "cost": "What is paid for without need.",
    "cleanup": "What scripts and notebooks leave behind, and somebody goes on paying for.",
    "reliability": "What keeps an endpoint answering when something fails.",
    "deployment": "How a change reaches an endpoint, and how it is taken back.",
    "security": "Who can see and change what the containers read and write.",
    "correctness": "What AWS refuses, and what it accepts and does not do.",
    "sdk": "What the SageMaker Python SDK refuses or drops.",
}
"""What the rules of each category ask."""

NO_FACTS = "None: the rule rests on no documented number."

HEAD = (
    f" The same rules [by question]({BY_QUESTION}).\n\n"
    "The preset `recommended` runs by default, `strict` adds what documents recommend, `all` what "
    "is a matter of opinion. What a rule needs is declared beside the code "
    "(`# smlint: payload=10MB`) or told by it; without that the rule is quiet. In a terminal "
    "`smlint explain NAME` says what stands on a rule's page, `smlint facts` lists the numbers on "
    "which rules rest, and `smlint fit` tells which kinds of endpoints fit a workload."
)


def pages(rules: Sequence[Rule], basis_of: BasisOf) -> Iterator[tuple[str, str]]:
    """Name and text of every page, the indexes last."""
    for rule in rules:
        asked = (question.asked for question in QUESTIONS if question.concerns(rule))
        links = ", ".join(_link(text, f"{BY_QUESTION}#{_anchor(text)}") for text in asked)
        yield f"{rule.name}.md", page_of(rule, basis_of(rule), f" · asked: {links}")
    yield INDEX, index_of(rules, HEAD)
    yield BY_QUESTION, _text(_by_question(rules))


def page_of(rule: Rule, basis: Basis, more: str = "") -> str:
    """The page on one rule, which rests on `basis`; `more` is said at its head."""
    return _text(_page(rule, basis, more))


def index_of(rules: Sequence[Rule], more: str = "") -> str:
    """The page that lists `rules` by category; `more` is said at its head."""
    return _text(_index(rules, more))


def _page(rule: Rule, basis: Basis, more: str) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}"
    yield ""
    category = _link(rule.category, f"{INDEX}#{rule.category}")
    yield f"{rule.severity} · {category} · presets: {', '.join(presets_of(rule))}{more}"
    yield from _section("What it says", f"{rule.title}.")
    yield from _section("Why", *_paragraphs(rule.explanation))
    yield from _section("Bad", *(_shown(example) for example in rule.bad))
    yield from _section("Good", *(_shown(example) for example in rule.good))
    yield from _section("Remedy", *_paragraphs(rule.remedy))
    yield from _section("Needs", needs_told(rule))
    yield from _section("Facts", "\n".join(_facts(basis)) or NO_FACTS)
    yield from _section("Sources", "\n".join(map(_source, rule.sources)))


def _index(rules: Sequence[Rule], more: str) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield (
        "Generated from the rules themselves. In the examples a finding begins on each line that "
        f"ends in `# <- here`.{more}"
    )
    sections = {
        category: [rule for rule in rules if rule.category == category]
        for category in get_args(Category)
    }
    yield ""
    yield " · ".join(
        f"{_link(category, f'#{category}')} {len(chosen)}"
        for category, chosen in sections.items()
        if chosen
    )
    for category, chosen in sections.items():
        if chosen:
            heading = "SDK" if category == "sdk" else category.capitalize()
            yield from _section(heading, ABOUT[category])
            yield from _table(chosen)


def _by_question(rules: Sequence[Rule]) -> Iterator[str]:
    yield "# Rules by question"
    yield ""
    yield f"The same rules [by what they are about]({INDEX})."
    yield ""
    for question in QUESTIONS:
        yield f"- {_link(question.asked, f'#{_anchor(question.asked)}')}"
    for question in QUESTIONS:
        chosen = [rule for rule in rules if question.concerns(rule)]
        if chosen:
            yield from _section(question.asked, question.answer)
            yield from _table(chosen)


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    yield ""
    yield "| id | rule | severity | preset | it says | needs |"
    yield "|---|---|---|---|---|---|"
    for rule in rules:
        needs = ", ".join(path.rpartition(".")[2] for path in rule.needs)
        told = (rule.id, _link(rule.name, f"{rule.name}.md"), rule.severity, rule.preset)
        yield f"| {' | '.join((*told, rule.title, needs))} |"


def _section(heading: str, *paragraphs: str) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    for paragraph in paragraphs:
        yield ""
        yield paragraph


def _shown(example: Example) -> str:
    files = (f"with `{path}`:\n\n{fenced(text)}" for path, text in example.files)
    code = fenced(example.code, example.language)
    return "\n\n".join((f"{called(example.language)}:", code, *files))


def _facts(basis: Basis) -> Iterator[str]:
    yield from map(_fact, basis.facts)
    if basis.instance_types:
        yield f"- {TYPES_TOLD}"


def _fact(fact: Fact) -> str:
    stated = ", ".join(_link(source.title, source.url) for source in fact.sources)
    return f"- `{fact.name}`: {amount(fact)} ({stated})"


def _source(source: Citation) -> str:
    link = _link(source.title, source.url)
    return f"- {link}, read {source.read}. {_folded(source.claim)}"


def _link(text: str, to: str) -> str:
    return f"[{text}]({to})"


def _anchor(heading: str) -> str:
    """What GitHub and the site call the place of a heading."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def _paragraphs(text: str) -> Iterator[str]:
    return (_folded(part) for part in text.split("\n\n") if part.strip())


def _folded(text: str) -> str:
    return " ".join(text.split())


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"
