"""Whether what a rule says to write instead cures: it is applied to what was read, and judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from smlint.config import Config
from smlint.core.facts import Facts
from smlint.core.layout import Layout
from smlint.core.model import Deployed
from smlint.core.resource import Deployment, Reading, Resource
from smlint.core.rule import Match, Rule
from smlint.core.spans import Span
from smlint.remedies import written
from smlint.remedies.applied import UnclearError, applied
from smlint.run import described

Found: TypeAlias = tuple[Deployment, Match, tuple[Resource, ...], tuple[Span, ...]]
"""What a rule says of a deployment, the resources that it concerns, the blocks around it."""
MOST = 9
"""Remedies that are applied, one after the other; no example has as many findings."""


class UncuredError(Exception):
    """What a rule says to write instead cannot be applied, or does not silence it."""


def cured(rule: Rule, read: Reading, facts: Facts) -> Reading:
    """`read` with what the findings of `rule` say to write; itself where they say nothing.

    Raises `UncuredError`.
    """
    for _ in range(MOST):
        found = next(filter(_is_answered, _matches(rule, read, facts)), None)
        if found is None:
            return read
        old, match, there, blocks = found
        try:
            new = applied(old, match, there, blocks)
        except UnclearError as error:
            raise UncuredError(f"what to write instead is unclear: {error}") from None
        deployments = tuple(new if one is old else one for one in read.deployments)
        read = replace(read, deployments=deployments)
    raise UncuredError(f"what to write instead does not cure it: still, {match.message}")


def _matches(rule: Rule, read: Reading, facts: Facts) -> Iterator[Found]:
    for deployed in described(read, Config(), Layout("", ())).deployed:
        for endpoint in deployed.endpoints:
            for outcome in rule.check(endpoint, facts):
                if isinstance(outcome, Match):
                    blocks = (*endpoint.blocks, *outcome.blocks)
                    yield deployed.deployment, outcome, endpoint.resources, blocks
        for outcome in rule.check_deployed(deployed, facts):
            if isinstance(outcome, Match):
                yield deployed.deployment, outcome, _concerned(outcome, deployed), outcome.blocks


def _is_answered(found: Found) -> bool:
    """Whether the language of the finding has words for any of what is to be written."""
    deployment, match, there, _ = found
    return bool(written(deployment.language, match.at.path, match.instead, there))


def _concerned(match: Match, deployed: Deployed) -> tuple[Resource, ...]:
    about = () if match.about is None else (match.about,)
    owners = match.endpoints or (deployed.owners(match.about) if match.about else ())
    return (*about, *(one for owner in owners for one in owner.resources))
