"""A policy as the check of a rule: what it finds, where, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from smlint.core.facts import Facts
from smlint.core.model import Container, Endpoint, ScalableTarget, Variant
from smlint.core.resource import Call
from smlint.core.rule import (
    Check,
    Evidence,
    Match,
    Undetermined,
    per_call,
    per_container,
    per_endpoint,
    per_target,
    per_variant,
)
from smlint.core.spans import Span
from smlint.core.values import Known, Many, Unknown
from smlint.core.workload import NOWHERE
from smlint.policy.conditions import Condition, Look, judge
from smlint.policy.logic import Reason
from smlint.policy.paths import Path, Reading, Scope, Subject, find, read
from smlint.policy.templates import Piece, rendered


@dataclass(frozen=True, slots=True)
class Policy:
    """The part of a rule that runs. `at` is None where the reasons say where to point."""

    subject: Subject
    when: Condition
    at: Path | None
    message: tuple[Piece, ...]


def check_of(policy: Policy) -> Check:
    """The check of each of the policy's subjects."""
    match policy.subject:
        case "endpoint":
            return per_endpoint(lambda endpoint, facts: _check(policy, endpoint, {}, facts))
        case "variant":
            return per_variant(partial(_variant, policy))
        case "container":
            return per_container(partial(_container, policy))
        case "target":
            return per_target(partial(_target, policy))
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
    return _check(policy, endpoint, {"variant": variant, "target": target}, facts)


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
        yield Match(
            _place(policy, verdict.because, scope),
            rendered(policy.message, endpoint, look, facts),
            tuple(_evidence(reason) for reason in verdict.because),
        )


def _place(policy: Policy, because: tuple[Reason, ...], scope: Scope) -> Span:
    """Where `at` says; else the first reason that is a setting of the subject; else the subject."""
    if policy.at is not None:
        span = _span(read(policy.at, scope))
        if span.path:
            return span
    else:
        for reason in because:
            if reason.path.root == policy.subject:
                return reason.setting.span
    return _span(read(find(policy.subject, policy.subject), scope))


def _span(reading: Reading) -> Span:
    if isinstance(reading, Many):
        return next((item.span for item in reading.items if hasattr(item, "span")), NOWHERE.span)
    return reading.span


def _evidence(reason: Reason) -> Evidence:
    """A structure or number of elements is evidence by its place alone."""
    setting = reason.setting
    if isinstance(setting, Known):
        value = setting.value if isinstance(setting.value, (str, int, float)) else True
        return Evidence(reason.note, Known(value, setting.span, setting.via))
    return Evidence(reason.note, setting)
