"""Calls of functions: those that take values, those that take expressions, and strange ones."""

from __future__ import annotations

from difflib import get_close_matches

from smlint.core.values import Known, Tree, Unknown, first
from smlint.frontends.terraform.evaluation.access import listed
from smlint.frontends.terraform.evaluation.scope import Scope
from smlint.frontends.terraform.evaluation.special import SPECIAL, Evaluate
from smlint.frontends.terraform.functions import FUNCTIONS, Call
from smlint.frontends.terraform.language.nodes import FunctionCall
from smlint.frontends.terraform.values.data import derived, hidden, hops, unlisted, weight
from smlint.frontends.terraform.values.errors import RefusalError, UnclearError


def called(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Tree:
    """The value of `call`; what smlint cannot tell is unknown here, and nowhere else."""
    if scope.constant:
        raise RefusalError(f"a constant is required, not a call of {call.name}()")
    name = call.name.removeprefix("core::")
    special, function = SPECIAL.get(name), scope.world.functions.get(name)
    try:
        if special is not None:
            return special(call, scope, evaluate)
        arguments = _arguments(call, scope, evaluate)
        if isinstance(arguments, Unknown):
            return arguments
        if function is None:
            return _strange(call, arguments, scope)
        scope.world.spend(sum(map(weight, arguments)))
        result = function(Call(arguments, call.span, scope.world))
    except RefusalError as refusal:
        raise refusal if special else RefusalError(f"{name}(): {refusal}") from None
    except UnclearError as error:
        return Unknown(error.reason, call.span)
    scope.world.spend(weight(result))
    return result


def _arguments(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> tuple[Tree, ...] | Unknown:
    arguments = [evaluate(argument, scope) for argument in call.arguments]
    if call.expand and arguments:
        last = arguments.pop()
        unknown = unlisted(last)
        if unknown is not None:
            return derived(unknown, call.span)
        if not isinstance(last, Known) or not isinstance(last.value, tuple):
            raise RefusalError("only a list can be expanded to arguments")
        arguments.extend(item for _, item in listed(last))
    return tuple(arguments)


def _strange(call: FunctionCall, arguments: tuple[Tree, ...], scope: Scope) -> Unknown:
    """The result of a function that providers or Terragrunt may have; Terraform has no others."""
    functions = scope.world.functions
    if call.name.startswith("provider::") or functions is not FUNCTIONS:
        unknown = first(*map(hidden, arguments))
        reason = f"smlint does not evaluate {call.name}()" if unknown is None else unknown.reason
        return Unknown(reason, call.span, hops(*arguments))
    near = get_close_matches(call.name, (*functions, *SPECIAL), 1)
    hint = f"; did you mean {near[0]}()?" if near else ""
    raise RefusalError(f"there is no function called {call.name}{hint}")
