"""What the projects of a run do by name: one of them may scale or delete what another creates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from smlint.assemble.calls import subject
from smlint.assemble.identity import ResourceId
from smlint.assemble.scaling import Scaled
from smlint.core.resource import Call, Deployment
from smlint.core.values import Known, Tree

Project = tuple[str, str]
"""Language and path of a project; its stages are one project."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Calls and scalable targets of all projects by the known names that they mention.

    Calls are found by the argument that names their subject and its value, targets by the name of
    their endpoint.
    """

    calls: Mapping[tuple[str, str], list[tuple[Project, Call]]]
    targets: Mapping[str, list[tuple[Project, Scaled]]]

    @classmethod
    def of(cls, deployments: Iterable[tuple[Deployment, tuple[Scaled, ...]]]) -> Elsewhere:
        """What `deployments`, each with its scalable targets, mention."""
        calls: dict[tuple[str, str], list[tuple[Project, Call]]] = {}
        targets: dict[str, list[tuple[Project, Scaled]]] = {}
        for deployment, scaled in deployments:
            project = project_of(deployment)
            for call in deployment.calls:
                member, argument = subject(call)
                if isinstance(argument, Known):
                    calls.setdefault((member, str(argument.value)), []).append((project, call))
            for item in scaled:
                if isinstance(item.scales, ResourceId) and isinstance(item.scales.name, Known):
                    named = targets.setdefault(item.scales.name.value, [])
                    named.append((project, item))
        return cls(calls, targets)

    def calls_on(self, own: Project, member: str, name: Tree) -> Iterator[Call]:
        """The calls of projects other than `own` whose argument `member` is `name`.

        Whether they are come to is not a run of `own`'s business.
        """
        found = self.calls.get((member, str(name.value)), ()) if isinstance(name, Known) else ()
        for project, call in found:
            if project != own:
                yield call if call.reach == "scheduled" else replace(call, reach="elsewhere")

    def scaling(self, own: Project, name: Tree) -> Iterator[Scaled]:
        """The targets of projects other than `own` that name the endpoint `name`, each once."""
        found = self.targets.get(str(name.value), ()) if isinstance(name, Known) else ()
        others = {item.target.span: item for project, item in found if project != own}
        yield from others.values()


def project_of(deployment: Deployment) -> Project:
    """The project of which `deployment` is a stage."""
    return deployment.language, deployment.path
