"""The one join: resources and calls of a deployment become endpoints with all that belongs to them.

Within a deployment things are joined by identity, and by name where both names are known. Across
deployments (a script that scales or deletes what a template creates) only known names join; what
names nothing that is made leaves open whether those near it are scaled or deleted (`strays.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from smlint.assemble.elsewhere import Elsewhere
from smlint.assemble.endpoints import endpoints
from smlint.assemble.join import Join
from smlint.assemble.scaling import scaled
from smlint.core.model import Deployed, Endpoint
from smlint.core.resource import Deployment, Stage


def assemble(deployments: Sequence[Deployment]) -> tuple[Endpoint, ...]:
    """The endpoints of all deployments, in the order of the deployments and of their files."""
    targets = [scaled(deployment.resources) for deployment in deployments]
    elsewhere = Elsewhere.of(list(zip(deployments, targets, strict=True)))
    return tuple(
        endpoint
        for deployment, own in zip(deployments, targets, strict=True)
        for endpoint in endpoints(Join(deployment, own, elsewhere))
    )


def deployed(
    deployments: Sequence[Deployment], endpoints: Sequence[Endpoint]
) -> tuple[Deployed, ...]:
    """Each of `deployments` with those of `endpoints` that it makes, in order."""
    made: dict[tuple[str, str, Stage], list[Endpoint]] = {}
    for endpoint in endpoints:
        made.setdefault((endpoint.language, endpoint.path, endpoint.stage), []).append(endpoint)
    return tuple(
        Deployed(one, tuple(made.get((one.language, one.path, one.stage), ())))
        for one in deployments
    )
