"""Rules of which only what selects them is there, until somebody asks for more.

A run selects among all rules, asks most of those that are selected, and shows few. What is kept of
a rule becomes text and examples when something of these is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter

from smlint.core.rule import Check, DeployedCheck, Rule

HEAD = ("id", "name", "category", "severity", "preset", "needs", "origin")
"""The members by which rules are selected and told apart."""

CHECKS = ("check", "check_deployed")
REST = tuple(field.name for field in fields(Rule) if field.name not in (*HEAD, *CHECKS))
"""What a rule says for people."""

head_of: Callable[[Rule], tuple[object, ...]] = attrgetter(*HEAD)
rest_of: Callable[[Rule], tuple[object, ...]] = attrgetter(*REST)


class Late(Rule):
    """A rule that has its `HEAD` and its checks; the first question for more has the rest read."""

    __slots__ = ("_read",)
    _read: Callable[[], Iterable[object]]

    def __getattr__(self, name: str) -> object:
        """A member that is not there yet."""
        if name not in REST:
            raise AttributeError(name)
        for one, value in zip(REST, self._read(), strict=True):
            object.__setattr__(self, one, value)
        return getattr(self, name)


def late(
    head: Iterable[object],
    check: Check,
    check_deployed: DeployedCheck,
    read: Callable[[], Iterable[object]],
) -> Rule:
    """A rule with the values of `HEAD`; `read` gives those of `REST`."""
    rule = Late.__new__(Late)
    for put, value in zip(_PUTS, (*head, check, check_deployed, read), strict=True):
        put(rule, value)
    return rule


_PUTS: tuple[Callable[[Rule, object], None], ...] = tuple(
    getattr(Late, name).__set__ for name in (*HEAD, *CHECKS, "_read")
)
"""What sets each of these members of a rule, which otherwise may not be set."""
