"""Rules applied to endpoints: outcomes become findings and undecided rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from smlint.core.facts import Facts, Watched
from smlint.core.frozen import dataclass
from smlint.core.model import INAPPLICABLE, Deployed, Endpoint
from smlint.core.problem import Problem, Severity
from smlint.core.report import Certainty, Finding, Link, Note, Undecided
from smlint.core.resource import Resource, Stage
from smlint.core.rule import Doubt, Evidence, Match, Outcome, Rule, silent
from smlint.core.spans import Span
from smlint.core.tree import truth
from smlint.core.values import Absent, Known, Setting, Unknown, left_to
from smlint.core.workload import ENVIRONMENTS
from smlint.merge import fingerprinted, merged, merged_undecided

Applies = Callable[[Rule, str], Severity | None]
"""The severity that a rule has for what it finds in the file at a path; None where it has none."""


ENVIRONMENT = "endpoint.environment"
"""What rules need that are about production only, or about anything else."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the rules say of the endpoints, in no particular order but always the same."""

    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Subject:
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


def judge(
    deployed: Sequence[Deployed],
    rules: Sequence[Rule],
    facts: Facts,
    applies: Applies,
    relative: Callable[[str], str],
) -> Verdicts:
    """Every rule on every endpoint, and on everything that is deployed with it.

    A rule that fails becomes a problem and stops nothing else. Of an endpoint that a library
    refuses to make, only rules about that library are asked; where it is unknown whether it does,
    what others would find is undecided. What a library or the service itself decides is no question
    to anybody: it is not written here, and nobody who reads these files chose it.

    `relative` makes a path relative to the repository: fingerprints must not depend on where
    smlint is run.
    """
    asking, watched = facts.watched()
    findings: list[tuple[Finding, Stage]] = []
    undecided: list[tuple[Undecided, Severity]] = []
    problems: list[Problem] = []
    for asked in _questions(deployed, rules):
        watched.asked.clear()
        try:
            for subject, outcome in asked.outcomes(asking):
                if isinstance(outcome, Doubt) and left_to(outcome.unknown, "implied"):
                    continue
                at = outcome.unknown.span if isinstance(outcome, Doubt) else outcome.at
                severity = applies(asked.rule, at.path)
                if severity is None:
                    continue
                if isinstance(outcome, Doubt):
                    doubt = _undecided(asked.rule, subject, outcome.unknown)
                    undecided.append((doubt, severity))
                else:
                    told = tuple(_decisive(asked, outcome, facts, watched))
                    finding = _finding(asked.rule, severity, subject, outcome, told)
                    findings.append((finding, subject.stage))
        except Exception as error:  # noqa: BLE001 - a rule's fault must not end the run
            problems.append(_failure(asked, error))
    return Verdicts(
        tuple(fingerprinted(merged(findings), relative)),
        tuple(merged_undecided(undecided)),
        tuple(dict.fromkeys(problems)),
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """A rule put to one endpoint, or to a whole deployment where `endpoint` is None."""

    rule: Rule
    deployed: Deployed
    endpoint: Endpoint | None = None

    def outcomes(self, facts: Facts) -> Iterator[tuple[_Subject, Outcome]]:
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


def _questions(deployed: Sequence[Deployed], rules: Sequence[Rule]) -> Iterator[_Question]:
    single = [(rule, tuple(_needs(rule))) for rule in rules if rule.check is not silent]
    whole = [rule for rule in rules if rule.check_deployed is not silent]
    for one in deployed:
        for endpoint in one.endpoints:
            for rule, needs in single:
                if not any(isinstance(need(endpoint), Absent) for need in needs):
                    yield _Question(rule, one, endpoint)
        for rule in whole:
            yield _Question(rule, one)


def _needs(rule: Rule) -> Iterator[Callable[[Endpoint], Setting[object]]]:
    """What has to be there before `rule` can speak, taken from an endpoint."""
    return (attrgetter(name.removeprefix("endpoint.")) for name in rule.needs)


def _endpoint(endpoint: Endpoint) -> _Subject:
    return _Subject(
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


def _part(outcome: Outcome, deployed: Deployed, concerned: Sequence[Endpoint]) -> _Subject:
    """What an outcome on a deployment is about: a resource, or several endpoints."""
    about = None if isinstance(outcome, Doubt) else outcome.about
    address = concerned[0].address if concerned else ""
    parts = tuple(resource for endpoint in concerned for resource in endpoint.resources)
    return _Subject(
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


def _outcomes(rule: Rule, endpoint: Endpoint, facts: Facts) -> Iterator[Outcome]:
    """What `rule` says of `endpoint`, as far as it is one that will be made."""
    if rule.category == "sdk" or isinstance(endpoint.refused, Absent):
        yield from _answers(rule, endpoint, facts)
    elif isinstance(endpoint.refused, Unknown):
        for outcome in _answers(rule, endpoint, facts):
            yield Doubt(endpoint.refused) if isinstance(outcome, Match) else outcome


def _answers(rule: Rule, endpoint: Endpoint, facts: Facts) -> Iterator[Outcome]:
    """What `rule` says of `endpoint`.

    Where it needs to know the environment, and nobody can tell, that is a question only if an
    answer to it would make a difference.
    """
    hidden = endpoint.environment
    if ENVIRONMENT not in rule.needs or not isinstance(hidden, Unknown):
        yield from rule.check(endpoint, facts)
        return
    supposed = (
        replace(endpoint, environment=Known(environment, hidden.span))
        for environment in ENVIRONMENTS
    )
    answers = [outcome for one in supposed for outcome in rule.check(one, facts)]
    if any(isinstance(one, Match) or not left_to(one.unknown, "implied") for one in answers):
        yield Doubt(hidden)


def _finding(
    rule: Rule, severity: Severity, subject: _Subject, match: Match, overridden: Iterable[Note]
) -> Finding:
    evidence = (*match.because, *_existence(subject))
    blocks = (*subject.blocks, *match.blocks)
    return Finding(
        rule_id=rule.id,
        rule_name=rule.name,
        severity=severity,
        span=match.at,
        message=match.message,
        remedy=rule.remedy,
        endpoints=subject.labels,
        stages=(subject.stage.name,),
        fingerprint="",
        related=(*_related(match, evidence), *overridden),
        sources=tuple(Link(source.title, source.url) for source in rule.sources),
        certainty=_certainty(evidence),
        blocks=tuple(dict.fromkeys(blocks)),
        address=subject.address,
        project=subject.project,
        cost=match.cost,
        instead=_instead(subject, match, evidence, blocks),
    )


def _instead(
    subject: _Subject, match: Match, evidence: Iterable[Evidence], blocks: Sequence[Span]
) -> str:
    """The code to write instead."""
    if not match.instead:
        return ""
    from smlint.remedies import written  # noqa: PLC0415 - knows all languages

    places = (match.at, *(item.setting.span for item in evidence), *reversed(blocks))
    return written(subject.language, match.at.path, match.instead, subject.resources, places)


def _decisive(asked: _Question, match: Match, facts: Facts, watched: Watched) -> Iterator[Note]:
    """Where something says otherwise than the documents, by which `match` would be another."""
    for fact in tuple(watched.asked.values()):
        if fact.at is not None and fact.overriding:
            documented = facts.as_documented(fact)
            if all(match != outcome for _, outcome in asked.outcomes(documented)):
                yield Note(fact.at, fact.overriding)


def _existence(subject: _Subject) -> Iterator[Evidence]:
    if isinstance(subject.exists, Unknown):
        yield Evidence(f"only if it is created: {subject.exists.reason}", subject.exists)


def _related(match: Match, evidence: Iterable[Evidence]) -> Iterator[Note]:
    """The places that explain a finding: its evidence, and every hop on the way to each value.

    Of hops at one place the last is told: it is the nearest to where the value comes from.
    """
    seen = {match.at}
    for note, setting in evidence:
        hops = {hop.span: hop.note for hop in setting.via}
        steps = (Note(setting.span, note), *(Note(span, told) for span, told in hops.items()))
        for step in steps:
            if step.span.path and step.span not in seen:
                seen.add(step.span)
                yield step


def _certainty(evidence: Sequence[Evidence]) -> Certainty:
    kinds = {hop.kind for item in evidence for hop in item.setting.via}
    if "condition" in kinds or any(isinstance(item.setting, Unknown) for item in evidence):
        return "under-condition"
    return "by-default" if kinds & {"default", "elsewhere"} else "certain"


def _undecided(rule: Rule, subject: _Subject, unknown: Unknown) -> Undecided:
    return Undecided(
        rule.id,
        rule.name,
        unknown.span,
        unknown.reason,
        subject.labels,
        (subject.stage.name,),
        subject.project,
        unknown.hint,
    )


def _failure(asked: _Question, error: Exception) -> Problem:
    rule, endpoint = asked.rule, asked.endpoint
    where = "this project" if endpoint is None else "this endpoint"
    span = Span(asked.deployed.deployment.path) if endpoint is None else endpoint.span
    message = f"rule {rule.id} {rule.name} failed on {where}: {type(error).__name__}: {error}"
    hint = f"this is a fault of the rule ({rule.origin or 'built in'}), not of the file: report it"
    return Problem(span, message, hint)
