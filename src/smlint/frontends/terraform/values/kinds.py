"""Types, and the one type that stands for several: what Terraform calls unification."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Literal

from smlint.core.frozen import dataclass
from smlint.frontends.terraform.language.nodes import Expression

Kind = Literal["any", "string", "number", "bool", "list", "set", "map", "object", "tuple"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A type.

    `element` is that of collections, `items` those of a tuple, `members` those of an object; in
    `optional` are the members that need not be given, with the expression of their default.
    """

    kind: Kind
    element: Constraint | None = None
    members: Mapping[str, Constraint] = field(default_factory=dict)
    optional: Mapping[str, Expression | None] = field(default_factory=dict)
    items: tuple[Constraint, ...] = ()


ANY = Constraint("any")
STRING = Constraint("string")
NUMBER = Constraint("number")
BOOL = Constraint("bool")
SCALARS = frozenset({"string", "number", "bool"})


def unify(constraints: Sequence[Constraint]) -> Constraint | None:
    """The one type to which values of all `constraints` convert; None where there is none.

    `ANY` where nulls without a type stand among collections: there Terraform does not decide.
    """
    constraints = _distinct(constraints)
    if len(constraints) < 2:
        return constraints[0] if constraints else ANY
    dynamic = any(one.kind == "any" for one in constraints)
    kinds = {one.kind for one in constraints if one.kind != "any"}
    match sorted(kinds):
        case ["list" | "map" | "set" as kind]:
            return ANY if dynamic else _collection(kind, constraints)
        case ["object"]:
            return ANY if dynamic else _objects(constraints)
        case ["tuple"]:
            return ANY if dynamic else _tuples(constraints)
        case ["map", "object"]:
            found = _mixed("object", _common_map, constraints)
        case ["list", "tuple"]:
            found = _mixed("tuple", _common_list, constraints)
        case _ if {"object", "tuple"} <= kinds:
            return None
        case _:
            found = None
    return found or _preferred(constraints)


def _distinct(constraints: Sequence[Constraint]) -> list[Constraint]:
    found: list[Constraint] = []
    for one in constraints:
        if one not in found:
            found.append(one)
    return found


def convertible(given: Constraint, wanted: Constraint) -> bool:
    """Whether values of the type `given` may convert to `wanted`."""
    if given == wanted or "any" in (given.kind, wanted.kind):
        return True
    if given.kind in SCALARS and wanted.kind in SCALARS:
        return "string" in (given.kind, wanted.kind)
    match given.kind, wanted.kind:
        case "object", "object":
            return all(
                name in wanted.optional if name not in given.members else
                convertible(given.members[name], member)
                for name, member in wanted.members.items()
            )  # fmt: skip
        case "tuple", "tuple":
            pairs = zip(given.items, wanted.items, strict=False)
            return len(given.items) == len(wanted.items) and all(
                convertible(a, b) for a, b in pairs
            )
        case "map", "object":
            element = given.element or ANY
            return all(convertible(element, member) for member in wanted.members.values())
        case ("list" | "set" | "tuple", "list" | "set") | ("map" | "object", "map"):
            return _elements_convert(given, wanted.element or ANY)
        case _:
            return False


def _elements_convert(given: Constraint, wanted: Constraint) -> bool:
    elements = _elements(given)
    if wanted.kind == "any" and given.element is None:
        found = unify(elements)
        return found is not None and (found.kind != "any" or given.kind == "object")
    return all(convertible(element, wanted) for element in elements)


def _elements(constraint: Constraint) -> tuple[Constraint, ...]:
    if constraint.element is not None:
        return (constraint.element,)
    return (*constraint.members.values(), *constraint.items)


def _all_convert(constraints: Sequence[Constraint], wanted: Constraint) -> Constraint | None:
    return wanted if all(convertible(one, wanted) for one in constraints) else None


def _collection(kind: Kind, constraints: Sequence[Constraint]) -> Constraint | None:
    element = unify([one.element or ANY for one in constraints])
    return None if element is None else _all_convert(constraints, Constraint(kind, element))


def _common(kind: Kind, constraints: Sequence[Constraint]) -> Constraint | None:
    element = unify([element for one in constraints for element in _elements(one)])
    return None if element is None else _all_convert(constraints, Constraint(kind, element))


def _common_map(constraints: Sequence[Constraint]) -> Constraint | None:
    return _common("map", constraints)


def _common_list(constraints: Sequence[Constraint]) -> Constraint | None:
    return _common("list", constraints)


def _objects(constraints: Sequence[Constraint]) -> Constraint | None:
    names = constraints[0].members.keys()
    if any(one.members.keys() != names for one in constraints):
        return _common_map(constraints)
    members: dict[str, Constraint] = {}
    for name in names:
        member = unify([one.members[name] for one in constraints])
        if member is None:
            return None
        members[name] = member
    found = _all_convert(constraints, Constraint("object", members=members))
    return found or _common_map(constraints)


def _tuples(constraints: Sequence[Constraint]) -> Constraint | None:
    length = len(constraints[0].items)
    if any(len(one.items) != length for one in constraints):
        return _common_list(constraints)
    items: list[Constraint] = []
    for position in range(length):
        item = unify([one.items[position] for one in constraints])
        if item is None:
            return None
        items.append(item)
    found = _all_convert(constraints, Constraint("tuple", items=tuple(items)))
    return found or _common_list(constraints)


def _mixed(
    structural: Kind,
    common: Callable[[Sequence[Constraint]], Constraint | None],
    constraints: Sequence[Constraint],
) -> Constraint | None:
    """The collection for collections among objects or tuples, which are made collections first."""
    found = common([one for one in constraints if one.kind == structural])
    if found is None:
        return None
    return unify([found if one.kind == structural else one for one in constraints])


def _preferred(constraints: Sequence[Constraint]) -> Constraint | None:
    """The most general of `constraints` to which all others convert."""
    waiting = list(constraints)
    while waiting:
        wanted = next(
            one for one in waiting if not any(_order(other, one) < 0 for other in waiting)
        )
        if _all_convert(constraints, wanted):
            return wanted
        waiting.remove(wanted)
    return None


def _order(left: Constraint, right: Constraint) -> int:
    """Negative where `left` is the more general type, positive where `right` is."""
    if "any" in (left.kind, right.kind):
        return (left.kind == "any") - (right.kind == "any")
    if left.kind in SCALARS and right.kind in SCALARS:
        return (right.kind == "string") - (left.kind == "string")
    if left.kind == right.kind:
        return _order_within(left, right)
    ranks = {"list": 0, "tuple": 1, "set": 1, "map": 0, "object": 1}
    for family in ({"list", "tuple", "set"}, {"map", "object"}):
        if left.kind in family and right.kind in family:
            return ranks[left.kind] - ranks[right.kind]
    return 0


def _order_within(left: Constraint, right: Constraint) -> int:
    if left.element is not None and right.element is not None:
        return _order(left.element, right.element)
    if left.members.keys() != right.members.keys() or len(left.items) != len(right.items):
        return 0
    pairs = zip(
        _elements(left), (*(right.members[n] for n in left.members), *right.items), strict=True
    )
    signs = {_order(a, b) for a, b in pairs}
    below, above = any(sign < 0 for sign in signs), any(sign > 0 for sign in signs)
    return above - below
