"""Functions of maps and objects. Elements keep their places and hops, and may be unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from smlint.core.values import Absent, Known, Tree, Unknown, first
from smlint.frontends.terraform.evaluation.access import listed
from smlint.frontends.terraform.evaluation.operators import equal
from smlint.frontends.terraform.functions.call import Call, Function, items, members
from smlint.frontends.terraform.functions.graphemes import clusters
from smlint.frontends.terraform.functions.sequences import decided, listing
from smlint.frontends.terraform.values.constraints import constraint_of, convert, unified
from smlint.frontends.terraform.values.data import (
    ListData,
    MapData,
    SetData,
    derived,
    hidden,
    hops,
    text_of,
    through,
    unlisted,
)
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import ANY, STRING, Constraint, unify
from smlint.frontends.terraform.values.numbers import counted

LIST = Constraint("list", ANY)


def _keys(call: Call) -> Tree:
    subject = call.arguments[0]
    names = (Known(name, call.span, subject.via) for name in sorted(members(subject)))
    found = tuple(names)
    is_map = isinstance(subject, Known) and isinstance(subject.value, MapData)
    return Known(ListData(found) if is_map else found, call.span, subject.via)


def _values(call: Call) -> Tree:
    subject = call.arguments[0]
    members(subject)
    found = tuple(item for _, item in listed(subject))
    is_map = isinstance(subject, Known) and isinstance(subject.value, MapData)
    return Known(ListData(found) if is_map else found, call.span, subject.via)


def _length(call: Call) -> Tree:
    subject = call.arguments[0]
    unknown = unlisted(subject)
    if unknown is not None:
        return derived(unknown, call.span)
    if not isinstance(subject, Known):
        raise RefusalError("the value is null")
    value = subject.value
    if isinstance(value, (str, tuple, Mapping)):
        length = len(clusters(value) if isinstance(value, str) else value)
        return Known(counted(length), call.span, subject.via)
    raise RefusalError("a list, map or string is required")


def _lookup(call: Call) -> Tree:
    subject, key = call.expect(2, 3)[:2]
    unknown = first(unlisted(subject), hidden(key))
    if unknown is not None:
        return derived(unknown, call.span, *call.arguments[:2])
    name = convert(key, STRING)
    if isinstance(name, Absent):
        raise RefusalError("the key is null")
    found = members(subject)
    if isinstance(name, Known) and name.value in found:
        item = through(found[str(name.value)], subject.via, call.span)
        return replace(item, via=hops(item, key))
    if len(call.arguments) < 3:
        raise RefusalError("there is no element with this key, and no default")
    default = call.arguments[2]
    if isinstance(subject, Known) and isinstance(subject.value, MapData):
        default = convert(default, unified(subject.value.values()) or ANY)
    return replace(default, span=call.span, via=hops(default, subject, key))


def _merge(call: Call) -> Tree:
    merged: dict[str, Tree] = {}
    given = [argument for argument in call.arguments if not isinstance(argument, Absent)]
    for position, argument in enumerate(given):
        later = hops(*given[position + 1 :])  # what could have another value for the same key
        for name, item in members(argument).items():
            piece = through(item, argument.via)
            merged[name] = replace(piece, via=tuple(dict.fromkeys((*piece.via, *later))))
    via = () if merged else hops(*call.arguments)
    kinds = [constraint_of(argument) for argument in call.arguments]
    if kinds and kinds[0].kind == "map" and all(kind == kinds[0] for kind in kinds):
        return Known(MapData(merged), call.span, via)
    return Known(merged, call.span, via)


def _zip(call: Call) -> Tree:
    names, values = call.arguments
    if isinstance(values, Known) and isinstance(values.value, SetData):
        raise RefusalError("a set has no order")
    if len(items(names)) != len(items(values)):
        raise RefusalError("there are not as many keys as values")
    members_: dict[str, Tree] = {}
    for name, item in zip(items(names), items(values), strict=True):
        key = convert(name, STRING)
        if isinstance(key, Unknown):
            return derived(key, call.span, *call.arguments)
        if isinstance(key, Absent):
            raise RefusalError("a key is null")
        members_[str(key.value)] = through(item, values.via)
    is_list = isinstance(values, Known) and isinstance(values.value, ListData)
    return Known(MapData(members_) if is_list else members_, call.span, hops(*call.arguments))


def _transpose(call: Call) -> Tree:
    turned: dict[str, list[Tree]] = {}
    texts = Constraint("map", Constraint("list", STRING))
    for key, item in listed(convert(call.arguments[0], texts)):
        for value in items(item):
            if isinstance(value, Known):
                turned.setdefault(text_of(value.value) or "", []).append(key)
    lists = {name: Known(ListData(turned[name]), call.span) for name in sorted(turned)}
    return Known(MapData(lists), call.span, call.arguments[0].via)


def _match_keys(call: Call) -> Tree:
    values, *others = (convert(argument, LIST) for argument in call.arguments)
    common = unify([constraint_of(other) for other in others])
    if common is None:
        raise RefusalError("the keys and those that are searched have different types")
    keys, wanted = (convert(other, common) for other in others)
    if len(items(values)) != len(items(keys)):
        raise RefusalError("there are not as many keys as values")
    pairs = zip(items(values), items(keys), strict=True)
    found = (value for value, key in pairs if any(equal(key, one) for one in items(wanted)))
    return Known(ListData(found), call.span, hops(*call.arguments))


def _coalesce(call: Call) -> Tree:
    common = unified(call.arguments)
    if common is None:
        raise RefusalError("the arguments have different types")
    passed: list[Tree] = []
    for argument in call.arguments:
        if isinstance(argument, Unknown):
            return derived(argument, call.span, *passed)
        if isinstance(argument, Known) and argument.value != "":
            found = convert(argument, common)
            return replace(found, span=call.span, via=hops(found, *passed))
        passed.append(argument)
    raise RefusalError("all arguments are null or empty")


def _coalesce_list(call: Call) -> Tree:
    for argument in call.arguments:
        of_list = constraint_of(argument).kind in ("list", "tuple")
        if not of_list and not isinstance(argument, Unknown):
            raise RefusalError("every argument must be a list")
    for argument in call.arguments:
        unknown = unlisted(argument)
        if unknown is not None:
            return derived(unknown, call.span)
        if isinstance(argument, Known) and items(argument):
            return replace(argument, span=call.span)
    raise RefusalError("all lists are empty")


MAPPINGS: Mapping[str, Function] = {
    "coalesce": _coalesce,
    "coalescelist": _coalesce_list,
    "keys": listing(1, 1, _keys),
    "length": _length,
    "lookup": _lookup,
    "matchkeys": decided(3, 3, _match_keys),
    "merge": listing(0, 1000, _merge),
    "transpose": decided(1, 1, _transpose),
    "values": listing(1, 1, _values),
    "zipmap": listing(2, 2, _zip),
}
