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
from smlint.formats.nodes import ListNode, MapNode, ScalarNode
from smlint.frontends.cloudformation.template import Entry, Template

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
        choices = tuple(_choices(template.parameters.get(name), tuple(literals)))
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


def _choices(parameter: Entry | None, literals: tuple[str, ...]) -> Iterator[Choice]:
    allowed = _allowed(parameter)
    told = [text for text in literals if allowed is None or text in allowed]
    for text in told:
        yield Choice(text)
    if allowed is None or set(allowed) - set(told):
        yield Choice(None, tuple(told))


def _allowed(parameter: Entry | None) -> tuple[str, ...] | None:
    node = None if parameter is None else parameter.node
    found = node.get("AllowedValues") if isinstance(node, MapNode) else None
    if not isinstance(found, ListNode):
        return None
    return tuple(item.text for item in found.items if isinstance(item, ScalarNode))


def _told(
    template: Template, questions: Questions, name: str, choice: Choice
) -> tuple[str, str, Span]:
    """What is assumed, in words, and where it is declared: a pseudo parameter is so nowhere."""
    declared = template.parameters.get(name)
    if declared is None:
        return name, choice.outcome, next(iter(questions[name].values()))
    return f"parameter {name}", choice.outcome, declared.name.span
