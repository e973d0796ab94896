"""Rules put to endpoints and deployments: what each says, and of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.model import INAPPLICABLE, Deployed, Endpoint
from smlint.core.resource import Resource, Stage
from smlint.core.rule import Doubt, Match, Outcome, Rule, silent
from smlint.core.spans import Span
from smlint.core.tree import truth
from smlint.core.values import Absent, Known, Setting, Unknown, left_to
from smlint.core.workload import ENVIRONMENTS

ENVIRONMENT = "endpoint.environment"
"""What rules need that are about production only, or about anything else."""


@dataclass(frozen=True, slots=True)
class About:
    """What a rule is asked about: whose it is, and what a finding has to say of it.

    `labels` and `address` name it for people and for fingerprints; `exists` is unknown where it is
    not sure to be made. `resources` are those that it is made of.
    """

    project: str
    stage: Stage
    language: str
    labels: tuple[str, ...]
    address: str
    blocks: tuple[Span, ...] = ()
    exists: Setting[bool] = INAPPLICABLE
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A rule put to one endpoint, or to a whole deployment where `endpoint` is None."""

    rule: Rule
    deployed: Deployed
    endpoint: Endpoint | None = None

    def outcomes(self, facts: Facts) -> Iterator[tuple[About, Outcome]]:
        """What the rule says, and of what."""
        if self.endpoint is not None:
            for outcome in _outcomes(self.rule, self.endpoint, facts):
                yield _endpoint(self.endpoint), outcome
            return
        for outcome in self.rule.check_deployed(self.deployed, facts):
            concerned = _concerned(outcome, self.deployed)
            subject = _part(outcome, self.deployed, concerned)
            refusal = _refusal(concerned)
            if isinstance(refusal, Absent):
                yield subject, outcome
            elif isinstance(refusal, Unknown) and isinstance(outcome, Match):
                yield subject, Doubt(refusal)


def questions(deployed: Sequence[Deployed], rules: Sequence[Rule]) -> Iterator[Question]:
    """Every rule, put to each endpoint that has what the rule needs, and to each deployment."""
    single = [(rule, tuple(_needs(rule))) for rule in rules if rule.check is not silent]
    whole = [rule for rule in rules if rule.check_deployed is not silent]
    for one in deployed:
        for endpoint in one.endpoints:
            for rule, needs in single:
                if not any(isinstance(need(endpoint), Absent) for need in needs):
                    yield Question(rule, one, endpoint)
        for rule in whole:
            yield Question(rule, one)


def _needs(rule: Rule) -> Iterator[Callable[[Endpoint], Setting[object]]]:
    """What has to be there before `rule` can speak, taken from an endpoint."""
    return (attrgetter(name.removeprefix("endpoint.")) for name in rule.needs)


def _endpoint(endpoint: Endpoint) -> About:
    return About(
        endpoint.path,
        endpoint.stage,
        endpoint.language,
        (endpoint.label,),
        endpoint.address,
        endpoint.blocks,
        endpoint.exists,
        endpoint.resources,
    )


def _concerned(outcome: Outcome, deployed: Deployed) -> tuple[Endpoint, ...]:
    """The endpoints that an outcome on a deployment concerns."""
    if isinstance(outcome, Doubt):
        return ()
    if outcome.about is not None and not outcome.endpoints:
        return deployed.owners(outcome.about)
    return outcome.endpoints


def _part(outcome: Outcome, deployed: Deployed, concerned: Sequence[Endpoint]) -> About:
    """What an outcome on a deployment is about: a resource, or several endpoints."""
    about = None if isinstance(outcome, Doubt) else outcome.about
    address = concerned[0].address if concerned else ""
    parts = tuple(resource for endpoint in concerned for resource in endpoint.resources)
    return About(
        deployed.deployment.path,
        deployed.deployment.stage,
        deployed.deployment.language,
        tuple(dict.fromkeys(endpoint.label for endpoint in concerned)),
        address if about is None else about.address,
        () if about is None else (*about.callers, about.extent),
        INAPPLICABLE if about is None else truth(about.metadata.get("exists", INAPPLICABLE)),
        parts if about is None else (about, *parts),
    )


def _refusal(endpoints: Sequence[Endpoint]) -> Setting[str]:
    """Why a library refuses to make all of `endpoints`; absent where it makes one of them."""
    said = [endpoint.refused for endpoint in endpoints]
    if not said or any(isinstance(refused, Absent) for refused in said):
        return INAPPLICABLE
    return next((item for item in said if isinstance(item, Unknown)), said[0])


def _outcomes(rule: Rule, endpoint: Endpoint, facts: Facts) -> Iterable[Outcome]:
    """What `rule` says of `endpoint`, as far as it is one that will be made."""
    refusal = endpoint.refused
    if rule.category == "sdk" or isinstance(refusal, Absent):
        return _answers(rule, endpoint, facts)
    if isinstance(refusal, Known):
        return ()
    answers = _answers(rule, endpoint, facts)
    return (Doubt(refusal) if isinstance(outcome, Match) else outcome for outcome in answers)


def _answers(rule: Rule, endpoint: Endpoint, facts: Facts) -> Iterable[Outcome]:
    """What `rule` says of `endpoint`.

    Where it needs to know the environment, and nobody can tell, that is a question only if an
    answer to it would make a difference.
    """
    hidden = endpoint.environment
    if ENVIRONMENT not in rule.needs or not isinstance(hidden, Unknown):
        return rule.check(endpoint, facts)
    supposed = (
        replace(endpoint, environment=Known(environment, hidden.span))
        for environment in ENVIRONMENTS
    )
    answers = [outcome for one in supposed for outcome in rule.check(one, facts)]
    if any(isinstance(one, Match) or not left_to(one.unknown, "implied") for one in answers):
        return (Doubt(hidden),)
    return ()
