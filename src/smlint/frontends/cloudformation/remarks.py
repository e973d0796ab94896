"""What to tell people of a template in one stage, apart from the endpoints that it makes."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.problem import Problem
from smlint.core.tree import describe, elements, number, text
from smlint.core.values import Known, Tree
from smlint.formats.nodes import ListNode, MapNode, ScalarNode
from smlint.frontends.cloudformation.document.calls import MACRO
from smlint.frontends.cloudformation.document.template import Template, scalar
from smlint.frontends.cloudformation.evaluation.evaluate import Evaluator
from smlint.frontends.cloudformation.evaluation.loops import unknown_loops
from smlint.frontends.cloudformation.resources import SAGEMAKER_TYPES
from smlint.frontends.cloudformation.structure.nested import Stack, stacks


def remarks(stack: Stack) -> Iterator[Problem]:
    """What is not known of `stack`, and what CloudFormation would refuse of it."""
    for evaluator in stacks(stack):
        yield from unknown_loops(evaluator, SAGEMAKER_TYPES)
        yield from _macros(evaluator.template)
        yield from _refused(evaluator)


def _macros(template: Template) -> Iterator[Problem]:
    """A note for every macro that may add resources, or change those that are written."""
    written = template.root.get("Transform")
    listed = written.items if isinstance(written, ListNode) else (written,)
    entry = template.resources.get(MACRO)
    for node in (*listed, None if entry is None else entry.node):
        name = node if isinstance(node, ScalarNode) else scalar(node, "Name")
        location = scalar(node.get("Parameters"), "Location") if isinstance(node, MapNode) else None
        if name is None or not isinstance(name.value, str) or name.text in _HARMLESS:
            continue
        told = name.text if location is None else f"{name.text} of {location.text}"
        yield Problem(
            name.span,
            f"the macro {told} may change this template: it is checked as it is written",
            "check the template that the macro makes",
            "note",
        )


_HARMLESS = frozenset({
    "AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::SecretsManager-2020-07-23",
    "AWS::SecretsManager-2024-09-16", "AWS::CodeDeployBlueGreen", "AWS::ServiceCatalog",
})  # fmt: skip
"""Transforms that are read, or make nothing of SageMaker's."""


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
