"""The requests that a deployment sends, as rules about the API itself see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from smlint.aws_api.dialects import Dialect, Path, dialect
from smlint.core.model import Deployed, Endpoint
from smlint.core.resource import ALARM, MADE_BY, MAKES, Call, Resource
from smlint.core.rule import Evidence, Instead, Match, Written
from smlint.core.tree import member, text
from smlint.core.values import Known, Tree
from smlint.rules._autoscaling import TYPES, scales_sagemaker


class Request(NamedTuple):
    """What a resource or call asks of the API, and how its language writes that."""

    operation: str
    tree: Tree
    dialect: Dialect
    source: Resource | Call
    deployed: Deployed

    def match(
        self,
        at: Tree,
        message: str,
        instead: tuple[Path, Written] | None = None,
        others: Iterable[Tree] = (),
    ) -> Match:
        """What is written `at` a place is wrong; `instead` is another value, with its path.

        `others` are the further settings that make it so.
        """
        resource = self.source if isinstance(self.source, Resource) else None
        return Match(
            at.span,
            message,
            (Evidence("set here", at), *(Evidence("set here", other) for other in others)),
            blocks=(self.source.extent,),
            instead=() if instead is None else (self._instead(*instead),),
            about=resource,
            endpoints=() if resource is not None else tuple(self._endpoints()),
        )

    def _instead(self, path: Path, value: Written) -> Instead:
        named = MAKES.get(self.operation, self.operation)
        for step in reversed(path):
            value = _within(step, value)
        assert isinstance(value, Mapping)
        return Instead(named, value)

    def _endpoints(self) -> Iterator[Endpoint]:
        """The endpoints that a call is about."""
        for endpoint in self.deployed.endpoints:
            if any(call is self.source for call in endpoint.calls):
                yield endpoint


def _within(step: str, value: Written) -> Mapping[str, Written]:
    bare = step.removesuffix("[]")
    return {bare: value if bare == step else (value,)}


def _is_about_sagemaker(resource: Resource, deployed: Deployed) -> bool:
    """Whether a resource surely has to do with SageMaker: targets and alarms are others' too."""
    if resource.type in TYPES:
        return scales_sagemaker(resource, deployed)
    if resource.type != ALARM:
        return True
    namespace = text(member(resource.properties, "Namespace"))
    return isinstance(namespace, Known) and "sagemaker" in namespace.value.lower()


def requests(deployed: Deployed) -> Iterator[Request]:
    """Every request of a deployment that is about SageMaker, but for the calls of libraries."""
    deployment = deployed.deployment
    for resource in deployment.resources:
        operation = MADE_BY.get(resource.type)
        if operation is not None and _is_about_sagemaker(resource, deployed):
            written = isinstance(resource.metadata.get("verbatim"), Known)
            spoken = dialect(deployment.language, operation, verbatim=written)
            yield Request(operation, resource.properties, spoken, resource, deployed)
    for call in deployment.calls:
        spoken = dialect(deployment.language, call.operation, verbatim=call.verbatim)
        if spoken.whole:
            yield Request(call.operation, call.arguments, spoken, call, deployed)
