"""What is assumed where the files leave something open, and on which of it a finding rests.

A value that nobody gives may decide which of two branches is deployed. Then each of its choices is
deployed in a branch of its own, in which it is known; what holds in all of them needs no condition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeAlias

from smlint.core.spans import Span


class Assumption(NamedTuple):
    """One choice for something open: `subject` (`parameter Env`), whose `outcome` is `is prod`.

    `span` is where it is declared, `choices` the number of those that are told apart.
    """

    subject: str
    outcome: str
    span: Span
    choices: int

    def __str__(self) -> str:
        """The assumption as a clause."""
        return f"{self.subject} {self.outcome}"


Branch: TypeAlias = tuple[Assumption, ...]
"""One choice for each subject that is open."""


def deciding(branches: Collection[Branch]) -> Iterator[Assumption]:
    """Those assumptions of `branches` that do not hold there for every choice of their subject.

    `branches` are those of one stage in which something is so.
    """
    counts: dict[tuple[Branch, int], int] = {}
    for branch in branches:
        for place in range(len(branch)):
            others = (_without(branch, place), place)
            counts[others] = counts.get(others, 0) + 1
    told: set[Assumption] = set()
    for branch in branches:
        for place, assumption in enumerate(branch):
            everywhere = counts[_without(branch, place), place] == assumption.choices
            if not everywhere and assumption not in told:
                told.add(assumption)
                yield assumption


def _without(branch: Branch, place: int) -> Branch:
    return (*branch[:place], *branch[place + 1 :])
