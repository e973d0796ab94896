"""What checks are asked of: each part of an endpoint, each resource, or a deployment as a whole.

A check says of what by its decorator. So it is asked, and its module imported, only where there is
such a thing; what it need not speak of, it says as well: `having`, `per_deployment_with`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.model import Container, Deployed, Endpoint, ScalableTarget, Variant
from smlint.core.resource import Call, Resource
from smlint.core.rule import Check, DeployedCheck, Doubt, Match, Outcome, Undetermined
from smlint.core.spans import Span
from smlint.core.subjects import Subject, parts
from smlint.core.tree import settings_at, steps
from smlint.core.values import Absent, Many, Tree, Unknown

OF_ENDPOINT = "endpoint."


def per_endpoint(check: Callable[[Endpoint, Facts], Iterable[Match]]) -> Check:
    """A check of each endpoint as a whole."""
    return Each("endpoint", check)


def per_variant(check: Callable[[Endpoint, Variant, Facts], Iterable[Match]]) -> Check:
    """A check of each production variant."""
    return Each("variant", check)


def per_container(check: Callable[[Endpoint, Container, Facts], Iterable[Match]]) -> Check:
    """A check of each container of each production variant's model."""
    return Each("container", check)


def per_scalable_target(
    check: Callable[[Endpoint, Variant | None, ScalableTarget, Facts], Iterable[Match]],
) -> Check:
    """A check of each scalable target; the variant is None for an inference component's."""
    return Each("scalable_target", check)


def per_call(check: Callable[[Endpoint, Call, Facts], Iterable[Match]]) -> Check:
    """A check of each call that a script makes on the endpoint."""
    return Each("call", check)


def per_deployment(check: Callable[[Deployed, Facts], Iterable[Match]]) -> DeployedCheck:
    """A check of everything that a deployment makes, together."""

    def run(deployed: Deployed, facts: Facts) -> Iterator[Outcome]:
        yield from _guarded(check(deployed, facts), ())

    return run


def per_deployment_with(
    *kinds: str,
) -> Callable[[Callable[[Deployed, Facts], Iterable[Match]]], DeployedCheck]:
    """A check of deployments that have resources of these types, or requests for these operations.

    Requests count that others send to an endpoint of the deployment.
    """
    return lambda check: IfWritten(per_deployment(check), dict.fromkeys(kinds, ("",)))


def per_resource(check: Callable[[Resource, Deployed, Facts], Iterable[Match]]) -> DeployedCheck:
    """A check of each resource, whether or not it belongs to an endpoint."""
    return EachResource(check)


def per_resource_of(
    *types: str,
) -> Callable[[Callable[[Resource, Deployed, Facts], Iterable[Match]]], DeployedCheck]:
    """A check of each resource of these types, whether or not it belongs to an endpoint."""
    return lambda check: EachResource(check, types)


def having(*members: str) -> Callable[[Check], Check]:
    """Of a check of parts of an endpoint: ask it of those only that have, or may have, `members`.

    A rule that says nothing of others says so here, and is not imported for them. A member of the
    endpoint that a part belongs to is called as in `endpoint.async_inference_config`.
    """

    def narrowed(check: Check) -> Check:
        assert isinstance(check, Each)
        return Each(check.subject, check.check, members)

    return narrowed


@dataclass(frozen=True, slots=True)
class Each:
    """A check of each part of an endpoint that is a `subject`; not asked where there is none.

    Nor of those that lack one of the members that they are to be `having`.
    """

    subject: Subject
    check: Callable[..., Iterable[Match]]
    having: tuple[str, ...] = ()

    def __call__(self, endpoint: Endpoint, facts: Facts) -> Iterator[Outcome]:
        """What it says of each part, and what is not known of which parts there are."""
        for part in parts(self.subject, endpoint):
            if isinstance(part, Unknown):
                yield Doubt(part)
            elif not any(_lacks(part.arguments, name) for name in self.having):
                yield from _guarded(self.check(*part.arguments, facts), part.blocks)


@dataclass(frozen=True, slots=True)
class EachResource:
    """A check of each resource of a deployment; of `types` only, where there are any."""

    check: Callable[[Resource, Deployed, Facts], Iterable[Match]]
    types: tuple[str, ...] = ()

    def __call__(self, deployed: Deployed, facts: Facts) -> Iterator[Outcome]:
        """What it says of each resource, which is what the finding is about."""
        for resource in deployed.deployment.resources:
            if self.types and resource.type not in self.types:
                continue
            for outcome in _guarded(self.check(resource, deployed, facts), (resource.extent,)):
                if isinstance(outcome, Match):
                    yield replace(outcome, about=resource)
                else:
                    yield outcome


@dataclass(frozen=True, slots=True)
class IfWritten:
    """A check of deployments in which something is written at one of certain `places`.

    These are paths in resources of a type, or in requests for an operation; an empty one is there
    wherever such a resource or request is.
    """

    check: DeployedCheck
    places: Mapping[str, tuple[str, ...]]

    def __call__(self, deployed: Deployed, facts: Facts) -> Iterator[Outcome]:
        """What it says of a deployment in which something is there, or may be."""
        if any(True for _ in self._found(deployed)):
            yield from self.check(deployed, facts)

    def _found(self, deployed: Deployed) -> Iterator[Tree]:
        sent = chain.from_iterable(endpoint.calls for endpoint in deployed.endpoints)
        calls = chain(deployed.deployment.calls, sent)
        made = ((one.type, one.properties) for one in deployed.deployment.resources)
        called = ((call.operation, call.arguments) for call in calls)
        for kind, tree in chain(made, called):
            for path in self.places.get(kind, ()):
                yield from settings_at(tree, steps(path))


def _lacks(arguments: tuple[object, ...], name: str) -> bool:
    """Whether a part of an endpoint, or the endpoint itself, surely has no such member."""
    owner = arguments[0] if name.startswith(OF_ENDPOINT) else arguments[-1]
    member = getattr(owner, name.removeprefix(OF_ENDPOINT))
    if isinstance(member, Many):
        return not member.items and member.more is None
    return isinstance(member, Absent) or member == ()


def _guarded(matches: Iterable[Match], blocks: tuple[Span, ...]) -> Iterator[Outcome]:
    try:
        for match in matches:
            yield replace(match, blocks=(*blocks, *match.blocks))
    except Undetermined as met:
        yield Doubt(met.unknown)
