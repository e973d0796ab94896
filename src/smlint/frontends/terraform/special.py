"""Functions that get their arguments unevaluated, or make a scope of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from smlint.core.source import Source
from smlint.core.values import Absent, Hop, Known, Tree, Unknown
from smlint.frontends.terraform.access import listed
from smlint.frontends.terraform.constraints import STRING, convert
from smlint.frontends.terraform.data import RefusalError, derived, unlisted
from smlint.frontends.terraform.expressions import read_template
from smlint.frontends.terraform.nodes import Expression, FunctionCall
from smlint.frontends.terraform.scope import Closed, Scope

TEMPLATE_COST = 100
"""Steps that a template takes besides one for each of its characters: one may call another."""

Evaluate: TypeAlias = Callable[[Expression, Scope], Tree]


def _try(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Tree:
    for argument in call.arguments:
        try:
            return replace(evaluate(argument, scope), span=call.span)
        except RefusalError:
            continue
    raise RefusalError("try(): none of the arguments can be evaluated")


def _can(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Tree:
    for argument in call.arguments[:1]:
        try:
            result = evaluate(argument, scope)
        except RefusalError:
            return Known(False, call.span)
        return derived(result, call.span) if isinstance(result, Unknown) else Known(True, call.span)
    raise RefusalError("can(): one argument is required")


def _template_file(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Tree:
    path = convert(evaluate(_variables_of(call)[0], scope), STRING)
    if isinstance(path, Absent):
        raise RefusalError("templatefile(): the path is null")
    source = path if isinstance(path, Unknown) else scope.world.read(str(path.value), call.span)
    if isinstance(source, Unknown):
        return derived(source, call.span)
    return _rendered(
        source, call, scope, evaluate, (Hop(f"file {source.path}", source.whole.start),)
    )


def _template_string(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Tree:
    text = convert(evaluate(_variables_of(call)[0], scope), STRING)
    if not isinstance(text, Known):
        return text
    source = Source(call.span.path, str(text.value))
    return convert(_rendered(source, call, scope, evaluate, text.via), STRING)


def _variables_of(call: FunctionCall) -> tuple[Expression, ...]:
    if len(call.arguments) != 2:
        raise RefusalError(f"{call.name}(): a template and its variables are required")
    return call.arguments


def _rendered(
    source: Source,
    call: FunctionCall,
    scope: Scope,
    evaluate: Evaluate,
    via: tuple[Hop, ...],
) -> Tree:
    """What a template makes of its variables: a text, or the value of what alone stands in it."""
    variables = evaluate(call.arguments[1], scope)
    unknown = unlisted(variables)
    if unknown is not None:
        return derived(unknown, call.span)
    scope.world.spend(len(source.text) + TEMPLATE_COST)
    template, _ = read_template(source, 0, len(source.text))
    names = {str(key.value): item for key, item in listed(variables) if isinstance(key, Known)}
    result = evaluate(template, Closed(scope.world, names))
    if isinstance(result, Absent):
        raise RefusalError(f"{call.name}(): the result of the template is null")
    return replace(result, span=call.span, via=tuple(dict.fromkeys((*via, *result.via))))


SPECIAL: Mapping[str, Callable[[FunctionCall, Scope, Evaluate], Tree]] = {
    "can": _can,
    "templatefile": _template_file,
    "templatestring": _template_string,
    "try": _try,
}
