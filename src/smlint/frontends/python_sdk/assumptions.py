"""Runs of a script under assumptions, for what decides about its resources and is left open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from smlint.core.assumption import Assumption, Branch
from smlint.core.values import Known, Reference, Tree, Unknown
from smlint.frontends.python_sdk.evaluation.inquiry import (
    NO_ANSWERS,
    Answer,
    Answers,
    Identity,
    Question,
)
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.memory import STEP_LIMIT
from smlint.frontends.python_sdk.values.trees import tree_of

BRANCH_LIMIT = 16
"""Runs of one script; further questions are left open."""

ROUNDS = 4
"""Conditions one in another that are told apart: the inner ones come up when the outer hold."""

Run = Callable[[Answers], Machine]
Questions = Mapping[Identity, Question]


def branches(run: Run) -> tuple[tuple[Branch, Machine], ...]:
    """What `run` comes to without assumptions, or for each combination of them, where some matter.

    An open thing matters where a setting of a resource hangs on it.
    """
    first = run(NO_ANSWERS)
    found: tuple[tuple[Branch, Machine], ...] = (((), first),)
    questions: dict[Identity, Question] = {}
    for _ in range(ROUNDS):
        more = _within_limits({**questions, **_new(found)}, first.steps)
        if more.keys() <= questions.keys():
            break
        questions = more
        found = tuple((branch, run(answers)) for answers, branch in _combined(questions))
    return found


def _new(found: tuple[tuple[Branch, Machine], ...]) -> dict[Identity, Question]:
    """What matters to the resources of the runs `found`, and is left open there."""
    return {
        identity: machine.inquiry.questions[identity]
        for _, machine in found
        for address in dict.fromkeys(_hanging(machine))
        for identity in machine.inquiry.behind(address)
        if identity not in machine.inquiry.assumed
    }


def _hanging(machine: Machine) -> Iterator[str]:
    """The conditions on which something hangs that the run makes or declares."""
    for placed in machine.resources:
        yield from _addresses(placed.thing.properties)
    for construct in machine.declared.constructs:
        if construct.condition is not None:
            yield str(construct.condition)
        for value in construct.properties.values():
            yield from _addresses(tree_of(value))


def _addresses(tree: Tree) -> Iterator[str]:
    """The conditions, among others, on which something unknown in `tree` hangs."""
    if isinstance(tree, Unknown):
        yield from (part.address for part in tree.parts if isinstance(part, Reference))
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        for item in tree.value:
            yield from _addresses(item)
    elif isinstance(tree, Known) and isinstance(tree.value, Mapping):
        for item in tree.value.values():
            yield from _addresses(item)


def _within_limits(questions: Questions, steps: int) -> dict[Identity, Question]:
    """Those of `questions`, in their order, that may be told apart in a run of so many `steps`."""
    chosen: dict[Identity, Question] = {}
    count = 1
    most = min(BRANCH_LIMIT, STEP_LIMIT // max(1, steps))
    for identity, question in questions.items():
        choices = len(question.answers)
        if count * choices <= most:
            chosen[identity] = question
            count *= choices
    return chosen


def _combined(questions: Questions) -> Iterator[tuple[dict[Identity, Answer], Branch]]:
    for chosen in product(*(question.answers for question in questions.values())):
        told = zip(questions.values(), chosen, strict=True)
        yield (
            dict(zip(questions, chosen, strict=True)),
            tuple(
                Assumption(answer.subject, answer.outcome, question.span, len(question.answers))
                for question, answer in told
            ),
        )
