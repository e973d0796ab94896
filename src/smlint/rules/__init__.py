"""Rules written in Python: one module each, found by walking this package.

A module whose name begins with an underscore holds what several rules share; every other module
defines `RULE`.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import replace

from smlint.core.rule import Rule


def python_rules() -> tuple[Rule, ...]:
    """The rules of this package, sorted by id.

    Imports every rule module: call it when rules are needed, not before. A module that cannot be
    imported or defines no `RULE` raises, so that a broken rule never is a rule that never fires.
    """
    files = os.listdir(os.path.dirname(__file__))
    names = [name.removesuffix(".py") for name in files if name.endswith(".py")]
    rules = [_rule(name) for name in names if not name.startswith("_")]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _rule(name: str) -> Rule:
    rule: Rule = importlib.import_module(f"{__name__}.{name}").RULE
    return replace(rule, origin=f"smlint/rules/{name}.py")
