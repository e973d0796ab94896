"""Stacks within stacks: a template in one stage, with the templates that it nests.

A nested stack gets its parameters from its parent and gives its outputs back. Its resources are
called `Child/Endpoint`: the logical id in the parent, then that in the child.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from smlint.core.problem import Problem, Severity
from smlint.core.resource import Resource
from smlint.core.source import SourceError
from smlint.core.spans import Span
from smlint.core.tree import elements, member, text
from smlint.core.values import Absent, Hop, Known, Tree, Unknown, parts_of, with_hop
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.formats.settings import tags_of
from smlint.frontends.cloudformation.document.embedded import embedded
from smlint.frontends.cloudformation.document.template import Entry, Template, scalar, section
from smlint.frontends.cloudformation.evaluation.branches import NO_CHOICES, Choices
from smlint.frontends.cloudformation.evaluation.evaluate import OF_ONE_STACK, Evaluator, Nesting
from smlint.frontends.cloudformation.resources import create, existence, type_of
from smlint.frontends.cloudformation.stages.parameters import PSEUDO, Given, bind
from smlint.frontends.cloudformation.structure.library import Library

STACK_SET = "AWS::CloudFormation::StackSet"
LOCATIONS = {
    "AWS::CloudFormation::Stack": "TemplateURL",
    STACK_SET: "TemplateURL",
    "AWS::Serverless::Application": "Location",
}
"""The types of resources that are stacks, and the property that says where their template is."""

STACK_LIMIT = 200
"""More stacks of one deployment are not followed; CloudFormation itself stops far earlier."""

_LIKELY = re.compile(r"sagemaker|endpoint|inference", re.IGNORECASE)


class Stack(Evaluator):
    """A template in one stage, with the stacks that are nested in it.

    `tags` are put on all that it makes. `chain` are the paths of the templates around it and its
    own, `stacks` the names of all that are nested anywhere in the deployment.
    """

    def __init__(
        self,
        template: Template,
        given: Given | None,
        library: Library,
        choices: Choices = NO_CHOICES,
        within: tuple[Stack, str] | None = None,
    ) -> None:
        parent, name = within or (None, "")
        self.library = library
        self.tags: Mapping[str, Tree] = {} if given is None else given.tags
        self.chain: tuple[str, ...] = (*(parent.chain if parent else ()), template.source.path)
        self.stacks: list[str] = parent.stacks if parent else []
        self._children: dict[str, Stack | None] = {}
        self._outputs: dict[str, Tree] = {}
        prefix = f"{parent.prefix}{name}/" if parent else ""
        own = {
            key.removeprefix(prefix): choice
            for key, choice in choices.items()
            if key.startswith(prefix)
        }
        bound = bind(template, given, own)
        passed = frozenset(() if given is None else given.values)
        nesting = None if parent is None else Nesting(parent, prefix, passed)
        super().__init__(template, bound, choices, nesting)

    def attribute(self, name: str, attribute: str, at: Span) -> Tree:
        """What `Fn::GetAtt` gives; `Outputs.Name` of a nested stack is what its template says."""
        kind, dot, output = attribute.partition(".")
        if kind == "Outputs" and dot and name in self.template.resources:
            child = self.child(name)
            if child is not None:
                return child.output(output, at)
        return super().attribute(name, attribute, at)

    def exported(self, name: str, at: Span) -> Tree:
        """What is exported as `name`, by a template of the run where that is sure."""
        found = self.library.exported(name)
        if found is None:
            return super().exported(name, at)
        return replace(found, span=at)

    def output(self, name: str, at: Span) -> Tree:
        """The output called `name`, as the parent asks for it at `at`."""
        entry = section(self.template.root, "Outputs").get(name)
        value = entry.node.get("Value") if entry and isinstance(entry.node, MapNode) else None
        if entry is None or value is None:
            return Unknown(f"{self.template.source.path} has no output {name}", at)
        if name not in self._outputs:
            reason = f"output {name} refers to itself"
            self._outputs[name] = Unknown(reason, entry.name.span)
            self._outputs[name] = self.evaluate(value)
        found = self._outputs[name]
        hop = Hop(f"output {name} of {self.prefix.removesuffix('/')}", found.span)
        return with_hop(found, hop, at)

    def child(self, name: str) -> Stack | None:
        """The stack that the resource called `name` is; None where its template is no file here."""
        if name not in self._children:
            self._children[name] = None  # until it is there: it may be asked of while it is made
            entry = self.template.resources[name]
            if type_of(entry) in LOCATIONS and isinstance(entry.node, MapNode):
                self._children[name] = self._nested(entry)
        return self._children[name]

    def _nested(self, entry: Entry) -> Stack | None:
        template = self._body(entry) or self._template(entry)
        if template is None or self._is_too_much(entry, template):
            return None
        self.stacks.append(entry.name.text)
        if template.source.path != self.template.source.path:
            self.library.nested.add(template.source.path)
        given = _given(self, entry, template)
        return Stack(template, given, self.library, self.choices, (self, entry.name.text))

    def _body(self, entry: Entry) -> Template | None:
        """The template that a stack set holds itself, as text."""
        body = _property(entry, "TemplateBody")
        if not isinstance(body, ScalarNode):
            return None
        found = embedded(self.template.source, body)
        if found is None and _LIKELY.search(body.text):
            self._tell(entry, "its template is text that cannot be read in its place", "note")
        return found

    def _template(self, entry: Entry) -> Template | None:
        """The template of a nested stack. Where it is not here, that is told if it may matter."""
        written = _property(entry, LOCATIONS[type_of(entry)])
        asset = section(entry.node, "Metadata").get("aws:asset:path")
        if asset is not None:
            written = asset.node
        if written is None:
            return None
        found = text(self.evaluate(written))
        if not isinstance(found, Known) or "://" in found.value:
            told = (*parts_of(found), entry.name.text)
            if any(_LIKELY.search(part) for part in told if isinstance(part, str)):
                self._tell(entry, "its template is not in these files", "note")
            return None
        here = posixpath.dirname(self.template.source.path)
        path = posixpath.normpath(posixpath.join(here, found.value))
        try:
            templates = self.library.at(path)
        except SourceError as error:
            self._tell(entry, f"its template cannot be read: {path}: {error.reason}", "error")
            return None
        if not templates:
            self._tell(entry, f"{path} is no template that can be read", "error")
            return None
        return templates[0]

    def _is_too_much(self, entry: Entry, template: Template) -> bool:
        path = template.source.path
        if path in self.chain and template.source is self.library.sources.get(path):
            way = " -> ".join((*self.chain[self.chain.index(path) :], path))
            self._tell(entry, f"its template nests itself: {way}", "error")
            return True
        if len(self.stacks) >= STACK_LIMIT:
            self._tell(entry, f"these are more than {STACK_LIMIT} stacks in one", "warning")
            return True
        return False

    def _tell(self, entry: Entry, reason: str, severity: Severity) -> None:
        message = f"what stack {entry.name.text} makes is not checked: {reason}"
        hint = (
            "give the path of a template in this repository, as `aws cloudformation package` does"
        )
        self.library.tell(Problem(entry.name.span, message, hint, severity))


def deployed(stack: Stack) -> tuple[Resource, ...]:
    """The resources that `stack` makes, and those of the stacks that are nested in it."""
    found = [*create(stack, stack.tags)]
    for name, entry in stack.template.resources.items():
        if type_of(entry) not in LOCATIONS or not isinstance(entry.node, MapNode):
            continue
        exists = existence(stack, entry.node)
        if isinstance(exists, Known) and not exists.value:
            continue
        child = stack.child(name)
        if child is not None:
            found += (_within(one, entry.name.span, exists) for one in deployed(child))
    return tuple(found)


def stacks(stack: Stack) -> Iterator[Stack]:
    """`stack`, and what it nests."""
    yield stack
    for name, entry in stack.template.resources.items():
        child = stack.child(name) if type_of(entry) in LOCATIONS else None
        if child is not None:
            yield from stacks(child)


def _within(resource: Resource, caller: Span, exists: Tree) -> Resource:
    """`resource` as a part of the stack at `caller`, which may not exist."""
    own = resource.metadata.get("exists", exists)
    doubt = exists if isinstance(exists, Unknown) else own
    metadata = dict(resource.metadata)
    if not isinstance(doubt, Absent):
        metadata["exists"] = doubt
    return replace(resource, callers=(caller, *resource.callers), metadata=metadata)


def _given(parent: Stack, entry: Entry, template: Template) -> Given:
    """What the resource `entry` of `parent` gives to the parameters of its template."""
    name = entry.name.text
    written = _property(entry, "Parameters")
    found: Tree = Known({}, entry.name.span)
    if written is not None:
        found = parent.evaluate(written)
    if type_of(entry) == STACK_SET:
        found = _by_key(found, entry)
    if isinstance(found, Known) and isinstance(found.value, Mapping):
        values = dict(found.value)
    else:
        doubt = found if isinstance(found, Unknown) else Unknown("it is no mapping", found.span)
        values = dict.fromkeys(template.parameters, doubt)
    hopped = {
        key: with_hop(value, Hop(f"parameters of {name}", value.span))
        for key, value in values.items()
    }
    for key, value in values.items():
        if key not in template.parameters and not isinstance(value, Absent):
            message = f"{template.source.path} has no parameter {key}"
            hint = "correct the name, or declare it there"
            parent.library.tell(Problem(value.span, message, hint, "warning"))
    shared = {
        key: value
        for key, value in parent.parameters.items()
        if key.startswith(PSEUDO) and key not in OF_ONE_STACK and type_of(entry) != STACK_SET
    }
    told = f"the parameters of {name}"
    return Given(told, entry.name.span, shared | hopped, _tags(parent, entry))


def _by_key(found: Tree, entry: Entry) -> Tree:
    """The parameters of a stack set by name; those that some of its instances override, unknown."""
    listed = elements(found)
    if listed.more is not None:
        return listed.more
    values: dict[str, Tree] = {}
    for item in listed:
        key = text(member(item, "ParameterKey"))
        if isinstance(key, Known):
            values[key.value] = member(item, "ParameterValue")
    instances = _property(entry, "StackInstancesGroup")
    for name in _overridden(instances):
        reason = f"instances of the stack set have values of their own for parameter {name.text}"
        values[name.text] = Unknown(reason, name.span)
    return Known(values, found.span)


def _overridden(instances: Node | None) -> Iterator[ScalarNode]:
    for group in instances.items if isinstance(instances, ListNode) else ():
        overrides = group.get("ParameterOverrides") if isinstance(group, MapNode) else None
        for item in overrides.items if isinstance(overrides, ListNode) else ():
            key = scalar(item, "ParameterKey")
            if key is not None:
                yield key


def _tags(parent: Stack, entry: Entry) -> Mapping[str, Tree]:
    """The tags of a nested stack: its parent's, and its own over them."""
    written = _property(entry, "Tags")
    own = None if written is None else tags_of(parent.evaluate(written))
    if isinstance(own, Known) and isinstance(own.value, Mapping):
        return {**parent.tags, **own.value}
    return parent.tags


def _property(entry: Entry, name: str) -> Node | None:
    found = section(entry.node, "Properties").get(name)
    return None if found is None else found.node
