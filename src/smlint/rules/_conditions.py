"""Conjunctions over settings that may be unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from smlint.core.rule import Undetermined
from smlint.core.values import Absent, Known, Setting, Tree, Unknown


def all_in(*tests: tuple[Tree, Collection[object]]) -> bool:
    """Whether every setting is written and has one of its values.

    False as soon as one surely has not, whatever the others are; raises `Undetermined` where an
    unknown setting leaves the answer open.
    """
    unknowns = []
    for setting, values in tests:
        if isinstance(setting, Unknown):
            unknowns.append(setting)
        elif isinstance(setting, Absent) or setting.value not in values:
            return False
    if unknowns:
        raise Undetermined(unknowns[0])
    return True


def some_at_least(settings: Iterable[Setting[int]], least: float) -> bool:
    """Whether one of `settings` is known to be `least` or more.

    False only when none can be: raises `Undetermined` where an unknown one might.
    """
    unknowns = []
    for setting in settings:
        if isinstance(setting, Known) and setting.value >= least:
            return True
        if isinstance(setting, Unknown):
            unknowns.append(setting)
    if unknowns:
        raise Undetermined(unknowns[0])
    return False
