"""The resources that a template creates in one stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    MONITORING_JOBS,
    MONITORING_SCHEDULE,
    SCALABLE_TARGET,
    SCALING_POLICY,
    Resource,
)
from smlint.core.tree import member
from smlint.core.values import Absent, Known, Setting, Tree, Unknown
from smlint.formats.nodes import MapNode
from smlint.formats.settings import with_tags
from smlint.frontends.cloudformation.document.calls import made
from smlint.frontends.cloudformation.document.template import Entry, Template, scalar, section
from smlint.frontends.cloudformation.evaluation.evaluate import Evaluator
from smlint.frontends.cloudformation.evaluation.literals import data

SAGEMAKER_TYPES = frozenset({MODEL, ENDPOINT_CONFIG, ENDPOINT, INFERENCE_COMPONENT})
MONITORING = frozenset({MONITORING_SCHEDULE, *MONITORING_JOBS})
TYPES = SAGEMAKER_TYPES | {SCALABLE_TARGET, SCALING_POLICY, ALARM} | MONITORING


def type_of(entry: Entry) -> str:
    """The type of a resource as written; empty where it is not."""
    kind = scalar(entry.node, "Type")
    return "" if kind is None else kind.text


def create(evaluator: Evaluator, tags: Mapping[str, Tree]) -> tuple[Resource, ...]:
    """The resources of the types that smlint knows, without those whose condition is false.

    `tags` are those of the stack: every resource has them that has none of that name.
    """
    template = evaluator.template
    found = []
    for entry in template.resources.values():
        if type_of(entry) in TYPES and isinstance(entry.node, MapNode):
            resource = _resource(evaluator, entry, entry.node)
            if resource is not None:
                found.append(_tagged(resource, tags))
    return tuple(found)


def _resource(evaluator: Evaluator, entry: Entry, node: MapNode) -> Resource | None:
    metadata: dict[str, Tree] = {}
    exists = existence(evaluator, node)
    if isinstance(exists, Known) and not exists.value:
        return None
    if not isinstance(exists, Absent):
        metadata["exists"] = exists
    region = evaluator.parameters.get("AWS::Region")
    if region is not None:
        metadata["region"] = region
    declared = _declared(evaluator.template, entry)
    if not isinstance(declared, Absent):
        metadata["smlint"] = declared
    written = node.get("Properties")
    header = entry.name.span
    properties: Tree = Known({}, header)
    if maker := made(node):
        properties = Unknown(f"{maker} may change what is written here", header)
    elif written is not None:
        properties = replace(evaluator.evaluate(written, header), span=header)
    address = evaluator.address(entry.name.text)
    return Resource(type_of(entry), address, with_tags(properties), header, entry.extent, metadata)


def existence(evaluator: Evaluator, node: MapNode) -> Setting[bool]:
    """Whether the condition of a resource holds; absent where it has none."""
    condition = scalar(node, "Condition")
    if condition is None:
        return Absent(node.span)
    return evaluator.condition(condition.text, condition.span)


def _tagged(resource: Resource, tags: Mapping[str, Tree]) -> Resource:
    """`resource` with the tags of its stack, where it is of a type that smlint reads tags of."""
    properties = resource.properties
    if not tags or resource.type not in SAGEMAKER_TYPES or not isinstance(properties, Known):
        return resource
    general = Known(tags, resource.span)
    own = member(properties, "Tags")
    assert isinstance(properties.value, Mapping)
    together = {**properties.value, "Tags": _over(own, general)}
    return replace(resource, properties=replace(properties, value=together))


def _declared(template: Template, entry: Entry) -> Tree:
    """`Metadata: {smlint: …}` of the resource, over that of the template."""
    own, general = (section(node, "Metadata").get("smlint") for node in (entry.node, template.root))
    return _over(
        data(own.node, own.name.span) if own else Absent(entry.name.span),
        data(general.node, general.name.span) if general else Absent(entry.name.span),
    )


def _over(upper: Tree, lower: Tree) -> Tree:
    """`upper`, with the members of `lower` that it does not have."""
    if isinstance(upper, Absent):
        return lower
    if isinstance(upper, Known) and isinstance(lower, Known):
        one, other = upper.value, lower.value
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            members = {
                name: _over(one.get(name, Absent(upper.span)), other.get(name, Absent(lower.span)))
                for name in dict.fromkeys((*one, *other))
            }
            return replace(upper, value=members)
    return upper
