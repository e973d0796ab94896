"""Why a function gives no value: in words, and at the place of the function."""

from __future__ import annotations

from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Tree, Unknown


def misused(function: str, wanted: str, at: Span) -> Unknown:
    """That `function` is not given `wanted`, as CloudFormation expects it."""
    return Unknown(f"{function} is written with something else than {wanted}", at)


def no_list(found: Tree, function: str, at: Span) -> Unknown:
    """That `found`, which `function` is given, is no list, or not known to be which."""
    if isinstance(found, Unknown):
        return passed_on(found, at)
    return Unknown(f"{function} is given something else than a list", at, found.via)


def passed_on(unknown: Unknown, at: Span) -> Unknown:
    """The doubt of an operand, as that of the result: its identity is not the operand's."""
    return replace(unknown, span=at, parts=())
