"""Rules written in Python: one module each, found by walking this package.

A module whose name begins with an underscore holds what several rules share; every other module
defines `RULE`. What rules say of themselves can be kept as data; their modules are then imported
when they are to check something.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from importlib import import_module
from typing import cast

from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint
from smlint.core.rule import Check, DeployedCheck, Example, Outcome, Rule, silent
from smlint.packed import Packer
from smlint.stored import Data


def python_rules() -> tuple[Rule, ...]:
    """The rules of this package, sorted by id.

    Imports every rule module. One that cannot be imported or defines no `RULE` raises, so that a
    broken rule never is a rule that never fires.
    """
    files = os.listdir(os.path.dirname(__file__))
    names = [name.removesuffix(".py") for name in files if name.endswith(".py")]
    rules = [_rule(name) for name in names if not name.startswith("_")]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def pack_rules(rules: Iterable[Rule]) -> Data:
    """What rules of this package say of themselves, as data."""
    return _PACKER.pack(tuple(rules))


def unpack_rules(data: Data) -> tuple[Rule, ...]:
    """The rules that were packed, with checks that import their modules when they are called."""
    return cast("tuple[Rule, ...]", _PACKER.unpack(data))


def _rule(name: str) -> Rule:
    return replace(_written(name), origin=f"smlint/rules/{name}.py")


@cache
def _written(name: str) -> Rule:
    rule: Rule = import_module(f"{__name__}.{name}").RULE
    return rule


_SAID = tuple(field.name for field in fields(Rule) if not field.name.startswith("check"))


def _parts(rule: object) -> tuple[object, ...]:
    assert isinstance(rule, Rule)
    said = (getattr(rule, name) for name in _SAID)
    return (rule.check is not silent, rule.check_deployed is not silent, *said)


def _made(single: bool, whole: bool, *said: object) -> Rule:
    told = dict(zip(_SAID, said, strict=True))
    name = os.path.basename(str(told["origin"])).removesuffix(".py")
    return Rule(
        check=_check(name) if single else silent,
        check_deployed=_check_deployed(name) if whole else silent,
        **told,  # type: ignore[arg-type]
    )


def _check(name: str) -> Check:
    def check(endpoint: Endpoint, facts: Facts) -> Iterable[Outcome]:
        return _written(name).check(endpoint, facts)

    return check


def _check_deployed(name: str) -> DeployedCheck:
    def check(deployed: Deployed, facts: Facts) -> Iterable[Outcome]:
        return _written(name).check_deployed(deployed, facts)

    return check


_PACKER = Packer(Citation, Example, special={Rule: (_parts, _made)})
