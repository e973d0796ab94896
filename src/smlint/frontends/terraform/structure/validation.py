"""Whether the `validation` blocks of a variable let a value pass."""

from __future__ import annotations

from smlint.core.values import Absent, Known, Tree
from smlint.frontends.terraform.evaluation.access import attribute
from smlint.frontends.terraform.evaluation.evaluate import attempt, evaluate
from smlint.frontends.terraform.evaluation.scope import Bound, Scope
from smlint.frontends.terraform.language.nodes import Attribute, Block
from smlint.frontends.terraform.structure.module import Library, argument
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import Lazy, text_of, unlisted
from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError
from smlint.frontends.terraform.values.kinds import BOOL

LONGEST_MESSAGE = 300
"""Characters of an error message that are shown."""


def validate(library: Library, variable: Block, value: Tree, outer: Scope) -> None:
    """Put `value` to the validations of `variable`, which see it and what `outer` has.

    Raises `RefusalError`, with the message of the one that it fails. What cannot be told passes.
    """
    name, span = variable.labels[0], variable.header
    declared = outer.lookup("var", span)

    def member(other: str) -> Tree:
        return value if other == name else attribute(declared, other, span)

    scope = Bound(outer, {"var": Known(Lazy((name,), member, unlisted(declared)), span)})
    for block in variable.body.blocks:
        condition = argument(block.body, "condition")
        if block.type == "validation" and condition is not None:
            message = argument(block.body, "error_message")
            if not _holds(library, condition, scope):
                raise RefusalError(_message(library, message, scope))


def _holds(library: Library, condition: Attribute, scope: Scope) -> bool:
    """Whether `condition` is true, or not known to be false."""
    try:
        found = convert(evaluate(library.expression(condition), scope), BOOL)
    except ExhaustedError:
        return True
    except RefusalError as refusal:
        raise RefusalError(f"its validation fails ({refusal})") from None
    if isinstance(found, Absent):
        raise RefusalError("its validation gives null")
    return not isinstance(found, Known) or found.value is True


def _message(library: Library, written: Attribute | None, scope: Scope) -> str:
    found = None if written is None else attempt(library.expression(written), scope)
    text = text_of(found.value) if isinstance(found, Known) else None
    if not text:
        return "its validation is not fulfilled"
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"
