"""What projects do with endpoints that they do not name: which ones may be meant.

A function that scales whichever endpoint an event names, or a stack that is given the name, is
about some endpoint all the same. It may be any of those that are made nearest to it, as far as the
names fit: by its own project, else in the smallest folder around it that holds one. What lies
further off is not suspected, so that one such function does not silence a whole repository.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from posixpath import dirname, normpath
from typing import Literal, NamedTuple

from smlint.assemble.calls import resizes
from smlint.assemble.identity import same_text
from smlint.assemble.projects import Name, Project, known_as, project_of
from smlint.assemble.scaling import Scaled
from smlint.core.frozen import dataclass
from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, Deployment, Resource
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Hop, Known, Tree, Unknown

Deed = Literal["scales", "deletes"]
REGISTER = "RegisterScalableTarget"
DEEDS: Mapping[str, tuple[Deed, str]] = {
    REGISTER: ("scales", "registers a scalable target of"),
    "UpdateEndpointWeightsAndCapacities": ("scales", "sets the capacity of"),
    "DeleteEndpoint": ("deletes", "deletes"),
}
"""What operations do with an endpoint, and how that is told."""
HINT = "write the endpoint's name there, or leave that file out if it is about another one"


@dataclass(frozen=True, slots=True)
class Stray:
    """An operation of a project at `span` on an endpoint called `name` that nobody surely makes.

    `variant` is None where any of its variants may be meant. `makers` are the projects that may
    make the endpoint.
    """

    operation: str
    project: Project
    name: Tree
    variant: Tree | None
    span: Span
    makers: frozenset[Project] = frozenset()

    def means(self, variant: Tree) -> bool:
        """Whether the variant called `variant` may be meant."""
        return self.variant is None or same_text(self.variant, variant) is not False

    def concerns(self, own: Project, name: Tree) -> bool:
        """Whether it may be about the endpoint called `name` that `own` makes."""
        return own in self.makers and same_text(self.name, name) is not False

    def stands_over(self, own: Project) -> bool:
        """Whether `own` is in the folder of the project that it is an operation of."""
        return _beneath(own, dirname(normpath(self.project[1])))

    def doubt(self, at: Span) -> Unknown:
        """What it does, and where, for an endpoint `at` a place that it may be about."""
        called = f'"{self.name.value}"' if isinstance(self.name, Known) else "that is not known"
        doubt = doing(self.operation, self.span, f"an endpoint {called}: it may be this one", at)
        return replace(doubt, hint=HINT)


def doing(operation: str, where: Span, whom: str, at: Span) -> Unknown:
    """That `operation` is done `where` to `whom`, seen from an endpoint `at` a place."""
    _, does = DEEDS[operation]
    reason = f"{where.path}:{where.line} {does} {whom}"
    return Unknown(reason, at, (Hop("it is done here", where, "elsewhere"),))


class _Made(NamedTuple):
    """An endpoint that `project` makes; `keys` are what all projects know it by.

    `configured` is false where it makes no configuration: who starts an endpoint that is told by
    others, and stops it, is about one of theirs.
    """

    project: Project
    keys: frozenset[Name]
    configured: bool


def strays(deployments: Sequence[tuple[Deployment, tuple[Scaled, ...]]]) -> tuple[Stray, ...]:
    """Those of `deployments`, each with its scalable targets."""
    made = [item for deployment, _ in deployments for item in _made(deployment)]
    found: dict[tuple[Project, Span, str], Stray] = {}
    for deployment, scaled in deployments:
        for stray in _deeds(deployment, scaled):
            makers = _makers(stray, frozenset(known_as(stray.name, deployment)), made)
            found[stray.project, stray.span, stray.operation] = replace(stray, makers=makers)
        for item in deployment.unread:
            stray = Stray(item.operation, project_of(deployment), item.name, None, item.span)
            makers = _nearest(stray.project, {one.project for one in made})
            found[stray.project, stray.span, stray.operation] = replace(stray, makers=makers)
    return tuple(stray for stray in found.values() if stray.makers)


def _deeds(deployment: Deployment, scaled: Iterable[Scaled]) -> Iterator[Stray]:
    """All that `deployment` does with endpoints, by whatever name."""
    project = project_of(deployment)
    for item in scaled:
        scales, span = item.scales, item.target.span
        if isinstance(scales, Unknown):
            if item.of_variants:
                yield Stray(REGISTER, project, scales, None, span)
        elif scales.kind == "variant":
            yield Stray(REGISTER, project, scales.name, scales.variant, span)
    for call in deployment.calls:
        if call.operation == "DeleteEndpoint" or resizes(call):
            name = member(call.arguments, "EndpointName")
            yield Stray(call.operation, project, name, None, call.span)


def _made(deployment: Deployment) -> Iterator[_Made]:
    """The endpoints that `deployment` makes or updates; those that will be of a configuration."""
    project = project_of(deployment)
    configured = any(_of(deployment, ENDPOINT_CONFIG))
    names = [member(one.properties, "EndpointName") for one in _of(deployment, ENDPOINT)]
    updates = (call for call in deployment.calls if call.operation == "UpdateEndpoint")
    names += [member(call.arguments, "EndpointName") for call in updates]
    if configured and not names:
        yield _Made(project, frozenset(), configured)
    for name in names:
        yield _Made(project, frozenset(known_as(name, deployment)), configured)


def _of(deployment: Deployment, kind: str) -> Iterator[Resource]:
    return (one for one in deployment.resources if one.type == kind)


def _makers(stray: Stray, keys: frozenset[Name], made: Iterable[_Made]) -> frozenset[Project]:
    """The projects nearest to `stray` that make an endpoint; where none does, those that start one.

    None where one is surely meant, or the project has its own. Which names fit does not matter
    here: a name that is not known must not put others out of sight.
    """
    configured: set[Project] = set()
    started: set[Project] = set()
    for one in made:
        own, shared = one.project == stray.project, keys & one.keys
        told = own and not one.configured and not any(isinstance(key, str) for key in shared)
        if (own and one.configured) or (shared and not told):
            return frozenset()
        if not own:
            (configured if one.configured else started).add(one.project)
    return _nearest(stray.project, configured or started)


def _nearest(project: Project, others: Collection[Project]) -> frozenset[Project]:
    """Those of `others` in the smallest folder around `project` that holds one of them."""
    folder = normpath(project[1])
    while others:
        near = frozenset(other for other in others if _beneath(other, folder))
        if near:
            return near
        folder = dirname(folder)
    return frozenset()


def _beneath(project: Project, folder: str) -> bool:
    """Whether `project` is in `folder`, which is the working directory where it is empty."""
    path = normpath(project[1])
    return folder in ("", ".", "/") or f"{path}/".startswith(f"{folder.rstrip('/')}/")
