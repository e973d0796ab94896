"""A frontend for files that hold the request of CreateEndpointConfig as JSON.

Such a request is in API shape already, so there is nothing to lower: nodes become settings.
"""

from collections.abc import Sequence

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import DEFAULT_STAGE, ENDPOINT_CONFIG, Deployment, Reading, Resource
from smlint.core.workspace import Workspace
from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """One deployment for each request; a file that cannot be read is a problem."""
    del files, inputs
    deployments: list[Deployment] = []
    problems: list[Problem] = []
    sources: list[Source] = []
    for path in hits:
        try:
            source = workspace.read(path)
            sources.append(source)
            deployments.append(_deployment(path, read_json(source)))
        except SourceError as error:
            problems.append(Problem(Span(path), error.reason))
        except FormatError as error:
            problems.append(Problem(error.span, error.reason))
    return Reading(tuple(deployments), tuple(problems), sources=tuple(sources))


def _deployment(path: str, request: Node) -> Deployment:
    resource = Resource(ENDPOINT_CONFIG, path, _tree(request), request.span.start, request.span)
    return Deployment("acme-requests", path, DEFAULT_STAGE, (resource,))


def _tree(node: Node, at: Span | None = None) -> Tree:
    """A node as a setting: a scalar where it is written, anything else at its name."""
    if isinstance(node, MapNode):
        members = {name.text: _tree(value, name.span) for name, value in node.pairs}
        return Known(members, at or node.span.start)
    if isinstance(node, ListNode):
        return Known(tuple(_tree(item) for item in node.items), at or node.span.start)
    return Absent(node.span) if node.value is None else Known(node.value, node.span)
