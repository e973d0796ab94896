"""Cloud assemblies: what the CDK makes of a program, `cdk.out`, beside the templates themselves.

The manifest of an assembly names its stacks, each with its template, environment, parameters and
tags, and tells of each construct where the program makes it. An assembly within another one
(`assembly-*`) has a manifest of its own. Its schema is `@aws-cdk/cloud-assembly-schema`, to which
all versions of the CDK keep.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.resource import Deployment, Resource
from smlint.core.source import Source, SourceError
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.document.template import Entry, scalar, section
from smlint.frontends.cloudformation.stages.parameters import Given
from smlint.frontends.cloudformation.stages.written import Written, given
from smlint.frontends.cloudformation.structure.traces import Program, moved

MANIFEST = "manifest.json"

_KINDS = ("aws:", "cdk:")
_STACK = "aws:cloudformation:stack"
_ENVIRONMENT = re.compile(r"aws://([^/]+)/([^/]+)")
_PARTITION = ("aws", "amazonaws.com")
_PARTITIONS = {
    "cn-": ("aws-cn", "amazonaws.com.cn"),
    "us-gov-": ("aws-us-gov", "amazonaws.com"),
}
"""The partition of a region and the domain of its services, where they are not the usual ones."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A manifest: what it gives to each stack, by the path of its template.

    `traces` are the calls that made a construct, nearest first, by its path in the program.
    """

    directory: str
    stacks: Mapping[str, tuple[Given, ...]]
    traces: Mapping[str, tuple[str, ...]]
    program: Program

    def stacks_of(self, template: str) -> tuple[Given, ...]:
        """The stacks of the template at a path: none for what an earlier synthesis left behind."""
        return self.stacks.get(template, ())

    def traced(self, deployment: Deployment) -> Deployment:
        """`deployment` with each resource at the place that makes it, where that is recorded."""
        return replace(deployment, resources=tuple(map(self._traced, deployment.resources)))

    def _traced(self, resource: Resource) -> Resource:
        place = self.program.place(self.traces.get(resource.address, ()), self.directory)
        return resource if place is None else moved(resource, place)


@dataclass
class Assemblies:
    """The cloud assemblies of a workspace, each read once, with the program that made them."""

    program: Program
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _read: dict[str, Assembly | None] = field(default_factory=dict)

    def of(self, path: str) -> Assembly | None:
        """The assembly that the template at `path` belongs to, if any."""
        directory = posixpath.dirname(path)
        if directory not in self._read:
            self._read[directory] = self._assembly(directory)
        return self._read[directory]

    def _assembly(self, directory: str) -> Assembly | None:
        root = self._document(posixpath.join(directory, MANIFEST), '"artifacts"')
        artifacts = section(root, "artifacts").values()
        kinds = [kind.text for one in artifacts if (kind := scalar(one.node, "type"))]
        if not any(kind.startswith(_KINDS) for kind in kinds):
            return None
        stacks: dict[str, tuple[Given, ...]] = {}
        traces: dict[str, tuple[str, ...]] = {}
        for artifact in artifacts:
            kind = scalar(artifact.node, "type")
            template = scalar(_properties(artifact), "templateFile")
            if kind is None or kind.text != _STACK or template is None:
                continue
            path = posixpath.normpath(posixpath.join(directory, template.text))
            stacks[path] = (*stacks.get(path, ()), _stack(artifact))
            for construct in self._metadata(directory, artifact):
                trace = tuple(_trace(construct.node))
                if trace:
                    traces[construct.name.text.removeprefix("/")] = trace
        return Assembly(directory, stacks, traces, self.program)

    def _metadata(self, directory: str, artifact: Entry) -> Iterable[Entry]:
        """What is recorded of each construct: in the manifest, or in a file of its own."""
        yield from section(artifact.node, "metadata").values()
        beside = scalar(artifact.node, "additionalMetadataFile")
        root = beside and self._document(posixpath.join(directory, beside.text))
        yield from (Entry(*pair) for pair in (root.pairs if isinstance(root, MapNode) else ()))

    def _document(self, path: str, mark: str = "") -> Node | None:
        """What a file of an assembly holds; None where there is none, or none that holds `mark`."""
        try:
            source = self.program.workspace.read(path)
        except SourceError:
            return None
        if mark not in source.text:
            return None
        self.sources[path] = source
        try:
            return read_json(source)
        except FormatError as error:
            message = f"this file of a cloud assembly cannot be read: {error.reason}"
            self.problems.append(Problem(error.span, message, "run `cdk synth` again"))
            return None


def _properties(artifact: Entry) -> Node | None:
    return artifact.node.get("properties") if isinstance(artifact.node, MapNode) else None


def _stack(artifact: Entry) -> Given:
    """What is given to a stack, under the name that `cdk list` shows."""
    properties = _properties(artifact)
    name = scalar(properties, "stackName") or artifact.name
    shown = scalar(artifact.node, "displayName") or name
    values = {
        **section(properties, "parameters"),
        **_environment(scalar(artifact.node, "environment")),
        "AWS::StackName": _entry("AWS::StackName", name, name.text),
    }
    written = Written(values, explicit=True, tags=section(properties, "tags"))
    return given(shown.text, artifact.name.span, written)


def _environment(node: ScalarNode | None) -> Mapping[str, Entry]:
    """The pseudo parameters that `aws://ACCOUNT/REGION` tells, as far as it names them."""
    named = _ENVIRONMENT.fullmatch(node.text) if node else None
    if node is None or named is None:
        return {}
    account, region = named.groups()
    told = {} if account == "unknown-account" else {"AWS::AccountId": account}
    if region != "unknown-region":
        partition, suffix = next(
            (found for prefix, found in _PARTITIONS.items() if region.startswith(prefix)),
            _PARTITION,
        )
        told |= {"AWS::Region": region, "AWS::Partition": partition, "AWS::URLSuffix": suffix}
    return {name: _entry(name, node, text) for name, text in told.items()}


def _entry(name: str, node: ScalarNode, text: str) -> Entry:
    return Entry(replace(node, text=name, value=name), replace(node, text=text, value=text))


def _trace(records: Node) -> Iterator[str]:
    """The calls by which a construct was made, in either form in which they are recorded."""
    for record in records.items if isinstance(records, ListNode) else ():
        kind = scalar(record, "type")
        if kind is None or not isinstance(record, MapNode):
            continue
        created = kind.text == "aws:cdk:creationStack"
        calls = record.get("data" if created else "trace")
        for call in calls.items if isinstance(calls, ListNode) else ():
            if isinstance(call, ScalarNode):
                yield call.text
