"""What a template leaves open: each choice is deployed in a branch of the stage.

A parameter that no file sets, or a pseudo parameter, may be compared in a condition. It is then
each of the texts with which it is compared, and something else, unless its allowed values say that
there is nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple, TypeAlias

from smlint.core.assumption import Assumption, Branch
from smlint.core.spans import Span
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.document.calls import call_of
from smlint.frontends.cloudformation.document.template import Template, section

BRANCH_LIMIT = 16
"""More branches of one stage are not told apart: what decides between them stays unknown."""


class Choice(NamedTuple):
    """That something open is `value`; where it is None, that it is none of `others`."""

    value: str | None
    others: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """The choice in words, behind the name of what is open."""
        if self.value is not None:
            return f"is {self.value or 'empty'}"
        others = [text or "empty" for text in self.others]
        return f"is not {others[0]}" if len(others) == 1 else f"is none of {', '.join(others)}"


Choices: TypeAlias = Mapping[str, Choice]
"""What is assumed, by the name of the parameter."""
NO_CHOICES: Choices = {}


Questions: TypeAlias = Mapping[str, Mapping[str, Span]]
"""The parameters that are open, each with the texts it is compared with and where it is."""


def branches(template: Template, questions: Questions) -> Iterator[tuple[Choices, Branch]]:
    """Every combination of choices for what `questions` left open; none where there is none."""
    settled: dict[str, tuple[Choice, ...]] = {}
    count = 1
    for name, literals in questions.items():
        choices = tuple(_choices(_allowed(template, name), tuple(literals)))
        if 1 < len(choices) <= BRANCH_LIMIT // count:
            settled[name] = choices
            count *= len(choices)
    if not settled:
        return
    for chosen in product(*settled.values()):
        taken = dict(zip(settled, chosen, strict=True))
        yield (
            taken,
            tuple(
                Assumption(*_told(template, questions, name, choice), len(settled[name]))
                for name, choice in taken.items()
            ),
        )


def _choices(allowed: tuple[str, ...] | None, literals: tuple[str, ...]) -> Iterator[Choice]:
    told = [text for text in literals if allowed is None or text in allowed]
    for text in told:
        yield Choice(text)
    if allowed is None or set(allowed) - set(told):
        yield Choice(None, tuple(told))


def _allowed(template: Template, name: str) -> tuple[str, ...] | None:
    """The values that a parameter may have, where the template says so."""
    parameter = template.parameters.get(name)
    node = None if parameter is None else parameter.node
    found = node.get("AllowedValues") if isinstance(node, MapNode) else None
    listed = _texts(found)
    for ruled in _ruled(template, name):
        listed = ruled if listed is None else tuple(text for text in listed if text in ruled)
    return listed


def _ruled(template: Template, name: str) -> Iterator[tuple[str, ...]]:
    """The values that rules without a condition leave to a parameter (`Fn::Contains`)."""
    for rule in section(template.root, "Rules").values():
        if not isinstance(rule.node, MapNode) or rule.node.get("RuleCondition") is not None:
            continue
        assertions = rule.node.get("Assertions")
        for item in assertions.items if isinstance(assertions, ListNode) else ():
            asserted = item.get("Assert") if isinstance(item, MapNode) else None
            call = None if asserted is None else call_of(asserted)
            if call is None or call.function != "Fn::Contains":
                continue
            match call.argument:
                case ListNode(items=(values, subject)) if _is_parameter(subject, name):
                    found = _texts(values)
                    if found is not None:
                        yield found


def _is_parameter(node: Node, name: str) -> bool:
    call = call_of(node)
    return (
        call is not None
        and call.function == "Ref"
        and isinstance(call.argument, ScalarNode)
        and call.argument.text == name
    )


def _texts(listed: Node | None) -> tuple[str, ...] | None:
    if not isinstance(listed, ListNode):
        return None
    return tuple(item.text for item in listed.items if isinstance(item, ScalarNode))


def _told(
    template: Template, questions: Questions, name: str, choice: Choice
) -> tuple[str, str, Span]:
    """What is assumed, in words, and where it is declared: a pseudo parameter is so nowhere."""
    declared = template.parameters.get(name)
    if declared is None:
        return name, choice.outcome, next(iter(questions[name].values()))
    return f"parameter {name}", choice.outcome, declared.name.span
