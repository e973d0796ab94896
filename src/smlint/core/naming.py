"""How people name rules: by id or by name, in any case for the id."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from smlint.core.rule import Rule

EVERYTHING = "all"


def is_called(rule: Rule, name: str) -> bool:
    """True when `name` is the id or the name of `rule`."""
    return name.lower() in (rule.id.lower(), rule.name)


def suggestion(name: str, rules: Iterable[Rule], *, categories: bool = False) -> str:
    """What to do about `name`, which means nothing: the nearest that does, or where to find all."""
    names = {EVERYTHING: EVERYTHING} if categories else {}
    for rule in rules:
        names |= {rule.id.lower(): rule.id, rule.name: rule.name}
        if categories:
            names[rule.category] = rule.category
    near = get_close_matches(name.lower(), names, 1)
    return f"did you mean {names[near[0]]}?" if near else "`smlint rules` lists all rules"
