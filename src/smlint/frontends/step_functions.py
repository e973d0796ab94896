"""State machines of AWS Step Functions, in the Amazon States Language.

A state that makes something is a resource, any other request a call. What a machine makes stays
until something deletes it, as with a script.
"""

from __future__ import annotations

from collections.abc import Sequence

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import Deployment, Reading
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, Node
from smlint.formats.yaml import read_yaml, yaml_comments
from smlint.state_machines.comments import said
from smlint.state_machines.deployment import deployment
from smlint.state_machines.flow import flow_of
from smlint.state_machines.templates import unreadable


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of the state machines in `hits`. A `Frontend`."""
    del files, inputs
    found: list[Deployment] = []
    problems: list[Problem] = []
    comments: list[Comment] = []
    sources: list[Source] = []
    for path in hits:
        try:
            source = workspace.read(path)
        except SourceError as error:
            problems.append(Problem(Span(path), error.reason))
            continue
        try:
            flows = [flow for root in _documents(source) if (flow := flow_of(root)) is not None]
        except FormatError as error:
            problems.append(unreadable(error, source))
            sources.append(source)
            continue
        made = [item for flow in flows if (item := deployment(path, flow)) is not None]
        if made:
            found += made
            sources.append(source)
            comments += (
                *yaml_comments(source),
                *(comment for flow in flows for comment in said(flow)),
            )
    return Reading(tuple(found), tuple(problems), tuple(comments), tuple(sources))


def _documents(source: Source) -> tuple[Node, ...]:
    return (read_json(source),) if source.path.endswith(".json") else read_yaml(source)
