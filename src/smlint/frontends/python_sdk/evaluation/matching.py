"""`match`: which case is taken, and the names that its pattern binds."""

from __future__ import annotations

import ast

from smlint.core.values import Absent, Known
from smlint.frontends.python_sdk.evaluation import branches
from smlint.frontends.python_sdk.evaluation.assignments import assign_name
from smlint.frontends.python_sdk.evaluation.classes import is_a, member
from smlint.frontends.python_sdk.evaluation.conditions import decide, default_of
from smlint.frontends.python_sdk.evaluation.equality import equal
from smlint.frontends.python_sdk.evaluation.frames import Flow
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.records import fields_of
from smlint.frontends.python_sdk.values.objects import Box, Class, Instance, Opaque, Perhaps, Value
from smlint.frontends.python_sdk.values.plain import NotPlain, key_of
from smlint.frontends.python_sdk.values.trail import either

TYPES = {"str": str, "int": int, "float": float, "bool": bool}


def match(machine: Machine, node: ast.Match) -> Flow:
    """Follow the case that fits the subject, or each that may."""
    subject = machine.evaluate(node.subject)
    if default_of(subject) is not None:
        return _any(machine, node, subject)
    for number, case in enumerate(node.cases):
        fits = _fits(machine, case.pattern, subject)
        if fits and case.guard is not None:
            fits = decide(machine, case.guard)[1]
        if fits is None:
            return _any(machine, node, subject, number)
        if fits:
            return machine.execute(case.body)
    return Flow.NEXT


def _any(machine: Machine, node: ast.Match, subject: Value, start: int = 0) -> Flow:
    """Follow every case from `start` on as one that may be taken."""
    cases = node.cases[start:]
    for case in cases:
        for inner in ast.walk(case.pattern):
            name = getattr(inner, "name", None) or getattr(inner, "rest", None)
            if isinstance(name, str):
                whole = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None
                value = subject if whole else machine.unknown(
                    "it is part of something that is not known", machine.span(inner)
                )  # fmt: skip
                before = machine.frame.scope.names.get(name)
                span = machine.span(inner)
                assign_name(machine, name, value if before is None else either(before, value, span))
    last = cases[-1]
    caught = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
    bodies = [case.body for case in cases]
    if not (caught and last.guard is None):
        bodies.append([])
    return branches.branches(machine, bodies, machine.span(node.subject))


def _fits(machine: Machine, pattern: ast.pattern, value: Value) -> bool | None:
    """Whether `value` fits; names are bound as far as it does. None where that is not known."""
    match pattern:
        case ast.MatchValue():
            return equal(value, machine.evaluate(pattern.value))
        case ast.MatchSingleton():
            return _is(pattern.value, value)
        case ast.MatchAs():
            fits = True if pattern.pattern is None else _fits(machine, pattern.pattern, value)
            if fits and pattern.name is not None:
                assign_name(machine, pattern.name, value)
            return fits
        case ast.MatchOr():
            outcomes = (_fits(machine, option, value) for option in pattern.patterns)
            return next((outcome for outcome in outcomes if outcome is not False), False)
        case ast.MatchSequence():
            return _sequence(machine, pattern, value)
        case ast.MatchMapping():
            return _mapping(machine, pattern, value)
        case ast.MatchClass():
            return _class(machine, pattern, value)
    return None


def _is(wanted: bool | None, value: Value) -> bool | None:
    if isinstance(value, Absent):
        return wanted is None
    if isinstance(value, Known):
        return value.value is wanted
    return False if isinstance(value, (Box, Instance)) else None


def _all(outcomes: list[bool | None]) -> bool | None:
    return False if False in outcomes else None if None in outcomes else True


def _sequence(machine: Machine, pattern: ast.MatchSequence, value: Value) -> bool | None:
    if isinstance(value, (Known, Absent)):
        return False
    items = elements_of(value)
    if isinstance(value, Box) and (value.kind == "mapping" or value.form in ("set", "iterator")):
        return False
    if items is None:
        return None
    star = next((n for n, p in enumerate(pattern.patterns) if isinstance(p, ast.MatchStar)), None)
    count = len(pattern.patterns)
    if len(items) != count if star is None else len(items) < count - 1:
        return False
    outcomes: list[bool | None] = []
    for number, part in enumerate(pattern.patterns):
        if isinstance(part, ast.MatchStar):
            rest = items[number : len(items) - (count - number - 1)]
            if part.name is not None:
                assign_name(machine, part.name, machine.box("list", machine.span(part), rest))
            continue
        index = number if star is None or number < star else number - count
        outcomes.append(_fits(machine, part, items[index]))
    return _all(outcomes)


def _mapping(machine: Machine, pattern: ast.MatchMapping, value: Value) -> bool | None:
    if not isinstance(value, Box):
        return False if isinstance(value, (Known, Absent, Instance)) else None
    if value.kind != "mapping":
        return False
    outcomes: list[bool | None] = []
    keys: list[object] = []
    for key, part in zip(pattern.keys, pattern.patterns, strict=True):
        try:
            keys.append(key_of(machine.evaluate(key)))
        except (NotPlain, TypeError):
            return None
        found = value.store.get(keys[-1])
        if found is None or isinstance(found, Perhaps):
            outcomes.append(False if value.whole else None)
        else:
            outcomes.append(_fits(machine, part, found))
    if pattern.rest is not None:
        rest = {key: item for key, item in value.store.items() if key not in keys}
        box = machine.box("mapping", machine.span(pattern), rest)
        box.rest.extend(value.rest)
        assign_name(machine, pattern.rest, box)
    return _all(outcomes)


def _class(machine: Machine, pattern: ast.MatchClass, value: Value) -> bool | None:
    made_from = machine.evaluate(pattern.cls)
    if isinstance(made_from, Opaque) and made_from.path.startswith("builtins."):
        kind = TYPES.get(made_from.path.removeprefix("builtins."))
        if kind is None or not isinstance(value, (Known, Absent, Box)):
            return None
        if not isinstance(value, Known) or not isinstance(value.value, kind):
            return False
        return _all([_fits(machine, part, value) for part in pattern.patterns])
    if not isinstance(made_from, Class) or not isinstance(value, Instance):
        return False if isinstance(value, (Known, Absent, Box)) else None
    if not is_a(value.made_from, made_from):
        return False
    names = [field.name for field in fields_of(made_from)]
    if member(made_from, "__match_args__") is not None or len(pattern.patterns) > len(names):
        return None
    named = [*zip(names, pattern.patterns, strict=False)]
    named += [*zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True)]
    outcomes: list[bool | None] = []
    for name, part in named:
        found = value.fields.get(name)
        outcomes.append(None if found is None else _fits(machine, part, found))
    return _all(outcomes)
