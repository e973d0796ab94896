"""Values of a type: converting to one, and the type that a value has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from smlint.core.frozen import dataclass
from smlint.core.values import Absent, Data, Known, Tree, Unknown
from smlint.frontends.terraform.values.data import (
    Instances,
    Lazy,
    ListData,
    MapData,
    hidden,
    hops,
    kind_of,
    text_of,
)
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import (
    ANY,
    BOOL,
    NUMBER,
    STRING,
    Constraint,
    Kind,
    unify,
)
from smlint.frontends.terraform.values.numbers import parse_number
from smlint.frontends.terraform.values.sets import unique

PRIMITIVES: Mapping[str, Constraint] = {
    "any": ANY, "string": STRING, "number": NUMBER, "bool": BOOL,
    "list": Constraint("list", ANY), "map": Constraint("map", ANY),
}  # fmt: skip
COLLECTIONS: Mapping[str, Kind] = {"list": "list", "set": "set", "map": "map"}


@dataclass(frozen=True, slots=True, eq=False)
class Null(Absent):
    """A null of a known `type`, as `tostring(null)` is. It is equal to any other null."""

    type: Constraint = ANY

    def __eq__(self, other: object) -> bool:
        """Whether `other` is null."""
        return isinstance(other, Absent)

    __hash__ = Absent.__hash__


def convert(tree: Tree, wanted: Constraint) -> Tree:
    """`tree` as a value of the type `wanted`; raises `RefusalError` where there is no such value.

    Null and unknown stay what they are, also inside of collections; a null gets the type.
    """
    if wanted.kind == "any" or isinstance(tree, Unknown):
        return tree
    if isinstance(tree, Absent):
        return Null(tree.span, tree.via, wanted)
    value = tree.value
    converted: Data
    if wanted.kind in ("string", "number", "bool"):
        converted = _primitive(value, wanted.kind)
    elif isinstance(value, (Lazy, Instances)):
        return tree
    elif wanted.kind in ("map", "object") and isinstance(value, Mapping):
        converted = _mapping(value, wanted)
    elif wanted.kind in ("list", "set", "tuple") and isinstance(value, tuple):
        if wanted.kind == "set" and (unknown := hidden(tree)) is not None:
            return replace(unknown, span=tree.span, via=hops(tree, unknown), parts=())
        converted = _sequence(value, wanted)
    else:
        raise RefusalError(f"{wanted.kind} required, but this is {kind_of(value)}")
    return Known(converted, tree.span, tree.via)


def _primitive(value: Data, kind: Kind) -> str | int | float | bool:
    if kind == "string" and (text := text_of(value)) is not None:
        return text
    if kind == "number":
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        if isinstance(value, str):
            return parse_number(value)
    if kind == "bool":
        if isinstance(value, bool):
            return value
        if value in ("true", "false", "1", "0"):
            return value in ("true", "1")
    raise RefusalError(f"a {kind} is required")


def _mapping(value: Mapping[str, Tree], wanted: Constraint) -> dict[str, Tree]:
    if wanted.kind == "map":
        element = _element(value.values(), wanted)
        return MapData({name: convert(item, element) for name, item in sorted(value.items())})
    missing = [name for name in wanted.members if name not in value and name not in wanted.optional]
    if missing:
        raise RefusalError(f'attribute "{missing[0]}" is required')
    return {
        name: convert(value[name], member)
        for name, member in wanted.members.items()
        if name in value
    }


def _sequence(value: tuple[Tree, ...], wanted: Constraint) -> tuple[Tree, ...]:
    if wanted.kind == "tuple":
        if kind_of(value) != "tuple":
            raise RefusalError("a tuple is required")
        if len(value) != len(wanted.items):
            raise RefusalError(f"{len(wanted.items)} elements are required")
        pairs = zip(value, wanted.items, strict=True)
        return tuple(convert(item, constraint) for item, constraint in pairs)
    element = _element(value, wanted)
    items = tuple(convert(item, element) for item in value)
    return ListData(items) if wanted.kind == "list" else unique(items)


def _element(items: Iterable[Tree], wanted: Constraint) -> Constraint:
    if wanted.element is not None and wanted.element.kind != "any":
        return wanted.element
    items = tuple(items)
    found = unified(items)
    if found is not None and found.kind == "any":
        # nulls without a type stand among others: a map alone has room for these, if they are alike
        kinds = [kind for item in items if (kind := constraint_of(item)).kind != "any"]
        if kinds and (wanted.kind != "map" or any(kind != kinds[0] for kind in kinds)):
            found = None
    if found is None:
        raise RefusalError("all elements must have the same type")
    return found


def constraint_of(tree: Tree) -> Constraint:
    """The type of `tree` as far as it is known."""
    if isinstance(tree, Null):
        return tree.type
    if not isinstance(tree, Known) or isinstance(tree.value, (Lazy, Instances)):
        return ANY
    value = tree.value
    kind = kind_of(value)
    if isinstance(value, tuple):
        if kind == "tuple":
            return Constraint("tuple", items=tuple(constraint_of(item) for item in value))
        return Constraint("set" if kind == "set" else "list", unified(value) or ANY)
    if isinstance(value, Mapping):
        if kind == "map":
            return Constraint("map", unified(value.values()) or ANY)
        return Constraint("object", members={n: constraint_of(item) for n, item in value.items()})
    return PRIMITIVES[kind]


def unified(trees: Iterable[Tree]) -> Constraint | None:
    """The one type to which all `trees` convert; None where there is none."""
    return unify([constraint_of(tree) for tree in trees])
