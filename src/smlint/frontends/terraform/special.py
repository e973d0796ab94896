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
from smlint.frontends.terraform.expressions import parse
from smlint.frontends.terraform.nodes import Expression, FunctionCall
from smlint.frontends.terraform.scope import Closed, Scope

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
    return _rendered(Source(call.span.path, str(text.value)), call, scope, evaluate, text.via)


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
    """The text of a template file: what stands in a heredoc, without its last line end."""
    variables = evaluate(call.arguments[1], scope)
    unknown = unlisted(variables)
    if unknown is not None:
        return derived(unknown, call.span)
    marker = "END"
    while marker in source.text:
        marker += "_"
    text = f"<<{marker}\n{source.text}\n{marker}"
    template = parse(Source(source.path, text), 0, len(text))
    names = {str(key.value): item for key, item in listed(variables) if isinstance(key, Known)}
    result = evaluate(template, Closed(scope.world, names))
    via = tuple(dict.fromkeys((*via, *result.via)))
    if isinstance(result, Known):
        return Known(str(result.value).removesuffix("\n"), call.span, via)
    return replace(result, span=call.span, via=via)


SPECIAL: Mapping[str, Callable[[FunctionCall, Scope, Evaluate], Tree]] = {
    "can": _can,
    "templatefile": _template_file,
    "templatestring": _template_string,
    "try": _try,
}
