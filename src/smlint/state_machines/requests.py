"""What a state asks of AWS: the operation, and the request in API shape."""

from __future__ import annotations

import re
from typing import NamedTuple

from smlint.core.frozen import dataclass
from smlint.core.resource import MAKES
from smlint.core.spans import Span
from smlint.core.values import Known, Reference, Tree, Unknown, joined
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode, headline, plain
from smlint.formats.settings import literal, with_tags
from smlint.state_machines.flow import Step

CALLS = frozenset({
    "UpdateEndpoint", "UpdateEndpointWeightsAndCapacities", "DeleteEndpoint",
    "DeleteEndpointConfig", "DeleteModel", "DeleteInferenceComponent", "DeregisterScalableTarget",
    "InvokeEndpoint", "InvokeEndpointAsync",
})  # fmt: skip

_RESOURCE = re.compile(
    r"arn:.+:states:[^:]*:[^:]*:(?:aws-sdk:)?"
    r"(?:sagemaker|sagemakerruntime|applicationautoscaling|cloudwatch):(\w+)(?:\.\w+)?"
)
"""https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html"""
_SUBSTITUTED = re.compile(r"(\$\{[^}]*\})")


class Request(NamedTuple):
    """An operation by its API name, and its request."""

    operation: str
    arguments: Tree


def request_of(step: Step) -> Request | None:
    """What a state asks of AWS, where that matters."""
    resource = step.node.get("Resource")
    found = _RESOURCE.fullmatch(resource.text) if isinstance(resource, ScalarNode) else None
    if found is None:
        return None
    operation = found[1][:1].upper() + found[1][1:]
    if operation not in MAKES and operation not in CALLS:
        return None
    written = step.node.get("Arguments") or step.node.get("Parameters")
    reader = _Reader(step.scope)
    if written is None:
        return Request(operation, reader.running("$", step.name.span))
    return Request(operation, with_tags(reader.tree(written, step.name.span)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes settings of what is written in a state; within `scope`, paths mean what they do there.

    Equal paths and expressions of one scope stand for the same value.
    """

    scope: str

    def tree(self, node: Node, at: Span) -> Tree:
        """The setting that `node` is. `at` is where to point when it is a block or a list."""
        if _is_function(node):
            origin = (Reference(f"{node.tag} {plain(node)}"),)
            return Unknown("it is put in when the state machine is deployed", at, parts=origin)
        match node:
            case ScalarNode():
                return literal(node, at, self.text)
            case ListNode(items=items):
                return Known(tuple(self.tree(item, headline(item)) for item in items), at)
            case MapNode(pairs=pairs):
                return Known(dict(self.member(name, value) for name, value in pairs), at)

    def member(self, name: ScalarNode, value: Node) -> tuple[str, Tree]:
        """A member; behind a name that ends in `.$` stands where in the input its value is."""
        if name.text.endswith(".$") and isinstance(value, ScalarNode):
            return name.text.removesuffix(".$"), self.running(value.text, value.span)
        return name.text, self.tree(value, name.span)

    def text(self, text: str, at: Span) -> Tree:
        """Text, of which an expression (`{% … %}`) or a substitution (`${…}`) is not known."""
        if text.startswith("{%") and text.endswith("%}"):
            return self.running(text[2:-2].strip(), at)
        if "${" not in text:
            return Known(text, at)
        return joined(tuple(_piece(piece, at) for piece in _SUBSTITUTED.split(text)), at)

    def running(self, expression: str, at: Span) -> Unknown:
        """What is taken from the input of a state, or worked out of it."""
        reason = f"{expression} is known only when the state machine runs"
        address = f"{self.scope}: {expression}" if self.scope else expression
        return Unknown(reason, at, parts=(Reference(address),))


def _is_function(node: Node) -> bool:
    """Whether a template has a function here."""
    if node.tag.startswith("!") and node.tag != "!" and not node.tag.startswith("!!"):
        return True
    names = [name.text for name, _ in node.pairs] if isinstance(node, MapNode) else []
    return len(names) == 1 and (names[0] == "Ref" or names[0].startswith("Fn::"))


def _piece(piece: str, at: Span) -> Tree:
    if not _SUBSTITUTED.fullmatch(piece):
        return Known(piece, at)
    reason = f"{piece} is put in when the state machine is deployed"
    return Unknown(reason, at, parts=(Reference(piece),))
