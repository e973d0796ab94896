"""From policy files to rules. Whatever is wrong with one ends the loading: a gate fails closed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import cast, get_args

from smlint.core.facts import Citation, Facts
from smlint.core.problem import SEVERITIES, Problem, Severity
from smlint.core.rule import PRESETS, Category, Example, Preset, Rule
from smlint.core.source import Source, decode
from smlint.core.spans import Span
from smlint.facts.documents import citation
from smlint.formats.fields import FieldError, choice, fields, items, mapping, scalar, text
from smlint.formats.nodes import FormatError, MapNode, Node
from smlint.formats.yaml import read_yaml
from smlint.policy.check import BILLS, Bill, Policy, check_of
from smlint.policy.conditions import needs
from smlint.policy.grammar import Grammar
from smlint.policy.insteads import drafts
from smlint.policy.paths import SUBJECTS, Subject
from smlint.policy.templates import template, with_facts

CATEGORIES: tuple[Category, ...] = get_args(Category)
REQUIRED = (
    "id", "name", "title", "category", "severity", "sources", "explanation", "when", "message",
    "remedy", "examples",
)  # fmt: skip
DEFAULT: Preset = "recommended"
OPTIONAL = ("for_each", "at", "preset", "cost", "instead")

ID = r"[A-Z]{2,8}[0-9]{3,}"
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"


class PolicyError(Exception):
    """Policies that cannot be used: every problem that was found in them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.span}: {problem.message}" for problem in problems))
        self.problems = problems


def load_policies(sources: Iterable[Source], facts: Facts) -> tuple[Rule, ...]:
    """The rules written in `sources`, one in each, in that order.

    Raises `PolicyError` with the first problem of each policy that is none, names a setting or fact
    that does not exist, compares what cannot be compared, or bears another's id or name.
    """
    rules: list[Rule] = []
    problems: list[Problem] = []
    taken: dict[str, Span] = {}
    for source in sources:
        try:
            node = _document(source)
            rules.append(_rule(node, source.path, facts))
            problems.extend(_repeated(node, taken))
        except FormatError as error:
            problems.append(Problem(error.span, error.reason, "a policy is a YAML file"))
        except FieldError as error:
            problems.append(error.problem)
    if problems:
        raise PolicyError(tuple(problems))
    return tuple(rules)


def bundled() -> tuple[Source, ...]:
    """The policies that smlint brings along, sorted by path, which begins with `policies/`.

    They lie inside the package in a wheel and beside `src` in a checkout. Raises `PolicyError`
    where there are none: an installation without rules finds nothing wrong with anything.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(os.path.dirname(package))
    for home in (package, checkout):
        paths = sorted(_policy_files(os.path.join(home, "policies")))
        if paths:
            return tuple(_source(path, home) for path in paths)
    missing = Problem(Span(package), "smlint is installed without its policies", "install it again")
    raise PolicyError((missing,))


def _rule(node: MapNode, origin: str, facts: Facts) -> Rule:
    pairs = fields(node, REQUIRED, OPTIONAL)
    subject = _subject(pairs.get("for_each"))
    grammar = Grammar(subject, facts)
    when = grammar.condition(pairs["when"])
    at = grammar.place(pairs["at"]) if "at" in pairs else None
    message = template(pairs["message"], grammar)
    instead = drafts(pairs["instead"], grammar) if "instead" in pairs else ()
    bill = cast("Bill", choice(pairs["cost"], BILLS, "a bill")) if "cost" in pairs else None
    bad, good = _examples(pairs["examples"])
    return Rule(
        id=_shaped(pairs["id"], ID, "SM103"),
        name=_shaped(pairs["name"], NAME, "payload-over-serverless"),
        title=with_facts(pairs["title"], grammar),
        category=cast("Category", choice(pairs["category"], CATEGORIES, "a category")),
        severity=cast("Severity", choice(pairs["severity"], SEVERITIES, "a severity")),
        sources=_sources(pairs["sources"], grammar),
        explanation=with_facts(pairs["explanation"], grammar),
        remedy=with_facts(pairs["remedy"], grammar),
        bad=bad,
        good=good,
        check=check_of(Policy(subject, when, at, message, instead, bill)),
        preset=_preset(pairs.get("preset")),
        needs=needs(when, facts),
        origin=origin,
    )


def _subject(node: Node | None) -> Subject:
    if node is None:
        return "endpoint"
    return cast("Subject", choice(node, SUBJECTS, "what a rule can be about"))


def _preset(node: Node | None) -> Preset:
    """The smallest preset that holds the rule; whoever writes none wants it to run."""
    return DEFAULT if node is None else cast("Preset", choice(node, PRESETS, "a preset"))


def _shaped(node: Node, shape: str, such_as: str) -> str:
    written = text(node)
    if not re.fullmatch(shape, written):
        raise FieldError(
            node.span, f'"{written}" does not have the right form', f"such as {such_as}"
        )
    return written


def _sources(node: Node, grammar: Grammar) -> tuple[Citation, ...]:
    found: dict[Citation, None] = {}
    for item in items(node):
        if mapping(item).get("fact") is not None:
            name = grammar.fact(fields(item, ("fact",))["fact"]).name
            found.update(dict.fromkeys(grammar.facts.limits[name].sources))
        else:
            found[citation(item)] = None
    return tuple(found)


def _examples(node: Node) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    pairs = fields(node, ("bad", "good"))
    return (
        tuple(_example(item) for item in items(pairs["bad"])),
        tuple(_example(item) for item in items(pairs["good"])),
    )


def _example(node: Node) -> Example:
    pairs = fields(node, ("language", "code"), ("files",))
    files = mapping(pairs["files"]).pairs if "files" in pairs else ()
    return Example(
        text(pairs["language"]),
        scalar(pairs["code"]).text,
        tuple((path.text, scalar(content).text) for path, content in files),
    )


def _document(source: Source) -> MapNode:
    documents = read_yaml(source)
    if len(documents) != 1:
        written = "several documents" if documents else "nothing"
        hint = "one file holds one policy"
        raise FieldError(source.whole.start, f"{written} stands in this policy file", hint)
    return mapping(documents[0])


def _repeated(node: MapNode, taken: dict[str, Span]) -> Iterator[Problem]:
    for key in ("id", "name"):
        value = node.get(key)
        if value is None:
            continue
        written = text(value)
        if written in taken:
            hint = "give one of them another" if key == "name" else "ids are never reused"
            message = f'the {key} "{written}" belongs to the rule at {taken[written]} already'
            yield Problem(value.span, message, hint)
        taken.setdefault(written, value.span)


def _policy_files(directory: str) -> Iterator[str]:
    for parent, _, names in os.walk(directory):
        for name in names:
            if name.endswith((".yaml", ".yml")):
                yield os.path.join(parent, name)


def _source(path: str, home: str) -> Source:
    with open(path, "rb") as file:
        return decode(os.path.relpath(path, home).replace(os.sep, "/"), file.read())
