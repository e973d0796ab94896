"""Functions that get their arguments unevaluated, or make a scope of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from smlint.core.source import Source
from smlint.core.values import Absent, Hop, Known, Tree, Unknown
from smlint.frontends.terraform.evaluation.scope import Bound, Closed, Scope
from smlint.frontends.terraform.functions.call import Call
from smlint.frontends.terraform.functions.files import read_content, read_text
from smlint.frontends.terraform.language.expressions import read_template
from smlint.frontends.terraform.language.lexer import NAME
from smlint.frontends.terraform.language.nodes import (
    Expression,
    FunctionCall,
    GetAttribute,
    Index,
    Variable,
)
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import derived, through, unlisted
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import STRING

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
    if len(call.arguments) != 1:
        raise RefusalError("can(): one argument is required")
    try:
        result = evaluate(call.arguments[0], scope)
    except RefusalError:
        return Known(False, call.span)
    return derived(result, call.span) if isinstance(result, Unknown) else Known(True, call.span)


def _template_file(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Tree:
    path = convert(evaluate(_template_of(call, scope), scope), STRING)
    if isinstance(path, Absent):
        raise RefusalError("templatefile(): the path is null")
    if isinstance(path, Unknown):
        return derived(path, call.span)
    inner = Call((path,), call.span, scope.world)
    content = read_content(str(path.value), inner)
    if isinstance(content, Unknown):
        return content
    source = Source(content.path, str(read_text(content, inner)))
    hop = Hop(f"file {content.path}", source.whole.start)
    return _rendered(source, call, scope, evaluate, (*path.via, hop))


def _template_string(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Tree:
    template = _template_of(call, scope)
    if not isinstance(template, Variable | GetAttribute | Index):
        raise RefusalError("templatestring(): the template must be named, not written here")
    text = convert(evaluate(template, scope), STRING)
    if isinstance(text, Absent):
        raise RefusalError("templatestring(): the template is null")
    if isinstance(text, Unknown):
        return derived(text, call.span)
    source = Source(call.span.path, str(text.value))
    return convert(_rendered(source, call, scope, evaluate, text.via), STRING)


def _template_of(call: FunctionCall, scope: Scope) -> Expression:
    if len(call.arguments) != 2 or call.expand:
        raise RefusalError(f"{call.name}(): a template and its variables are required")
    while isinstance(scope, Bound):
        scope = scope.outer
    if isinstance(scope, TemplateScope):
        raise RefusalError(f"{call.name}(): a template cannot be made within a template")
    return call.arguments[0]


class TemplateScope(Closed):
    """The scope of a template: it knows the variables that it is given."""


def _rendered(
    source: Source,
    call: FunctionCall,
    scope: Scope,
    evaluate: Evaluate,
    via: tuple[Hop, ...],
) -> Tree:
    """The value of a template, which is no text where it is nothing but one interpolation."""
    variables = evaluate(call.arguments[1], scope)
    unknown = unlisted(variables)
    if unknown is not None:
        return derived(unknown, call.span)
    if not isinstance(variables, Known) or not isinstance(variables.value, Mapping):
        raise RefusalError(f"{call.name}(): the variables are no map")
    names = variables.value
    strange = next((name for name in names if not NAME.fullmatch(name)), None)
    if strange is not None:
        raise RefusalError(f'{call.name}(): "{strange}" cannot be the name of a variable')
    scope.world.spend(len(source.text) + TEMPLATE_COST)
    template, problems = read_template(source, 0, len(source.text))
    for problem in problems:
        raise RefusalError(f"{call.name}(): {problem.span}: {problem.message}")
    given = {name: through(item, variables.via) for name, item in names.items()}
    try:
        result = evaluate(template, TemplateScope(scope.world, given))
    except RefusalError as refusal:
        raise RefusalError(f"{call.name}(): in {source.path}: {refusal}") from None
    if isinstance(result, Absent):
        raise RefusalError(f"{call.name}(): the result of the template is null")
    return replace(result, span=call.span, via=tuple(dict.fromkeys((*via, *result.via))))


SPECIAL: Mapping[str, Callable[[FunctionCall, Scope, Evaluate], Tree]] = {
    "can": _can,
    "templatefile": _template_file,
    "templatestring": _template_string,
    "try": _try,
}
