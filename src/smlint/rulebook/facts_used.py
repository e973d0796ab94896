"""On which facts a rule rests, read off the code of its check and off the policy it was made of."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from importlib import import_module
from types import CodeType, FunctionType, MethodType

from smlint.core.facts import Basis, Fact
from smlint.core.rule import Rule
from smlint.policy.conditions import FactName
from smlint.policy.kept import Kept
from smlint.rulebook import Book

OWN = "smlint/rules/"


def facts_named(rule: Rule, facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """Those of `facts` whose names stand in the check of `rule`, or in what it calls."""
    texts = _texts_of(rule)
    return tuple(fact for name, fact in facts.items() if name in texts)


def basis_of(rule: Rule, facts: Mapping[str, Fact]) -> Basis:
    """On which of `facts`, and of the tables beside them, `rule` rests."""
    return Basis(facts_named(rule, facts), "instance_types" in _texts_of(rule))


def rules_by_fact(book: Book) -> dict[str, list[str]]:
    """The names of the rules that rest on each fact, by its name."""
    found: dict[str, list[str]] = {}
    for rule in book.rules:
        for fact in facts_named(rule, book.facts.by_name):
            found.setdefault(fact.name, []).append(rule.name)
    return found


def _texts_of(rule: Rule) -> set[str]:
    """The texts and names that stand in the check of `rule`, or in what it calls."""
    seen: dict[int, object] = {}
    return {text for check in _checks(rule) for text in _texts(check, seen)}


def _checks(rule: Rule) -> tuple[object, object]:
    """The checks themselves, where `rule` has stand-ins that import them."""
    if rule.origin.startswith(OWN):
        name = os.path.basename(rule.origin).removesuffix(".py")
        rule = import_module(f"smlint.rules.{name}").RULE
    return rule.check, rule.check_deployed


def _texts(thing: object, seen: dict[int, object]) -> Iterator[str]:
    """The texts that stand in `thing`: in code, in values, in what these lead to."""
    if isinstance(thing, FactName):
        yield thing.name
    elif isinstance(thing, str):
        yield thing
    elif id(thing) not in seen:
        seen[id(thing)] = thing
        for part in _parts(thing):
            yield from _texts(part, seen)


def _parts(thing: object) -> Iterator[object]:
    if isinstance(thing, FunctionType):
        if thing.__module__.startswith("smlint."):
            yield from (cell.cell_contents for cell in thing.__closure__ or ())
            yield from _code(thing.__code__, thing.__globals__)
    elif isinstance(thing, MethodType):
        yield thing.__self__
    elif isinstance(thing, Kept):
        yield thing.policy
    elif isinstance(thing, partial):
        yield from (thing.func, *thing.args)
    elif isinstance(thing, (tuple, list, frozenset)):
        yield from thing
    elif isinstance(thing, Mapping):
        yield from thing.values()
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield from (getattr(thing, field.name) for field in fields(thing))


def _code(code: CodeType, around: Mapping[str, object]) -> Iterator[object]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code(constant, around)
        else:
            yield constant
    yield from code.co_names
    yield from (around[name] for name in code.co_names if name in around)
