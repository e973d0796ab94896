"""What a policy says to write instead, held against the API: a misspelt member is no advice."""

from __future__ import annotations

from collections.abc import Collection

from smlint.aws_api.check import Refusal, verdicts
from smlint.aws_api.dialects import Dialect
from smlint.aws_api.requests import Shape, operations
from smlint.aws_api.tables import services
from smlint.core.resource import MADE_BY
from smlint.core.values import Known, Tree, Unknown
from smlint.formats.fields import FieldError, one_of, scalar
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode

_PARTS = Dialect(whole=False, typed=True)
"""What a policy says to write instead is a part of a request.

Its texts may name what is to be filled in by people, such as an ACCOUNT: no pattern is asked of
them.
"""


def check_members(kind: ScalarNode, properties: MapNode) -> None:
    """Raise `FieldError` for a type, operation, member or value that the API does not have."""
    operation = MADE_BY.get(kind.text, kind.text)
    service = services().get(operation)
    if service is None:
        known = MADE_BY if ":" in kind.text else (*MADE_BY, *services())
        raise FieldError(
            kind.span,
            f'"{kind.text}" is neither a type nor an operation that smlint knows',
            one_of(kind.text, known),
        )
    _check(properties, operations(service)[operation].shape, kind.text)
    for verdict in verdicts(operation, _tree(properties), _PARTS):
        if isinstance(verdict, Refusal) and verdict.kind != "pattern":
            raise FieldError(verdict.setting.span, verdict.said, "the API would refuse it")


def _check(node: Node, shape: Shape, owner: str) -> None:
    if isinstance(node, ListNode) and shape.kind == "list":
        for item in node.items:
            _check(item, shape.element, owner)
    elif isinstance(node, MapNode) and shape.kind == "structure":
        members = shape.members
        for name, value in node.pairs:
            if name.text not in members:
                raise _stranger(name, members, owner)
            _check(value, members[name.text], name.text)


def _stranger(name: ScalarNode, members: Collection[str], owner: str) -> FieldError:
    hint = one_of(name.text, members)
    return FieldError(name.span, f'the API knows no member "{name.text}" of {owner}', hint)


def _tree(node: Node) -> Tree:
    """`node` as a request; what is to be removed, or filled in, is unknown there."""
    if isinstance(node, ListNode):
        return Known(tuple(map(_tree, node.items)), node.span)
    if isinstance(node, MapNode):
        return Known({name.text: _tree(value) for name, value in node.pairs}, node.span)
    value = scalar(node).value
    if value is None or (isinstance(value, str) and "{" in value):
        return Unknown("it is known where the rule matches", node.span)
    return Known(value, node.span)
