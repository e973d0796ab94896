"""A policy as the check of a rule: what it finds, where, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from smlint.core.checks import (
    per_call,
    per_container,
    per_endpoint,
    per_scalable_target,
    per_variant,
)
from smlint.core.cost import Cost
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Endpoint, ScalableTarget, Variant
from smlint.core.resource import Call
from smlint.core.rule import Check, Evidence, Match, Rule, Undetermined
from smlint.core.spans import NOWHERE, Span
from smlint.core.values import Known, Many, Unknown
from smlint.policy.conditions import FactName, Look, judge
from smlint.policy.insteads import filled
from smlint.policy.logic import Reason
from smlint.policy.paths import Path, Reading, Scope, find, read, show
from smlint.policy.policies import Bill, Policy
from smlint.policy.templates import rendered, said
from smlint.pricing import endpoint_cost, monthly_cost


def rule_of(policy: Policy, facts: Facts) -> Rule:
    """The rule that `policy` is, in a run with these facts."""
    sources: dict[Citation, None] = {}
    for source in policy.sources:
        stated = facts.by_name[source.name].sources if isinstance(source, FactName) else (source,)
        sources.update(dict.fromkeys(stated))
    return Rule(
        id=policy.id,
        name=policy.name,
        title=said(policy.title, facts),
        category=policy.category,
        severity=policy.severity,
        sources=tuple(sources),
        explanation=said(policy.explanation, facts),
        remedy=said(policy.remedy, facts),
        bad=policy.bad,
        good=policy.good,
        check=check_of(policy),
        preset=policy.preset,
        needs=policy.needs,
        origin=policy.place.path,
    )


def check_of(policy: Policy) -> Check:
    """The check of each of the policy's subjects."""
    match policy.subject:
        case "endpoint":
            return per_endpoint(lambda endpoint, facts: _check(policy, endpoint, {}, facts))
        case "variant":
            return per_variant(partial(_variant, policy))
        case "container":
            return per_container(partial(_container, policy))
        case "scalable_target":
            return per_scalable_target(partial(_target, policy))
        case "call":
            return per_call(partial(_call, policy))


def _variant(policy: Policy, endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    return _check(policy, endpoint, {"variant": variant}, facts)


def _container(
    policy: Policy, endpoint: Endpoint, container: Container, facts: Facts
) -> Iterator[Match]:
    return _check(policy, endpoint, {"container": container}, facts)


def _target(
    policy: Policy,
    endpoint: Endpoint,
    variant: Variant | None,
    target: ScalableTarget,
    facts: Facts,
) -> Iterator[Match]:
    return _check(policy, endpoint, {"variant": variant, "scalable_target": target}, facts)


def _call(policy: Policy, endpoint: Endpoint, call: Call, facts: Facts) -> Iterator[Match]:
    return _check(policy, endpoint, {"call": call}, facts)


def _check(
    policy: Policy, endpoint: Endpoint, around: Mapping[str, object], facts: Facts
) -> Iterator[Match]:
    scope: Scope = {"endpoint": endpoint, "workload": endpoint.workload, **around}
    look: Look = partial(read, scope=scope)
    verdict = judge(policy.when, look, facts)
    if isinstance(verdict, Unknown):
        raise Undetermined(verdict)
    if verdict.holds:
        shown = list(_shown(verdict.because))
        yield Match(
            _place(policy, shown, scope),
            rendered(policy.message, endpoint, look, facts),
            tuple(_evidence(*reason) for reason in shown),
            cost=_cost(policy.bill, endpoint, around.get("variant"), facts),
            instead=filled(policy.instead, endpoint, look, facts),
        )


def _cost(bill: Bill | None, endpoint: Endpoint, variant: object, facts: Facts) -> Cost | None:
    if bill is None:
        return None
    if isinstance(variant, Variant):
        cost = monthly_cost(endpoint, variant, facts)
    else:
        cost = endpoint_cost(endpoint, facts)
    return cost.saving() if cost is not None and bill == "saved" else cost


def _place(policy: Policy, because: list[Reason], scope: Scope) -> Span:
    """Where `at` says; else the first reason that is a setting of the subject; else the subject."""
    if policy.at is not None:
        span = _span(read(policy.at, scope))
        if span.path:
            return span
    else:
        for reason in because:
            if reason.path.root == policy.subject:
                return _span(reason.reading)
    return _span(read(find(policy.subject, policy.subject), scope))


def _shown(because: Iterable[Reason]) -> Iterator[Reason]:
    """The reasons that can be seen, each once: elements of a list are told apart by their place."""
    seen: set[tuple[Path, Span]] = set()
    for reason in because:
        place = _place_of(reason)
        if place.path and (reason.path, place) not in seen:
            seen.add((reason.path, place))
            yield reason


def _place_of(reason: Reason) -> Span:
    """Where the reason can be seen; nowhere for what is not a setting of the scanned files."""
    return _span(reason.reading) if reason.path.member.written else NOWHERE


def _span(reading: Reading) -> Span:
    if isinstance(reading, Many):
        return next((item.span for item in reading.items if hasattr(item, "span")), NOWHERE)
    return reading.span


def _evidence(path: Path, reading: Reading) -> Evidence:
    """What stands at `path`; structures and lists are evidence by their place alone."""
    called = path.names[-1]
    if path.root == "workload":
        called = called.replace("_", " ")
    if isinstance(reading, Many):
        return Evidence(f"{called}: {show(path, reading)}", Known(True, _span(reading)))
    note = f"{called} is {show(path, reading)}"
    if isinstance(reading, Known):
        value = reading.value if isinstance(reading.value, (str, int, float)) else True
        return Evidence(note, Known(value, reading.span, reading.via))
    return Evidence(note, reading)
