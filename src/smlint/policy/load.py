"""From policy files to rules. Whatever is wrong with one ends the loading: a gate fails closed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast, get_args

from smlint.core.facts import Citation, Facts
from smlint.core.problem import SEVERITIES, Problem, Severity
from smlint.core.rule import GENERAL_PRESETS, Category, Example, Preset
from smlint.core.source import Source, decode
from smlint.core.spans import Span
from smlint.core.subjects import SUBJECTS, Subject
from smlint.facts.documents import citation
from smlint.formats.fields import FieldError, choice, fields, items, mapping, scalar, text
from smlint.formats.nodes import FormatError, MapNode, Node
from smlint.formats.yaml import read_yaml
from smlint.policy.conditions import FactName, needs
from smlint.policy.files import policy_files
from smlint.policy.grammar import ID, NAME, Grammar
from smlint.policy.placeholders import drafts, saying, template
from smlint.policy.policies import BILLS, Bill, Policy, PolicyError

CATEGORIES: tuple[Category, ...] = get_args(Category)
REQUIRED = (
    "id", "name", "title", "category", "severity", "sources", "explanation", "when", "message",
    "remedy", "examples",
)  # fmt: skip
DEFAULT: Preset = "recommended"
OPTIONAL = ("for_each", "at", "preset", "cost", "instead")


def read_policies(
    sources: Iterable[Source], facts: Facts, others: Iterable[Policy] = ()
) -> tuple[Policy, ...]:
    """The policies written in `sources`, one in each, in that order.

    Of `facts` only names and units count; `others` are there already. Raises `PolicyError` with
    the first problem of each policy that is none, names a setting or fact that does not exist,
    compares what cannot be compared, or bears another's id or name.
    """
    policies: list[Policy] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            policies.append(_policy(_document(source), facts))
        except FormatError as error:
            problems.append(Problem(error.span, error.reason, "a policy is a YAML file"))
        except FieldError as error:
            problems.append(error.problem)
    problems.extend(_twins((*others, *policies)))
    if problems:
        raise PolicyError(*problems)
    return tuple(policies)


def _twins(policies: Iterable[Policy]) -> Iterator[Problem]:
    """What is wrong with policies that bear the id or the name of one before them."""
    taken: dict[str, Span] = {}
    for policy in policies:
        named = (("id", policy.id, policy.place), ("name", policy.name, policy.name_place))
        for key, written, place in named:
            if written in taken:
                hint = "give one of them another" if key == "name" else "ids are never reused"
                message = f'the {key} "{written}" belongs to the rule at {taken[written]} already'
                yield Problem(place, message, hint)
            taken.setdefault(written, place)


def bundled_sources() -> tuple[Source, ...]:
    """The policies that smlint brings along, sorted by path; raises as `policy_files` does."""
    return tuple(_source(name, path) for name, path in policy_files().items())


def _policy(node: MapNode, facts: Facts) -> Policy:
    pairs = fields(node, REQUIRED, OPTIONAL)
    subject = _subject(pairs.get("for_each"))
    grammar = Grammar(subject, facts)
    when = grammar.condition(pairs["when"])
    at = grammar.place(pairs["at"]) if "at" in pairs else None
    message = template(pairs["message"], grammar)
    instead = drafts(pairs["instead"], grammar) if "instead" in pairs else ()
    bill = cast("Bill", choice(pairs["cost"], BILLS, "a bill")) if "cost" in pairs else None
    bad, good = _examples(pairs["examples"])
    return Policy(
        id=_shaped(pairs["id"], ID, "ACME101"),
        name=_shaped(pairs["name"], NAME, "acme-instance-types"),
        title=saying(pairs["title"], grammar),
        category=cast("Category", choice(pairs["category"], CATEGORIES, "a category")),
        severity=cast("Severity", choice(pairs["severity"], SEVERITIES, "a severity")),
        preset=_preset(pairs.get("preset")),
        sources=_sources(pairs["sources"], grammar),
        explanation=saying(pairs["explanation"], grammar),
        subject=subject,
        when=when,
        at=at,
        message=message,
        instead=instead,
        bill=bill,
        remedy=saying(pairs["remedy"], grammar),
        bad=bad,
        good=good,
        needs=needs(when, facts),
        place=pairs["id"].span,
        name_place=pairs["name"].span,
    )


def _subject(node: Node | None) -> Subject:
    if node is None:
        return "endpoint"
    return cast("Subject", choice(node, SUBJECTS, "what a rule can be about"))


def _preset(node: Node | None) -> Preset:
    """The smallest preset that holds the rule; whoever writes none wants it to run."""
    return DEFAULT if node is None else cast("Preset", choice(node, GENERAL_PRESETS, "a preset"))


def _shaped(node: Node, shape: str, such_as: str) -> str:
    written = text(node)
    if not re.fullmatch(shape, written):
        raise FieldError(
            node.span, f'"{written}" does not have the right form', f"such as {such_as}"
        )
    return written


def _sources(node: Node, grammar: Grammar) -> tuple[Citation | FactName, ...]:
    return tuple(
        grammar.fact(fields(item, ("fact",))["fact"])
        if mapping(item).get("fact") is not None
        else citation(item)
        for item in items(node)
    )


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
        str(pairs["language"].span),
    )


def _document(source: Source) -> MapNode:
    documents = read_yaml(source)
    if len(documents) != 1:
        written = "several documents stand" if documents else "nothing stands"
        hint = "one file holds one policy; `smlint policy new` writes one"
        raise FieldError(source.whole.start, f"{written} in this policy file", hint)
    return mapping(documents[0])


def _source(name: str, path: str) -> Source:
    with open(path, "rb") as file:
        return decode(name, file.read())
