"""Reaching into values: attributes, elements, and collections in Terraform's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Absent, Data, Known, Tree, Unknown
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import (
    Instances,
    Lazy,
    SetData,
    derived,
    hops,
    kind_of,
    through,
)
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import NUMBER, STRING
from smlint.frontends.terraform.values.numbers import counted


def attribute(subject: Tree, name: str, span: Span) -> Tree:
    """`subject.name`."""
    if isinstance(subject, Unknown):
        return derived(subject, span, step=f".{name}")
    if isinstance(subject, Absent):
        raise RefusalError(f'null has no attribute "{name}"')
    value = subject.value
    # Python refuses to convert thousands of digits
    if isinstance(value, tuple) and name.isdecimal() and len(name) < 10:
        return element(subject, Known(int(name), span), span)
    if not isinstance(value, Mapping) or isinstance(value, Instances):
        raise RefusalError(f'a {kind_of(value)} has no attribute "{name}"')
    if name not in value:
        raise RefusalError(f'this object has no attribute "{name}"')
    return through(value[name], subject.via, span)


def element(subject: Tree, key: Tree, span: Span) -> Tree:
    """`subject[key]`."""
    if isinstance(subject, Absent) or isinstance(key, Absent):
        raise RefusalError("null cannot be indexed, nor be an index")
    if isinstance(key, Unknown):
        return derived(key, span, subject)
    if isinstance(subject, Unknown):
        return derived(subject, span, key, step=f"[{key.value!r}]")
    value = subject.value
    if isinstance(value, Instances):
        return through(value.any_one, subject.via, span)
    if isinstance(value, Mapping):
        name = convert(key, STRING)
        if not isinstance(name, Known) or name.value not in value:
            raise RefusalError(f"there is no element with the key {key.value!r}")
        found = through(value[str(name.value)], subject.via, span)
    elif isinstance(value, tuple) and not isinstance(value, SetData):
        found = through(value[_position(key, len(value))], subject.via, span)
    else:
        raise RefusalError(f"a {kind_of(value)} cannot be indexed")
    return replace(found, via=hops(found, key))


def _position(key: Known[Data], length: int) -> int:
    position = convert(key, NUMBER)
    if isinstance(position, Known) and isinstance(position.value, int):
        if 0 <= position.value < length:
            return position.value
        raise RefusalError(f"there is no element {position.value}: the collection has {length}")
    raise RefusalError("an index must be a whole number")


def listed(subject: Tree) -> Iterator[tuple[Tree, Tree]]:
    """The keys and elements of a known collection, in Terraform's order, each with its hops."""
    if isinstance(subject, Known):
        value = subject.value
        if isinstance(value, SetData):
            for item in value:
                yield item, through(item, subject.via)
            return
        if isinstance(value, tuple):
            for position, item in enumerate(value):
                yield Known(counted(position), item.span, subject.via), through(item, subject.via)
            return
        if isinstance(value, Mapping):
            for name in sorted(value):
                item = through(value[name], subject.via)
                yield Known(name, item.span, subject.via), item
            return
        raise RefusalError(f"a {kind_of(value)} has no elements")
    raise RefusalError("null has no elements")


def block_or_object(tree: Tree, span: Span) -> Tree:
    """An object that may be the only block of its type: what both readings agree on is known."""
    if not isinstance(tree, Known) or not isinstance(tree.value, Mapping):
        return tree
    members = tree.value
    beyond = Unknown("only the provider tells whether this is an object or a block", span)

    def make(name: str) -> Tree:
        if name == "0" and name not in members:
            return whole
        return members.get(name, beyond)

    whole: Tree = Known(Lazy(members, make, beyond), span, tree.via)
    return whole
