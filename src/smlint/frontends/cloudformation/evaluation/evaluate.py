"""What the expressions of a template come to, in one stage."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.core.values import (
    Absent,
    Hop,
    Known,
    Part,
    Reference,
    Tree,
    Unknown,
    with_hop,
)
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode, headline
from smlint.frontends.cloudformation.document.calls import Call, call_of, made
from smlint.frontends.cloudformation.document.template import Template, scalar
from smlint.frontends.cloudformation.evaluation.branches import NO_CHOICES, Choices
from smlint.frontends.cloudformation.evaluation.conditions import decide
from smlint.frontends.cloudformation.evaluation.intrinsics import FUNCTIONS
from smlint.frontends.cloudformation.evaluation.literals import literal
from smlint.frontends.cloudformation.evaluation.loops import unrolled
from smlint.frontends.cloudformation.evaluation.names import property_told

PSEUDO_PARAMETERS = frozenset({
    "AWS::AccountId", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId",
    "AWS::StackName", "AWS::URLSuffix",
})  # fmt: skip
"""All but `AWS::NoValue`, which is nothing."""

OF_ONE_STACK = frozenset({"AWS::NotificationARNs", "AWS::StackId", "AWS::StackName"})
"""Those that a nested stack does not share with its parent."""

TEXT_LIMIT = 20_000
PARTS_LIMIT = 1_000
"""No name, image or address comes near; functions that double their operand soon pass them."""


class Nesting(NamedTuple):
    """How a stack is nested: in which one, what its resources' addresses begin with there.

    `passed` are the parameters that the parent gives; they are open only where it leaves them so.
    """

    parent: Evaluator
    prefix: str
    passed: AbstractSet[str]


class Evaluator:
    """The values of `template`'s expressions, with its parameters as `parameters` gives them.

    A `Scope`, whose `template` has its loops written out. `choices` are assumed of what is open;
    `questions` is what else is asked of it, `open_names` the names of what is open, by identity.
    """

    def __init__(
        self,
        template: Template,
        parameters: Mapping[str, Tree],
        choices: Choices = NO_CHOICES,
        nesting: Nesting | None = None,
    ) -> None:
        self.template = template
        self.parameters = parameters
        self.choices = choices
        self.prefix = nesting.prefix if nesting else ""
        self.questions: dict[str, dict[str, Span]] = nesting.parent.questions if nesting else {}
        self.open_names: dict[tuple[Part, ...], str] = nesting.parent.open_names if nesting else {}
        self._passed = nesting.passed if nesting else frozenset()
        self._conditions: dict[str, Known[bool] | Unknown] = {}
        self._names: dict[tuple[str, str], Tree] = {}
        self._open: set[str] = set()
        self._unroll()

    def evaluate(self, node: Node, at: Span | None = None) -> Tree:
        """The value of `node`. `at` is where to point when it is a block or a list."""
        at = at or headline(node)
        if call := call_of(node):
            place = headline(node)
            found = _bounded(self._call(call, place))
            block = isinstance(found, Known) and isinstance(found.value, (tuple, Mapping))
            return replace(found, span=at if block else place)
        match node:
            case ScalarNode():
                return literal(node, at)
            case ListNode(items=items):
                return Known(tuple(self.evaluate(item) for item in items), at)
            case MapNode(pairs=pairs):
                if maker := made(node):
                    return Unknown(f"{maker} may change what is written here", at)
                members = {name.text: self.evaluate(value, name.span) for name, value in pairs}
                return Known(members, at)

    def condition(self, name: str, at: Span) -> Known[bool] | Unknown:
        """Whether the condition called `name` holds, as asked for at `at`."""
        if name not in self._conditions:
            self._conditions[name] = self._decide(name, at)
        return replace(self._conditions[name], span=at)

    def reference(self, name: str, at: Span) -> Tree:
        """What `Ref` gives for `name`."""
        if name == "AWS::NoValue":
            return Absent(at)
        if name.startswith("AWS::"):
            return self._pseudo(name, at)
        if name in self.parameters:
            declared = self.template.parameters[name].name.span
            found = with_hop(self.parameters[name], Hop(f"parameter {name}", declared), at)
            if isinstance(found, Unknown) and name not in self._passed:
                self.open_names[found.parts] = self.prefix + name
            return found
        if name in self.template.resources:
            return self._told(name, "Ref", name, at)
        return Unknown(f"{name} is neither a parameter nor a resource of this template", at)

    def attribute(self, name: str, attribute: str, at: Span) -> Tree:
        """What `Fn::GetAtt` gives: what the template writes, where that is what it tells."""
        if name not in self.template.resources:
            return Unknown(f"{name} is no resource of this template", at)
        return self._told(name, attribute, f"{name}.{attribute}", at)

    def address(self, name: str) -> str:
        """What the resource called `name` is called in the deployment."""
        return self.template.paths.get(name) or self.prefix + name

    def exported(self, name: str, at: Span) -> Tree:
        """What `Fn::ImportValue` gives for `name`: known only when that is deployed."""
        parts = (Reference("Fn::ImportValue", name),)
        return Unknown(f"it is exported by another stack as {name}", at, parts=parts)

    def equals(self, found: Unknown, literal: str, at: Span) -> Known[bool] | None:
        """Whether `found` is `literal`, where that is assumed; asked for at `at`."""
        name = self.open_names.get(found.parts)
        if name is None:
            return None
        choice = self.choices.get(name)
        if choice is not None and literal in choice.others:
            return Known(False, at, found.via)
        self.questions.setdefault(name, {}).setdefault(literal, at)
        return None

    def _unroll(self) -> None:
        """Write out the loops of the template; what was evaluated for it may be other then."""
        self.template = unrolled(self)
        self._conditions.clear()
        self._names.clear()

    def _told(self, name: str, attribute: str, what: str, at: Span) -> Tree:
        """What `attribute` of a resource tells; later, where no property says it."""
        parts = (Reference(self.address(name), attribute),)
        kind = scalar(self.template.resources[name].node, "Type")
        told = None if kind is None else property_told(kind.text, attribute)
        if told is not None:
            if (name, told) not in self._names:
                self._names[name, told] = self._written(name, told)
            written = self._names[name, told]
            if not isinstance(written, Absent):
                # a reference says which resource is meant, where the text of its name does not
                found = replace(written, parts=parts) if isinstance(written, Unknown) else written
                return with_hop(found, Hop(what, written.span), at)
        return Unknown(f"{what} is known only when the stack is deployed", at, parts=parts)

    def _pseudo(self, name: str, at: Span) -> Tree:
        if name not in PSEUDO_PARAMETERS:
            return Unknown(f"{name} is no pseudo parameter", at)
        if name in self.parameters:
            return replace(self.parameters[name], span=at)
        called = self.prefix + name if name in OF_ONE_STACK else name
        choice = self.choices.get(called)
        if choice is not None and choice.value is not None:
            return Known(choice.value, at, (Hop(f"if {name} {choice.outcome}", at),))
        parts = (Reference(called),)
        self.open_names[parts] = called
        return Unknown(f"{name} is known only when the stack is deployed", at, parts=parts)

    def _call(self, call: Call, at: Span) -> Tree:
        function = FUNCTIONS.get(call.function)
        if function is None:
            return Unknown(f"{call.function} is not evaluated", at)
        return function(self, call.argument, at)

    def _decide(self, name: str, at: Span) -> Known[bool] | Unknown:
        entry = self.template.conditions.get(name)
        if entry is None:
            return Unknown(f"the template declares no condition {name}", at)
        if f"condition {name}" in self._open:
            return Unknown(f"condition {name} refers to itself", at)
        self._open.add(f"condition {name}")
        found = decide(self, entry.node, entry.name.span)
        self._open.discard(f"condition {name}")
        if isinstance(found, Unknown):
            reason = f"condition {name} is not known: {found.reason}"
            return Unknown(reason, found.span, found.via)
        return found

    def _written(self, name: str, attribute: str) -> Tree:
        """What the template writes as property `attribute` of resource `name`."""
        resource = self.template.resources[name]
        properties = resource.node.get("Properties") if isinstance(resource.node, MapNode) else None
        node = properties.get(attribute) if isinstance(properties, MapNode) else None
        if node is None or f"resource {name}.{attribute}" in self._open:
            return Absent(resource.name.span)
        self._open.add(f"resource {name}.{attribute}")
        found = self.evaluate(node)
        self._open.discard(f"resource {name}.{attribute}")
        return found


def _bounded(found: Tree) -> Tree:
    if isinstance(found, Known) and isinstance(found.value, str) and len(found.value) > TEXT_LIMIT:
        return Unknown(f"it is longer than {TEXT_LIMIT:,} characters", found.span, found.via)
    if isinstance(found, Unknown) and len(found.parts) > PARTS_LIMIT:
        return replace(found, parts=())
    return found
