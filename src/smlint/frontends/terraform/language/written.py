"""What expressions say as they are written, before they are evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeAlias

from smlint.core.spans import Span
from smlint.frontends.terraform.language.nodes import (
    Expression,
    FunctionCall,
    LiteralValue,
    TupleExpression,
)

Names: TypeAlias = dict[str, Span]
"""Texts, each with the place where it stands."""


def texts(expression: Expression) -> Names:
    """The text that `expression` is, or those of a list; none where they are worked out."""
    match expression:
        case LiteralValue(value=str(text), span=span):
            return {text: span}
        case TupleExpression(items=items):
            return {text: span for item in items for text, span in texts(item).items()}
        case FunctionCall(name="toset" | "tolist", arguments=(inner,)):
            return texts(inner)
        case _:
            return {}


def inner(value: object) -> Iterator[Expression]:
    """The expressions directly within an expression."""
    for member in fields(value) if is_dataclass(value) else ():
        yield from _expressions(getattr(value, member.name))


def _expressions(value: object) -> Iterator[Expression]:
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _expressions(item)
