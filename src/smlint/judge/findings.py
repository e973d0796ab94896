"""From what a rule says to findings: where to look, how sure it is, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from smlint.core.facts import Facts, Watched
from smlint.core.problem import Problem, Severity
from smlint.core.report import Certainty, Finding, Link, Note, Undecided
from smlint.core.rule import Evidence, Match, Rule
from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.judge.questions import About, Question


def finding_of(
    rule: Rule, severity: Severity, about: About, match: Match, overridden: Iterable[Note]
) -> Finding:
    """The finding that `match` is, without a fingerprint; `overridden` are facts it rests on."""
    evidence = (*match.because, *_existence(about))
    blocks = (*about.blocks, *match.blocks)
    return Finding(
        rule_id=rule.id,
        rule_name=rule.name,
        severity=severity,
        span=match.at,
        message=match.message,
        remedy=rule.remedy,
        endpoints=about.labels,
        stages=(about.stage.name,),
        fingerprint="",
        related=(*_related(match, evidence), *overridden),
        sources=tuple(Link(source.title, source.url) for source in rule.sources),
        certainty=_certainty(evidence),
        blocks=tuple(dict.fromkeys(blocks)),
        address=about.address,
        project=about.project,
        cost=match.cost,
        instead=_instead(about, match, evidence, blocks),
    )


def _instead(
    about: About, match: Match, evidence: Iterable[Evidence], blocks: Sequence[Span]
) -> str:
    """The code to write instead."""
    if not match.instead:
        return ""
    from smlint.remedies import written  # noqa: PLC0415 - knows all languages

    places = (match.at, *(item.setting.span for item in evidence), *reversed(blocks))
    return written(about.language, match.at.path, match.instead, about.resources, places)


def decisive(asked: Question, match: Match, facts: Facts, watched: Watched) -> Iterator[Note]:
    """Where something says otherwise than the documents, by which `match` would be another."""
    for fact in tuple(watched.asked.values()):
        if fact.at is not None and fact.overriding:
            documented = facts.as_documented(fact)
            if all(match != outcome for _, outcome in asked.outcomes(documented)):
                yield Note(fact.at, fact.overriding)


def _existence(about: About) -> Iterator[Evidence]:
    if isinstance(about.exists, Unknown):
        yield Evidence(f"only if it is created: {about.exists.reason}", about.exists)


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


def undecided_of(rule: Rule, about: About, unknown: Unknown) -> Undecided:
    """That `rule` could not be judged, because of `unknown`."""
    return Undecided(
        rule.id,
        rule.name,
        unknown.span,
        unknown.reason,
        about.labels,
        (about.stage.name,),
        about.project,
        unknown.hint,
    )


def failure_of(asked: Question, error: Exception) -> Problem:
    """That the rule which was asked raised `error`: a fault of the rule's."""
    rule, endpoint = asked.rule, asked.endpoint
    where = "this project" if endpoint is None else "this endpoint"
    span = Span(asked.deployed.deployment.path) if endpoint is None else endpoint.span
    message = f"rule {rule.id} {rule.name} failed on {where}: {type(error).__name__}: {error}"
    hint = f"this is a fault of the rule ({rule.origin or 'built in'}), not of the file: report it"
    return Problem(span, message, hint)
