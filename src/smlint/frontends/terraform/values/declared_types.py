"""Types as variables declare them: what `type = …` says, and the defaults it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from smlint.core.values import Absent, Hop, Known, Tree
from smlint.frontends.terraform.language.nodes import (
    Expression,
    FunctionCall,
    LiteralValue,
    ObjectExpression,
    TupleExpression,
    Variable,
)
from smlint.frontends.terraform.values.constraints import COLLECTIONS, PRIMITIVES
from smlint.frontends.terraform.values.data import Instances, Lazy, through
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import Constraint


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
