"""The syntax tree of HCL: bodies of attributes and blocks, and expressions.

An `Attribute` holds the extent of its expression, of which `expressions.read_expression` makes the
tree. Terraform's JSON syntax gives the same tree.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name = expression`. `start` and `end` are offsets of the expression in `source.text`."""

    name: str
    source: Source
    name_span: Span
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The expression's place."""
        return self.source.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Block:
    """`type "label" { body }`. `header` ends before the brace, `extent` after the closing one."""

    type: str
    labels: tuple[str, ...]
    body: Body
    header: Span
    extent: Span

    @property
    def made(self) -> str:
        """The type of the block, or of those that a `dynamic` one makes."""
        return self.labels[0] if self.type == "dynamic" and self.labels else self.type


@dataclass(frozen=True, slots=True)
class Body:
    """The attributes and blocks of a file or block, each in file order."""

    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LiteralValue:
    """A number, truth value, null, or text without interpolation (escapes resolved)."""

    value: str | int | float | bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """`%{ if }` or `%{ for }` in a template; `keyword` names it."""

    keyword: Literal["if", "for"]
    names: tuple[str, ...]
    subject: Expression
    body: tuple[Expression, ...]
    otherwise: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Template:
    """A quoted or heredoc text with interpolation: its pieces in order, written one after another.

    A template of one piece that is no `Directive` (`"${x}"`) has the value of that piece, of
    whatever type.
    """

    pieces: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Variable:
    """The root of a traversal: `var`, `local`, `each`, `aws_sagemaker_model`, a `for` name."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class GetAttribute:
    """`subject.name`, also `subject.0`."""

    subject: Expression
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Index:
    """`subject[key]`."""

    subject: Expression
    key: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Splat:
    """`subject[*].steps` (full) or `subject.*.steps`; `each` is the rest, applied to every element.

    In `each`, the element itself is `Variable("*")`.
    """

    subject: Expression
    each: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """`name(arguments)`; `expand` where the last argument ends in `...`."""

    name: str
    arguments: tuple[Expression, ...]
    expand: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `!x`."""

    operator: Literal["-", "!"]
    operand: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and an arithmetic, comparison or logical operator."""

    operator: str
    left: Expression
    right: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Conditional:
    """`condition ? then : otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class TupleExpression:
    """`[a, b]`."""

    items: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ObjectExpression:
    """`{ key = value }`. A bare identifier as key is a `LiteralValue`; `(key)` an expression."""

    pairs: tuple[tuple[Expression, Expression], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class BlockOrObject:
    """An object of the JSON syntax that only the provider's schema tells from a nested block."""

    whole: ObjectExpression
    span: Span


@dataclass(frozen=True, slots=True)
class ForExpression:
    """`[for k, v in subject : value if condition]`, or with braces and `key => value`.

    `key` is None for the list form; `group` is true where the value ends in `...`.
    """

    names: tuple[str, ...]
    subject: Expression
    key: Expression | None
    value: Expression
    condition: Expression | None
    group: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Opaque:
    """An expression that could not be parsed; `reason` says why. Its value is unknown."""

    reason: str
    span: Span


Expression: TypeAlias = (
    LiteralValue | Template | Directive | Variable | GetAttribute | Index | Splat | FunctionCall
    | Unary | Binary | Conditional | TupleExpression | ObjectExpression | BlockOrObject
    | ForExpression | Opaque
)  # fmt: skip
