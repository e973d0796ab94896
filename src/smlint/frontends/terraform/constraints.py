"""Type constraints: what `type = …` of a variable says, and converting values to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Literal

from smlint.core.values import Absent, Data, Hop, Known, Tree, Unknown
from smlint.frontends.terraform.data import (
    ExhaustedError,
    Instances,
    Lazy,
    ListData,
    MapData,
    RefusalError,
    SetData,
    hidden,
    hops,
    kind_of,
    number,
    text_of,
    through,
)
from smlint.frontends.terraform.nodes import (
    Expression,
    FunctionCall,
    LiteralValue,
    ObjectExpression,
    TupleExpression,
    Variable,
)

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
PRIMITIVES: Mapping[str, Constraint] = {
    "any": ANY, "string": STRING, "number": NUMBER, "bool": BOOL,
    "list": Constraint("list", ANY), "map": Constraint("map", ANY),
}  # fmt: skip
COLLECTIONS: Mapping[str, Kind] = {"list": "list", "set": "set", "map": "map"}


def read_constraint(expression: Expression) -> Constraint:
    """The type that `expression` states; raises `RefusalError` where it states none."""
    match expression:
        case Variable(name=name) | LiteralValue(value=str(name)) if name in PRIMITIVES:
            return PRIMITIVES[name]
        case FunctionCall(name=name, arguments=(element,)) if name in COLLECTIONS:
            return Constraint(COLLECTIONS[name], read_constraint(element))
        case FunctionCall(name="tuple", arguments=(TupleExpression(items=items),)):
            return Constraint("tuple", items=tuple(read_constraint(item) for item in items))
        case FunctionCall(name="object", arguments=(ObjectExpression(pairs=pairs),)):
            return _object(pairs)
        case _:
            raise RefusalError("the type constraint is not understood")


def _object(pairs: Iterable[tuple[Expression, Expression]]) -> Constraint:
    members: dict[str, Constraint] = {}
    optional: dict[str, Expression | None] = {}
    for key, value in pairs:
        if not isinstance(key, LiteralValue):
            raise RefusalError("an attribute name of an object type is not a plain name")
        name = str(key.value)
        if isinstance(value, FunctionCall) and value.name == "optional" and value.arguments:
            members[name] = read_constraint(value.arguments[0])
            optional[name] = value.arguments[1] if len(value.arguments) > 1 else None
        else:
            members[name] = read_constraint(value)
    return Constraint("object", members=members, optional=optional)


def with_defaults(
    tree: Tree, constraint: Constraint, evaluate: Callable[[Expression], Tree]
) -> Tree:
    """`tree` with the defaults of `optional()` attributes filled in where these are not given."""
    if not isinstance(tree, Known) or isinstance(tree.value, (Lazy, Instances)):
        return tree
    value = tree.value
    if constraint.kind == "object" and isinstance(value, Mapping):
        filled: dict[str, Tree] = dict(value)
        for name, member in constraint.members.items():
            default = constraint.optional.get(name)
            given = filled.get(name, Absent(tree.span, tree.via))
            if isinstance(given, Absent) and default is not None:
                hop = Hop(f"the type's default for {name}", default.span)
                given = through(evaluate(default), (hop,))
            if not isinstance(given, Absent) or name in constraint.optional:
                filled[name] = with_defaults(given, member, evaluate)
        return Known(filled, tree.span, tree.via)
    if constraint.kind == "tuple" and isinstance(value, tuple):
        pairs = zip(value, constraint.items, strict=False)
        items = tuple(with_defaults(item, wanted, evaluate) for item, wanted in pairs)
        return Known((*items, *value[len(items) :]), tree.span, tree.via)
    if constraint.element is None:
        return tree
    element = constraint.element
    if isinstance(value, Mapping):
        members = {name: with_defaults(item, element, evaluate) for name, item in value.items()}
        return Known(members, tree.span, tree.via)
    if isinstance(value, tuple):
        items = tuple(with_defaults(item, element, evaluate) for item in value)
        return Known(type(value)(items), tree.span, tree.via)
    return tree


def convert(tree: Tree, wanted: Constraint) -> Tree:
    """`tree` as a value of the type `wanted`; raises `RefusalError` where there is no such value.

    Null and unknown stay what they are, also inside of collections.
    """
    if not isinstance(tree, Known) or wanted.kind == "any":
        return tree
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
            return Unknown(unknown.reason, tree.span, hops(tree, unknown))
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


def parse_number(text: str) -> int | float:
    """The number that `text` spells, as Terraform reads one; raises `RefusalError` otherwise.

    Raises `ExhaustedError` where no setting is as large.
    """
    try:
        parsed = Decimal(text)
    except InvalidOperation:
        raise RefusalError("a number is required") from None
    if text != text.strip() or "_" in text or not parsed.is_finite():
        raise RefusalError("a number is required")
    if abs(parsed.adjusted()) > 300:
        raise ExhaustedError
    return number(parsed)


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
    found = unified(items)
    if found is None:
        raise RefusalError("all elements must have the same type")
    return found


def unique(items: Iterable[Tree]) -> SetData:
    """The set of known `items`, in Terraform's order."""
    kept: list[Tree] = []
    seen: set[Tree] = set()
    for item in items:
        try:
            new = item not in seen
            seen.add(item)
        except TypeError:
            new = item not in kept
        if new:
            kept.append(item)
    return SetData(sorted(kept, key=_order))


def _order(item: Tree) -> tuple[int, float, str]:
    value = item.value if isinstance(item, Known) else None
    if isinstance(value, (int, float)):
        return (0, value, "")
    return (1, 0, value) if isinstance(value, str) else (2, 0, "")


def constraint_of(tree: Tree) -> Constraint:
    """The type of `tree` as far as it is known."""
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
    found: Constraint | None = ANY
    for tree in trees:
        found = None if found is None else unify(found, constraint_of(tree))
    return found


def unify(left: Constraint, right: Constraint) -> Constraint | None:
    """The one type to which values of both types convert; None where there is none."""
    if left == right or right.kind == "any":
        return left
    if left.kind == "any":
        return right
    kinds = {left.kind, right.kind}
    if "string" in kinds and kinds <= {"string", "number", "bool"}:
        return STRING
    if kinds <= {"map", "object"}:
        return _unify_mappings(left, right)
    if kinds <= {"list", "set", "tuple"}:
        return _unify_sequences(left, right)
    return None


def _unify_mappings(left: Constraint, right: Constraint) -> Constraint | None:
    if left.kind == right.kind == "object" and left.members.keys() == right.members.keys():
        members = {name: unify(left.members[name], right.members[name]) for name in left.members}
        if None not in members.values():
            return Constraint("object", members={n: m for n, m in members.items() if m is not None})
    element = _folded((*_elements(left), *_elements(right)))
    return None if element is None else Constraint("map", element)


def _unify_sequences(left: Constraint, right: Constraint) -> Constraint | None:
    if left.kind == right.kind == "tuple" and len(left.items) == len(right.items):
        items = [unify(a, b) for a, b in zip(left.items, right.items, strict=True)]
        if None not in items:
            return Constraint("tuple", items=tuple(item for item in items if item is not None))
    element = _folded((*_elements(left), *_elements(right)))
    kind: Kind = "set" if "set" in (left.kind, right.kind) else "list"
    return None if element is None else Constraint(kind, element)


def _elements(constraint: Constraint) -> tuple[Constraint, ...]:
    if constraint.element is not None:
        return (constraint.element,)
    return (*constraint.members.values(), *constraint.items)


def _folded(constraints: tuple[Constraint, ...]) -> Constraint | None:
    found: Constraint | None = ANY
    for item in constraints:
        found = None if found is None else unify(found, item)
    return found
