"""Conditions in three-valued logic: true, false, or open for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.tree import text, truth
from smlint.core.values import Absent, Gap, Hop, Known, Tree, Unknown, mapped, parts_of
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.evaluation.scope import Scope

_OPERATORS = ("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition")


def decide(scope: Scope, node: Node, at: Span) -> Known[bool] | Unknown:
    """Whether the condition `node` holds. The hops are those of the operands it rests on."""
    operator, argument = _operation(node)
    match operator, argument:
        case "Condition", ScalarNode(text=name):
            return scope.condition(name, at)
        case "Fn::Equals", ListNode(items=(left, right)):
            return _equal(scope, scope.evaluate(left), scope.evaluate(right), at)
        case "Fn::Not", ListNode(items=(item,)):
            found = mapped(decide(scope, item, at), lambda holds: not holds)
            assert not isinstance(found, Absent)
            return found
        case "Fn::And" | "Fn::Or", ListNode(items=items):
            outcomes = [decide(scope, item, at) for item in items]
            return _combined(outcomes, decisive=operator == "Fn::Or", at=at)
        case "", _:
            found = truth(scope.evaluate(node))
            return Unknown("it has no value", at) if isinstance(found, Absent) else found
    return Unknown(f"{operator} is not written as CloudFormation expects it", at)


def _operation(node: Node) -> tuple[str, Node]:
    """The operator and its operands; without operator, the node itself."""
    if isinstance(node, MapNode) and len(node.pairs) == 1:
        name, argument = node.pairs[0][0].text, node.pairs[0][1]
    else:
        name, argument = node.tag.removeprefix("!"), node
        name = name if name == "Condition" else f"Fn::{name}"
    return (name, argument) if name in _OPERATORS else ("", node)


def _equal(scope: Scope, left: Tree, right: Tree, at: Span) -> Known[bool] | Unknown:
    """Whether two values are the same as text, which is what parameters hold."""
    via = _hops((left, right))
    one, other = text(left), text(right)
    if isinstance(one, Known) and isinstance(other, Known):
        return Known(one.value == other.value, at, via)
    parts = parts_of(left)
    if parts and parts == parts_of(right) and not any(isinstance(part, Gap) for part in parts):
        return Known(True, at, via)
    for side, against in ((one, other), (other, one)):
        if isinstance(side, Unknown):
            doubt = replace(side, span=at, via=via, parts=())
            if isinstance(against, Known):
                settled = scope.equals(side, against.value, at)
                return doubt if settled is None else settled
            return doubt
    return Unknown("a value that is not there is compared", at, via)


def _combined(
    outcomes: Sequence[Known[bool] | Unknown], *, decisive: bool, at: Span
) -> Known[bool] | Unknown:
    """`or` when one true outcome decides, `and` when one false one does."""
    for outcome in outcomes:
        if isinstance(outcome, Known) and outcome.value is decisive:
            return Known(decisive, at, outcome.via)
    for outcome in outcomes:
        if isinstance(outcome, Unknown):
            return outcome
    return Known(not decisive, at, _hops(outcomes))


def _hops(settings: Sequence[Tree]) -> tuple[Hop, ...]:
    return tuple(dict.fromkeys(hop for setting in settings for hop in setting.via))
