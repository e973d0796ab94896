"""Rules written in Python: one module each, found by walking this package.

A module whose name begins with an underscore holds what several rules share; every other module
defines `RULE`. What rules say of themselves can be kept as data; their modules are then imported
when they are to check something: a deployment without scaling imports no rule on scaling.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any, cast

from smlint.core.checks import Each, EachResource, IfWritten
from smlint.core.facts import Citation
from smlint.core.late import HEAD, head_of, late, rest_of
from smlint.core.rule import Check, DeployedCheck, Example, Rule, silent
from smlint.kept.packer import Packer
from smlint.kept.store import Data


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
    return tuple(
        (
            _asked(rule.check),
            _asked(rule.check_deployed),
            *cast("tuple[Data, ...]", head_of(rule)),
            _PACKER.seal(rest_of(rule)),
        )
        for rule in rules
    )


def unpack_rules(data: Data) -> tuple[Rule, ...]:
    """The rules that were packed, with checks that import their modules when there is a subject."""
    return tuple(_made(*row) for row in cast("tuple[Any, ...]", data))


def _rule(name: str) -> Rule:
    origin = f"smlint/rules/{name}.py"
    return replace(_written(origin), origin=origin)


@cache
def _written(origin: str) -> Rule:
    name = os.path.basename(origin).removesuffix(".py")
    rule: Rule = import_module(f"{__name__}.{name}").RULE
    return rule


_ORIGIN = HEAD.index("origin")


def _asked(check: Check | DeployedCheck) -> Data:
    """Of what a check is asked: subjects of a kind, having certain members, or resources of types.

    Of all that there is where it is empty. Where there has to be something at certain places, these
    follow an empty text.
    """
    if check is silent:
        return None
    if isinstance(check, Each):
        return (check.subject, *check.having)
    if isinstance(check, IfWritten):
        return ("", *((kind, *paths) for kind, paths in check.places.items()))
    return check.types if isinstance(check, EachResource) else ()


def _made(single: tuple[Any, ...] | None, whole: tuple[str, ...] | None, *row: Any) -> Rule:
    *head, rest = row
    origin = head[_ORIGIN]
    return late(
        head,
        silent if single is None else _check(origin, single),
        silent if whole is None else _check_deployed(origin, whole),
        lambda: cast("tuple[object, ...]", _PACKER.open(rest)),
    )


def _check(origin: str, asked: tuple[Any, ...]) -> Check:
    def check(*subject: Any) -> Iterable[Any]:
        written: Any = _written(origin).check
        return cast("Iterable[Any]", (written.check if asked else written)(*subject))

    return Each(asked[0], check, asked[1:]) if asked else check


def _check_deployed(origin: str, asked: tuple[Any, ...]) -> DeployedCheck:
    def check(*subject: Any) -> Iterable[Any]:
        written: Any = _written(origin).check_deployed
        return cast("Iterable[Any]", (written.check if asked else written)(*subject))

    if asked[:1] == ("",):
        return IfWritten(check, {kind: tuple(paths) for kind, *paths in asked[1:]})
    return EachResource(check, asked) if asked else check


_PACKER = Packer(Citation, Example)
