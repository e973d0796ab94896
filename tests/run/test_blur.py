"""Hiding a value may leave a rule undecided; it may never create a finding.

Every setting of every example is hidden, one at a time and some in pairs, where the frontends hand
it over, and the whole book of rules is asked: whatever comes after the frontends (the join, the
environment, the rules) has to bear it.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

import pytest

from smlint.core.checks import per_variant
from smlint.core.facts import Facts
from smlint.core.layout import Layout
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import Deployment, Reading
from smlint.core.rule import Check, Match
from smlint.core.spans import Span
from smlint.core.values import Absent, Unknown
from smlint.examples import ALL_RULES
from smlint.judge import judge
from smlint.rulebook import Book
from smlint.run import Inventory, described
from tests.project import reading
from tests.rosetta.cases import files as same
from tests.run.hiding import BOOK, OWN, PROJECTS, Way, blurred, put, ways

Place = tuple[str, Span]

EVERY = 16
"""What is hidden of an example is put to its own rule, and one in so many to all others, too."""
ALIKE = 4
"""Of the endpoints that are the same in every language, each hides others."""
STRIDE = 7
"""Next to one in so many hidden settings, one in so many others is hidden too: always the same ones
of an example, though not the same next to each."""


class Asked(NamedTuple):
    """The `rules` that are asked `every` so many ways of hiding, from the `first` on."""

    rules: Book
    first: int = 0
    every: int = 1


def twice(deployment: Deployment) -> Iterator[tuple[Deployment, Way]]:
    for number, way in enumerate(islice(ways(deployment), 0, None, STRIDE)):
        once = blurred(deployment, way)
        yield from ((once, other) for other in islice(ways(once), number % STRIDE, None, STRIDE))


def findings(found: Inventory, rules: Book) -> frozenset[Place]:
    verdicts = judge(found.deployed, rules.rules, rules.facts, lambda rule, _: rule.severity, str)
    assert not verdicts.problems, verdicts.problems
    return frozenset((finding.rule_id, finding.span) for finding in verdicts.findings)


def created(read: Reading, *asked: Asked) -> list[tuple[Place, Deployment]]:
    """The findings that hiding values creates, each with what it was created in."""
    whole = described(read, ALL_RULES, Layout())
    original = [findings(whole, one.rules) for one in asked]
    faults: list[tuple[Place, Deployment]] = []
    for index, deployment in enumerate(read.deployments):
        every_way = chain(((deployment, way) for way in ways(deployment)), twice(deployment))
        for number, (before, way) in enumerate(every_way):
            heard = [at for at, one in enumerate(asked) if number % one.every == one.first]
            if not heard:
                continue
            changed = blurred(before, way)
            without = replace(read, deployments=put(read.deployments, index, changed))
            found = described(without, ALL_RULES, Layout())
            for at in heard:
                new = findings(found, asked[at].rules) - original[at]
                faults.extend((place, changed) for place in new)
    return faults


SAME: dict[tuple[tuple[str, str], ...], list[str]] = {}
for _name, _files in PROJECTS.items():
    SAME.setdefault(tuple(_files.items()), []).append(_name)
"""The projects by their files: some rules have an example in common."""


@pytest.mark.parametrize("projects", SAME.values(), ids=[names[0] for names in SAME.values()])
def test_hiding_values_creates_no_finding_of_any_rule(projects: list[str]) -> None:
    asked = [one for project in projects for one in questions(project)]
    assert created(reading(PROJECTS[projects[0]]), *asked) == []


def questions(project: str) -> Iterator[Asked]:
    own = OWN.get(project)
    every = EVERY if own else ALIKE if project.startswith("rosetta") else 1
    yield Asked(BOOK, sum(map(ord, project)) % every, every)
    if own:
        yield Asked(Book((own,), BOOK.facts))


@per_variant
def _takes_the_unknown_for_the_absent(
    endpoint: Endpoint, variant: Variant, facts: Facts
) -> Iterator[Match]:
    if isinstance(variant.instance_type, (Unknown, Absent)):
        yield Match(variant.span, "no instance type")


@per_variant
def _takes_the_absent_for_the_known(
    endpoint: Endpoint, variant: Variant, facts: Facts
) -> Iterator[Match]:
    if not isinstance(endpoint.kms_key_id, Absent):
        yield Match(variant.span, "a key")


@per_variant
def _takes_what_may_exist_for_what_does_not(
    endpoint: Endpoint, variant: Variant, facts: Facts
) -> Iterator[Match]:
    if isinstance(endpoint.exists, Unknown):
        yield Match(variant.span, "nothing")


@pytest.mark.parametrize(
    "careless",
    [
        _takes_the_unknown_for_the_absent,
        _takes_the_absent_for_the_known,
        _takes_what_may_exist_for_what_does_not,
    ],
)
def test_the_property_finds_careless_rules(careless: Check) -> None:
    rule = replace(BOOK.rules[0], check=careless, needs=())
    asked = Asked(Book((rule,), BOOK.facts))
    assert created(reading(same("terraform", "realtime")), asked) != []
