"""What a run of a state machine makes, and what it does with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from smlint.core.resource import DEFAULT_STAGE, MAKES, Call, Deployment, Reach, Resource
from smlint.core.tree import member
from smlint.core.values import Gap, Part, parts_of
from smlint.state_machines.flow import Flow, Step
from smlint.state_machines.requests import Request, request_of

SUBJECTS = {
    f"{verb}{thing}": f"{thing}Name"
    for verb in ("Create", "Delete")
    for thing in ("Model", "EndpointConfig", "Endpoint", "InferenceComponent")
}
"""By operation, the member that names what it is about; that of all others is an endpoint."""

_MAKING = {name: name.replace("Delete", "Create") for name in SUBJECTS if name.startswith("Delete")}

_Subject: TypeAlias = tuple[str, tuple[Part, ...]]
"""An operation, and the pieces of the name of what it is about."""


class _Asking(NamedTuple):
    """A step with its request."""

    step: Step
    request: Request


def deployment(path: str, flow: Flow) -> Deployment | None:
    """What a run of the state machine in the file at `path` deploys; None if it asks for nothing.

    What clears the way for a creation is left out: it ends something older.
    """
    asking = [
        _Asking(step, request)
        for step in flow.steps.values()
        if (request := request_of(step)) is not None
    ]
    resources = tuple(_resource(item) for item in asking if item.request.operation in MAKES)
    calls = tuple(_calls(flow, asking))
    if not resources and not calls:
        return None
    return Deployment("step_functions", path, DEFAULT_STAGE, resources, calls, script=True)


def _resource(item: _Asking) -> Resource:
    step, (operation, arguments) = item
    header = step.name.span
    return Resource(MAKES[operation], step.address, arguments, header, header.to(step.node.span))


def _calls(flow: Flow, asking: list[_Asking]) -> Iterator[Call]:
    found: dict[_Subject, list[Step]] = {}
    for item in asking:
        found.setdefault(_subject(item.request), []).append(item.step)
    for step, request in asking:
        reach = None if request.operation in MAKES else _reach(flow, step, request, found)
        if reach is not None:
            header = step.name.span
            extent = header.to(step.node.span)
            yield Call(request.operation, request.arguments, header, extent, reach)


def _reach(
    flow: Flow, step: Step, request: Request, found: Mapping[_Subject, Sequence[Step]]
) -> Reach | None:
    """How surely a run comes to a request; None for what clears the way for a creation.

    States that ask for the same are one. A deletion is seen from where its subject is made.
    """
    operation, name = _subject(request)
    same = [other.address for other in found[operation, name]]
    making = found.get((_MAKING.get(operation, ""), name), ())
    if not making or any(isinstance(part, Gap) for part in name):
        return flow.reach(same, (flow.start,))
    starts = [address for maker in making for address in maker.following]
    handlers = [address for maker in making for address in maker.caught]
    if step.address not in flow.reached((*starts, *handlers), {step.address}, failing=True):
        further = flow.reached((step.address,), failing=True)
        if any(maker.address in further for maker in making):
            return None
    return flow.reach(same, starts)


def _subject(request: Request) -> _Subject:
    """What a request is about: the same where the operation and the name are."""
    name = SUBJECTS.get(request.operation, "EndpointName")
    return request.operation, parts_of(member(request.arguments, name))
