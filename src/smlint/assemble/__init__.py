"""The one join: resources and calls of a deployment become endpoints with all that belongs to them.

Within a deployment things are joined by identity, and by name where both names are known. Across
deployments (a script that scales or deletes what a template creates) only known names join: what
is unknown in another project is not held against anyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from smlint.assemble.endpoints import Join
from smlint.assemble.scaling import scaled
from smlint.core.model import Endpoint
from smlint.core.resource import Deployment


def assemble(deployments: Sequence[Deployment]) -> tuple[Endpoint, ...]:
    """The endpoints of all deployments, in the order of the deployments and of their files."""
    joins = [Join(deployment, scaled(deployment.resources)) for deployment in deployments]
    return tuple(
        endpoint for join in joins for endpoint in join.endpoints(tuple(_elsewhere(join, joins)))
    )


def _elsewhere(join: Join, joins: Iterable[Join]) -> Iterator[Join]:
    """The deployments of other projects, one of each project."""
    seen = {(join.deployment.language, join.deployment.path)}
    for other in joins:
        project = (other.deployment.language, other.deployment.path)
        if project not in seen:
            seen.add(project)
            yield other
