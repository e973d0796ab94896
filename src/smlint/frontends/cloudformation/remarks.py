"""What to tell people of a template in one stage, apart from the endpoints that it makes."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.problem import Problem
from smlint.core.tree import describe, elements, number, text
from smlint.core.values import Known, Tree
from smlint.formats.nodes import ListNode, MapNode, ScalarNode
from smlint.frontends.cloudformation.evaluate import Evaluator
from smlint.frontends.cloudformation.loops import unknown_loops
from smlint.frontends.cloudformation.resources import SAGEMAKER_TYPES


def remarks(evaluator: Evaluator) -> Iterator[Problem]:
    """What is not known of `evaluator`'s template, and what CloudFormation would refuse of it."""
    yield from unknown_loops(evaluator, SAGEMAKER_TYPES)
    yield from _refused(evaluator)


def _refused(evaluator: Evaluator) -> Iterator[Problem]:
    """A warning for every value of a parameter that is none of its allowed ones."""
    for name, entry in evaluator.template.parameters.items():
        found = evaluator.parameters.get(name)
        listed = entry.node.get("AllowedValues") if isinstance(entry.node, MapNode) else None
        if found is None or not found.via or not isinstance(listed, ListNode):
            continue
        allowed = [item for item in listed.items if isinstance(item, ScalarNode)]
        values = elements(found) if _is_list(found) else (found,)
        for value in values:
            if isinstance(value, Known) and not any(_is(value, item) for item in allowed):
                told = ", ".join(item.text for item in allowed[:_TOLD])
                more = ", …" if len(allowed) > _TOLD else ""
                yield Problem(
                    found.via[0].span,
                    f"{describe(value.value)} is no allowed value of parameter {name}: "
                    "CloudFormation refuses to deploy it",
                    f"the allowed values are {told}{more}",
                    "warning",
                )


_TOLD = 10
"""Allowed values that a hint lists."""


def _is_list(found: Tree) -> bool:
    return isinstance(found, Known) and isinstance(found.value, tuple)


def _is(value: Tree, allowed: ScalarNode) -> bool:
    """Whether a value is an allowed one: the same text, or the same number."""
    written = text(value)
    if isinstance(written, Known) and written.value == allowed.text:
        return True
    one, other = number(value), number(Known(allowed.text, allowed.span))
    is_number = isinstance(value, Known) and not isinstance(value.value, str)
    return is_number and isinstance(one, Known) and isinstance(other, Known) and one == other
