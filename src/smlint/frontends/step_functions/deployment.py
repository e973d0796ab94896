"""What a run of a state machine makes, and what it does with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from smlint.core.resource import DEFAULT_STAGE, Call, Deployment, Reach, Resource
from smlint.core.tree import member
from smlint.core.values import Gap, Tree, Unknown, parts_of
from smlint.frontends.step_functions.flow import Flow, Step
from smlint.frontends.step_functions.requests import MAKES, Request, request_of

DELETIONS = {
    "DeleteModel": ("CreateModel", "ModelName"),
    "DeleteEndpointConfig": ("CreateEndpointConfig", "EndpointConfigName"),
    "DeleteEndpoint": ("CreateEndpoint", "EndpointName"),
    "DeleteInferenceComponent": ("CreateInferenceComponent", "InferenceComponentName"),
}
"""By operation: the one that makes what it deletes, and the member that names it."""


class _Asking(NamedTuple):
    """A step with its request."""

    step: Step
    request: Request


def deployment(path: str, flow: Flow) -> Deployment | None:
    """What a run of the state machine in the file at `path` deploys; None if it asks for nothing.

    What clears the way for a creation that follows is left out: it ends something older.
    """
    asking = [
        _Asking(step, request)
        for step in flow.steps.values()
        if (request := request_of(step.node, step.name.span)) is not None
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
    for item in asking:
        step, (operation, arguments) = item
        reach = None if operation in MAKES else _reach(flow, item, asking)
        if reach is not None:
            header = step.name.span
            yield Call(operation, arguments, header, header.to(step.node.span), reach)


def _reach(flow: Flow, item: _Asking, asking: list[_Asking]) -> Reach | None:
    """How surely a run comes to the request; None where that is before what it deletes is made.

    States that ask for the same are one. A deletion is seen from where its subject is made.
    """
    same = [other.step.address for other in asking if other.request == item.request]
    making = [other.step for other in asking if _makes(other.request, item.request)]
    if not making:
        return flow.reach(same, (flow.start,))
    starts = [address for step in making for address in step.following]
    failing = [address for step in making for address in step.caught]
    if item.step.address not in flow.reached((*starts, *failing), failing=True):
        return None
    return flow.reach(same, starts)


def _makes(request: Request, deletion: Request) -> bool:
    """Whether `request` makes what `deletion` deletes."""
    operation, name = DELETIONS.get(deletion.operation, ("", ""))
    made = member(request.arguments, name)
    return (
        request.operation == operation
        and _is_one(made)
        and made == member(deletion.arguments, name)
    )


def _is_one(name: Tree) -> bool:
    """Whether a name, known or not, is the same wherever it is written so."""
    unknown = isinstance(name, Unknown) and not name.parts
    return not unknown and not any(isinstance(part, Gap) for part in parts_of(name))
