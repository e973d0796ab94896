"""How people name rules: by id or by name, in any case for the id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from smlint.core.rule import Rule

EVERYTHING = "all"
_ID = re.compile("[A-Za-z]+[0-9]+")


def is_called(rule: Rule, name: str) -> bool:
    """True when `name` is the id or the name of `rule`."""
    return name.lower() in (rule.id.lower(), rule.name)


def suggestion(name: str, rules: Sequence[Rule], *, categories: bool = False) -> str:
    """What to do about `name`, which means nothing: the nearest that does, or where to find all.

    Of an id none is the nearest: numbers that look alike have nothing in common.
    """
    known = [rule.name for rule in rules]
    of_category = {rule.category for rule in rules}
    if categories:
        known += [EVERYTHING, *sorted(of_category)]
    elif name.lower() in of_category:
        return f"`smlint rules --select {name.lower()}` lists the rules on {name.lower()}"
    near = [] if _ID.fullmatch(name) else get_close_matches(name.lower(), known, 1)
    return f"did you mean {near[0]}?" if near else "`smlint rules` lists all rules"
