"""Expressions to settings. A value keeps the place of its expression, and the hops it came by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from smlint.core.values import Absent, Hop, Known, Tree, Unknown, joined
from smlint.frontends.terraform.evaluation.access import attribute, block_or_object, element, listed
from smlint.frontends.terraform.evaluation.function_calls import called
from smlint.frontends.terraform.evaluation.operators import agreed, binary, decides, unary
from smlint.frontends.terraform.evaluation.scope import Bound, Scope
from smlint.frontends.terraform.language.nodes import (
    Binary,
    BlockOrObject,
    Conditional,
    Directive,
    Expression,
    ForExpression,
    FunctionCall,
    GetAttribute,
    Index,
    LiteralValue,
    ObjectExpression,
    Opaque,
    Splat,
    Template,
    TupleExpression,
    Unary,
    Variable,
)
from smlint.frontends.terraform.values.constraints import constraint_of, convert
from smlint.frontends.terraform.values.data import (
    Instances,
    ListData,
    SetData,
    derived,
    hops,
    kind_of,
    through,
    tree_of,
    unlisted,
    weight,
)
from smlint.frontends.terraform.values.errors import NoValueError, RefusalError
from smlint.frontends.terraform.values.kinds import BOOL, STRING, Constraint, unify
from smlint.frontends.terraform.values.text import composed

Compound: TypeAlias = (
    Template | Directive | Splat | FunctionCall | Conditional | ObjectExpression | ForExpression
)


def evaluate(expression: Expression, scope: Scope) -> Tree:
    """The value of `expression`; raises `RefusalError` where terraform would refuse it."""
    span = expression.span
    match expression:
        case LiteralValue(value=value):
            # text is in Unicode's composed form already
            return Known(value, span) if isinstance(value, str) else tree_of(value, span)
        case Variable(name=name):
            return replace(scope.lookup(name, span), span=span)
        case GetAttribute(subject=subject, name=name):
            return attribute(evaluate(subject, scope), name, span)
        case Index(subject=subject, key=key):
            return element(evaluate(subject, scope), evaluate(key, scope), span)
        case Unary(operator=operator, operand=operand):
            return unary(operator, evaluate(operand, scope), span)
        case Binary():
            return _binary(expression, scope)
        case TupleExpression(items=items):
            listing = Known(tuple(evaluate(item, scope) for item in items), span)
            scope.world.spend(weight(listing))
            return listing
        case BlockOrObject(whole=whole):
            return block_or_object(_object(whole, scope), span)
        case Opaque(reason=reason):
            return Unknown(reason, span)
        case _:
            return _compound(expression, scope)


def _binary(expression: Binary, scope: Scope) -> Tree:
    left = evaluate(expression.left, scope)
    decided = decides(expression.operator, left)
    right = left if decided else evaluate(expression.right, scope)
    return binary(expression.operator, left, right, expression.span)


def _compound(expression: Compound, scope: Scope) -> Tree:
    match expression:
        case Template():
            return _template(expression, scope)
        case Directive():
            return joined(tuple(_directive(expression, scope)), expression.span)
        case Splat():
            return _splat(expression, scope)
        case FunctionCall():
            return called(expression, scope, evaluate)
        case Conditional():
            return _conditional(expression, scope)
        case ObjectExpression():
            return _object(expression, scope)
        case ForExpression():
            return _for(expression, scope)


def attempt(expression: Expression, scope: Scope) -> Tree:
    """The value of `expression`; unknown, with the reason, where there is none."""
    try:
        return evaluate(expression, scope)
    except NoValueError as error:
        return Unknown(error.reason, expression.span)


def _bindings(names: tuple[str, ...], key: Tree, item: Tree) -> dict[str, Tree]:
    return {names[-1]: item} if len(names) == 1 else {names[0]: key, names[1]: item}


def _template(template: Template, scope: Scope) -> Tree:
    if len(template.pieces) == 1 and not isinstance(template.pieces[0], Directive):
        return replace(evaluate(template.pieces[0], scope), span=template.span)
    result = _normal(joined(tuple(_pieces(template.pieces, scope)), template.span))
    scope.world.spend(weight(result))
    return result


def _normal(text: Known[str] | Unknown) -> Known[str] | Unknown:
    """`text` as Terraform keeps all text: pieces may meet in the middle of a character."""
    if isinstance(text, Unknown) or text.value.isascii():
        return text
    return replace(text, value=composed(text.value))


def _pieces(expressions: tuple[Expression, ...], scope: Scope) -> Iterator[Tree]:
    for expression in expressions:
        if isinstance(expression, Directive):
            yield from _directive(expression, scope)
        else:
            piece = evaluate(expression, scope)
            if isinstance(piece, Absent):
                raise RefusalError("null cannot be part of a text")
            if isinstance(piece, Known) and isinstance(piece.value, (tuple, Mapping)):
                kind = kind_of(piece.value)
                raise RefusalError(f"a value of type {kind} cannot be part of a text")
            yield convert(piece, STRING)


def _directive(directive: Directive, scope: Scope) -> Iterator[Tree]:
    subject = evaluate(directive.subject, scope)
    if directive.keyword == "if":
        condition = convert(subject, BOOL)
        if isinstance(condition, Known):
            yield Known("", directive.span, condition.via)
            yield from _pieces(directive.body if condition.value else directive.otherwise, scope)
        elif isinstance(condition, Unknown):
            yield derived(condition, directive.span)
        else:
            raise RefusalError("the condition is null")
        return
    unknown = unlisted(subject)
    if unknown is not None:
        yield derived(unknown, directive.span)
        return
    for key, item in listed(subject):
        scope.world.spend(1)
        inner = Bound(scope, _bindings(directive.names, key, item))
        yield from _pieces(directive.body, inner)


def _splat(splat: Splat, scope: Scope) -> Tree:
    subject = evaluate(splat.subject, scope)
    if isinstance(subject, Unknown):
        return derived(subject, splat.span, step="[*]")

    def each(item: Tree) -> Tree:
        return evaluate(splat.each, Bound(scope, {"*": item}))

    if isinstance(subject, Absent):
        return Known((), splat.span, subject.via)
    value = subject.value
    if isinstance(value, Instances):
        return Known(Instances(each(value.any_one), value.why), splat.span, subject.via)
    if not isinstance(value, tuple):
        return Known((each(subject),), splat.span, subject.via)
    items = tuple(each(through(item, subject.via)) for item in value)
    of_one_type = isinstance(value, ListData | SetData)
    return Known(ListData(items) if of_one_type else items, splat.span, subject.via)


def _conditional(conditional: Conditional, scope: Scope) -> Tree:
    condition = convert(evaluate(conditional.condition, scope), BOOL)
    if isinstance(condition, Absent):
        raise RefusalError("the condition is null")
    if isinstance(condition, Unknown):
        branches = (attempt(conditional.then, scope), attempt(conditional.otherwise, scope))
        return agreed(*branches, condition, conditional.span)
    chosen, other = conditional.then, conditional.otherwise
    if not condition.value:
        chosen, other = other, chosen
    result = evaluate(chosen, scope)
    common = _common(result, attempt(other, scope))
    if common is None:
        raise RefusalError("the two results of the condition have different types")
    result = convert(result, common)
    return replace(result, span=conditional.span, via=hops(result, condition))


def _common(result: Tree, other: Tree) -> Constraint | None:
    """The type of a condition's result: a null without a type takes that of the other."""
    types = (constraint_of(result), constraint_of(other))
    if isinstance(result, Absent) and types[0].kind == "any":
        return types[1]
    if types[1].kind == "any":
        return types[0]
    return unify(types)


def _object(expression: ObjectExpression, scope: Scope) -> Tree:
    members: dict[str, Tree] = {}
    for key, value in expression.pairs:
        name = convert(evaluate(key, scope), STRING)
        if isinstance(name, Unknown):
            return derived(name, expression.span)
        if isinstance(name, Absent):
            raise RefusalError("the key of an object is null")
        members[str(name.value)] = evaluate(value, scope)
    result = Known(members, expression.span)
    scope.world.spend(weight(result))
    return result


def _for(expression: ForExpression, scope: Scope) -> Tree:
    subject = evaluate(expression.subject, scope)
    unknown = unlisted(subject)
    if unknown is not None:
        return derived(unknown, expression.span, subject)
    pairs: list[tuple[Tree, Tree]] = []
    rejected: list[Tree] = []
    for key, item in listed(subject):
        scope.world.spend(1)
        inner = Bound(scope, _bindings(expression.names, key, item))
        reasons: tuple[Tree, ...] = ()
        if expression.condition is not None:
            kept = convert(evaluate(expression.condition, inner), BOOL)
            if isinstance(kept, Unknown):
                return derived(kept, expression.span, subject)
            if isinstance(kept, Absent):
                raise RefusalError("the condition is null")
            if not kept.value:
                rejected.append(kept)
                continue
            reasons = (kept,)
        name = key if expression.key is None else evaluate(expression.key, inner)
        value = evaluate(expression.value, inner)
        scope.world.spend(weight(value))
        pairs.append((name, replace(value, via=hops(value, *reasons))))
    via = hops(subject) if pairs else hops(subject, *rejected)
    if expression.key is None:
        return Known(tuple(item for _, item in pairs), expression.span, via)
    return _keyed(expression, pairs, via)


def _keyed(expression: ForExpression, pairs: list[tuple[Tree, Tree]], via: tuple[Hop, ...]) -> Tree:
    """The object of a `for` in braces; with `...` each member is the tuple of its values."""
    members: dict[str, Tree] = {}
    groups: dict[str, list[Tree]] = {}
    for written, item in pairs:
        key = convert(written, STRING)
        if isinstance(key, Unknown):
            return derived(key, expression.span)
        if isinstance(key, Absent):
            raise RefusalError("the key of an object is null")
        name = str(key.value)
        if name in members and not expression.group:
            raise RefusalError(f'two elements have the key "{name}"')
        members[name] = item
        groups.setdefault(name, []).append(item)
    if expression.group:
        members = {name: Known(tuple(items), items[0].span) for name, items in groups.items()}
    return Known(members, expression.span, via)
