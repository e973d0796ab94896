"""What the projects of a run do by name: one of them may scale or delete what another creates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from smlint.assemble.calls import subject
from smlint.assemble.identity import ResourceId
from smlint.assemble.projects import Name, Project, known_as, project_of
from smlint.assemble.scaling import Scaled
from smlint.assemble.strays import DEEDS, Deed, Stray, strays
from smlint.core.frozen import dataclass
from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, Call, Deployment
from smlint.core.tree import member
from smlint.core.values import Hop, Known, Tree, Unknown

NAMED = {ENDPOINT: "EndpointName", ENDPOINT_CONFIG: "EndpointConfigName", MODEL: "ModelName"}
"""What calls are about, and the argument that names it."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Calls and scalable targets of all projects by the known names that they mention.

    Calls are found by the argument that names their subject and what it is known by, targets by the
    name of their endpoint. `strays` are those that mention none, or one that nothing bears.
    """

    calls: Mapping[tuple[str, Name], list[tuple[Project, Call]]]
    targets: Mapping[str, list[tuple[Project, Scaled]]]
    strays: tuple[Stray, ...]

    @classmethod
    def of(cls, deployments: Sequence[tuple[Deployment, tuple[Scaled, ...]]]) -> Elsewhere:
        """What `deployments`, each with its scalable targets, mention."""
        calls: dict[tuple[str, Name], list[tuple[Project, Call]]] = {}
        targets: dict[str, list[tuple[Project, Scaled]]] = {}
        for deployment, scaled in deployments:
            project = project_of(deployment)
            own = set(_made(deployment))
            for call in deployment.calls:
                about, argument = subject(call)
                for name in known_as(argument, deployment):
                    if (about, name) in own and call.operation != "DeleteEndpoint":
                        continue
                    calls.setdefault((about, name), []).append((project, call))
            for item in scaled:
                if isinstance(item.scales, ResourceId) and isinstance(item.scales.name, Known):
                    named = targets.setdefault(item.scales.name.value, [])
                    named.append((project, item))
        return cls(calls, targets, strays(deployments))

    def calls_on(self, own: Deployment, member: str, name: Tree) -> Iterator[Call]:
        """The calls of projects other than that of `own` whose argument `member` is `name`.

        Whether they are come to is not a run of `own`'s business.
        """
        for key in known_as(name, own):
            for project, call in self.calls.get((member, key), ()):
                if project != project_of(own):
                    yield call if call.reach == "scheduled" else replace(call, reach="elsewhere")

    def scaling(self, own: Project, name: Tree) -> Iterator[Scaled]:
        """The targets of projects other than `own` that name the endpoint `name`, each once."""
        found = self.targets.get(str(name.value), ()) if isinstance(name, Known) else ()
        others = {item.target.span: item for project, item in found if project != own}
        yield from others.values()

    def strays_on(self, own: Project, name: Tree, deed: Deed) -> Iterator[Stray]:
        """Those that may do `deed` to the endpoint `name` that `own` makes."""
        for stray in self.strays:
            if DEEDS[stray.operation][0] == deed and stray.concerns(own, name):
                yield stray


def not_here(what: str, name: Tree) -> Unknown:
    """`what` is called `name`, and none of the files makes it: another project may."""
    shown = f' "{name.value}"' if isinstance(name, Known) else ""
    hop = Hop("other files make it", name.span, "elsewhere")
    hint = f"check these files together with those that define the {what}"
    reason = f"the {what}{shown} is not defined in these files"
    return Unknown(reason, name.span, (hop, *name.via), hint=hint)


def _made(deployment: Deployment) -> Iterator[tuple[str, Name]]:
    """The endpoints, configurations and models that `deployment` makes, as calls name them.

    Who makes these means its own, whatever is called the same in other projects. Only what deletes
    endpoints may be thought of for all that bear the name.
    """
    for resource in deployment.resources:
        made = NAMED.get(resource.type)
        if made is not None:
            for name in known_as(member(resource.properties, made), deployment):
                yield made, name
